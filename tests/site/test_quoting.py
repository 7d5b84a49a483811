"""Words as pages show them."""

import pytest

from gdec.site.reading.quoting import Quote


@pytest.mark.parametrize(
    ("quote", "html"),
    [
        (Quote("", "so", "", "", ""), "<mark>so</mark>"),
        (Quote("he ", "so", "long", " said", ""), "he <mark>so … long</mark> said"),
        (Quote("<b>", "a & b", '"c"', "\u202e", ""), "&lt;b&gt;<mark>a &amp; b … &#34;c&#34;</mark><bdi>\u202e</bdi>"),
    ],
)
def test_words_are_marked_between_what_stands_around_them(quote, html):
    assert quote.html == html
    assert quote.html.__html__() == html
