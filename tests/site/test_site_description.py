"""The dataset as VoID and DCAT describe it: valid, and true."""

import hashlib
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hostile import hostile
from pyoxigraph import BlankNode, NamedNode, parse
from sites import SETTINGS, shipped, site_of

from gdec import terms, validate_data
from gdec.rdf.formats import guess
from gdec.site.dumps import description, dumps
from gdec.site.pages import cite

SHAPES = Path(__file__).parent / "dataset.ttl"
TURTLE = guess("x.ttl").rdf
FULL = replace(SETTINGS, licence="https://creativecommons.org/licenses/by/4.0/", description="What two articles say.")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with shipped(tmp_path_factory.mktemp("store")) as reader:
        yield replace(site_of(reader, FULL), classes=("forum", "person"))


@pytest.fixture(scope="module")
def files(site):
    return {file.path: bytes(file.data) for file in dumps.files(site)}


def said(data):
    """Give the values of each subject and property."""
    found = {}
    for quad in parse(data, TURTLE):
        found.setdefault((quad.subject.value, str(quad.predicate)), []).append(quad.object.value)
    return found


@pytest.mark.parametrize("name", ["void.ttl", "dcat.ttl"])
def test_the_descriptions_meet_what_is_asked_of_them(files, name, tmp_path):
    (tmp_path / name).write_bytes(files[name])
    report = validate_data(tmp_path / name, shapes=[SHAPES])
    assert report.conforms, report
    assert not [quad for quad in parse(files[name], TURTLE) if BlankNode in (type(quad.subject), type(quad.object))]


def test_a_description_without_a_licence_does_not(site, tmp_path):
    bare = {file.path: bytes(file.data) for file in dumps.files(site_of(site.reader, replace(FULL, licence="")))}
    (tmp_path / "dcat.ttl").write_bytes(bare["dcat.ttl"])
    assert not validate_data(tmp_path / "dcat.ttl", shapes=[SHAPES]).conforms


def test_the_numbers_of_void_are_those_of_the_dump(site, files):
    triples = [quad.triple for quad in parse(files["dump/gdec.ttl"], TURTLE)]
    void = said(files["void.ttl"])
    dataset = f"{FULL.base_url}#dataset"
    subjects = {triple.subject.value for triple in triples}
    types = Counter(str(triple.object) for triple in triples if str(triple.predicate) == terms.TYPE)
    properties = Counter(str(triple.predicate) for triple in triples)
    expected = {
        "triples": len(set(triples)),
        "distinctSubjects": len(subjects),
        "entities": sum(each.startswith(site.base) and "#" not in each for each in subjects),
        "classes": len(types),
        "properties": len(properties),
    }
    assert {name: int(void[dataset, terms.term(f"void:{name}")][0]) for name in expected} == expected
    for partition, cls, number, counted in (
        ("void:classPartition", "void:class", "void:entities", types),
        ("void:propertyPartition", "void:property", "void:triples", properties),
    ):
        parts = void[dataset, terms.term(partition)]
        found = {f"<{void[part, terms.term(cls)][0]}>": int(void[part, terms.term(number)][0]) for part in parts}
        assert found == counted
    vocabularies = void[dataset, terms.term("void:vocabulary")]
    assert all(name[1:].startswith(tuple(vocabularies)) for name in (*types, *properties))
    assert all(NamedNode(each) in {triple.subject for triple in triples} for each in
               void[dataset, terms.term("void:exampleResource")])  # fmt: skip


def test_sizes_and_digests_are_those_of_the_files(site, files):
    dcat = said(files["dcat.ttl"])
    distributions = dcat[f"{FULL.base_url}#dataset", terms.term("dcat:distribution")]
    tables = f"{FULL.base_url}dcat.ttl#tables"
    assert len(distributions) == 10
    for each in set(distributions) - {tables}:
        (address,) = dcat[each, terms.term("dcat:downloadURL")]
        data = files[address.removeprefix(FULL.base_url)]
        assert dcat[each, terms.term("dcat:byteSize")] == [str(len(data))]
        (checksum,) = dcat[each, terms.term("spdx:checksum")]
        assert dcat[checksum, terms.term("spdx:checksumValue")] == [hashlib.sha256(data).hexdigest()]
        packed = each.endswith((".gz", ".zst"))
        assert packed == ((each, terms.term("dcat:compressFormat")) in dcat)
    found = dcat[tables, terms.term("dcat:downloadURL")]
    assert sorted(found) == [f"{FULL.base_url}table/{cls}.csv" for cls in site.classes]


def test_it_rests_on_the_articles_or_where_they_are_many_on_their_list(site, files, monkeypatch):
    def sources(data):
        dcat, home = said(data), FULL.base_url
        derived = dcat[f"{home}#dataset", terms.term("prov:wasDerivedFrom")]
        assert sorted(derived) == sorted(dcat[f"{home}dcat.ttl#publishing", terms.term("prov:used")])
        return sorted(derived)

    expected = [f"{site.base}article/{key}" for key in ("china-org-cn-2024-08-01", "tdi-2023-07-04")]
    assert sources(files["dcat.ttl"]) == expected
    monkeypatch.setattr(description, "MOST_ARTICLES", 1)
    many = {file.path: bytes(file.data) for file in dumps.files(site)}
    assert sources(many["dcat.ttl"]) == [f"{FULL.base_url}article.html"]


def test_version_day_language_and_time_are_those_of_the_data(site, files):
    dcat, dataset = said(files["dcat.ttl"]), f"{FULL.base_url}#dataset"
    first, last = site.reader.days
    expected = {
        "dcat:version": "1",
        "dcterms:identifier": dataset,
        "dcterms:issued": first,
        "dcterms:modified": last,
        "dcterms:language": "http://id.loc.gov/vocabulary/iso639-1/en",
        "prov:generatedAtTime": f"{last}T00:00:00Z",
    }
    assert {name: dcat[dataset, terms.term(name)] for name in expected} == {name: [expected[name]] for name in expected}
    assert cite.citations(site)["CITATION.cff"].count(f'date-released: "{last}"') == 1
    (time,) = dcat[dataset, terms.term("dcterms:temporal")]
    days = [dcat[time, terms.term(name)] for name in ("dcat:startDate", "dcat:endDate")]
    assert days == [["2023-07-04"], ["2024-07-29"]]


def test_hostile_settings_stay_texts(tmp_path):
    evil = 'a" ; <x:y> "b\n\\'
    settings = replace(FULL, title=evil, publisher=evil, description=evil, publisher_url="https://example.org/{a}|b^`c")
    with hostile(tmp_path / "s") as reader:
        for file in dumps.files(site_of(reader, settings)):
            if file.path in ("void.ttl", "dcat.ttl"):
                titles = said(bytes(file.data))[f"{FULL.base_url}#dataset", terms.term("dcterms:title")]
                assert titles == [evil]
