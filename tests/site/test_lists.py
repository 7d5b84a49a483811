"""Lists of hundreds of items on the page of a thing: only what stands on a page is laid out for it."""

import re

import pytest
from sites import Page, shipped, site_of

from gdec import terms
from gdec.site.pages.things import Pages
from gdec.site.reading.about import About, excerpt
from gdec.site.reading.graphs import Graph, Graphs
from gdec.site.reading.quoting import Quoting
from gdec.site.reading.shelf import Shelf
from gdec.site.statements import lists, shown, things
from gdec.site.statements.lists import Lists

NUMBER, ROWS = 200, 7
HARBOUR = f"{terms.BASE}organisation/harbour"


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The maker of pages, that has a body at hand of which hundreds of articles speak."""
    with shipped(tmp_path_factory.mktemp("store")) as reader:
        graphs = Graphs(reader)
        about = About(HARBOUR)
        for number in range(NUMBER):
            article = f"{terms.BASE}article/a{number:03}"
            about.add(excerpt(HARBOUR, article, "", Graph(lines(article, number), [article])))
        graphs.hold(about)
        yield maker(reader, graphs)


def maker(reader, graphs):
    return Pages(site_of(reader), graphs, Quoting(), Shelf(graphs))


def lines(article, number):
    """Let an article say that a post is in the body, what this is called, and something that it said."""
    held, named, said = (f"<{article}#s-{name}>" for name in ("held", "named", "said"))
    told = [
        (held, terms.SUBJECT, f"<{terms.BASE}post/p{number % 100:03}>"),
        (held, terms.PREDICATE, terms.ORGANIZATION),
        (held, terms.OBJECT, f"<{HARBOUR}>"),
        (named, terms.SUBJECT, f"<{HARBOUR}>"),
        (named, terms.PREDICATE, terms.NAME),
        (named, terms.OBJECT, '"Harbour"'),
        (said, terms.ACCORDING_TO, f"<{HARBOUR}>"),
        (said, terms.CONTENT, f'"remark {number:03}"'),
        *((each, terms.KIND, f"<{terms.GDEC}reported>") for each in (held, named, said)),
    ]
    return [" ".join(each) for each in told]


@pytest.fixture(autouse=True)
def few_rows(monkeypatch):
    for module in (lists, shown):
        monkeypatch.setattr(module, "ROWS", ROWS)


def test_a_page_lays_out_no_more_than_stands_on_it(pages, monkeypatch):
    laid = []
    for name in ("row", "remark", "article"):
        show = getattr(Lists, name)
        monkeypatch.setattr(Lists, name, lambda me, item, show=show: laid.append(item) or show(me, item))
    made = pages.of_thing(HARBOUR)
    next(made)
    assert len(laid) == 3 * ROWS
    further = [file for file in made if re.search(r"/\d+\.html$", file.path)]
    assert len(laid) == 100 + 2 * NUMBER
    assert len(further) == -(-NUMBER // ROWS) - 1


def test_values_that_the_table_has_no_room_for_are_listed_with_their_words(tmp_path, monkeypatch):
    monkeypatch.setattr(things, "VALUES", ROWS)
    about, number = About(HARBOUR), 50
    for each in range(number):
        article = f"{terms.BASE}article/a{each:03}"
        made = [(f"<{article}#s-{kind}>", kind, each) for kind in ("reported", "stated")]
        graph = Graph([line for me in made for line in stated(*me)], [article])
        about.add(excerpt(HARBOUR, article, "", graph))
    with shipped(tmp_path / "store") as reader:
        graphs = Graphs(reader)
        graphs.hold(about)
        files = {file.path: bytes(file.data).decode() for file in maker(reader, graphs).of_thing(HARBOUR)}
    shown = {path: Page(text) for path, text in files.items() if path.endswith(".html")}
    first = shown["organisation/harbour.html"]
    assert "also called: further values" in first.text
    table = files["organisation/harbour.html"].partition("</table>")[0]
    assert re.findall(r"Pier \d+", Page(table).text) == [f"Pier {each:03}" for each in range(ROWS)]
    text = " ".join(page.text for page in shown.values())
    assert [text.count(f"Pier {each:03}") for each in range(number)] == [1] * ROWS + [2] * (number - ROWS)
    links = {link.partition("article/")[2] for page in shown.values() for link in page.links}
    assert links >= {f"a{each:03}.html#s-{kind}" for each in range(number) for kind in ("reported", "stated")}
    assert files["organisation/harbour.nt"].count(f"{terms.KIND} ") == 2 * number
    assert len(shown) == -(-2 * (number - ROWS) // ROWS)


def stated(me, kind, number):
    """Let an article say in a way that a body has another name."""
    told = [
        (terms.SUBJECT, f"<{HARBOUR}>"),
        (terms.PREDICATE, terms.ALTERNATE_NAME),
        (terms.OBJECT, f'"Pier {number:03}"'),
        (terms.KIND, f"<{terms.GDEC}{kind}>"),
    ]
    return [f"{me} {name} {value}" for name, value in told]


def test_all_pages_together_show_every_item_once_and_in_order(pages):
    shown = [Page(file.data.decode()) for file in pages.of_thing(HARBOUR) if file.path.endswith(".html")]
    text = " ".join(page.text for page in shown)
    assert re.findall(r"remark \d+", text) == [f"remark {number:03}" for number in range(NUMBER)]
    posts = [link for page in shown for link in page.links if "/post/" in link]
    assert [re.search(r"p\d+", link)[0] for link in posts] == [f"p{number:03}" for number in range(100)]
    assert {link[: link.index("post")] for link in posts[:ROWS]} == {"../"}
    assert {link[: link.index("post")] for link in posts[ROWS:]} == {"../../"}


def test_of_hundreds_of_articles_that_say_the_same_few_are_named(pages):
    first = next(pages.of_thing(HARBOUR)).data.decode()
    assert "and 194 more" in Page(first).text


def test_the_data_tell_what_only_further_pages_show(pages):
    (data,) = (file.data.decode() for file in pages.of_thing(HARBOUR) if file.path.endswith(".nt"))
    assert data.count(terms.CONTENT) == NUMBER
    assert data.count("#s-named") == len(set(re.findall(r"<\S+#s-named>", data))) * 4 == 4
