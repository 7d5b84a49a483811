"""What tells programs of the pages, read back by what they read it with."""

from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from hostile import ARTICLE, hostile
from sites import SETTINGS, shipped, site_of

from gdec import terms
from gdec.site.feeds import feeds
from gdec.site.frame.settings import Settings
from gdec.site.statements.listed import things
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


def test_the_site_map_names_every_page_of_a_thing_once(site):
    found = addresses(files_of(site)["sitemap.xml"])
    assert len(found) == len(set(found))
    assert found[0] == f"{SETTINGS.base_url}index.html"
    assert f"{SETTINGS.base_url}changes.html" in found
    further = {address for address in found if address.removeprefix(SETTINGS.base_url).startswith(("query/", "check/"))}
    of_things = {address for address in found if "/" in address.removeprefix(SETTINGS.base_url)} - further
    subjects = {quad.subject.value for quad in site.reader.quads()}
    paths = {site.page_of(each) for each in subjects if "#" not in each}
    assert of_things == {f"{SETTINGS.base_url}{path}.html" for path in paths}


def test_the_site_map_names_every_page_of_the_site(whole_site):
    found = {path.relative_to(whole_site).as_posix() for path in whole_site.rglob("*.html")} - {"404.html"}
    named = addresses((whole_site / "sitemap.xml").read_bytes())
    assert {unquote(each).removeprefix("https://example.org/data/") for each in named} == found
    assert len(named) == len(set(named))


def test_names_in_any_script_are_escaped_in_addresses(evil):
    found = addresses(files_of(evil)["sitemap.xml"])
    assert f"{SETTINGS.base_url}person/%E7%8E%8B%E5%BC%BA.html" in found
    assert all(address.isascii() for address in found)


def test_a_long_site_map_is_split_with_an_index(site, monkeypatch):
    monkeypatch.setattr(feeds, "MOST_URLS", 40)
    whole = files_of(site)
    names = addresses(whole["sitemap.xml"])
    parts = [addresses(whole[name.removeprefix(SETTINGS.base_url)]) for name in names]
    assert len(names) > 2
    assert all(len(part) <= 40 for part in parts)
    assert len({each for part in parts for each in part}) == sum(map(len, parts)) > len(things(site))


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
    assert addresses(found["sitemap.xml"])[0] == "https://example.org/a&b%27/index.html"
    assert found["robots.txt"].count(b"\n") == 3


def test_a_store_without_dates_has_no_feed(tmp_path):
    with change(tmp_path / "s") as step:
        step.manifest["base"] = terms.BASE
    with open_current(tmp_path / "s") as reader:
        assert files_of(site_of(reader)).keys() == {"sitemap.xml", "robots.txt"}
