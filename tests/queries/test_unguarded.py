"""The saved queries of the package are asked without being judged: the guard would let each of them pass."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdec import terms
from gdec.errors import GdecError
from gdec.query import guard
from gdec.query.parameters import bind
from gdec.query.saved import list_saved, load, parse

SAVED = list_saved()
WITH_PARAMS = [query for query in SAVED if query.params]
PIECES = r"""a|http://a/|urn:|} SERVICE <http://x/> {|FROM <x>|\u007D|\|"|'|'''|<|>|#|{|}|(|&&|event:|.|7|true"""
HOSTILE = st.lists(st.sampled_from([*PIECES.split("|"), "|", " ", "\n", "\r", "\u0085"]), max_size=8).map("".join)


@pytest.mark.parametrize("query", SAVED, ids=lambda query: query.name)
def test_a_saved_query_would_pass_and_names_no_graph_to_read_from(query):
    assert query.is_shipped
    assert not guard.check(query.text, query.source)
    assert vars(load(query.name)) == vars(query)


@given(st.sampled_from(WITH_PARAMS), st.data())
def test_it_would_pass_whatever_it_is_asked_with(query, data):
    given_values = {name: data.draw(HOSTILE, name) for name in query.params}
    try:
        text = bind(query, given_values, terms.prefixes())
    except GdecError:
        return
    assert not guard.check(text, query.source)


def test_nobody_else_can_say_so(tmp_path):
    path = tmp_path / f"{SAVED[0].name}.rq"
    path.write_text(SAVED[0].text, "utf-8")
    assert not load(str(path)).is_shipped
    assert not parse(SAVED[0].text, SAVED[0].source).is_shipped
    with pytest.raises(GdecError, match="no head line"):
        parse(f"#+ is_shipped: true\n{SAVED[0].text}", "mine.rq")
