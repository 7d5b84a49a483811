"""A project's own templates: a mistake in them is told at its line, and one that nobody would see is told too."""

import re

import pytest
from jinja2 import UndefinedError
from published import few_parts, loose, tree

from gdec import terms
from gdec.errors import GdecError
from gdec.rdf.nquads import iri
from gdec.site.frame.settings import Settings
from gdec.site.frame.templating import environment
from gdec.site.publish import publish

IMPORTING = '{% extends "page.html" %}\n{% from "sections.html" import data %}\n{% block main %}\n'
MISTAKES = {
    ("below.html", b"a\n{{ nope.x }"): "2: unexpected '}'; compare it with",
    ("below.html", b"a\n{{ nope.x }}"): "2: 'nope' is undefined; compare it with",
    ("below.html", b"\n\n{{ site.nope.x }}"): r"3: 'gdec\.site\..* has no attribute 'nope'; compare it with",
    ("below.html", b'{% include "tree.html" %}'): r'1: there is no template "tree.html"; did you mean "trees\.html"\?',
    ("below.html", b'{% include "mine.html" %}'): r'1: there is no template "mine.html"; compare it with',
    ("below.html", b"{{ 3 | day }}"): "1: TypeError: ",
    ("below.html", b"{{ 3 | dya }}"): "1: No filter named 'dya'; compare it with",
    ("below.html", b"ab\n\xff"): "2: is not UTF-8; save it as UTF-8",
    ("pge.html", b"a"): r' no page is made with this template, .*; did you mean "page\.html"\?',
    ("footer.html", b"a"): " no page is made with this template, .*; include it in one, or remove it",
    ("trees.html", b"a"): ' there is no macro "inside", which thing.html imports; write one',
    ("thing.html", IMPORTING.encode() + b"{{ data() }}{% endblock %}"): "4: parameter 'page' was not provided",
}


@pytest.fixture
def store(tmp_path, monkeypatch):
    few_parts(monkeypatch)
    forum = iri(f"{terms.BASE}forum/harbour")
    return loose(tmp_path / "store", [(forum, terms.TYPE, terms.term("gdec:Forum")), (forum, terms.LABEL, '"Harbour"')])


@pytest.fixture
def settings(tmp_path):
    (tmp_path / "theme/templates").mkdir(parents=True)
    return Settings("https://example.org/", theme=tmp_path / "theme")


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(("name", "template"), MISTAKES)
def test_a_mistake_is_told_at_its_line(tmp_path, store, settings, name, template, jobs):
    path = settings.theme / "templates" / name
    path.write_bytes(template)
    with pytest.raises(GdecError, match=f"^{re.escape(str(path))}:{MISTAKES[name, template]}"):
        publish(store, tmp_path / "site", settings, jobs=jobs)


def test_a_stylesheet_of_its_own_adds_to_that_of_the_package(tmp_path, store, settings):
    (settings.theme / "static").mkdir()
    (settings.theme / "static/extra.css").write_text("h1 { color: teal }")
    publish(store, tmp_path / "site", settings, jobs=1)
    page = (tmp_path / "site/forum/harbour.html").read_text("utf-8")
    assert re.findall('<link rel="stylesheet" href="(.*?)">', page) == ["../static/gdec.css", "../static/extra.css"]


def test_templates_that_others_name_are_a_themes_own_affair(tmp_path, store, settings):
    folder = settings.theme / "templates"
    (folder / "below.html").write_text('{% include "mine.html" %}{% import "more/macros.html" as more %}')
    (folder / "mine.html").write_text("<footer>Mine</footer>")
    (folder / "more").mkdir()
    (folder / "more/macros.html").write_text("{% macro one() %}{% endmacro %}")
    (folder / "README.md").write_text("{{")
    publish(store, tmp_path / "site", settings)
    assert all(b"<footer>Mine</footer>" in data for name, data in tree(tmp_path / "site").items() if "html" in name)


def test_a_mistake_in_the_packages_templates_is_none_of_the_themes(settings):
    (settings.theme / "templates/page.html").write_text("{% block main %}{% endblock %}")
    with pytest.raises(UndefinedError):
        environment(settings).get_template("missing.html").render()
