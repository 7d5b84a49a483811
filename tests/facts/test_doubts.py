"""Facts that their words contradict: what is planted is found, and none of what is right."""

import sys
from pathlib import Path

import pytest

from gdec.facts.complete import complete
from gdec.facts.doubts import DATE, NAME, PUBLICATION, doubts
from gdec.facts.misdated import exchanged
from gdec.facts.misnumbered import NUMBERED, advise_number
from gdec.facts.model import Article, Count, Day, Event, Facts, Notice, Number, Text
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
def test_the_shipped_facts_are_as_their_words_say(name):
    assert list(doubts(PROJECT.read(ARTICLES[name]), PROJECT.registry)) == []


def test_the_made_up_facts_are_as_their_words_say(monkeypatch):
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
        found = [(".".join(doubt.path), doubt.value, doubt.advice) for doubt in doubts(facts)]
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
    assert advise_number(words, number, comparator) == ""


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
    assert advise_number(words, number, comparator) == advice


def test_what_a_rule_concludes_is_not_doubted():
    facts = PROJECT.read(ARTICLES["tdi-2023-07-04"])
    count = facts.conferences["gdec-2023"].parts["summit-forums"]
    count.exactly, count.rule = 7, "same-passage"
    assert list(doubts(facts)) == []


@pytest.mark.parametrize("name", ARTICLES)
def test_a_person_with_the_name_of_another_is_found(name):
    facts = PROJECT.read(ARTICLES[name])
    names = {key: person.name for key, person in facts.people.items() if person.name}
    assert names
    for key, text in names.items():
        right = text.is_
        for other in {"Ana Lima", *(each.is_ for each in names.values())} - {right}:
            text.is_ = other
            known = [(doubt.rule, doubt.path, doubt.value) for doubt in doubts(facts, PROJECT.registry)]
            alone = [(doubt.rule, doubt.path, doubt.value) for doubt in doubts(facts)]
            text.is_ = right
            if other != "Ana Lima":
                assert known == [(NAME, ("people", key, "name"), other)]
            assert alone == [(NAME, ("people", key, "name"), other)]


def test_a_name_in_another_language_than_the_article_is_not_doubted():
    facts = PROJECT.read(ARTICLES["tdi-2023-07-04"])
    event = facts.conferences["gdec-2023"]
    event.also.append(Text(is_="Konferenz", lang="de", words="Messe"))
    assert list(doubts(facts)) == []
    event.also[-1].lang = None
    assert [doubt.path for doubt in doubts(facts)] == [("conferences", "gdec-2023", "also", str(len(event.also) - 1))]


@pytest.mark.parametrize("name", ARTICLES)
def test_every_date_that_no_rule_gives_is_held_to_its_words(name):
    facts = PROJECT.read(ARTICLES[name])
    day = facts.article.published
    right, day.is_ = day.is_, "2021-11-12"
    assert [(doubt.rule, doubt.path, doubt.advice) for doubt in doubts(facts)] == [
        (DATE, ("article", "published"), f"write {right}")
    ]


def made(published, words="Thursday", **article):
    """Give the facts of an article on a forum that was opened on 1 July."""
    forum = Event(name=Text(is_="Forum", words="Forum"), opened=Day(is_="2024-07-01", words="on July 1"))
    return complete(
        Facts(
            format=1,
            article=Article(**{"id": "forum"} | article, published=Day(is_=published, words=words)),
            forums={"forum": forum},
        )
    )


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (made("2024-03-07"), "the article reports what was on 2024-07-01, which is later"),
        (made("2024-03-07", "03/07/2024"), "the article reports what was on 2024-07-01, which is later"),
        (made("2024-10-07", id="agency-2024-07-10"), "the id of the article names 2024-07-10"),
        (made("2024-10-07", url="https://example.org/2024/07/10/1"), "the url of the article names 2024-07-10"),
        (
            made("2024-10-07", corrected=Notice(on="2024-08-01", reason="spelling")),
            "the article was corrected on 2024-08-01, which is earlier",
        ),
    ],
)
def test_a_day_of_publication_whose_day_and_month_are_exchanged_is_found(facts, reason):
    (doubt,) = doubts(facts)
    assert (doubt.rule, doubt.reason, doubt.advice) == (PUBLICATION, reason, f"write {exchanged(doubt.value)}")


@pytest.mark.parametrize(
    "facts",
    [
        made("2024-07-03"),
        made("2024-03-07", "March 7, 2024"),  # the words bear it out
        made("2024-06-13"),  # it cannot be exchanged
        made("2024-03-12"),  # exchanged it would be months after the event
        made("2024-10-07"),  # an article may report what was long ago
        made("2024-10-07", id="agency-2024-10-07"),
    ],
)
def test_a_day_of_publication_that_may_be_right_is_not_doubted(facts):
    assert [doubt for doubt in doubts(facts) if doubt.rule == PUBLICATION] == []


def test_numbers_of_french_articles_are_read_as_french_and_of_others_not_at_all():
    assert advise_number("3,5 millions de visiteurs", 3_500_000, "exactly", "fr-ca") == ""
    assert advise_number("trois ateliers le 14 mars", 4, "exactly", "fr") == "write exactly: 3"
    assert advise_number("drei Foren für 40 Firmen", 3, "exactly", "de") == ""
