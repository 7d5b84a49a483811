"""Disagreements about things that are talked about a lot: bounded where all stand, and whole on pages of their own."""

from published import loose
from sites import Page, pages, site_of

from gdec import terms
from gdec.rdf.nquads import literal
from gdec.site.pages import disagreements, sides
from gdec.store.local import open_current

FORUM = f"<{terms.BASE}forum/hdf>"
ME = f"<{terms.BASE}disagreements#d-1>"
NUMBER = 130


def statements(number, values):
    """Give statements of so many articles, each with one of so many values, and the disagreement between them."""
    yield ME, terms.TYPE, terms.DISAGREEMENT_CLASS
    yield ME, terms.ABOUT, FORUM
    yield ME, terms.PROPERTY, terms.NAME
    yield FORUM, terms.LABEL, literal("The forum")
    for at in range(number):
        me = f"<{terms.BASE}article/a{at:03}#s-1>"
        yield ME, terms.BETWEEN, me
        yield me, terms.KIND, f"<{terms.GDEC}reported>"
        yield me, terms.SUBJECT, FORUM
        yield me, terms.OBJECT, literal(f"value {at % values:02}")
        yield me, terms.ARTICLE, f"<{terms.BASE}article/a{at:03}>"
        yield f"<{terms.BASE}article/a{at:03}>", terms.LABEL, literal(f"Article {at}")


def made(folder, number, values):
    store = loose(folder, list(statements(number, values)), graph="disagreements")
    with open_current(store) as reader:
        return {path: html for path, html in pages(disagreements, site_of(reader)).items() if path.endswith(".html")}


def leading(html, prefix=""):
    return {link.removeprefix(prefix) for link in Page(html).links if link.endswith("#s-1")}


def test_a_few_statements_of_each_side_stand_on_the_page_of_all_and_every_one_on_its_own(tmp_path):
    found = made(tmp_path / "s", NUMBER, 2)
    first = Page(found["disagreements.html"])
    assert len(leading(found["disagreements.html"])) == 2 * sides.FEW
    assert first.text.count(f"and {NUMBER // 2 - sides.FEW} more") == 2
    assert f"2 values, {NUMBER} statements: all of them" in first.text
    assert "disagreements/d-1.html" in first.links
    own = [html for path, html in found.items() if path.startswith("disagreements/")]
    assert len(own) == 2
    assert set().union(*(leading(html, "../") for html in own)) == {
        f"article/a{at:03}.html#s-1" for at in range(NUMBER)
    }
    assert all(len(leading(html)) <= sides.ROWS for html in own)
    assert "../disagreements.html#d-1" in Page(own[0]).links


def test_many_values_are_bounded_too(tmp_path):
    found = made(tmp_path / "s", 40, 40)
    assert len(leading(found["disagreements.html"])) == sides.SIDES
    assert len(leading(found["disagreements/d-1.html"], "../")) == 40


def test_one_that_fits_has_no_page_of_its_own(tmp_path):
    assert list(made(tmp_path / "s", 2 * sides.FEW, 2)) == ["disagreements.html"]
