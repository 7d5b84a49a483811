"""Things that bear one label are told apart wherever it stands alone, and again when articles change."""

import json

import pytest
from msgspec import structs
from published import empty_project, few_parts, planned, store, tree
from sites import Page

from gdec import terms
from gdec.evidence.text import digest
from gdec.facts import model
from gdec.site.frame.settings import Settings
from gdec.site.kept.naming import FILE, Naming
from gdec.site.publish import publish

REGISTRY = """\
format: 1
people:
  wang-wei: {name: {is: Wang Wei, lang: pt}, reason: Both articles mean the same., mentions: [a, b]}
"""
SETTINGS = Settings("https://example.org/data/", title="Made up")
WORDS = {"words": "Porto", "at": (1, 0, 5), "sha256": digest("Porto")}


@pytest.fixture(autouse=True)
def few(monkeypatch):
    few_parts(monkeypatch, ("gdec.site.frame.statics", "gdec.site.search.page"))


@pytest.fixture
def project(tmp_path):
    return empty_project(tmp_path / "project")


def text(of):
    return model.Text(is_=of, **WORDS)


def wang_wei(also="", post=""):
    """Give somebody called Wang Wei, with a name in another script and a post, where they are given."""
    return model.Person(
        name=text("Wang Wei"),
        also=[text(also)] if also else [],
        posts=[model.Post(title=post, in_="bureau", **WORDS)] if post else [],
    )


def article(key, **people):
    return model.Facts(
        format=1,
        article=model.Article(id=key, title=text(f"On {key}"), text=model.TextSource(sha256="b" * 64)),
        people={name.replace("_", "-"): person for name, person in people.items()},
        organisations={"bureau": model.Organisation(name=text("Bureau of Tides"))},
    )


def told(folder):
    """Give the notes of the people of a store, by the ends of their IRIs."""
    planned(folder, folder.with_name("memory.sqlite"), SETTINGS)
    found = Naming(folder.with_name(FILE)).notes
    people = f"{terms.BASE}person/"
    return {iri.removeprefix(people): note.text for iri, note in found.items() if iri.startswith(people)}


def test_the_name_in_another_script_comes_first(tmp_path, project):
    facts = [article("a", wang_wei=wang_wei("王伟", "mayor")), article("b", wang_wei_2=wang_wei("王薇", "mayor"))]
    assert told(store(tmp_path / "store", facts, project)) == {"wang-wei": "王伟", "wang-wei-2": "王薇"}


def test_then_a_post_and_last_the_end_of_the_iri(tmp_path, project):
    people = {"one": wang_wei("王伟"), "two": wang_wei("王伟", "mayor"), "three": wang_wei()}
    found = told(store(tmp_path / "store", [article("a", **people)], project))
    assert found == {"one": "one", "two": "mayor, Bureau of Tides", "three": "three"}


def test_who_is_alone_in_a_name_needs_nothing(tmp_path, project):
    other = wang_wei("王薇")
    other.name = text("Wang Weiwei")
    facts = [article("a", one=wang_wei("王伟"), two=other)]
    assert told(store(tmp_path / "store", facts, project)) == {}


def test_titles_lists_tables_and_search_tell_them_apart(tmp_path, project):
    facts = [article("a", wang_wei=wang_wei("王伟", "mayor"), wang_wei_2=wang_wei("王薇", "mayor"))]
    site = tmp_path / "site"
    publish(store(tmp_path / "store", facts, project), site, SETTINGS)
    page = (site / "person/wang-wei-2.html").read_text(encoding="utf-8")
    assert "<title>Wang Wei (王薇)" in page
    assert '<h1>Wang Wei <span class="apart">(王薇)</span></h1>' in page
    assert "mayor, Bureau of Tides (Wang Wei)" not in Page(page).text
    for path in ("person", "article/a"):
        shown = Page((site / f"{path}.html").read_text(encoding="utf-8")).text
        assert "Wang Wei (王伟)" in shown
        assert "Wang Wei (王薇)" in shown
    documents = json.loads((site / "search/documents-0.json").read_text(encoding="utf-8"))["documents"]
    assert {"Wang Wei (王伟)", "Wang Wei (王薇)"} <= {shown for _, shown, *_ in documents}


ONE, TWO = article("a", wang_wei=wang_wei("王伟", "mayor")), article("b", wang_wei_2=wang_wei("王薇"))
STEPS = {
    "another comes": ([ONE], [ONE, TWO]),
    "another goes": ([ONE, TWO], [ONE]),
    "another is called so too": ([ONE, TWO], [ONE, article("b", wang_wei_2=wang_wei("王伟"))]),
    "a third comes": ([ONE, TWO], [ONE, TWO, article("c", wang_wei_3=wang_wei("王伟"))]),
    "a fourth is shown by itself": (
        [ONE, article("c", other=wang_wei("王强"))],
        [ONE, TWO, article("c", other=wang_wei("王强"))],
    ),
}


@pytest.mark.parametrize("step", STEPS)
def test_step_by_step_they_are_told_apart_as_at_once(tmp_path, project, step):
    before, after = STEPS[step]
    site = tmp_path / "site"
    publish(store(tmp_path / "store", before, project), site, SETTINGS)
    publish(store(tmp_path / "store", after, project), site, SETTINGS)
    publish(store(tmp_path / "other", after, project), tmp_path / "once", SETTINGS)
    assert tree(site) == tree(tmp_path / "once")


def test_whom_the_registry_names_in_another_language_is_called_and_told_apart_by_what_articles_print(tmp_path, project):
    (project.folder / "registry").mkdir()
    (project.folder / "registry/people.yaml").write_text(REGISTRY)
    name = structs.replace(text("王伟"), lang="zh")
    here, other = article("b", wang_wei=model.Person(name=name)), article("c", other=model.Person(name=name))
    site = tmp_path / "site"
    for step, (facts, called) in enumerate([([here], "王伟"), ([here, other], "王伟 (Wang Wei)"), ([here], "王伟")]):
        publish(store(tmp_path / "store", facts, project), site, SETTINGS)
        publish(store(tmp_path / f"store-{step}", facts, project), tmp_path / f"once-{step}", SETTINGS)
        assert tree(site) == tree(tmp_path / f"once-{step}")
        assert f"<title>{called} ·" in (site / "person/wang-wei.html").read_text(encoding="utf-8")
