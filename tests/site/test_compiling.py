"""Templates show texts escaped and HTML as it is."""

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined, UndefinedError, pass_context, pass_environment
from markupsafe import Markup

from gdec.site.frame.compiling import quick_environment
from gdec.site.frame.settings import Settings
from gdec.site.frame.templating import environment


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


def test_a_template_is_compiled_again_only_when_it_has_changed(tmp_path, monkeypatch):
    settings = Settings("https://example.org/", theme=tmp_path)
    template = tmp_path / "templates/more.html"
    template.parent.mkdir()
    template.write_text("one")
    compiled = []
    compiling = Environment._compile
    monkeypatch.setattr(Environment, "_compile", lambda *given: compiled.append(given[-1]) or compiling(*given))
    assert [environment(settings).get_template("more.html").render() for _ in range(2)] == ["one", "one"]
    template.write_text("two")
    assert environment(settings).get_template("more.html").render() == "two"
    assert len(compiled) == 2


def test_attributes_are_found_as_jinja_finds_them():
    template = "{{ value.items }}|{{ value.one.two }}|{{ value.none is defined }}|{{ value['one'].two }}"
    known = {"one": {"two": "<2>"}}
    for make in (quick_environment, Environment):
        shown = make(autoescape=True, undefined=StrictUndefined).from_string(template).render(value=known)
        assert shown.partition("|")[2] == "&lt;2&gt;|False|&lt;2&gt;"
        assert "built-in method items" in shown


def test_an_attribute_of_nothing_is_an_error():
    template = quick_environment(autoescape=True, undefined=StrictUndefined).from_string("{{ value.one.two }}")
    with pytest.raises(UndefinedError, match="one"):
        template.render(value={})


def test_calls_are_made_as_jinja_makes_them():
    template = """{% macro told(a, b="<b>") %}{{ a }}{{ b }}{{ caller() if caller }}{% endmacro %}
{{ told("<") }}|{{ told("1", b="2") }}|{% call told("x") %}<i>{% endcall %}|{{ text.upper() }}|{{ asks("y") }}
{% for each in "ab" %}{{ named.of(each) }}{{ told(each) }}{% endfor %}"""

    class Named:
        def of(self, text):
            return f"<{text}>"

        @pass_environment
        def told_by(self, environment, text):
            return type(environment).__name__ + text

    @pass_context
    def asks(context, text):
        return context["text"] + text

    known = {"text": "<t>", "asks": asks, "named": Named()}
    shown = [make(autoescape=True).from_string(template).render(**known) for make in (quick_environment, Environment)]
    assert shown[0] == shown[1]
    assert "&lt;&lt;b&gt;|12|x&lt;b&gt;<i>|&lt;T&gt;|&lt;t&gt;y" in shown[0]
    asking = quick_environment(autoescape=True).from_string("{{ named.told_by('!') }}")
    assert asking.render(**known) == "Quick!"


def test_a_macro_called_wrongly_is_an_error():
    template = quick_environment(autoescape=True).from_string(
        "{% macro told(a) %}{{ a }}{% endmacro %}{{ told(1, 2) }}"
    )
    with pytest.raises(TypeError, match="told"):
        template.render()


def test_what_templates_import_knows_what_they_know(tmp_path):
    (tmp_path / "one.html").write_text('{% from "two.html" import told %}{{ told() }}')
    (tmp_path / "two.html").write_text("{% macro told() %}{{ known }}{% endmacro %}")
    found = quick_environment(autoescape=True, loader=FileSystemLoader(tmp_path))
    found.globals.update(known="<known>")
    assert found.get_template("one.html").render() == "&lt;known&gt;"
