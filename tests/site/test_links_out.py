"""Where names lead to, whatever the data call them."""

import pytest
from sites import shipped, site_of

from gdec import terms
from gdec.site.frame.links import leads_to
from gdec.site.frame.paging import pages


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with shipped(tmp_path_factory.mktemp("store")) as reader:
        yield site_of(reader)


@pytest.mark.parametrize(
    ("iri", "link"),
    [
        (terms.BASE + "person/ana-lima", "../person/ana-lima.html"),
        (terms.BASE + "article/x#s-1", "../article/x.html#s-1"),
        (terms.GDEC + "holds", "../ontology.html#holds"),
        (terms.PREFIXES["gdecsh"] + "PostShape-holder", "../shapes.html#PostShape-holder"),
        ("https://schema.org/Event", "https://schema.org/Event"),
        ("javascript:alert(1)", ""),
        ("data:text/html,<script>", ""),
        ("urn:isbn:0", ""),
    ],
)
def test_an_iri_leads_to_its_page_and_a_script_leads_nowhere(site, iri, link):
    assert leads_to(site, iri, "query/who-spoke") == link


@pytest.mark.parametrize(("count", "sizes"), [(0, [0]), (1, [1]), (10, [10]), (11, [10, 1]), (20, [10, 10])])
def test_a_list_is_laid_out_on_pages(count, sizes):
    found = list(pages("list", range(count), 10))
    assert [len(page.items) for page in found] == sizes
    assert [page.path for page in found][:2] == ["list", "list-2"][: len(sizes)]
    assert {page.of for page in found} == {len(sizes)}
