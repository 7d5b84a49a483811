"""What the pages of things and articles show, and that nothing that somebody wrote can harm them."""

import re
import shutil
from pathlib import Path

import pytest
import rdflib
from published import empty_project, few_parts, loose, store, tree
from pyoxigraph import RdfFormat, parse
from sites import ROOT, Page

from gdec import terms
from gdec.build import build
from gdec.evidence.text import digest
from gdec.facts import model
from gdec.project import find_project
from gdec.rdf.nquads import integer, iri, literal
from gdec.site.frame.settings import Settings
from gdec.site.pages.formats import SIBLINGS
from gdec.site.publish import publish
from gdec.store.local import open_current

SETTINGS = Settings("https://example.org/data/", title="Two articles")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site of the shipped data."""
    folder = tmp_path_factory.mktemp("shipped")
    build(find_project(ROOT / "data"), folder / "store")
    with pytest.MonkeyPatch.context() as patch:
        few_parts(patch, ("gdec.site.frame.statics",))
        publish(folder / "store", folder / "site", SETTINGS)
    return folder / "site"


def page(site, path):
    return Page((site / f"{path}.html").read_text("utf-8"))


def test_a_value_shows_its_words_kind_article_and_rule(site):
    shown = page(site, "forum/lhasa-forum-2024")
    assert "opening date 29 July 2024 on July 29 inferred in China.org.cn, 1 August 2024 , by the rule" in shown.text
    assert any(re.fullmatch(r"\.\./article/china-org-cn-2024-08-01\.html#s-[0-9a-f]+", link) for link in shown.links)


def test_an_opening_is_not_shown_as_the_whole_time_of_an_event(site):
    assert "opened 29 July 2024" in page(site, "forum/lhasa-forum-2024").text


def test_a_last_day_that_is_only_scheduled_is_said_to_be_so(site):
    assert "4 to 7 July 2023 (end as scheduled)" in page(site, "conference/gdec-2023").text


def test_an_event_that_opened_and_ends_is_not_shown_on_its_last_day_alone(tmp_path, monkeypatch):
    few_parts(monkeypatch, ("gdec.site.frame.statics",))

    def quoted(kind, value):
        return kind(is_=value, words=value, at=(1, 0, len(value)), sha256=digest(value))

    fair = model.Event(
        name=quoted(model.Text, "Fair"), opened=quoted(model.Day, "2031-11-03"), ends=quoted(model.Day, "2031-11-06")
    )
    article = model.Article(id="a", text=model.TextSource(sha256="b" * 64))
    facts = model.Facts(format=1, article=article, conferences={"fair": fair})
    publish(store(tmp_path / "store", [facts], empty_project(tmp_path / "project")), tmp_path / "site", SETTINGS)
    assert "opened 3 November 2031 , until 6 November 2031" in page(tmp_path / "site", "conference/fair").text


def test_who_said_something_is_told_by_its_kind(site):
    assert "intended by Wang Qiang in China.org.cn" in page(site, "person/wang-qiang").text
    assert "evaluated (no speaker named), about" in page(site, "article/china-org-cn-2024-08-01").text


def test_what_follows_by_rule_is_folded_and_not_called_reported(site):
    shown = page(site, "participation/lhasa-forum-2024-opening--wang-qiang--speaker").text
    assert shown.index("who Wang Qiang") < shown.index("Also follows: label, type") < shown.index("by rule: label from")
    article = page(site, "article/china-org-cn-2024-08-01").text
    assert "by rule: label from parts , from what is reported , resting on took part as" in article


def test_what_is_only_said_is_not_shown_as_a_fact(site):
    shown = page(site, "series/lhasa-high-level-forum")
    assert "established by first GDEC said, not established" in shown.text
    assert "attributed to Guo Jinhai in China.org.cn" in shown.text
    assert "location Lhasa unveiled in" in page(site, "forum/lhasa-forum-2024").text


def test_remarks_questions_and_disagreements_are_on_the_page(site):
    shown = page(site, "conference/gdec-2023")
    assert "What Wang Qiang said, in our words 8" in page(site, "person/wang-qiang").text
    assert "In which city was GDEC 2024 itself held?" in page(site, "conference/gdec-2024").text
    assert "Disagreement : theme These values say the same in different words. They stand in one article." in shown.text
    assert "Why these mentions are one" in page(site, "person/wang-qiang").text


CHOICE = """format: 1
choices:
  - about: conference:gdec-2023
    property: gdec:theme
    prefer: theme:gdec-2023--data-drives
    deprecate: [theme:gdec-2023--digital-drives]
    reason: The organiser <b> prints it so.
    author: Ana Lima
"""


def test_an_editors_choice_stands_at_the_values_that_it_decides_between(tmp_path, monkeypatch):
    few_parts(monkeypatch, ("gdec.site.frame.statics", "gdec.site.pages.disagreements"))
    shutil.copytree(ROOT / "data", tmp_path / "data")
    build(find_project(tmp_path / "data"), tmp_path / "store")
    publish(tmp_path / "store", tmp_path / "site", SETTINGS)
    before = tree(tmp_path / "site")
    assert "preferred" not in page(tmp_path / "site", "conference/gdec-2023").text
    (tmp_path / "data/editorial").mkdir()
    (tmp_path / "data/editorial/themes.yaml").write_text(CHOICE, "utf-8")
    assert not build(find_project(tmp_path / "data"), tmp_path / "store").unreadable
    publish(tmp_path / "store", tmp_path / "site", SETTINGS)
    shown = page(tmp_path / "site", "conference/gdec-2023")
    assert "Preferred by Ana Lima: The organiser <b> prints it so." in shown.text
    assert "Deprecated by Ana Lima" in shown.text
    assert "Leads the Future preferred by Ana Lima" in shown.text
    assert "../editorial.html" in shown.links
    after = tree(tmp_path / "site")
    forms = {f"editorial{suffix}" for suffix in SIBLINGS}
    assert before.keys() | {"editorial.html", *forms} == after.keys()
    with open_current(tmp_path / "store") as reader:
        choice = f"?s a {terms.EDITORIAL_CHOICE_CLASS} ; ?p ?o"
        said = {tuple(map(str, row)) for row in reader.query(f"SELECT ?s ?p ?o {{ GRAPH ?g {{ {choice} }} }}").rows}
    for form in sorted(forms):
        told = {
            tuple(map(str, (each.subject, each.predicate, each.object)))
            for each in parse(after[form], RdfFormat.from_extension(form.rpartition(".")[2]))
        }
        assert told == said != set()
        assert f'href="{form}"'.encode() in after["editorial.html"]


def test_a_count_tells_which_of_what_it_counts_are_named(site):
    shown = page(site, "conference/gdec-2023").text
    assert "1 of 6 named: Competitive Products Theme Exhibition" in shown
    assert "3 named: Exhibition of GDEC 2023 in Beijing , Exhibition of GDEC 2023 in Lhasa , Exhib" in shown
    assert "None of 6 named" in shown
    assert "None of more than 130 named" in page(site, "forum/lhasa-forum-2024").text


def test_the_graph_of_an_article_has_its_place_on_the_page(site):
    assert "graph" in page(site, "article/china-org-cn-2024-08-01").ids


def test_an_article_tells_readers_first_what_they_ask_for(site):
    _, _, text = page(site, "article/tdi-2023-07-04").text.partition(" Article ")
    head, _, data = text.partition("As data")
    assert "No web address of the article is recorded" in head
    assert "SHA-256" not in head
    assert "SHA-256" in data


def test_a_number_that_is_only_claimed_is_called_what_is_claimed(tmp_path, monkeypatch):
    few_parts(monkeypatch, ("gdec.site.frame.statics",))
    data = shutil.copytree(ROOT / "data", tmp_path / "data")
    article = data / "articles/china-org-cn-2024-08-01.yaml"
    text = article.read_text("utf-8")
    article.write_text(
        text.replace("more_than: 130,", "more_than: 130, kind: attributed, speaker: wang-qiang,"), "utf-8"
    )
    build(find_project(data), tmp_path / "store")
    publish(tmp_path / "store", tmp_path / "site", SETTINGS)
    assert "more than 130 digital enterprises" in page(tmp_path / "site", "person/wang-qiang").text
    shown = page(tmp_path / "site", "count/lhasa-forum-2024--enterprises-and-associations").text
    assert "more than 130 digital enterprises" in shown


def test_the_parts_of_an_event_are_a_tree_that_tells_how_many_are_named(site):
    text = page(site, "conference/gdec-2023").text
    assert "6 special activities 1 of 6 named Competitive Products Theme Exhibition" in text
    assert "6 summit forums none of 6 named" in text
    assert "several simultaneous exhibitions 3 named" in text
    assert "Editions and their parts" in page(site, "series/gdec").text


def test_every_statement_evidence_and_unknown_has_its_anchor(site):
    for article in (site / "article").glob("*.nt"):
        graph = rdflib.Graph().parse(article)
        fragments = {str(s).partition("#")[2] for s in graph.subjects() if "#" in str(s)}
        ids = Page(article.with_suffix(".html").read_text("utf-8")).ids
        assert fragments
        assert len(ids) == len(set(ids))
        assert fragments <= set(ids)


def test_links_inside_the_site_lead_somewhere(site):
    allowed = {
        "index.html",
        "changes.html",
        "queries.html",
        "registry.html",
        "disagreements.html",
        "ontology.html",
        "void.ttl",
        "cite.html",
        "article-near-duplicates.html",
    }
    pages = {path.resolve(): Page(path.read_text("utf-8")) for path in site.rglob("*.html")}
    for path, shown in pages.items():
        for link in shown.links:
            target, _, fragment = link.partition("#")
            if target.startswith("http") or Path(target).name in allowed:
                continue
            found = (path.parent / target).resolve() if target else path
            assert found.is_file(), (path, link)
            if fragment and found.suffix == ".html":
                assert fragment in pages[found].ids, (path, link)


def test_the_data_beside_a_page_say_the_same_in_every_format(site):
    for path in sorted((site / "conference").glob("*.nt")):
        graphs = [rdflib.Graph().parse(path.with_suffix(suffix)) for suffix in (".nt", ".ttl", ".jsonld")]
        assert len({frozenset(graph) for graph in graphs}) == 1


TEXT = "Porto. Before the words, many of them stand here in one row: the harbour forum opened and ended well after all."
WORDS = "harbour forum"


def _with_evidence(tmp_path, words, text=TEXT):
    start = text.index(words)
    article, forum = iri(f"{terms.BASE}article/loose"), iri(f"{terms.BASE}forum/harbour")
    statement, evidence = (iri(f"{terms.BASE}article/loose#{name}") for name in ("s-1", "e-1"))
    return loose(
        tmp_path / "store",
        [
            (article, terms.TYPE, terms.ARTICLE_CLASS),
            (article, terms.SHA256, literal(digest(text))),
            (article, terms.URL, literal("https://news.example/1")),
            (forum, terms.NAME, literal("Harbour Forum", "en")),
            (statement, terms.SUBJECT, forum),
            (statement, terms.PREDICATE, terms.NAME),
            (statement, terms.OBJECT, literal("Harbour Forum", "en")),
            (statement, terms.KIND, terms.KINDS["reported"]),
            (statement, terms.ARTICLE, article),
            (statement, terms.EVIDENCE, evidence),
            (evidence, terms.PARAGRAPH, integer(1)),
            (evidence, terms.START, integer(start)),
            (evidence, terms.END, integer(start + len(words))),
            (evidence, terms.SHA256, literal(digest(words))),
            (evidence, terms.WORDS, literal(words)),
        ],
    )


def test_a_copy_gives_the_words_their_surroundings_and_never_the_whole_text(tmp_path, monkeypatch):
    few_parts(monkeypatch)
    (tmp_path / "copies").mkdir()
    (tmp_path / "copies/mine.txt").write_text(TEXT, "utf-8")
    made = _with_evidence(tmp_path, WORDS)
    publish(made, tmp_path / "without", SETTINGS)
    publish(made, tmp_path / "with", SETTINGS, tmp_path / "copies")
    without, with_copy = ((tmp_path / name / "forum/harbour.html").read_text("utf-8") for name in ("without", "with"))
    assert f"<mark>{WORDS}</mark>" in without
    assert "opened and ended" not in without
    assert "here in one row: the <mark>harbour forum</mark> opened and ended well" in with_copy
    assert "https://news.example/1#:~:text=harbour%20forum" in with_copy
    long = " ".join(f"word{number}" for number in range(300))
    (tmp_path / "copies/mine.txt").write_text(long, "utf-8")
    publish(_with_evidence(tmp_path, long, long), tmp_path / "long", SETTINGS, tmp_path / "copies")
    for path in ("forum/harbour", "article/loose"):
        html = (tmp_path / f"long/{path}.html").read_text("utf-8")
        assert "word19 … word280" in html.replace("</mark>", "")
        assert "word100" not in html


HARM = '</script><script>alert(1)</script>"><img src=x onerror=alert(1)>\u202e\x07'


def test_what_somebody_wrote_harms_nobody(tmp_path, monkeypatch):
    few_parts(monkeypatch, ("gdec.site.frame.statics",))
    things = [
        f"{terms.BASE}{path}"
        for path in ("person/王强", "person/..", "person/a%2F..%2F..%2Fb", "person/", "x/y", "index")
    ]
    things += [f"{terms.BASE}person/%2e%2e", f"{terms.BASE}person/turn%E2%80%AEed", f"{terms.BASE}person/{'a' * 300}"]
    article = iri(f"{terms.BASE}article/loose")
    triples = [(article, terms.TYPE, terms.ARTICLE_CLASS), (article, terms.URL, literal("javascript:alert(1)"))]
    for number, thing in enumerate(things):
        statement = iri(f"{terms.BASE}article/loose#s-{number}")
        triples += [
            (iri(thing), terms.TYPE, terms.CLASS_OF_SECTION["people"]),
            (iri(thing), terms.LABEL, literal(HARM)),
            (iri(thing), terms.NAME, literal(HARM, "ar")),
            (iri(thing), terms.URL, "<javascript:alert(1)>"),
            (statement, terms.SUBJECT, iri(thing)),
            (statement, terms.PREDICATE, terms.NAME),
            (statement, terms.OBJECT, literal(HARM, "ar")),
            (statement, terms.KIND, terms.KINDS["reported"]),
            (statement, terms.ARTICLE, article),
        ]
    publish(loose(tmp_path / "store", triples), tmp_path / "inside/site", SETTINGS)
    assert {path.name for path in tmp_path.iterdir()} == {"store", "inside"}
    assert {path.name for path in (tmp_path / "inside").iterdir()} == {"site", ".site.gdec"}
    files = tree(tmp_path / "inside/site")
    assert {path for path in files if path.startswith("person/")} == {
        f"person/王强.{form}" for form in ("html", "nt", "ttl", "jsonld")
    }
    for path in files:
        html = files[path].decode()
        if path.endswith(".html"):
            assert html.count("<script") == html.count('<script type="application/ld+json">') == html.count("</script>")
            assert "<img" not in html
            assert 'href="javascript:' not in html
            assert "\x07" not in html
            assert html.count("\u202e") == len(re.findall("<bdi[^>]*>[^<]*\u202e[^<]*</bdi>", html))
    assert '<bdi lang="ar">' in files["person/王强.html"].decode()


def test_long_lists_go_on_on_further_pages_and_none_is_large(tmp_path, monkeypatch):
    import gzip

    few_parts(monkeypatch)
    place = iri(f"{terms.BASE}place/porto")
    triples = []
    for number in range(500):
        event, statement = iri(f"{terms.BASE}forum/f-{number:03}"), iri(f"{terms.BASE}article/loose#s-{number}")
        triples += [
            (event, terms.LOCATION, place),
            (event, terms.LABEL, literal(f"Forum number {number:03} on the harbour", "en")),
            (statement, terms.SUBJECT, event),
            (statement, terms.PREDICATE, terms.LOCATION),
            (statement, terms.OBJECT, place),
            (statement, terms.KIND, terms.KINDS["reported"]),
        ]
    publish(loose(tmp_path / "store", triples), tmp_path / "site", SETTINGS)
    pages = [tmp_path / "site/place/porto.html", *sorted((tmp_path / "site/place/porto").glob("*.html"))]
    assert len(pages) == 9
    shown = [re.findall(r"Forum number (\d+) on", page.read_text("utf-8")) for page in pages]
    assert sorted(number for each in shown for number in each) == [f"{number:03}" for number in range(500)]
    for path in pages:
        assert len(gzip.compress(path.read_bytes())) < 100_000
        for link in Page(path.read_text("utf-8")).links:
            assert (
                link.startswith("#")
                or (path.parent / link.partition("#")[0]).resolve().is_file()
                or link.endswith(("index.html", "changes.html"))
            )


def test_a_theme_of_the_project_goes_before_the_packages(tmp_path, monkeypatch):
    few_parts(monkeypatch, ("gdec.site.frame.statics",))
    theme = tmp_path / "theme"
    (theme / "templates").mkdir(parents=True)
    (theme / "static").mkdir()
    (theme / "templates/below.html").write_text("<footer>Ours, and <b>{{ site.settings.title }}</b></footer>")
    (theme / "static/gdec.css").write_text("body { color: #8a3b12 }")
    (theme / "static/logo.svg").write_text("<svg/>")
    settings = Settings("https://example.org/", title="Fish & ships", accent="#123456", theme=theme)
    publish(_with_evidence(tmp_path, WORDS), tmp_path / "site", settings)
    files = tree(tmp_path / "site")
    assert b"<footer>Ours, and <b>Fish &amp; ships</b></footer>" in files["forum/harbour.html"]
    assert files["static/gdec.css"] == b"body { color: #123456 }"
    assert {"static/logo.svg", "static/icon.svg"} <= set(files)
