"""Checks whose rows are judged by gdec: the right ones go, and what a judge looks at must be there."""

import pytest
from pyoxigraph import Literal, NamedNode

from gdec import terms
from gdec.errors import GdecError
from gdec.query.judging import judged
from gdec.query.saved import JUDGES
from gdec.store.answer import Solutions

COLUMNS = ("number", "comparator", "words", "advice")
EXACTLY = NamedNode(terms.COMPARATORS["exactly"][1:-1])


def rows(*given):
    return list(judged(Solutions(COLUMNS, iter(given)), "numbers").rows)


def test_rows_that_are_right_go_and_the_others_say_what_to_write():
    right, wrong = ((Literal(number), EXACTLY, Literal("six forums"), Literal("")) for number in (6, 7))
    assert rows(right, wrong) == [(*wrong[:3], Literal("write exactly: 6"))]


@pytest.mark.parametrize("number", [None, EXACTLY, Literal("many"), Literal("9" * 5000), Literal("-7")])
def test_what_is_no_number_is_not_judged(number):
    assert rows((number, EXACTLY, Literal("six forums"), None), (Literal(7), None, None, None)) == []


@pytest.mark.parametrize("judge", JUDGES)
def test_a_column_that_is_missing_is_told(judge):
    with pytest.raises(GdecError, match=r"looks at \?\w+, and the query has no such column; add it"):
        judged(Solutions(("thing",), iter(())), judge)


@pytest.mark.parametrize(
    ("judge", "columns", "right", "wrong"),
    [
        ("names", ("name", "others", "words"), ("Wang Qiang", "", "Mayor Wang"), ("Wang Qiang", "", "Mao Dongjun")),
        ("dates", ("date", "words"), ("2024-03-07", "March 7"), ("2024-07-03", "March 7")),
        (
            *("publications", ("date", "later", "words")),
            ("2024-03-07", "2024-03-01", "Thursday"),
            ("2024-03-07", "2024-07-01", "Thursday"),
        ),
    ],
)
@pytest.mark.parametrize("odd", [None, EXACTLY, Literal("2024-13-45"), Literal("")])
def test_every_judge_leaves_out_what_is_right_and_what_it_cannot_read(judge, columns, right, wrong, odd):
    given = [(*map(Literal, row), Literal("")) for row in (right, wrong)] + [(odd,) * (len(columns) + 1)]
    found = list(judged(Solutions((*columns, "advice"), iter(given)), judge).rows)
    assert [row[:-1] for row in found] == [tuple(map(Literal, wrong))]
    assert "2024-" in found[0][-1].value or "Mao Dongjun" in found[0][-1].value
