"""Facts written as YAML: the layout of an author, and nothing lost."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from made_up import facts_files

from gdec.errors import GdecError
from gdec.facts.model import Event, Facts, Person, Text, Theme
from gdec.facts.reading import parse
from gdec.facts.walk import without_lines
from gdec.facts.writing import as_yaml, to_yaml

DATA = Path(__file__).parents[2] / "data"

PORTO = """\
format: 1

article:
  id: porto-1
  title: {is: Forum opens, words: Forum opens, at: [1, 0, 11], sha256: abc}
  text: {extractor: as received}

forums:
  hdf-2031:
    name: {is: Harbour Data Forum 2031, words: Harbour Data Forum}
    starts: {is: 2031-05-01, words: on Thursday, kind: inferred, rule: weekday-before-publication}
    days: 4
    held_in: [porto]
    themes:
      ports: {is: Ports that think, words: "Ports: they think"}
      quays:
        is: Quays
        variant_of: {is: ports, kind: inferred, rule: different-wording, rests_on: [forums.hdf-2031.themes.ports]}
    attendance:
      guests: {of: guests, several: true, words: guests}

people:
  王强:
    name: 王强
    also:
      - {is: Qiang, words: Qiang}
    took_part:
      - {in: hdf-2031, as: guest-of-honour}
    said:
      - {content: the port will share, about: [open-data, porto]}

no_fact:
  - {words: share, why: furniture}
"""


def test_the_layout_is_an_entry_a_block_and_a_fact_a_line():
    written = to_yaml(parse("porto.yaml", PORTO.encode()))
    assert sorted(written.splitlines()) == sorted(PORTO.splitlines())
    assert written.index("name: 王强") < written.index("also:") < written.index("took_part:")


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.yaml")), ids=lambda path: path.stem)
def test_the_shipped_files_come_back(path):
    facts = parse(path.name, path.read_bytes())
    assert without_lines(parse(path.name, to_yaml(facts).encode())) == without_lines(facts)


@settings(deadline=None)
@given(facts_files())
def test_any_facts_come_back(facts):
    assert without_lines(parse("porto.yaml", to_yaml(facts).encode())) == facts


def test_a_theme_may_have_any_key():
    themes = {key: Theme(is_="Ports") for key in ("is", "words", "variant-of", "ports")}
    facts = Facts(format=1, forums={"porto": Event(themes=themes)})
    assert without_lines(parse("porto.yaml", to_yaml(facts).encode())) == facts


def test_a_key_too_long_for_yaml_is_refused():
    facts = Facts(format=1, people={"ab" * 600: Person(name=Text(is_="Ana"))})
    with pytest.raises(GdecError, match=r"too long for YAML"):
        to_yaml(facts)


@pytest.mark.parametrize(
    ("text", "yaml"),
    [("null", '"null"'), ("a: b", '"a: b"'), ("a\u2028", '"a\\u2028"'), ("\U000e0001", '"\\U000e0001"')],
)
def test_what_could_be_misread_is_quoted(text, yaml):
    assert as_yaml(text) == yaml
