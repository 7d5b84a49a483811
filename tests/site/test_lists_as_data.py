"""What has its IRI on a list (a disagreement, an entry of the registry, a change) is had as data there too."""

import pytest
from published import loose
from pyoxigraph import Literal, parse
from sites import pages, shipped, site_of

from gdec import terms
from gdec.site.checking.data import FORMATS
from gdec.site.pages import changes, constraints, disagreements, registry
from gdec.site.pages.formats import SIBLINGS
from gdec.store.local import open_current

SEE_ALSO = terms.term("rdfs:seeAlso")


def triples(files, page):
    """Give the triples beside a page, which are the same in each format."""
    suffixed = {suffix: files[f"{page}{suffix}"] for suffix in SIBLINGS}
    first, *others = (frozenset(map(str, parse(data, FORMATS[suffix]))) for suffix, data in suffixed.items())
    assert all(each == first for each in others)
    return {
        tuple(map(str, (quad.subject, quad.predicate, quad.object))) for quad in parse(suffixed[".nt"], FORMATS[".nt"])
    }


def lists(files, name):
    return sorted(path.removesuffix(".html") for path in files if path.startswith(name) and path.endswith(".html"))


def alternates(html):
    return [suffix for suffix, media_type in SIBLINGS.items() if f'rel="alternate" type="{media_type}"' in html]


@pytest.mark.parametrize(
    ("part", "cls"), [(disagreements, terms.DISAGREEMENT_CLASS), (registry, terms.REGISTRY_ENTRY_CLASS)]
)
def test_a_list_says_as_data_all_that_the_store_says_of_what_stands_there(tmp_path, part, cls):
    with shipped(tmp_path / "s") as reader:
        files = pages(part, site_of(reader))
        answer = reader.query(f"SELECT DISTINCT ?s ?p ?o WHERE {{ ?s a {cls} ; ?p ?o }}")
        expected = {tuple(map(str, row)) for row in answer.rows}
    assert expected
    assert triples(files, part.PAGE) == expected
    assert alternates(files[f"{part.PAGE}.html"]) == list(SIBLINGS)


def test_on_the_first_page_what_stands_on_a_later_one_leads_to_the_data_there(tmp_path, monkeypatch):
    monkeypatch.setattr(disagreements, "SIZE", 4)
    made = [f"<{terms.BASE}disagreements#d-{number}>" for number in range(20)]
    store = loose(tmp_path / "s", [(me, terms.TYPE, terms.DISAGREEMENT_CLASS) for me in made], graph="disagreements")
    with open_current(store) as reader:
        site = site_of(reader)
        files = pages(disagreements, site)
    found = lists(files, "disagreements")
    assert len(found) > 2
    places = {me: page for page in found for me, name, _ in triples(files, page) if name == terms.TYPE}
    assert places.keys() == set(made)
    leads = {me: value for me, name, value in triples(files, "disagreements") if name == SEE_ALSO}
    later = {me: page for me, page in places.items() if page != "disagreements"}
    assert leads == {me: f"<{site.address(f'{page}.ttl')}>" for me, page in later.items()}


def test_changes_and_shapes_are_had_in_each_format(story):
    for page in (changes.PAGE, constraints.PAGE):
        files = {path.name: path.read_text("utf-8") for path in story["without"].glob(f"{page}.*")}
        assert alternates(files[f"{page}.html"]) == list(SIBLINGS)
        found = [list(parse(files[f"{page}{suffix}"], FORMATS[suffix])) for suffix in SIBLINGS]
        assert len(set(map(len, found))) == 1
        literals = [sorted(str(quad.object) for quad in each if isinstance(quad.object, Literal)) for each in found]
        assert literals[0] == literals[1] == literals[2] != []
    whole = {
        path.suffix: frozenset(parse(path=str(path), format=FORMATS[path.suffix]))
        for path in story["without"].glob("changes.[tjn]*")
    }
    assert len(whole) == 3
    assert len(set(whole.values())) == 1
