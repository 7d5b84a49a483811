"""Lists of hundreds of items on the page of a thing: only what stands on a page is laid out for it."""

import re

import pytest
from sites import Page, shipped, site_of

from gdec import terms
from gdec.site.pages.things import Pages
from gdec.site.reading.about import About, excerpt
from gdec.site.reading.graphs import Graph, Graphs
from gdec.site.reading.shelf import Shelf
from gdec.site.statements import lists, shown
from gdec.site.statements.lists import Lists
from gdec.site.statements.quoting import Quoting

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
        yield Pages(site_of(reader), graphs, Quoting(), Shelf(graphs))


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
