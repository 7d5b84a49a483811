"""What goes from a file, what is shortened, what stays: in YAML and in JSON Lines alike."""

import gzip
from pathlib import Path

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from made_up import facts_files

from gdec.errors import InputError
from gdec.facts.jsonl import encode
from gdec.facts.model import Facts
from gdec.facts.reading import parse
from gdec.facts.sources import Source
from gdec.facts.walk import structs_of, without_lines
from gdec.facts.writing import to_yaml
from gdec.forgetting.files import Touched, choices_without, rewritten, rewritten_source
from gdec.forgetting.person import Person
from gdec.forgetting.rules import applied, cuts

ANA = Person("ana-lima", frozenset({"Ana Lima"}))

BEFORE = """\
# An article of the harbour.
format: 1

article:
  id: porto-1
  title: {is: Ana Lima opens forum, words: Ana Lima opens forum}
  published: {is: 2031-05-03, words: 3 May 2031}  # as printed
  url: https://example.org/ana-lima-opens

forums:
  hdf-2031:
    # Read twice.
    name: {is: Harbour Data Forum, words: Harbour Data Forum}
    opened: {is: 2031-05-01, words: "opened by Ana Lima, the deputy mayor, on 1 May"}
    ends: {is: 2031-05-02, words: Ana Lima closed it on 2 May}
    part_of: {is: hdf-all, among: days, words: "on one of the days"}
    themes:
      ports: {is: Ports that think, words: Ports that think, variant_of: {is: lima, words: or else}}
      lima: {is: Ports with Ana Lima, words: Ports with her}
    remarks:
      - {content: Ana Lima praised it, words: praised}
      # The second one.
      - {content: it was praised, about: [ana-lima, porto], words: praised by many}
      - content: it was large
        about:
          - ana-lima
        words: large
      - {content: it was loud, kind: inferred, rule: same-passage, rests_on: [forums.hdf-2031.remarks.2], words: loud}
    not_stated:
      - {question: "Where did Ana Lima stay?"}
  hdf-all:
    label: All forums
    parts:
      days: {of: days with Ana Lima, exactly: 2, words: two days}
initiatives:
  open-berths: {name: {is: Open Berths, words: Open Berths}, proposed_by: {is: ana-lima, words: proposed}}
# All that Ana Lima did.
people:
  # The deputy mayor.
  ana-lima:
    name: {is: Ana Lima, words: Ana Lima}
    posts:
      - title: deputy mayor
        in: unnamed
        words: deputy mayor
  rui-sa:
    name: {is: Rui Sá, words: Rui Sá}   # beside Ana Lima
    posts:
      - {title: head, in: unnamed, words: "Ana Lima's head"}
    took_part:
      - {in: hdf-2031, as: speaker, kind: inferred, rule: same-passage, rests_on: [people.ana-lima.name], words: spoke}
    said:
      - {content: it is open, kind: attributed, speaker: ana-lima, words: she said}
      - {content: it is good, words: he said}
no_fact:
  - {words: Ana Lima, why: repetition}
  - {words: "for, as Ana Lima said, all", why: furniture}
"""

AFTER = """\
# An article of the harbour.
format: 1

article:
  id: porto-1
  published: {is: 2031-05-03, words: 3 May 2031}  # as printed

forums:
  hdf-2031:
    # Read twice.
    name: {is: Harbour Data Forum, words: Harbour Data Forum}
    opened: {is: 2031-05-01, words: "opened by … , the deputy mayor, on 1 May"}
    part_of: {is: hdf-all, words: "on one of the days"}
    themes:
      ports: {is: Ports that think, words: Ports that think}
    remarks:
      # The second one.
      - {content: it was praised, about: [porto], words: praised by many}
      - content: it was large
        words: large
      - {content: it was loud, kind: inferred, rule: same-passage, rests_on: [forums.hdf-2031.remarks.1], words: loud}
  hdf-all:
    label: All forums
initiatives:
  open-berths: {name: {is: Open Berths, words: Open Berths}}
people:
  rui-sa:
    name: {is: Rui Sá, words: Rui Sá}
    said:
      - {content: it is good, words: he said}
no_fact:
  - {words: "for, as … said, all", why: furniture}
"""


def yaml(text, person=ANA):
    data, touched = rewritten_source(Source(Path("porto.yaml"), text.encode()), person)
    return data.decode(), touched


def test_every_rule_and_all_other_lines_as_they_were():
    text, touched = yaml(BEFORE)
    assert text == AFTER
    assert touched == Touched(facts=14, quotes=2, mentions=2, comments=2)
    assert "Lima" not in text


def test_forgetting_twice_changes_nothing():
    assert yaml(AFTER) == (AFTER, Touched())


def test_json_lines_say_the_same_and_other_lines_keep_their_bytes(tmp_path):
    untouched = b'{"format": 1,  "article": {"id": "faro-1"}}\n'
    data = untouched + b"\n" + encode(parse("p", BEFORE.encode()))
    for path in (tmp_path / "all.jsonl", tmp_path / "all.jsonl.gz"):
        path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
        new, touched = rewritten(path, ANA)
        plain = gzip.decompress(new) if path.suffix == ".gz" else new
        assert plain == untouched + b"\n" + encode(parse("p", AFTER.encode()))
        assert (touched.facts, touched.quotes, touched.mentions) == (14, 2, 2)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("format: 1\narticle: {id: one}\norganisations:\n  fund:\n    name: {is: Ana Lima Fund, words: w}\n", 5),
        ("format: 1\narticle:\n  id: ana-lima\n", 3),
        ("format: 1\npeople:\n  rui-sa:\n    label: Rui\n    reason: He is not Ana Lima.\n", 5),
    ],
    ids=["another thing's name", "the article's id", "a reason of the registry"],
)
def test_what_only_an_editor_can_reword_is_refused_with_its_line(text, line):
    with pytest.raises(InputError, match="reword it") as error:
        yaml(text)
    assert error.value.line in (line, 0)
    facts = parse("x", text.encode())
    with pytest.raises(InputError, match="reword it"):
        rewritten_source(Source(Path("a.jsonl"), encode(facts), 1), ANA)


@given(facts_files(), st.data())
def test_what_is_left_reads_back_as_what_the_rules_leave(facts, data):
    keys = ["ana-lima", *facts.people]
    person = Person(data.draw(st.sampled_from(keys)) or "x", frozenset({"Ana Lima"}))
    left = msgspec.convert(applied(facts, cuts(facts, person)), Facts)
    assert person.key not in left.people
    assert not [found for found in structs_of(left) if getattr(found.struct, "speaker", "") == person.key]
    try:
        written = to_yaml(facts)
        assume(yaml(written, Person("no-such-person", frozenset()))[0] == written)
        text, _ = yaml(written, person)
    except InputError as error:
        if "reword it" not in str(error):
            raise
        return
    assert without_lines(parse("x", text.encode())) == left


def test_choices_that_name_the_person_go_and_the_others_stay(tmp_path):
    path = tmp_path / "choices.yaml"
    path.write_text(
        "format: 1\nchoices:\n"
        "  - {about: person:ana-lima, property: schema:name, prefer: A, reason: r, author: e}\n"
        "  # The date.\n"
        "  - about: forum:hdf\n    property: schema:startDate\n    prefer: 2031-05-01\n    reason: r\n    author: e\n"
        "  - {about: forum:hdf, property: schema:name, prefer: B, reason: Ana Lima wrote so, author: e}\n"
    )
    data, touched = choices_without(path, ANA)
    assert data.decode() == (
        "format: 1\nchoices:\n"
        "  # The date.\n"
        "  - about: forum:hdf\n    property: schema:startDate\n    prefer: 2031-05-01\n    reason: r\n    author: e\n"
    )
    assert touched.facts == 2
    path.write_bytes(data)
    assert choices_without(path, ANA, also=[4])[0] == b"format: 1\n"
