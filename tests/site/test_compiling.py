"""Templates show texts escaped and HTML as it is."""

import pytest
from jinja2 import StrictUndefined, UndefinedError
from markupsafe import Markup

from gdec.site.frame.compiling import quick_environment


class Marked(str):
    """A text of another class, which is none that is HTML."""


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("plain", "plain"),
        ("""<a href="x">'&'</a>""", "&lt;a href=&#34;x&#34;&gt;&#39;&amp;&#39;&lt;/a&gt;"),
        (Markup("<b>&amp;</b>"), "<b>&amp;</b>"),
        (Marked("<b>"), "&lt;b&gt;"),
        (3, "3"),
        (None, "None"),
        (["<"], "[&#39;&lt;&#39;]"),
    ],
)
def test_what_is_no_html_is_escaped(value, shown):
    template = "{{ value }}|{% set kept %}{{ value }}{% endset %}{{ kept }}|{{ value ~ '' }}"
    assert quick_environment(autoescape=True).from_string(template).render(value=value) == "|".join([shown] * 3)


def test_without_autoescape_nothing_is_escaped():
    assert quick_environment().from_string("{{ value }}").render(value="<") == "<"


def test_what_nobody_set_is_an_error():
    template = quick_environment(autoescape=True, undefined=StrictUndefined).from_string("{{ value }}")
    with pytest.raises(UndefinedError, match="value"):
        template.render()
