"""Verifying evidence in other copies of an article."""

import random
from pathlib import Path

import pytest
from altered import check, made_up_article, made_up_quotes, quote

from gdec.evidence.text import ArticleText, Span
from gdec.evidence.verify import State, quotes_of, verify
from gdec.project import find_project

ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
ARTICLES = {"china-org-cn-2024-08-01": "004_a320ff75f0658b28.txt", "tdi-2023-07-04": "000_a511b28fe2695b03.txt"}
needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the articles (../shared/seeds) are not here")

PORTO = """\
Harbour Data Forum opens in Porto

Ana Lima, deputy mayor of Porto, said the port “will share the data of its berths” with every shipping company.

The port’s berths are many, said the mayor of Gaia, and Porto is glad of each company that comes to see them.
"""


def quoted(words, number=0):
    start = -1
    for _ in range(number + 1):
        start = PORTO.index(words, start + 1)
    return quote(PORTO, Span(ArticleText(PORTO).paragraph_at(start).paragraph, start, start + len(words)))


def said_of(copy, *quotes):
    text = ArticleText(copy)
    return [
        (told.state.value, text.text[told.span.start : told.span.end] if told.span else "", told.is_sure)
        for told in verify(quotes, text)
    ]


@pytest.mark.parametrize("part", range(10))
def test_altered_copies_of_made_up_articles(part):
    for seed in range(part * 50, part * 50 + 50):
        dice = random.Random(seed)
        text = made_up_article(dice)
        check(seed, text, made_up_quotes(dice, text))


@needs_seeds
@pytest.mark.parametrize("part", range(10))
@pytest.mark.parametrize("key", ARTICLES)
def test_altered_copies_of_the_real_articles(key, part):
    text = (SEEDS / ARTICLES[key]).read_bytes().decode()
    quotes = quotes_of(find_project(ROOT / "data").read(ROOT / "data" / "articles" / f"{key}.yaml"))
    for seed in range(part * 25, part * 25 + 25):
        check(seed, text, quotes)


@needs_seeds
@pytest.mark.parametrize("key", ARTICLES)
def test_shipped_evidence_is_exact(key):
    text = ArticleText.decode(key, (SEEDS / ARTICLES[key]).read_bytes())
    quotes = quotes_of(find_project(ROOT / "data").read(ROOT / "data" / "articles" / f"{key}.yaml"))
    assert {told.state for told in verify(quotes, text)} == {State.EXACT}


@pytest.mark.parametrize(
    ("old", "new", "state", "now"),
    [
        ("deputy mayor of Porto", "vice mayor of Porto", "changed", "vice mayor of Porto,"),
        ("deputy mayor of Porto", "deputy mayor of Gaia", "changed", "deputy mayor of Gaia,"),
        ("Ana Lima", "She", "gone", ""),
        ("Harbour Data Forum", "Harbor Data Fora", "changed", "Harbor Data Fora"),
        ("Harbour Data Forum", "Something else entirely", "gone", ""),
    ],
)
def test_what_has_changed_is_told_from_what_is_gone(old, new, state, now):
    assert said_of(PORTO.replace(old, new, 1), quoted(old)) == [(state, now, True)]


def test_a_long_quote_changed_in_its_middle_is_not_moved():
    words = "said the port “will share the data of its berths” with every shipping company"
    copy = "\n" + PORTO.replace("its berths”", "its cranes”")
    assert said_of(copy, quoted(words)) == [("changed", words.replace("its berths”", "its cranes”") + ".", True)]


def test_a_long_quote_typed_otherwise_has_moved():
    words = "said the port “will share the data of its berths” with every shipping company"
    typed = words.replace("“", '"').replace("”", '"')
    assert said_of(PORTO.replace(words, typed), quoted(words)) == [("moved", typed, True)]


def test_words_in_several_places_are_found_beside_their_neighbours():
    head, second, third = PORTO.strip().split("\n\n")
    copy = f"{third}\n\n{head}\n\n{second}\n"
    landmark = quoted("said the mayor of Gaia")
    (_, one), (_, alone) = (
        [(told.span.paragraph, told.is_sure) for told in verify(quotes, ArticleText(copy))]
        for quotes in ([landmark, quoted("Porto", 2)], [quoted("Gaia"), quoted("Porto", 0)])
    )
    assert one == (1, True)
    assert alone == (1, False)


def test_words_that_are_left_inside_a_longer_word_only_are_doubtful():
    assert said_of(PORTO.replace("the port ", "the ").replace("The port", "The airport"), quoted("port")) == [
        ("moved", "port", False)
    ]


def test_words_broken_over_lines_have_moved_but_have_no_place():
    words = "will share the data of its berths"
    assert said_of(PORTO.replace("the data", "the\ndata"), quoted(words)) == [
        ("moved", words.replace("the data", "the\ndata"), False)
    ]


def test_an_empty_copy_has_nothing():
    assert said_of("", quoted("Porto"), quoted("Ana Lima")) == [("gone", "", True)] * 2
