"""What is told to search engines, held against schema.org's own vocabulary."""

import json
import re
from functools import cache

import pytest
from published import few_parts, tree
from sites import ROOT, shipped

from gdec.build import build
from gdec.project import find_project
from gdec.site.frame.settings import Settings
from gdec.site.frame.site import Site
from gdec.site.pages.schema_org import TYPES, dataset, embedded
from gdec.site.publish import publish

VOCABULARY = ROOT.parent / "shared/vocab/schemaorg-30.0-https.ttl"
SCHEMA = "https://schema.org/"
needs_vocabulary = pytest.mark.skipif(not VOCABULARY.is_file(), reason="schema.org's vocabulary is not at hand")


@cache
def vocabulary():
    import rdflib

    return rdflib.Graph().parse(VOCABULARY)


def above(cls):
    from rdflib import RDFS, URIRef

    return {
        str(each).removeprefix(SCHEMA)
        for each in vocabulary().transitive_objects(URIRef(SCHEMA + cls), RDFS.subClassOf)
    }


def named(name, predicate):
    from rdflib import URIRef

    found = vocabulary().objects(URIRef(SCHEMA + name), URIRef(SCHEMA + predicate))
    return {str(each).removeprefix(SCHEMA) for each in found}


def check(description):
    """Hold a description against the vocabulary, all the way down."""
    kind = description["@type"]
    assert "Thing" in above(kind), kind
    for name, values in description.items():
        if name.startswith("@"):
            continue
        assert named(name, "domainIncludes") & above(kind), f"{name} is not said of {kind}"
        for value in values if isinstance(values, list) else [values]:
            ranges = named(name, "rangeIncludes")
            if isinstance(value, dict) and "@type" in value:
                assert ranges & above(value["@type"]), f"{name} does not lead to {value['@type']}"
                check(value)
            elif isinstance(value, bool):
                assert "Boolean" in ranges
            elif isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
                assert ranges & {"Date", "DateTime"}, name
            else:
                assert ranges & {"Text", "URL"}, name


@pytest.fixture(scope="module")
def described(tmp_path_factory):
    """What each page of the shipped data tells search engines."""
    folder = tmp_path_factory.mktemp("shipped")
    build(find_project(ROOT / "data"), folder / "store")
    with pytest.MonkeyPatch.context() as patch:
        few_parts(patch)
        publish(folder / "store", folder / "site", Settings("https://example.org/data/"))
    found = {}
    for path, data in tree(folder / "site").items():
        for text in re.findall('<script type="application/ld\\+json">(.*?)</script>', data.decode()):
            found[path.removesuffix(".html")] = json.loads(text)
    return found


@needs_vocabulary
def test_every_type_and_property_is_schema_orgs_own_and_fits(described):
    assert {each["@type"] for each in described.values()} == set(TYPES.values())
    for each in described.values():
        check(each)


@needs_vocabulary
def test_the_check_finds_what_does_not_fit():
    for wrong in (
        {"@type": "Evnt"},
        {"@type": "Person", "startDate": "2031-05-01"},
        {"@type": "Event", "location": {"@type": "Person"}},
    ):
        with pytest.raises(AssertionError):
            check(wrong)


@needs_vocabulary
def test_the_dataset_fits_and_is_that_of_dcat(tmp_path):
    settings = Settings(
        "https://example.org/",
        "Title",
        licence="https://example.org/licence",
        publisher="Us",
        publisher_url="https://us.example/",
    )
    with shipped(tmp_path) as reader:
        described = dataset(Site(reader, settings))
        assert (described["datePublished"], described["dateModified"]) == reader.days
    assert described["license"]
    assert described["@id"] == "https://example.org/#dataset"
    addresses = [each["contentUrl"] for each in described["distribution"]]
    assert addresses == [f"https://example.org/dump/gdec.{suffix}" for suffix in ("ttl", "jsonld", "nq")]
    check(described)


def test_only_what_stands_plainly_is_told(described):
    forum = described["forum/lhasa-forum-2024"]
    assert forum["location"] == {"@type": "Place", "@id": "https://w3id.org/gdec/id/place/lhasa", "name": "Lhasa"}
    assert described["conference/gdec-2023"]["startDate"] == "2023-07-04"
    # That it is held in a place is said of no other event, and the opening day is no start date.
    assert "location" not in described["conference/gdec-2024"]
    assert "startDate" not in forum
    ceremony = described["ceremony/lhasa-forum-2024-opening"]
    assert [each["name"] for each in ceremony["performer"]] == ["Guo Jinhai", "Mao Dongjun", "Wang Dui", "Wang Qiang"]
    assert described["conference/gdec-2023"]["superEvent"]["@type"] == "EventSeries"
    # A part that is neither a speaker's nor an organiser's has no word of schema.org's.
    assert "performer" not in described["conference/gdec-2023"]
    mayor = described["person/wang-qiang"]
    assert {each["@value"] for each in mayor["jobTitle"]} == {"deputy secretary", "mayor"}
    assert mayor["affiliation"]["name"] == "Lhasa municipal committee of the Communist Party of China"
    assert described["article/china-org-cn-2024-08-01"]["publisher"]["name"] == "China.org.cn"
    assert "post/wang-qiang--unnamed--mayor" not in described


def test_a_description_cannot_leave_its_element():
    hostile = {"name": "</script><!--\u2028&amp;"}
    text = str(embedded(hostile))
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text) == hostile
