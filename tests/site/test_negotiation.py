"""Which format a client is sent."""

import time

import pytest
from accepts import ACCEPTS, HTML, TURTLE

from gdec.site.serving.negotiation import negotiate


@pytest.mark.parametrize("accept", ACCEPTS, ids=lambda accept: (accept or repr(accept))[:60])
def test_the_table_holds(accept):
    assert negotiate(accept or "") == ACCEPTS[accept]


def test_only_what_is_available_is_chosen():
    assert negotiate("text/turtle, text/html;q=0.1", (HTML,)) == HTML
    assert negotiate("text/turtle", (HTML,)) == ""
    assert negotiate("*/*", ()) == ""
    assert negotiate("", (TURTLE, HTML)) == TURTLE


@pytest.mark.parametrize(
    "accept",
    [
        "text/html" + ";a=b" * 16000 + "@",
        "a," * 4000,
        '"' * 8000,
        "text/html;a=b" * 600 + "!",
        'x="' + "\\" * 8000,
        " ," * 4000 + "text/html;",
    ],
)
def test_no_header_takes_long(accept):
    before = time.process_time()
    assert negotiate(accept) == ""
    assert time.process_time() - before < 5, "the patterns go back and forth"
