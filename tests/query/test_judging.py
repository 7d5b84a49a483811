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
