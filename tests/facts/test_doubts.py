"""Numbers that their words contradict: every one that is planted is found, and none of the right ones."""

import sys
from pathlib import Path

import pytest

from gdec.facts.complete import complete
from gdec.facts.doubts import NUMBERED, advise, doubts
from gdec.facts.model import Count, Number
from gdec.facts.walk import structs_of
from gdec.project import find_project

ROOT = Path(__file__).parents[2]
PROJECT = find_project(ROOT / "data")
ARTICLES = {path.stem: path for path in PROJECT.articles()}
# Why a planted contradiction is not found: the path of the fact, and what its words lack.
NOT_FOUND = {"conferences.gdec-2023.parts.main-forum": "“a main forum” has an article and no number"}


def numbered(facts):
    """Give the facts with a number, each with its path and the field that holds the number."""
    for found in structs_of(facts):
        names = NUMBERED if isinstance(found.struct, Count) else ("is_",) * isinstance(found.struct, Number)
        for name in names:
            if getattr(found.struct, name) is not None:
                yield ".".join(found.path), found.struct, name


@pytest.mark.parametrize("name", ARTICLES)
def test_the_shipped_numbers_are_as_their_words_say(name):
    assert list(doubts(PROJECT.read(ARTICLES[name]))) == []


def test_the_made_up_numbers_are_as_their_words_say(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    import generate

    try:
        made = [complete(article.facts) for article in generate.articles(1000)]
    finally:
        for name in ("generate", "world", "packed"):
            sys.modules.pop(name, None)
    assert sum(1 for facts in made for _ in numbered(facts)) > 100
    assert [doubt for facts in made for doubt in doubts(facts)] == []


@pytest.mark.parametrize("name", ARTICLES)
@pytest.mark.parametrize("step", [-1, 1, 10, 1000])
def test_each_planted_contradiction_is_found_at_its_fact(name, step):
    facts = PROJECT.read(ARTICLES[name])
    seen = list(numbered(facts))
    assert seen
    for path, fact, field in seen:
        right = getattr(fact, field)
        setattr(fact, field, right + step)
        found = [(".".join(doubt.path), doubt.number, doubt.advice) for doubt in doubts(facts)]
        setattr(fact, field, right)
        written = f"write {right if field == 'is_' else f'{field}: {right}'}"
        assert found == ([] if path in NOT_FOUND else [(path, right + step, written)])


@pytest.mark.parametrize(
    ("words", "number", "comparator"),
    [
        ("six forums", 6, "exactly"),
        ("more than 50 firms", 50, "at_least"),
        ("more than 50 firms", 51, "at_least"),
        ("at least 50 firms", 49, "more_than"),
        ("about 200 pilots", 200, "about"),
        ("2410 guests", 2410, "more_than"),  # the bound may stand before the words that are quoted
        ("12 men and eight women", 20, "exactly"),
        ("Porto, Vigo and Gaia", 3, "exactly"),
        ("its third forum", 3, "exactly"),
        ("in 2023 guests came", 300, "exactly"),
        ("a main forum for 300 guests", 1, "exactly"),
        ("its third forum", 1, "exactly"),
        ("lasts about four days", 4, ""),
        ("lasts two weeks", 14, ""),
        ("from July 4 to 7", 4, ""),
        ("三个论坛", 3, "exactly"),
    ],
)
def test_agrees(words, number, comparator):
    assert advise(words, number, comparator) == ""


@pytest.mark.parametrize(
    ("words", "number", "comparator", "advice"),
    [
        ("six summit forums", 7, "exactly", "write exactly: 6"),
        ("more than 50 firms", 50, "exactly", "write more_than: 50"),
        ("more than 50 firms", 5, "more_than", "write more_than: 50"),
        ("about 200 pilots", 200, "at_least", "write about: 200"),
        ("at least five mayors", 5, "more_than", "write at_least: 5"),
        ("12 men and eight women", 21, "exactly", "write exactly: 12 or exactly: 8"),
        ("its third forum", 5, "exactly", "write exactly: 3"),
        ("up to 50", 50, "exactly", "leave it out: the words say at most 50, and no comparator does"),
        ("lasts four days", 5, "", "write 4"),
        ("130多家企业", 120, "more_than", "write more_than: 130"),
        ("more than 130 leading … attended", 140, "more_than", "write more_than: 130"),
    ],
)
def test_contradicts(words, number, comparator, advice):
    assert advise(words, number, comparator) == advice


def test_what_a_rule_concludes_is_not_doubted():
    facts = PROJECT.read(ARTICLES["tdi-2023-07-04"])
    count = facts.conferences["gdec-2023"].parts["summit-forums"]
    count.exactly, count.rule = 7, "same-passage"
    assert list(doubts(facts)) == []
