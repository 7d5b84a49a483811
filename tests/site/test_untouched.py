"""A publishing that finds nothing changed says so at once; one that finds a site touched takes nothing of it over."""

import shutil
from pathlib import Path

import pytest
from generated import articles
from published import empty_project, few_parts, store, tree

from gdec import resources
from gdec.errors import GdecError
from gdec.site.frame.settings import Settings
from gdec.site.making.planning import Planner
from gdec.site.making.untouched import key_of
from gdec.site.making.writing import Place
from gdec.site.publish import Published, publish

SETTINGS = Settings("https://example.org/data/", title="Made up")
PARTS = ("gdec.site.frame.statics", "gdec.site.pages.coverage", "gdec.site.search.page", "gdec.site.dumps.dumps")


@pytest.fixture
def project(tmp_path):
    return empty_project(tmp_path / "project")


@pytest.fixture
def published(tmp_path, monkeypatch, project):
    few_parts(monkeypatch, PARTS)
    made = store(tmp_path / "store", facts(), project)
    return publish(made, tmp_path / "site", SETTINGS)


def facts(number=3):
    return [article.facts for article in articles(number)]


def again(tmp_path):
    return publish(tmp_path / "store", tmp_path / "site", SETTINGS)


def test_nothing_is_asked_where_nothing_has_changed(tmp_path, published, monkeypatch):
    def asked(*_):
        raise GdecError("something was asked")

    monkeypatch.setattr(Planner, "plan", asked)
    for _ in range(2):
        assert again(tmp_path) == Published(published.pages, 0, 0, 0)
    (tmp_path / "site/coverage.html").unlink()
    with pytest.raises(GdecError, match="something was asked"):
        again(tmp_path)


def lead_out(site):
    """Have a folder be a link to a copy of itself elsewhere."""
    shutil.copytree(site / "person", site.parent / "elsewhere")
    shutil.rmtree(site / "person")
    (site / "person").symlink_to(site.parent / "elsewhere")


def write_anew(site):
    page = next((site / "article").glob("*.html"))
    page.unlink()
    page.write_text("other words")


HARMS = {
    "a page gone": lambda site: next((site / "article").glob("*.html")).unlink(),
    "a folder gone": lambda site: shutil.rmtree(site / "person"),
    "a file more": lambda site: (site / "person/letter.txt").write_text("Dear Ana"),
    "a folder more": lambda site: (site / "article/letters").mkdir(),
    "a folder that is a link": lead_out,
    "another page in its place": write_anew,
    "a file of a part written into": lambda site: (site / "static/gdec.css").write_text("other words"),
}


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)
def test_what_somebody_did_to_the_folder_goes_for_good(tmp_path, project, harm):
    harm(tmp_path / "site")
    outside = tree(tmp_path / "elsewhere")
    assert again(tmp_path).is_healed
    for number in (2, 3):
        assert not again(tmp_path).is_healed
        assert not (tmp_path / "site/article/letters").exists()
        store(tmp_path / "store", facts(number), project)
    again(tmp_path)
    publish(tmp_path / "store", tmp_path / "afresh", SETTINGS)
    assert tree(tmp_path / "site") == tree(tmp_path / "afresh")
    assert tree(tmp_path / "elsewhere") == outside


@pytest.mark.usefixtures("published")
def test_another_store_of_the_same_version_is_another_one(tmp_path, project):
    shutil.rmtree(tmp_path / "store")
    store(tmp_path / "store", facts(4), project)
    assert (tmp_path / "store/current").read_text() == "1\n"
    assert again(tmp_path).made > 0


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"no database" * 500)])
def test_what_is_kept_of_parts_may_be_lost(tmp_path, project, spoil):
    kept = list(Place(tmp_path / "site").kept.glob("*.sqlite"))
    assert {"coverage.sqlite", "dump.sqlite", "search.sqlite"} <= {path.name for path in kept}
    for path in kept:
        spoil(path)
    store(tmp_path / "store", facts(4), project)
    again(tmp_path)
    publish(tmp_path / "store", tmp_path / "afresh", SETTINGS)
    assert tree(tmp_path / "site") == tree(tmp_path / "afresh")


def test_another_context_makes_every_page_anew(monkeypatch):
    before = key_of(SETTINGS, {})
    monkeypatch.setattr(resources, "context", lambda: b"{}")
    assert key_of(SETTINGS, {}) != before
