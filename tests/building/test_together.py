"""Articles that conform each by itself, and what becomes of them together."""

from hashlib import sha256

import pytest

from gdec import terms
from gdec.build import build
from gdec.errors import GdecError
from gdec.project import find_project

TEXT = "Tide Fair from 1 May to 3 May, from 2 May, for nine days"


def fact(value, words):
    start = TEXT.index(words)
    digest = sha256(words.encode()).hexdigest()
    return f"{{is: {value}, words: {words}, at: [1, {start}, {start + len(words)}], sha256: {digest}}}"


def article(name, **facts):
    lines = "".join(f"    {key}: {value}\n" for key, value in facts.items())
    start = f"format: 1\narticle: {{id: {name}, title: {fact('Tide Fair', 'Tide Fair')}}}\nexhibitions:\n  tide-fair:\n"
    return f"{start}    name: {fact('Tide Fair', 'Tide Fair')}\n{lines}"


DATES = {"starts": fact("2031-05-01", "from 1 May"), "ends": fact("2031-05-03", "to 3 May")}
LATER = {"starts": fact("2031-05-02", "from 2 May")}
CLASS = terms.DISAGREEMENT_CLASS
NINE = {"days": fact(9, "for nine days")}


@pytest.fixture
def built(tmp_path):
    def build_with(**files):
        folder = tmp_path / "data/articles"
        folder.mkdir(parents=True, exist_ok=True)
        for name, facts in files.items():
            (folder / f"{name}.yaml").write_text(article(name, **facts), encoding="utf-8")
        return build(find_project(tmp_path / "data"), tmp_path / "store", jobs=1)

    return build_with


def refused(outcome):
    return {
        name.rpartition("/")[2]: [result.shape.rpartition("#")[2][:-1] for result in report.results]
        for name, report in outcome.refused.items()
    }


@pytest.mark.parametrize("at_once", [True, False])
def test_the_article_that_breaks_what_another_says_is_refused_with_its_lines(built, tmp_path, at_once):
    if not at_once:
        assert sorted(built(first=DATES).built) == ["first"]
    outcome = built(first=DATES, second=NINE)
    assert refused(outcome) == {"second.yaml": ["EventShape-durationFitsDates"]}
    (report,) = outcome.refused.values()
    assert [str(result.origin).rpartition("/")[2].split(":")[:2] for result in report.results] == [["second.yaml", "6"]]
    again = built()
    assert refused(again) == {"second.yaml": ["EventShape-durationFitsDates"]}
    assert (again.changed, again.unchanged) == (False, ["first"])


def test_an_article_that_is_refused_leaves_its_last_good_graph(built):
    assert sorted(built(first=DATES, second={}).built) == ["first", "second"]
    outcome = built(first=DATES, second=NINE)
    assert (sorted(outcome.refused), outcome.built, outcome.changed) == ([*outcome.refused], {}, False)
    assert built(second={}).unchanged == ["first", "second"]


@pytest.mark.parametrize("at_once", [True, False])
def test_articles_that_disagree_about_a_single_value_are_both_stored(built, at_once):
    if not at_once:
        built(first=DATES)
    outcome = built(first=DATES, second=LATER)
    assert outcome.refused == {}
    assert outcome.contested == 1
    assert sorted(outcome.built) == (["first", "second"] if at_once else ["second"])


def test_what_was_broken_before_is_not_laid_to_a_new_article(built):
    built(first=DATES, second=LATER)
    outcome = built(third={"ends": DATES["ends"]})
    assert (outcome.refused, sorted(outcome.built)) == ({}, ["third"])


def test_disagreements_that_do_not_conform_are_never_stored(built, monkeypatch):
    monkeypatch.setattr("gdec.disagreement.graph._triples", lambda found, base: [f"<{base}d> {terms.TYPE} {CLASS}"])
    with pytest.raises(GdecError, match="please report it"):
        built(first=DATES, second=LATER)
