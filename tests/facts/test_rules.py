"""Rules that authors infer by, run again."""

from pathlib import Path

import pytest

from gdec import terms
from gdec.facts.complete import complete
from gdec.facts.names import Registry
from gdec.facts.reading import parse
from gdec.facts.rules import RULES, is_variant, rerun
from gdec.project import find_project

ROOT = Path(__file__).parents[2]
PROJECT = find_project(ROOT / "data")
HEAD = "format: 1\narticle: {id: a, published: {is: 2031-05-03, words: 3 May 2031, at: [1, 0, 10]}}\n"


def problem(facts, registry=""):
    file = complete(parse("a.yaml", (HEAD + facts).encode()))
    files = [parse("r.yaml", ("format: 1\n" + registry).encode())] if registry else []
    (told,) = rerun(file, Registry(files))
    return told.problem


def test_every_rule_that_an_author_may_name_can_be_run():
    assert set(RULES) == set(terms.INFERENCES)


@pytest.mark.parametrize("path", PROJECT.articles(), ids=lambda path: path.stem)
def test_the_shipped_inferences_follow(path):
    told = rerun(PROJECT.read(path), PROJECT.registry)
    assert told
    assert not [each for each in told if each.problem]


@pytest.mark.parametrize(
    ("field", "day", "words", "said"),
    [
        ("opened", "2031-07-29", "on July 29", ""),
        ("opened", "2031-07-29", "29 July", ""),
        ("opened", "2031-07-29", "the 29th of Jul.", ""),
        ("opened", "2031-07-29", "7月29日", ""),
        ("opened", "2031-07-21", "七月二十一日", ""),
        ("opened", "2031-10-10", "10月十号", ""),
        ("starts", "2031-07-04", "7月4日至7日", ""),
        ("ends", "2031-07-07", "7月4日至7日", ""),
        ("starts", "2031-07-04", "from July 4 to 7", ""),
        ("ends", "2031-07-07", "from July 4 to 7", ""),
        ("ends", "2031-08-02", "from July 30 to August 2", ""),
        ("ends", "2031-07-04", "from July 4 to 7", "the rule gives 2031-07-07, and the fact says 2031-07-04"),
        ("opened", "2030-07-29", "on July 29", "the rule gives 2031-07-29, and the fact says 2030-07-29"),
        ("opened", "2031-07-29", "on the day", '"on the day" names no month and day'),
        ("opened", "2031-02-28", "February 30", "the rule gives no day of 2031, and the fact says 2031-02-28"),
    ],
)
def test_year_from_publication(field, day, words, said):
    fact = f"{{is: {day}, kind: inferred, rule: year-from-publication, words: {words}}}"
    assert problem(f"forums: {{x: {{{field}: {fact}}}}}") == said


@pytest.mark.parametrize(
    ("day", "words", "said"),
    [
        ("2031-05-01", "on Thursday", ""),
        ("2031-04-26", "last Saturday", ""),
        ("2031-05-02", "Fri.", ""),
        ("2031-05-01", "星期四开幕", ""),
        ("2031-04-27", "礼拜天", ""),
        ("2031-04-27", "周日", ""),
        ("2031-04-25", "上周五", '"上周五" names no day of the week'),
        ("2031-05-02", "on Thursday", "the rule gives 2031-05-01, and the fact says 2031-05-02"),
        ("2031-05-02", "yesterday", '"yesterday" names no day of the week'),
    ],
)
def test_weekday_before_publication(day, words, said):
    fact = f"{{is: {day}, kind: inferred, rule: weekday-before-publication, words: {words}}}"
    assert problem(f"forums: {{x: {{opened: {fact}}}}}") == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Porto City Council", ""),
        ("Council of the city of O Porto", ""),
        ("Portofino Council", 'no name of "council" holds a name of "porto"'),
    ],
)
def test_place_in_name(name, said):
    link = "{is: porto, kind: inferred, rule: place-in-name}"
    facts = f"organisations: {{council: {{name: {name}, serves: [{link}]}}}}"
    assert problem(facts, "places: {porto: {name: Porto, also: [Oporto], reason: one}}") == said


@pytest.mark.parametrize(
    ("rule", "one", "other", "follows"),
    [
        ("near-identical-wording", "Data Drives Growth", "Digital Drives Growth", True),
        ("near-identical-wording", "Data drives growth.", "Data Drives Growth", True),
        ("near-identical-wording", "数据驱动增长", "数字驱动增长", True),
        ("near-identical-wording", "数据驱动增长", "会思考的港口", False),
        ("near-identical-wording", "Ports that think", "Lights on the sea", False),
        ("near-identical-wording", "Ports", "Lights", False),
        ("different-wording", "Ports that think", "Lights on the sea", True),
        ("different-wording", "Data Drives Growth", "Digital Drives Growth", False),
    ],
)
def test_wordings(rule, one, other, follows):
    field = "variant_of" if rule.startswith("near") else "apart_from"
    link = f"{{is: a, kind: inferred, rule: {rule}}}"
    said = problem(f"forums: {{x: {{themes: {{a: {one}, b: {{is: {other}, {field}: {link}}}}}}}}}")
    assert (said == "") == follows


@pytest.mark.parametrize(
    ("paragraph", "start", "between", "said"),
    [
        (3, 60, "", ""),
        (4, 90, "", ""),
        (9, 300, "", ""),
        (9, 300, "y: {name: {is: Y, words: Y, at: [5, 200, 201]}}", 'the article speaks of "y" in between'),
        (9, 300, "y: {name: {is: Y, words: Y, at: [9, 400, 401]}}", ""),
        (1, 12, "", "what it rests on stands only after it"),
    ],
)
def test_same_passage(paragraph, start, between, said):
    place = f"at: [{paragraph}, {start}, {start + 5}]"
    forums = f"forums: {{x: {{name: {{is: X, words: X, at: [3, 50, 51]}}}}, {between}}}"
    fact = f"in: x, as: speaker, kind: inferred, rule: same-passage, rests_on: [forums.x.name], words: w, {place}"
    facts = f"{forums}\npeople: {{z: {{took_part: [{{{fact}}}]}}}}"
    assert problem(facts) == said


@pytest.mark.parametrize("rule", terms.INFERENCES)
@pytest.mark.parametrize("fact", ["name: {is: X, W}", "held_in: [{is: porto, W}]", "opened: {is: 2031-01-01, W}"])
def test_a_rule_that_a_fact_cannot_follow_by_is_told_and_no_bug(rule, fact):
    written = fact.replace("W", f"kind: inferred, rule: {rule}, words: no such")
    assert problem(f"forums: {{x: {{{written}}}}}")


def test_a_variant_differs_in_a_word_or_two():
    assert is_variant("A b c d", "A b x y")
    assert not is_variant("A b c d e", "A b x y z")
