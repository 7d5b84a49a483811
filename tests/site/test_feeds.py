"""What tells programs of the pages, read back by what they read it with."""

import shutil
from dataclasses import replace
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from hostile import ARTICLE, hostile
from sites import ROOT, SETTINGS, shipped, site_of

from gdec import terms
from gdec.build import build
from gdec.project import find_project
from gdec.site.feeds import feeds
from gdec.site.frame.log import read_log
from gdec.site.frame.settings import Settings
from gdec.site.pages import changes, coverage, disagreements, listings, registry, sides
from gdec.site.publish import publish
from gdec.store.changing import change
from gdec.store.local import open_current

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = f"{{{terms.ATOM}}}"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with shipped(tmp_path_factory.mktemp("store")) as reader:
        yield site_of(reader)


@pytest.fixture(scope="module")
def evil(tmp_path_factory):
    with hostile(tmp_path_factory.mktemp("store")) as reader:
        yield site_of(reader)


def files_of(site):
    return {file.path: file.data for file in feeds.files(site)}


def addresses(data):
    return [each.text for each in ElementTree.fromstring(data).iter(f"{MAP}loc")]


def test_the_site_map_names_every_page_of_the_site(whole_site):
    pages = {path.relative_to(whole_site).as_posix() for path in whole_site.rglob("*.html")}
    found = {""} | pages - {"404.html", "index.html"}
    named = addresses((whole_site / "sitemap.xml").read_bytes())
    assert {unquote(each).removeprefix("https://example.org/data/") for each in named} == found
    assert len(named) == len(set(named))
    assert named[0] == "https://example.org/data/"


def test_it_names_the_later_pages_of_what_is_long_and_no_tombstone(tmp_path, monkeypatch):
    for module, name in ((listings, "ROWS"), (registry, "SIZE"), (disagreements, "SIZE"), (coverage, "SIZE")):
        monkeypatch.setattr(module, name, 1)
    monkeypatch.setattr(changes, "SIZE", 1)
    monkeypatch.setattr(sides, "FEW", 1)
    monkeypatch.setattr(sides, "ROWS", 1)
    project = find_project(shutil.copytree(ROOT / "data", tmp_path / "data"))
    build(project, tmp_path / "store")
    publish(tmp_path / "store", tmp_path / "site", SETTINGS, jobs=1)
    (tmp_path / "data/articles/tdi-2023-07-04.yaml").unlink()
    build(project, tmp_path / "store", prune=True)
    publish(tmp_path / "store", tmp_path / "site", SETTINGS, jobs=1)
    named = {each.removeprefix(SETTINGS.base_url) for each in addresses((tmp_path / "site/sitemap.xml").read_bytes())}
    gone = {f"{path}.html" for path in read_log(tmp_path / "site").removed}
    there = {path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("*.html")}
    assert "article/tdi-2023-07-04.html" in gone
    assert {"person-2.html", "registry-2.html", "changes-2.html"} <= named
    assert {unquote(each) for each in named} == {""} | there - gone - {"404.html", "index.html"}


def test_names_in_any_script_are_escaped_in_addresses(evil):
    found = addresses(files_of(replace(evil, laid=("person/王强.html",)))["sitemap.xml"])
    assert f"{SETTINGS.base_url}person/%E7%8E%8B%E5%BC%BA.html" in found
    assert all(address.isascii() for address in found)


def test_a_long_site_map_is_split_with_an_index(site, monkeypatch):
    monkeypatch.setattr(feeds, "MOST_URLS", 40)
    whole = files_of(replace(site, laid=tuple(f"person/{number}.html" for number in range(100))))
    names = addresses(whole["sitemap.xml"])
    parts = [addresses(whole[name.removeprefix(SETTINGS.base_url)]) for name in names]
    assert len(names) > 2
    assert all(len(part) <= 40 for part in parts)
    assert len({each for part in parts for each in part}) == sum(map(len, parts)) > 100


def test_the_feed_is_what_rfc_4287_asks_for(site):
    feed = ElementTree.fromstring(files_of(site)["feed.xml"])
    check_feed(feed)
    days = [entry.find(f"{ATOM}updated").text for entry in feed.iter(f"{ATOM}entry")]
    assert days == ["2024-08-01T00:00:00Z", "2023-07-04T00:00:00Z"]
    assert feed.find(f"{ATOM}updated").text == days[0]


def check_feed(feed):
    """Hold a feed to what RFC 4287 says must be there, sections 4.1.1 and 4.1.2."""
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
        links = [(link.get("rel"), link.get("type")) for link in element.findall(f"{ATOM}link")]
        assert len(links) == len(set(links))
        assert ("alternate", "text/html") in links
    assert feed.find(f"{ATOM}author/{ATOM}name").text
    ids = [each.text for each in feed.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))


def test_a_hostile_title_stays_a_title(evil):
    feed = ElementTree.fromstring(files_of(evil)["feed.xml"])
    check_feed(feed)
    (entry,) = feed.findall(f"{ATOM}entry")
    assert "</title><script>" in entry.find(f"{ATOM}title").text
    assert "\ufffd" in entry.find(f"{ATOM}title").text
    assert entry.find(f"{ATOM}id").text == ARTICLE


def test_hostile_settings_stay_texts(site):
    settings = Settings("https://example.org/a&b'/", title="<&>\x00", publisher='"&', licence='https://example.org/?"<')
    found = files_of(site_of(site.reader, settings))
    feed = ElementTree.fromstring(found["feed.xml"])
    assert feed.find(f"{ATOM}title").text == "<&>\ufffd"
    assert addresses(found["sitemap.xml"])[0] == "https://example.org/a&b%27/"
    assert found["robots.txt"].count(b"\n") == 3


def test_a_store_without_dates_has_no_feed(tmp_path):
    with change(tmp_path / "s") as step:
        step.manifest["base"] = terms.BASE
    with open_current(tmp_path / "s") as reader:
        assert files_of(site_of(reader)).keys() == {"sitemap.xml", "robots.txt"}
