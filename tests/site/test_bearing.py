"""What a change bears on beyond the things that the changed article speaks of is made anew too."""

from random import Random

import pytest
from published import empty_project, few_parts, store, tree
from small_world import KEYS, article, link, made_up, text
from torture import times

from gdec.facts import model
from gdec.site.frame.settings import Settings
from gdec.site.publish import publish

SETTINGS = Settings("https://example.org/data/", title="Made up")
PARTS = (
    "gdec.site.frame.statics",
    "gdec.site.search.page",
    "gdec.site.pages.home",
    "gdec.site.pages.disagreements",
    "gdec.site.pages.coverage",
    "gdec.site.pages.constraints",
    "gdec.site.feeds.tables",
    "gdec.site.dumps.dumps",
)


@pytest.fixture
def published(tmp_path, monkeypatch):
    """Give what publishes articles, and compares the site with one that is published at once."""
    few_parts(monkeypatch, PARTS)
    project = empty_project(tmp_path / "project")

    def publish_all(facts, name):
        found = publish(store(tmp_path / "store", facts, project), tmp_path / "site", SETTINGS)
        publish(tmp_path / "store", tmp_path / name, SETTINGS)
        assert tree(tmp_path / "site") == tree(tmp_path / name)
        return found

    return publish_all


def part(of):
    return {"part_of": model.PartOf(is_=of, **{each: getattr(link(of), each) for each in ("words", "at", "sha256")})}


EDITION = article("one", ("s0", "Sea", {}), ("c0", "Sea 1", {"edition_of": link("s0")}))
FORUM = article("two", ("c0", "Sea 1", {}), ("f0", "Main forum", {"also": [text("主论坛", "zh")], **part("c0")}))
INSTEAD = article("one", ("h0", "Ana Lima", {}), publisher="o0", supersedes=["two"])
OLD = article("two", ("h1", "Wang Wei", {}))
CHANGES = {
    "a namesake of a part of an edition": (
        [EDITION, FORUM, article("three", ("f1", "Other forum", part("c1")))],
        [EDITION, FORUM, article("three", ("f1", "Main forum", part("c1")))],
    ),
    "what a publisher is called": (
        [article("one", ("h0", "Ana Lima", {}), publisher="o0"), article("two", ("o0", "Post", {}))],
        [article("one", ("h0", "Ana Lima", {}), publisher="o0"), article("two", ("o0", "Herald", {}))],
    ),
    "the headline of an article that another one took the place of": (
        [INSTEAD, OLD],
        [INSTEAD, article("two", ("h1", "Wang Wei", {}), title="News")],
    ),
    "such an article that comes": ([INSTEAD], [INSTEAD, OLD]),
    "the place taken of an article that is not there": (
        [INSTEAD],
        [article("one", ("h0", "Ana de Lima", {}), publisher="o0", supersedes=["two"])],
    ),
}
BESIDE = article("beside", *((names[-1], f"Lone {names[-1]}", {"also": [text("孤", "zh")]}) for names in KEYS.values()))


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=CHANGES)
def test_what_is_published_after_a_change_is_what_is_published_at_once(published, before, after):
    published([BESIDE, *before], "before")
    for name, facts in {"after": after, "back": before}.items():
        found = published([BESIDE, *facts], name)
        assert found.made < found.pages


@pytest.mark.parametrize("seed", range(times(1, 60)))
def test_whatever_changes_among_few_names(published, seed):
    chance, keys = Random(seed), [f"n{number}" for number in range(8)]
    there = {key: made_up(chance, key, keys) for key in keys[:5]}
    for step in range(times(4, 12)):
        published([BESIDE, *there.values()], f"step-{step}")
        for key in chance.sample(keys, chance.randint(1, 2)):
            if not there.pop(key, None) or chance.random() < 0.7:
                there[key] = made_up(chance, key, keys)
