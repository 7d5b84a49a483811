"""Make up facts of as many articles as wanted, the same for the same seed, with the texts that they quote.

python bench/generate.py ARTICLES [--seed N] [-o FILE | FOLDER] [--yaml] [--texts N]

A file (`.jsonl`, `.jsonl.gz`, `.jsonl.zst`) or standard output gets the facts alone, an article a line; they need no
registry. A folder gets a project: `gdec.toml`, `registry/`, `articles/` (JSON Lines, or with `--yaml` a file an
article) and `texts/`, the texts of the first articles. Article n is the same however many there are. People, bodies and
events follow Zipf's law; an article makes 10 to 60 statements with evidence; articles on one event disagree about its
size, its dates and its motto. A number or date of its own an article prints as what its publisher says, so that all
articles together conform.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

import world
from packed import opened
from world import Event, Text, Thing, zipf

from gdec.evidence.text import digest
from gdec.facts import model
from gdec.facts.jsonl import encode
from gdec.facts.writing import to_yaml

PER_FILE = 10_000


class Section(NamedTuple):
    """A section of the facts: what makes its things, their class, and how many of them the registry has."""

    made: Callable[[int], Thing]
    cls: type[model.Entry]
    registered: int


SECTIONS = {
    "people": Section(world.person, model.Person, 200),
    "organisations": Section(world.body, model.Organisation, 100),
    "places": Section(world.place, model.Place, 70),
    "topics": Section(world.topic, model.Topic, 10),
}


class Article(NamedTuple):
    """The facts of an article, and its text."""

    facts: model.Facts
    text: str


def articles(number: int, seed: int = 1) -> Iterator[Article]:
    """Make up so many articles, one after the other."""
    return (_Writer(index, seed).write() for index in range(number))


def lines(number: int, seed: int = 1) -> Iterator[bytes]:
    """Make up so many articles as lines of JSON Lines."""
    return (encode(article.facts) for article in articles(number, seed))


def write_project(folder: Path, number: int, seed: int = 1, *, as_yaml: bool = False, texts: int = 100) -> None:
    """Write a project: its settings, its registry, its articles, and the texts of the first of them."""
    for name in ("articles", "registry", "texts"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "gdec.toml").write_text('title = "Made-up conferences"\n', encoding="utf-8")
    for section in SECTIONS:
        (folder / f"registry/{section}.yaml").write_text(to_yaml(registry(section)), encoding="utf-8")
    made = articles(number, seed)
    for part in range(0, number, PER_FILE):
        with (folder / f"articles/articles-{part // PER_FILE:04}.jsonl").open("wb") as file:
            for index, article in enumerate(islice(made, PER_FILE), start=part):
                name = article.facts.article.id if article.facts.article else ""
                if as_yaml:
                    (folder / f"articles/{name}.yaml").write_text(to_yaml(article.facts), encoding="utf-8")
                else:
                    file.write(encode(article.facts))
                if index < texts:
                    (folder / f"texts/{name}.txt").write_text(article.text, encoding="utf-8", newline="")
        if as_yaml:
            (folder / f"articles/articles-{part // PER_FILE:04}.jsonl").unlink()


def registry(section: str) -> model.Facts:
    """Make the registry of one section: the things that articles name most."""
    made, cls, registered = SECTIONS[section]
    reason = "The number in the key tells it apart."
    entries = {
        thing.key: cls(name=model.Text(is_=thing.english), reason=reason) for thing in map(made, range(registered))
    }
    facts = model.Facts(format=model.FORMAT)
    setattr(facts, section, entries)
    return facts


class _Writer:
    """Writes one article and its facts, until it makes the statements that were drawn for it."""

    def __init__(self, index: int, seed: int) -> None:
        self.index, self.dice = index, random.Random(f"{seed} article {index}")
        self.event: Event = world.event(zipf(self.dice, 20 + index // 4), seed)
        self.language = self.dice.choice(world.LANGUAGES)
        self.published = self.event.starts + timedelta(days=self.dice.randrange(4))
        self.id = f"news-{index:07}-{self.published.isoformat()}"
        self.page = Text()
        self.facts = model.Facts(format=model.FORMAT)
        self.statements = 0

    def write(self) -> Article:
        """Write the article: what is in every article, then people, a count, a motto, topics in any order."""
        wanted = self.dice.randint(10, 60)
        self.head()
        more = [self.size, self.motto, self.subject, self.edition, self.initiative]
        self.dice.shuffle(more)
        while self.statements < wanted - 4:
            if more and self.dice.random() < 0.4:
                more.pop()()
            elif self.statements < wanted - 16:
                self.somebody()
            elif more:
                more.pop()()
            else:
                break
        assert self.facts.article is not None
        self.facts.article.text.sha256 = digest(self.page.text)
        return Article(self.facts, self.page.text)

    def head(self) -> None:
        """Write the headline, the publisher and the day, and name the event with its dates and place."""
        event, language = self.event, self.language
        agency = world.body(zipf(self.dice, 30))
        self.attributed = {"kind": model.Kind.ATTRIBUTED, "speaker": agency.key}
        name = self.name(event)
        (title,) = self.page.say(f"*{name} opens*" if language == "en" else f"*{name}开幕*")
        by, day = self.page.say(f"*{agency.name(language)}*, *{self.published.isoformat()}*")
        self.facts.article = model.Article(
            id=self.id,
            title=model.Text(is_=title["words"], **title),
            publisher=model.Link(is_=agency.key, **by),
            published=model.Day(is_=self.published.isoformat(), **day),
            url=f"https://news.example.org/{self.index}",
            language=language,
            text=model.TextSource(),
        )
        self.named("organisations", agency, by)
        starts, days = event.starts, event.days
        standing: dict[str, Any] = {}
        if self.dice.random() < 0.05:
            starts, standing = starts + timedelta(days=1), self.attributed
        ends = starts + timedelta(days=days - 1)
        home = world.place(event.place)
        named, where, first, last = self.page.say(
            f"The *{name}* is held in *{home.name(language)}* from *{starts}* to *{ends}*."
            if language == "en"
            else f"*{name}*在*{home.name(language)}*举行，*{starts}*至*{ends}*。"
        )
        self.entry = model.Event(
            name=model.Text(is_=name, **named),
            starts=model.Day(is_=starts.isoformat(), **standing, **first),
            ends=model.Day(is_=ends.isoformat(), **(standing or {"kind": model.Kind.SCHEDULED}), **last),
            held_in=[model.Link(is_=home.key, **where)],
        )
        if self.dice.random() < 0.2:
            self.entry.not_stated = [model.Unstated(question=f"Where in town was {event.english}?", what="held_in")]
        getattr(self.facts, event.section)[event.key] = self.entry
        self.named("places", home, where)
        self.statements += 10

    def name(self, event: Event) -> str:
        """Give the event's name as this article prints it."""
        if self.language == "en" and self.dice.random() < 0.1:
            return event.english.replace("Conference", "Congress")
        return event.name(self.language)

    def named(self, section: str, thing: Thing, evidence: dict[str, Any]) -> Any:
        """Give the entry of a thing that the article names, made where there is none yet."""
        entries = getattr(self.facts, section)
        if thing.key not in entries:
            name = model.Text(is_=thing.name(self.language), **evidence)
            entries[thing.key] = SECTIONS[section].cls(name=name)
            self.statements += 3
        return entries[thing.key]

    def somebody(self) -> None:
        """Write of a person: posts, a part in the event, what was said."""
        who = world.person(zipf(self.dice, 100 + self.index))
        if who.key in self.facts.people:
            return
        language, is_english = self.language, self.language == "en"
        posts = []
        evidence: dict[str, Any] = {}
        titles = self.dice.sample(world.TITLES, self.dice.choice((1, 1, 2, 3)))
        for title in titles:
            home = world.body(zipf(self.dice, 50 + self.index // 2))
            role = title[0] if is_english else title[1]
            name, post, where = self.page.say(
                f"*{who.name(language)}* is *{role}* of the *{home.name(language)}*."
                if is_english
                else f"*{who.name(language)}*任*{role}*，在*{home.name(language)}*。"
            )
            evidence = evidence or name
            self.named("organisations", home, where)
            posts.append(model.Post(title=role, in_=home.key, **post))
        person = self.named("people", who, evidence)
        person.posts = posts
        content, words = self.dice.choice(world.REMARKS)
        said, part = self.page.say(f"“*{words}*”, {who.name(language)} said in *the address at the opening*.")
        topic = world.topic(self.event.field)
        is_known = topic.key in self.facts.topics
        kind = model.Kind.INTENDED if words.startswith("will") else None
        person.said = [model.Remark(content=content, kind=kind, about=[topic.key] if is_known else [], **said)]
        person.took_part = [model.Participation(in_=self.event.key, as_=self.dice.choice(list(model.Part)[:3]), **part)]
        self.statements += 6 * len(posts) + 7

    def size(self) -> None:
        """Write how many came: exactly, about, or another number than others print."""
        number, comparator = self.event.attendance, world.COMPARATORS[self.event.attendance % 3]
        told: dict[str, Any] = {}
        if self.dice.random() < 0.2:
            number, comparator = number + self.dice.choice((-20, 10, 150)), self.dice.choice(world.COMPARATORS)
            told = self.attributed
        (quote,) = self.page.say(f"*{number} guests* came.")
        self.entry.attendance = {"guests": model.Count(of="guests", things="people", **told, **quote)}
        setattr(self.entry.attendance["guests"], comparator, number)
        self.statements += 7

    def motto(self) -> None:
        """Write the motto."""
        number = self.event.field if self.dice.random() < 0.8 else self.dice.randrange(len(world.THEMES))
        words = world.THEMES[number % len(world.THEMES)]
        (quote,) = self.page.say(f"It stands under the motto “*{words}*”.")
        key = words.lower().replace(",", "").replace(" ", "-")
        self.entry.themes = {key: model.Theme(is_=words, lang="en", **quote)}
        self.statements += 4

    def subject(self) -> None:
        """Write the topic."""
        topic = world.topic(self.event.field)
        (quote,) = self.page.say(f"It is about *{topic.name(self.language)}*.")
        self.entry.topics = [model.Link(is_=topic.key, **quote)]
        self.named("topics", topic, quote)
        self.statements += 1

    def edition(self) -> None:
        """Write the series, which follows from the name of the edition."""
        series = self.event.series
        (quote,) = self.page.say(f"*{series.name(self.language)}* has been held before.")
        standing: dict[str, Any] = {}
        if self.entry.name and self.entry.name.is_ == self.event.english:
            rests_on = [f"{self.event.section}.{self.event.key}.name"]
            standing = {"kind": model.Kind.INFERRED, "rule": "year-in-name", "rests_on": rests_on}
        self.facts.series = {series.key: model.Series(name=model.Text(is_=series.name(self.language), **quote))}
        self.entry.edition_of = model.Link(is_=series.key, **standing, **quote)
        self.statements += 4

    def initiative(self) -> None:
        """Write of an initiative and its aim: each event has one of its own, which few articles take for the next's."""
        event, field = self.event, world.FIELDS[self.event.field]
        name = f"{field[0]} Initiative" if self.language == "en" else f"{field[1]}倡议"
        named, at, aim = self.page.say(f"The *{name}* was *made public at the event*; it is *to bring towns together*.")
        number = event.number - (event.number > 0 and self.dice.random() < 0.05)
        self.facts.initiatives = {
            f"initiative-{number}": model.Initiative(
                name=model.Text(is_=name, **named),
                launched_at=model.Link(is_=event.key, **at),
                aims=[model.Remark(content="It is meant to bring towns together", **aim)],
            )
        }
        self.statements += 5


def main() -> None:
    """Read the arguments and write what they ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", dest="output", type=Path)
    parser.add_argument("--yaml", action="store_true")
    parser.add_argument("--texts", type=int, default=100)
    given = parser.parse_args()
    if given.output and not given.output.name.endswith((".jsonl", ".jsonl.gz", ".jsonl.zst")):
        write_project(given.output, given.articles, given.seed, as_yaml=given.yaml, texts=given.texts)
        return
    with opened(given.output) as file:
        for line in lines(given.articles, given.seed):
            file.write(line)


if __name__ == "__main__":
    main()
