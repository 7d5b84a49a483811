"""Checking a site: a good one passes, and each harm done to it is found where it was done."""

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from published import empty_project, loose, store
from rdflib import Graph
from rdflib.compare import isomorphic
from small_world import article

from gdec import terms
from gdec.build import build
from gdec.cli import gdec
from gdec.errors import GdecError
from gdec.project import find_project
from gdec.published import base_of
from gdec.site.checking.addresses import Target, iri_behind, target_of
from gdec.site.checking.check import check
from gdec.site.frame.settings import Settings, settings_of
from gdec.site.publish import publish
from gdec.site.statements.things import DISAGREEMENTS
from gdec.store.changing import change

DATA = Path(__file__).parents[2] / "data"
PERSON, FORUM, ARTICLE = "person/wang-qiang", "forum/lhasa-forum-2024", "article/china-org-cn-2024-08-01"


def replaced(old, new):
    def harm(text):
        assert old in text
        return text.replace(old, new, 1)

    return harm


def without_line(part):
    """Take out the first line that holds a text."""

    def harm(text):
        lines = text.splitlines(keepends=True)
        lines.remove(next(line for line in lines if part in line))
        return "".join(lines)

    return harm


HARMS = [
    ("place/lhasa.html", replaced('href="../index.html"', 'href="../nowhere.html"'), "leads to no file"),
    ("place/beijing.html", replaced('href="../index.html"', 'href="../../outside.html"'), "leads out of the site"),
    (
        "place/china.html",
        replaced("</main>", '<a href="javascript:alert(1)">x</a></main>'),
        "neither into the site nor to",
    ),
    ("place/singapore.html", replaced("ontology.html#Place", "ontology.html#Nothing"), "leads to a fragment that"),
    ("place.html", replaced("</main>", "</section></main>"), "</section> stands inside <main>"),
    (
        "forum.html",
        replaced('<main id="main">', '<main id="main"><p id="main"></p>'),
        'two elements have the id "main"',
    ),
    ("topic.html", replaced("<main", '<main style="color:red"'), "the security policy forbids"),
    ("theme.html", replaced("<main", "<main onclick='x()'"), "the security policy forbids"),
    ("series.html", replaced("</main>", "<script>x()</script></main>"), "the security policy forbids"),
    ("post.html", replaced("</main>", '<img alt="" src="https://example.org/x.png"></main>'), "from elsewhere"),
    ("count.html", replaced("</main>", '<script src="https://example.org/x.js"></script></main>'), "from elsewhere"),
    ("article.html", replaced("</main>", "<h1>Again</h1></main>"), "2 headings of the first rank"),
    (
        "registry.html",
        lambda text: text + "<!--" + "".join(map(chr, range(256, 0xD7FF))) * 2 + "-->",
        "bytes compressed",
    ),
    (
        "cite.html",
        replaced("</head>", '<script type="application/ld+json">{</script></head>'),
        "JSON-LD cannot be read",
    ),
    (f"{PERSON}.html", replaced('<td class="value">Wang Qiang', '<td class="value">Wang Quiang'), "only on the page"),
    (
        "person/王强.html",
        replaced('<td class="value"><bdi lang="zh">', '<td class="value"><bdi lang="ja">'),
        "only in the data",
    ),
    ("person/wang-dui.nt", without_line("/name>"), "differ in 1 triples"),
    ("person/wang-lei.ttl", lambda text: text + "<", ".ttl cannot be read"),
    ("person/mao-dongjun.jsonld", lambda text: text[:-3], ".jsonld cannot be read"),
    ("series/lhasa-high-level-forum.html", replaced('class="only-said"', 'class="x"'), "only said"),
    (f"{FORUM}.html", replaced("<tr>\n<th scope", '<tr class="only-said">\n<th scope'), "as only said"),
    (f"{ARTICLE}.html", replaced('<li id="s-', '<li id="x-'), "neither shows nor links to"),
    ("void.ttl", lambda text: text + "<", "cannot be read"),
    ("dcat.ttl", replaced("#dataset>", "#nothing>"), "leads to a fragment that index.html does not have"),
    ("sitemap.xml", lambda text: text[:-5], "cannot be read"),
    ("dump/gdec.nq", without_line("/name>"), "has the digest"),
    ("picture/timeline.svg", replaced("</svg>", "<script>x()</script></svg>"), "holds a script"),
    (
        "static/gdec.css",
        lambda text: text + '@import "https://example.org/x.css";',
        "loads 'https://example.org/x.css'",
    ),
]


@pytest.fixture(scope="module")
def harmed(whole_site, tmp_path_factory):
    """Do all harm to one copy, and check it."""
    folder = tmp_path_factory.mktemp("harmed") / "site"
    shutil.copytree(whole_site, folder, copy_function=os.link)
    for path, harm, _ in HARMS:
        file = folder / path
        text = file.read_text(encoding="utf-8")
        file.unlink()
        file.write_text(harm(text), encoding="utf-8")
    (folder / "lonely.html").write_bytes((folder / "search.html").read_bytes())
    for name in ("Mao-Dongjun", "Aux.2", "auxiliary"):
        (folder / f"person/{name}.html").write_bytes((folder / "person/guo-jinhai.html").read_bytes())
    (folder / "place/link.txt").symlink_to("/etc/hostname")
    (folder / "dump/gdec.ttl.zst").unlink()
    return check(folder, jobs=2)


def test_a_good_site_passes(whole_site):
    found = check(whole_site, jobs=2)
    assert found.findings == ()
    assert found.pages == sum(1 for _ in whole_site.rglob("*.html"))
    assert found == check(whole_site, jobs=1)


def test_the_same_words_in_two_languages_are_two_values(tmp_path):
    """What stands plainly in one language may be only said in another."""
    article, thing = f"<{terms.BASE}article/loose>", f"<{terms.BASE}count/guests>"
    triples = [
        (article, terms.TYPE, terms.ARTICLE_CLASS),
        (thing, terms.TYPE, terms.COUNT_CLASS),
        (thing, terms.COUNTED, '"guests"@en'),
    ]
    for number, (lang, kind) in enumerate({"en": "reported", "zh": "attributed"}.items()):
        said = {
            terms.TYPE: terms.STATEMENT_CLASS,
            terms.ARTICLE: article,
            terms.KIND: terms.KINDS[kind],
            terms.SUBJECT: thing,
            terms.PREDICATE: terms.COUNTED,
            terms.OBJECT: f'"guests"@{lang}',
        }
        triples += [(f"{article[:-1]}#s-{number}>", name, value) for name, value in said.items()]
    publish(loose(tmp_path / "store", triples), tmp_path / "site", Settings("https://example.org/data/"), jobs=1)
    page = (tmp_path / "site/count/guests.html").read_text("utf-8")
    assert '<bdi lang="zh">guests</bdi>' in page
    assert "only-said" in page
    assert [each for each in check(tmp_path / "site", jobs=1).findings if each.path == "count/guests.html"] == []


def test_nothing_leads_to_a_class_of_which_no_thing_has_a_page(tmp_path):
    """What has a longer name than a file can have gets none."""
    article, forum = f"<{terms.BASE}article/loose>", f"<{terms.BASE}forum/{'x' * 300}>"
    triples = [(article, terms.TYPE, terms.ARTICLE_CLASS), (forum, terms.TYPE, terms.term("gdec:Forum"))]
    publish(loose(tmp_path / "store", triples), tmp_path / "site", Settings("https://example.org/data/"), jobs=1)
    assert not (tmp_path / "site/forum.html").exists()
    assert [each for each in check(tmp_path / "site", jobs=1).findings if "forum.html" in each.message] == []


def test_an_article_that_is_not_there_is_named_and_not_linked(tmp_path):
    new, old = article("new", ("h0", "Ana Lima", {}), supersedes=["old"]), article("old", ("h1", "Wang Wei", {}))
    project, site = empty_project(tmp_path / "project"), tmp_path / "site"
    for facts in ([new], [new, old], [new]):
        publish(store(tmp_path / "store", facts, project), site, Settings("https://example.org/data/"), jobs=2)
        assert ('href="../article/old.html"' in (site / "article/new.html").read_text("utf-8")) == (old in facts)
        assert check(site, jobs=2).findings == ()
    assert "article/old.html" not in (site / "shapes.html").read_text("utf-8")
    assert 'href="../article/new.html"' in (site / "article/old.html").read_text("utf-8")


def test_a_thing_in_more_disagreements_than_its_page_shows_is_not_blamed(tmp_path):
    project = find_project(DATA)
    build(project, tmp_path / "store")
    forum = f"<{terms.BASE}{FORUM}>"
    with change(tmp_path / "store") as step:
        found = step.query(f"SELECT ?me {{ ?me {terms.SUBJECT} {forum} }} ORDER BY ?me LIMIT 2").rows
        between = " , ".join(str(me) for (me,) in found)
        said = " ; ".join(
            (
                f"{terms.TYPE} {terms.DISAGREEMENT_CLASS}",
                f"{terms.ABOUT} {forum}",
                f"{terms.PROPERTY} {terms.NAME}",
                f"{terms.RELATION} {terms.RELATIONS['contradiction']}",
                f"{terms.BETWEEN} {between}",
            )
        )
        made = "".join(f"<{terms.BASE}disagreements#d-{number}> {said} . " for number in range(DISAGREEMENTS + 5))
        step.store.update(f"INSERT DATA {{ GRAPH <{terms.BASE}disagreements#graph> {{ {made} }} }}")
    publish(tmp_path / "store", tmp_path / "site", settings_of(project, "https://example.org/data/"))
    page = (tmp_path / f"site/{FORUM}.html").read_text("utf-8")
    assert page.count('class="disagreement"') == DISAGREEMENTS
    assert "more disagreements</a>" in page
    assert check(tmp_path / "site", jobs=2).findings == ()


@pytest.mark.parametrize(("path", "harm", "message"), HARMS, ids=[path for path, _, _ in HARMS])
def test_harm_is_found_where_it_was_done(harmed, path, harm, message):
    page = f"{path.rpartition('.')[0]}.html" if path.endswith((".nt", ".ttl", ".jsonld")) and "/" in path else path
    assert [found for found in harmed.findings if found.path == page and message in found.message]


def test_pages_that_nothing_leads_to_and_links_out_of_the_folder_are_found(harmed):
    assert ("lonely.html", "no page leads here") in harmed.findings
    assert ("place/link.txt", "is a link to somewhere else") in harmed.findings
    assert ("dump/SHA256SUMS.txt", "names dump/gdec.ttl.zst, which is missing") in harmed.findings


def test_names_that_not_every_disk_takes_or_tells_apart_are_found(harmed):
    found = {path: message for path, message in harmed.findings if "Windows" in message}
    assert found == {
        "person/mao-dongjun.html": "is the same file as person/Mao-Dongjun.html where upper and lower case are one, "
        "as on Windows and macOS",
        "person/Aux.2.html": "Windows takes no file that is called 'Aux.2.html'",
    }


def test_what_is_well_is_not_blamed(harmed):
    blamed = {found.path for found in harmed.findings}
    assert not {"index.html", "search.html", "ontology.html", "person/guo-jinhai.html", "feed.xml"} & blamed


def test_no_statement_can_be_taken_from_the_data_or_changed_there(whole_site, tmp_path):
    """The forms may agree with each other, and still not with the page."""
    for number, (old, new) in enumerate(
        [("mayor of Lhasa", "x"), ("reported", "x"), ("/ontology#holds>", "/x#holds>")]
    ):
        folder = tmp_path / str(number)
        for path in ("person", "static"):
            shutil.copytree(whole_site / path, folder / path)
        triples = (folder / f"{PERSON}.nt").read_text(encoding="utf-8").splitlines(keepends=True)
        changed = (
            [line for line in triples if old not in line]
            if new == "x"
            else [line.replace(old, new) for line in triples]
        )
        assert changed != triples
        graph = Graph().parse(data="".join(changed), format="nt")
        for suffix, form in ((".nt", "nt"), (".ttl", "turtle"), (".jsonld", "json-ld")):
            graph.serialize(folder / f"{PERSON}{suffix}", format=form, encoding="utf-8")
        (folder / ".gdec-site").touch()
        messages = [
            each.message for each in check(folder, terms.BASE, jobs=1).findings if each.path == f"{PERSON}.html"
        ]
        is_shown = any("only on the page" in each or "only in the data" in each for each in messages)
        assert is_shown == (number == 2), messages


@pytest.mark.parametrize("path", [PERSON, FORUM, ARTICLE, "person/王强"])
def test_rdflib_reads_the_same_out_of_every_form(whole_site, path):
    graphs = [
        Graph().parse(whole_site / f"{path}{suffix}", format=form)
        for suffix, form in ((".nt", "nt"), (".ttl", "turtle"), (".jsonld", "json-ld"))
    ]
    assert len(graphs[0]) > 10
    assert all(isomorphic(graphs[0], other) for other in graphs[1:])


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("../a/b.html#c", Target("a/b.html", "c")),
        ("#%E7%8E%8B", Target("person/x.html", "王")),
        ("王强.html", Target("person/王强.html")),
        ("https://example.org/", Target(elsewhere="https://example.org/")),
        ("../../x", Target(fault="leads out of the site")),
        ("..%2f..%2fx", Target(fault="leads out of the site")),
        ("/x", Target(fault="leads neither into the site nor to the web")),
        ("//example.org", Target(fault="leads neither into the site nor to the web")),
        ("data:text/html,x", Target(fault="leads neither into the site nor to the web")),
        ("http://[", Target(fault="is no address")),
    ],
)
def test_links_are_followed_as_a_browser_does(link, target):
    assert target_of(link, "person/x.html") == target


def test_links_stand_for_iris():
    assert iri_behind("../ontology.html#holds", "person/x.html", terms.BASE) == f"{terms.GDEC}holds"
    assert iri_behind("../article/a.html#s-1", "person/x.html", terms.BASE) == f"{terms.BASE}article/a#s-1"


def test_a_folder_that_is_no_site_is_refused(tmp_path):
    with pytest.raises(GdecError, match="is no site of gdec"):
        check(tmp_path)


def test_the_site_names_its_base(whole_site, tmp_path):
    assert base_of(whole_site) == base_of(tmp_path) == terms.BASE


def test_the_command_says_yes_or_no(whole_site, tmp_path):
    good = CliRunner().invoke(gdec, ["publish", str(whole_site), "--as-it-is", "--check"])
    assert (good.exit_code, good.output.endswith("nothing is wrong\n")) == (0, True)
    (tmp_path / ".gdec-site").touch()
    (tmp_path / "index.html").write_text("<p>")
    bad = CliRunner().invoke(gdec, ["publish", str(tmp_path), "--as-it-is", "--check"])
    assert bad.exit_code == 1
    assert f"{tmp_path}/index.html: <p> is not closed" in bad.output


def test_the_nu_checker_finds_nothing(whole_site):
    tools = Path(os.environ.get("GDEC_TEST_TOOLS", Path.home() / ".cache/gdec-tests"))
    jar = tools / "node_modules/vnu-jar/build/dist/vnu.jar"
    if not jar.is_file() or shutil.which("java") is None:
        pytest.skip(f"there is no Java, or no vnu.jar in {tools}; npm install --prefix there vnu-jar gives it")
    assert check(whole_site, validator=jar, jobs=2).findings == ()


def test_a_nu_checker_that_is_not_there_is_an_error(whole_site, tmp_path):
    if shutil.which("java") is None:
        pytest.skip("there is no Java")
    with pytest.raises(GdecError, match="vnu-jar"):
        check(whole_site, validator=tmp_path / "vnu.jar", jobs=2)
