"""What Netlify and Cloudflare do with the rules that the site brings, by their own programs."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
from accepts import ACCEPTS
from host_servers import ask
from sites import shipped
from test_hosts import GONE, LICENCE, VERSION, WANG, laid_out, put

from gdec import terms
from gdec.site.frame.settings import Settings
from gdec.site.hosts import static
from gdec.site.hosts.headers import SECURITY, TYPES, address, type_of
from gdec.site.hosts.place import Place
from gdec.site.pages.formats import SIBLINGS, VARIANTS
from gdec.site.publish import publish

HERE = Path(__file__).parent
TOOLS = Path(os.environ.get("GDEC_TEST_TOOLS", Path.home() / ".cache/gdec-tests"))
NAMED_LIKE_FILES = ("topic/government", "topic/economics", "topic/web-2.0")


def node_with(package):
    """Find Node.js, for a package of npm; a test is skipped where either is absent."""
    node = shutil.which("node")
    if node is None or not (TOOLS / "node_modules" / package).is_dir():
        pytest.skip(f"there is no Node.js, or no {package} in {TOOLS}; npm install --prefix there {package} gives it")
    return node


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site of the shipped data with rules for things that are named on the very host."""
    folder = tmp_path_factory.mktemp("static")
    settings = Settings("https://example.org/", licence=LICENCE)
    with shipped(folder / "store") as reader:
        publish(folder / "store", folder / "site", settings, jobs=2)
        published = SimpleNamespace(folder=folder / "site", reader=reader)
        pages = laid_out(folder / "root", published, settings)
    for name in NAMED_LIKE_FILES:
        put(folder / "root" / f"{name}.html", name.encode())
    put(folder / "root/_redirects", static.redirects(Place(settings, "https://example.org/id/")).encode())
    return SimpleNamespace(root=folder / "root", pages=pages)


@pytest.fixture(scope="module")
def cloudflare(site):
    """The port that Cloudflare's own runtime serves the site at."""
    command = [node_with("miniflare"), HERE / "cloudflare.mjs", TOOLS, site.root]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as host:
        yield int(host.stdout.readline())
        host.stdin.close()


def media_type(headers):
    return headers["content-type"].partition(";")[0]


def test_cloudflare_sends_the_page_of_an_iri_whatever_a_client_takes(cloudflare):
    for accept in ACCEPTS:
        status, headers, _ = ask(cloudflare, "/person/wang-qiang", accept)
        assert (status, media_type(headers)) == (200, "text/html"), accept


def test_cloudflare_sends_every_thing_as_every_format_with_its_type(cloudflare, site):
    for page in site.pages:
        for suffix in SIBLINGS:
            status, headers, body = ask(cloudflare, f"/{address(page)}{suffix}")
            assert (status, media_type(headers)) == (200, VARIANTS[suffix]), (page, suffix)
            assert body == (site.root / f"{page}{suffix}").read_bytes()
    for path in site.root.glob("dump/*"):
        assert media_type(ask(cloudflare, f"/dump/{path.name}")[1]) == TYPES[path.suffix].partition(";")[0]
    for path in ("cite.bib", "CITATION.cff", "feed.xml", "query/who-spoke.json", "sitemap.xml", "cite.csl.json"):
        assert media_type(ask(cloudflare, f"/{path}")[1]) == type_of(path).partition(";")[0], path


def test_cloudflare_takes_no_page_for_a_file_of_another_type(cloudflare):
    for name in NAMED_LIKE_FILES:
        status, headers, body = ask(cloudflare, f"/{name}")
        assert (status, media_type(headers), body) == (200, "text/html", name.encode())


def test_cloudflare_sends_the_security_headers_and_the_licence_with_every_answer(cloudflare):
    for path in ("", "person/wang-qiang", "person/wang-qiang.ttl", "person/nobody", "gdec.css"):
        headers = ask(cloudflare, f"/{path}")[1]
        assert {name: headers.get(name.lower()) for name in SECURITY} == SECURITY, path
        assert f'<{LICENCE}>; rel="license"' in headers["link"]
        for name in ("dcat.ttl", "dump/gdec.nq"):
            assert (f"<https://example.org/{name}>;" in headers["link"]) == (path == ""), path
    for path, link in {
        "ontology": '<https://w3id.org/gdec/ontology>; rel="cite-as"',
        "changes.ttl": '<https://w3id.org/gdec/id/changes>; rel="describes"',
        "void.ttl": '<https://example.org/>; rel="describes"',
        "dump/gdec.nq": '<https://example.org/>; rel="collection"',
    }.items():
        assert link in ask(cloudflare, f"/{path}")[1]["link"], path


def test_cloudflare_leads_iris_and_folders_of_classes_on(cloudflare):
    status, headers, _ = ask(cloudflare, f"/id/{WANG}")
    assert (status, headers["location"].upper()) == (302, f"/{WANG}".upper())
    status, headers, _ = ask(cloudflare, "/person/")
    assert (status, headers["location"]) == (302, "/person.html")
    assert ask(cloudflare, "/person")[0] == 200


def test_cloudflare_answers_what_is_gone_with_its_tombstone_and_what_there_is_not_with_404(cloudflare):
    assert ask(cloudflare, f"/{address(GONE)}")[::2] == (200, b"tombstone")
    for path in ("person/nobody", "person/nobody.ttl", "nothing", "person/wang-qiang/x", "_headers", "_redirects"):
        assert ask(cloudflare, f"/{path}")[0] == 404, path


def read_by_netlify(site, *paths):
    command = [node_with("@netlify/headers-parser"), HERE / "netlify.mjs", TOOLS, site.root, *paths]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def test_netlify_finds_nothing_wrong_and_reads_every_redirect(site):
    read = read_by_netlify(site)
    assert read["errors"] == []
    moved = {rule["from"]: (rule["to"], rule["status"]) for rule in read["redirects"]}
    folders = {f"/{cls}/": (f"/{cls}.html", 302) for cls in terms.CLASS_PATHS}
    assert moved == {"/id/*": ("/:splat", 302), f"/{VERSION}": ("/ontology.html", 302)} | folders


def test_netlify_gives_each_file_its_type_and_pages_none_of_another(site):
    files = {str(path.relative_to(site.root)): path.suffix for path in site.root.rglob("*") if path.suffix in TYPES}
    pages = [*(path.removesuffix(".html") for path in files), *NAMED_LIKE_FILES, *site.pages]
    paths = [f"/{address(path)}" for path in (*files, *(page for page in pages if page not in files))]
    given = dict(zip(paths, read_by_netlify(site, *paths)["given"], strict=True))
    for path, rules in given.items():
        named = next((suffix for name, suffix in files.items() if path == f"/{address(name)}"), ".html")
        expected = [] if named == ".html" else [type_of(path[1:])]
        assert [rule["Content-Type"] for rule in rules if "Content-Type" in rule] == expected, path
        assert SECURITY.items() <= rules[0].items()
        assert rules[0]["Link"] == f'<{LICENCE}>; rel="license"'
