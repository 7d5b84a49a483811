"""Walking a facts file, and completing it."""

import pytest

from gdec.errors import GdecError
from gdec.facts.complete import complete
from gdec.facts.kinds import Kind
from gdec.facts.reading import parse
from gdec.facts.walk import at_path, facts_of, structs_of

FACTS = parse(
    "porto.yaml",
    b"""\
format: 1
people:
  ana-lima:
    said:
      - {content: berths will be shared}
      - {content: the port hopes so, kind: hoped, speaker: harbour-office}
    name: Ana Lima
article: {id: porto-1, title: A forum opens}
initiatives:
  open-berths:
    name: Open Berths
    aims: [{content: to share berth data}]
    remarks: [{content: a bold plan}, {content: a plan for 2032, kind: scheduled}]
forums:
  hdf:
    themes:
      ports: {is: Ports, variant_of: {is: quays, kind: inferred}}
      quays: Quays
""",
)


def test_facts_come_in_the_order_of_the_file_with_their_paths():
    assert [path for path, _ in facts_of(FACTS)] == [
        "people.ana-lima.said.0",
        "people.ana-lima.said.1",
        "people.ana-lima.name",
        "article.title",
        "initiatives.open-berths.name",
        "initiatives.open-berths.aims.0",
        "initiatives.open-berths.remarks.0",
        "initiatives.open-berths.remarks.1",
        "forums.hdf.themes.ports",
        "forums.hdf.themes.ports.variant_of",
        "forums.hdf.themes.quays",
    ]


def test_every_path_leads_to_its_fact():
    for path, fact in facts_of(FACTS):
        assert at_path(FACTS, path) is fact


def test_a_path_that_leads_nowhere_is_told_with_the_nearest():
    with pytest.raises(GdecError, match=r'no fact "people.ana-lima.nam"; did you mean "people.ana-lima.name"\?'):
        at_path(FACTS, "people.ana-lima.nam")


def test_structs_come_with_their_owner_and_field():
    found = {".".join(found.path): (type(found.owner).__name__, found.field) for found in structs_of(FACTS)}
    assert found["article"] == ("Facts", "article")
    assert found["article.text"] == ("Article", "text")
    assert found["forums.hdf.themes.ports.variant_of"] == ("Theme", "variant_of")


def test_completing_fills_in_kinds_and_speakers():
    done = complete(FACTS)
    assert {path: (fact.kind, fact.speaker) for path, fact in facts_of(done)} == {
        "article.title": (Kind.REPORTED, None),
        "people.ana-lima.name": (Kind.REPORTED, None),
        "people.ana-lima.said.0": (Kind.ATTRIBUTED, "ana-lima"),
        "people.ana-lima.said.1": (Kind.HOPED, "harbour-office"),
        "initiatives.open-berths.name": (Kind.REPORTED, None),
        "initiatives.open-berths.aims.0": (Kind.INTENDED, None),
        "initiatives.open-berths.remarks.0": (Kind.EVALUATED, None),
        "initiatives.open-berths.remarks.1": (Kind.SCHEDULED, None),
        "forums.hdf.themes.ports": (Kind.REPORTED, None),
        "forums.hdf.themes.ports.variant_of": (Kind.INFERRED, None),
        "forums.hdf.themes.quays": (Kind.REPORTED, None),
    }


def test_completing_changes_a_copy_and_completing_again_nothing():
    done = complete(FACTS)
    assert at_path(FACTS, "article.title").kind is None
    assert complete(done) == done
