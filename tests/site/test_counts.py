"""Counts of which articles give several numbers: each stands beside the words of its own articles, wherever it does."""

import pytest
from published import empty_project, few_parts, store, tree
from sites import Page

from gdec import terms
from gdec.evidence.text import digest
from gdec.facts import model
from gdec.rdf.nquads import iri, literal
from gdec.site.checking.check import check
from gdec.site.checking.reading import Reader
from gdec.site.frame.settings import Settings
from gdec.site.publish import publish
from gdec.store.changing import change

SETTINGS = Settings("https://example.org/data/", title="Made up")
PARTS = ("gdec.site.frame.statics", "gdec.site.pages.disagreements")
EVENT, COUNT = "conference/fair", f"<{terms.BASE}count/fair--visitors>"


@pytest.fixture(autouse=True)
def only_pages(monkeypatch):
    few_parts(monkeypatch, PARTS)


@pytest.fixture
def project(tmp_path):
    return empty_project(tmp_path / "project")


def said(name, *, kind="reported", part="attendance", **number):
    """Give an article that counts the visitors of a fair, in words that name it and the number."""

    def quote(words):
        return {"words": words, "at": (1, 0, len(words)), "sha256": digest(words)}

    told = {"kind": kind, "speaker": "fair"} if kind == "attributed" else {}
    counted = model.Count(of="visitors", **number, **told, **quote(f"{name}: {next(iter(number.values()))}"))
    fair = model.Event(name=model.Text(is_="Fair", **quote("Fair")), **{part: {"visitors": counted}})
    article = model.Article(id=name, text=model.TextSource(sha256="b" * 64))
    return model.Facts(format=1, article=article, conferences={"fair": fair})


A, B, C = said("a", exactly=1200), said("b", more_than=1500), said("c", exactly=1200)


def made(folder, articles, project):
    publish(store(folder / "store", articles, project), folder / "site", SETTINGS)
    return folder / "site"


def shown(site, page=EVENT):
    """Give the values of the rows about a count, each with the words and articles that it rests on."""
    found = Reader((site / f"{page}.html").read_text("utf-8"))
    rows = [each for each in found.rows if each.property.text == "attendance count"]
    return {each.value.text.strip(): " ".join(each.grounds.text.split()) for each in rows}


def test_each_number_stands_beside_its_own_words_with_a_link_to_what_disagrees(tmp_path, project):
    site = made(tmp_path, [A, B, C], project)
    rows = shown(site)
    assert list(rows) == ["1,200 visitors", "more than 1,500 visitors"]
    assert "a: 1200" in rows["1,200 visitors"]
    assert "Also in c" in rows["1,200 visitors"]
    assert "b" not in rows["1,200 visitors"].split()
    assert rows["more than 1,500 visitors"].startswith("b: 1500 reported in b ·")
    assert "Also in" not in rows["more than 1,500 visitors"]
    page = Page((site / f"{EVENT}.html").read_text("utf-8"))
    assert page.text.count("articles disagree") == 2
    (href,) = {each for each in page.links if "disagreements" in each and "#" in each}
    assert href.partition("#")[2] in Page((site / "disagreements.html").read_text("utf-8")).ids


def test_what_is_only_claimed_or_was_retracted_lends_no_words_to_what_stands(tmp_path, project):
    claimed = said("b", kind="attributed", exactly=1500)
    gone = said("c", exactly=1700)
    gone.article.retracted = model.Notice(on="2032-03-04", reason="It was another fair.")
    rows = shown(made(tmp_path, [A, claimed, gone], project))
    assert {value: grounds.split(":")[0] for value, grounds in rows.items()} == {
        "1,200 visitors": "a",
        "1,500 visitors": "b",
        "1,700 visitors": "c",
    }
    alike = shown(made(tmp_path / "alike", [A, said("b", kind="attributed", exactly=1200)], project))
    assert list(alike) == ["1200 visitors"]


def test_what_an_editor_prefers_comes_first_and_page_and_data_agree(tmp_path, project):
    folder = store(tmp_path / "store", [A, B, C], project)
    choice, graph = iri(f"{terms.BASE}editorial#c-1"), f"{terms.BASE}editorial#graph"
    with change(folder) as step:
        (stated,) = next(iter(step.query(NUMBER_OF_B).rows))
        says = (
            (terms.TYPE, terms.EDITORIAL_CHOICE_CLASS),
            (terms.ABOUT, COUNT),
            (terms.PROPERTY, terms.NUMBER),
            (terms.PREFERS, str(stated)),
            (terms.REASON, literal("It came later.")),
            (terms.CREATOR, literal("Ana Lima")),
        )
        step.replace_graph(graph, "".join(f"{choice} {name} {value} <{graph}> .\n" for name, value in says).encode())
    publish(folder, tmp_path / "site", SETTINGS)
    page = (tmp_path / f"site/{EVENT}.html").read_text("utf-8")
    assert page.index("more than 1,500 visitors") < page.index("preferred by Ana Lima") < page.index("1,200 visitors")
    assert not [each for each in check(tmp_path / "site").findings if "leads to no" not in each.message]


NUMBER_OF_B = (
    f"SELECT ?s {{ ?s {terms.SUBJECT} {COUNT} ; {terms.PREDICATE} {terms.NUMBER} ; {terms.ARTICLE} "
    f"<{terms.BASE}article/b> }}"
)


def test_number_and_comparator_of_an_article_are_one_side_under_a_heading_that_takes_none(tmp_path, project):
    site = made(tmp_path, [said("a", exactly=71500), said("b", about=68000)], project)
    card = (site / "disagreements.html").read_text("utf-8")
    assert [each.partition("</h3>")[0] for each in card.split("<h3>")[1:]] == ["about 68,000", "exactly 71,500"]
    text = Page(card).text
    assert "visitors : number" in text
    assert "“About” is taken to mean within 10% of the number" in text
    own = (site / "count/fair--visitors.html").read_text("utf-8")
    assert own.count("<h3>") == 2
    assert "about 68,000" in own


def test_the_tree_of_parts_takes_no_side(tmp_path, project):
    parts = [said(name, part="parts", exactly=number) for name, number in (("a", 5), ("b", 12))]
    text = Page((made(tmp_path, parts, project) / f"{EVENT}.html").read_text("utf-8")).text
    assert "5 visitors or 12 visitors none named" in text


STEPS = {
    "another number": [A, said("b", about=1201), C],
    "another disagreement": [A, B, said("c", exactly=9)],
    "no disagreement": [A, C],
    "one article": [B],
}


@pytest.mark.parametrize("then", STEPS.values(), ids=STEPS)
def test_a_page_made_again_is_one_made_afresh(tmp_path, project, then):
    assert tree(made(tmp_path, [A, B, C], project)) != tree(made(tmp_path, then, project))
    assert tree(tmp_path / "site") == tree(made(tmp_path / "afresh", then, project))
    made(tmp_path, [A, B, C], project)
    assert tree(tmp_path / "site") == tree(made(tmp_path / "first", [A, B, C], project))


def test_who_speaks_of_the_count_alone_bears_on_the_page_of_its_event(tmp_path, project):
    def stranger(folder, number):
        key, graph = f"{terms.BASE}article/s", f"{terms.BASE}article/s#graph"
        me = f"<{key}#s-{number}>"
        says = (
            (terms.SUBJECT, COUNT),
            (terms.PREDICATE, terms.NUMBER),
            (terms.OBJECT, f'"{number}"^^{terms.term("xsd:integer")}'),
            (terms.KIND, f"<{terms.GDEC}reported>"),
            (terms.ARTICLE, f"<{key}>"),
        )
        with change(store(folder / "store", [A, C], project)) as step:
            lines = [*(f"{me} {name} {value}" for name, value in says), f"{COUNT} {terms.NUMBER} {says[2][1]}"]
            step.replace_graph(graph, "".join(f"{line} <{graph}> .\n" for line in lines).encode())
            step.manifest["articles"]["s"] = {"file": "s.nq", "state": str(number)}
        publish(folder / "store", folder / "site", SETTINGS)
        return tree(folder / "site")

    before = stranger(tmp_path, 1200)
    after = stranger(tmp_path, 1500)
    assert after[f"{EVENT}.html"] != before[f"{EVENT}.html"]
    assert after == stranger(tmp_path / "afresh", 1500)
