"""Read all graphs of a store once: what they speak of, and what everything is called."""

from __future__ import annotations

from collections.abc import Mapping

from gdec.site.apart.again import Ask
from gdec.site.kept.naming import Filling
from gdec.site.making.survey import Spoken
from gdec.site.reading.graphs import GRAPH

ARTICLES_A_QUESTION = 128
"""The graphs of how many articles are read in one go."""


class Reading:
    """What was read, besides what the table has.

    Args:
        ask: asks the store.
        table: takes what everything is called, and what articles speak of.
        states: the state of each article that is published.

    Attributes:
        articles: all articles, sorted: those that are published, and others that a graph speaks of as such.
        classes: the classes of which articles speak of things.
        beyond: the graphs that are none of an article's, sorted.
        apart: the things that they speak of.
        disagreements: what tells the disagreements that there are, by what they are about.
    """

    def __init__(self, ask: Ask, table: Filling, states: Mapping[str, str]) -> None:
        self.ask, self.table = ask, table
        self.articles, self.classes = sorted(states), set[str]()
        self.beyond: list[str] = []
        self.apart: set[str] = set()
        self.disagreements: dict[str, int] = {}
        self._others: set[str] = set()
        self._graphs = 0
        self._read_articles(self.articles)
        ((graphs, others),) = ask(("others", self._graphs))
        if strangers := sorted(self._others.union(others).difference(states)):
            self._read_articles(strangers)
            self.articles = sorted((*states, *strangers))
        known = {*states, *strangers} if strangers else states
        self.beyond = [graph for graph in graphs if not _is_of(graph, known)]
        self._read_beyond()

    def _read_articles(self, articles: list[str]) -> None:
        some = (articles[at : at + ARTICLES_A_QUESTION] for at in range(0, len(articles), ARTICLES_A_QUESTION))
        for spoken in self.ask(*(("spoken", each) for each in some)):
            self._take(spoken)

    def _read_beyond(self) -> None:
        answers = self.ask(("disagreements",), ("terms",), *(("beyond", graph) for graph in self.beyond))
        self.disagreements = next(answers)
        self._take(next(answers))
        for things, spoken in answers:
            self.apart.update(things)
            self._take(spoken)

    def _take(self, spoken: Spoken) -> None:
        self.table.speak(spoken.things)
        self.table.name(spoken.labels)
        self.table.tell(spoken.sources)
        self.classes |= spoken.classes
        self._others |= spoken.articles
        self._graphs += spoken.graphs


def _is_of(graph: str, articles: Mapping[str, str] | set[str]) -> bool:
    """Tell that a graph is that of one of some articles."""
    return graph.endswith(GRAPH) and graph.removesuffix(GRAPH) in articles
