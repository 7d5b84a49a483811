"""Tokens of SPARQL: a text without letters beyond ASCII is cut as if it had some."""

from hypothesis import given
from hypothesis import strategies as st

from gdec.query.tokens import tokens

# A comment behind the text brings such a letter in.
ELSEWHERE = "\n# \u00e9"
SIGNS = st.sampled_from([*"ab:_-.%4F\\~<>{}()|&'?$@1e^#/ \n", '"', '"""', "'''", "<a:b>", "a:b", "?x", "SERVICE"])


@given(st.lists(SIGNS, max_size=20).map("".join))
def test_ascii_is_cut_as_any_other_text(text):
    assert list(tokens(text)) == list(tokens(text + ELSEWHERE))
