"""The page on the format of facts, held against the model: it names all of it and no more, and its examples hold."""

import re
from enum import Enum

import pages
import pytest
from msgspec.inspect import EnumType, ListType, UnionType
from pages import DOCS

from gdec import anchor_facts, map_files, terms, validate_data
from gdec.facts.kinds import Kind
from gdec.facts.model import SECTIONS
from gdec.facts.schema import schema
from gdec.facts.walk import facts_of, struct_types
from gdec.facts.wanted import fields_of
from gdec.project import find_project

TEXT = (DOCS / "facts.md").read_text("utf-8")
PROSE = re.sub(r"^```.*?^```$", "", TEXT, flags=re.MULTILINE | re.DOTALL)
WORDS = {word for code in re.findall(r"`([^`]+)`", PROSE) for word in re.findall(r"[\w-]+", code)}
ROWS = [line.split("|")[1:-1] for line in PROSE.splitlines() if line.startswith("| `")]


def keys():
    return {key for struct in struct_types() for key in fields_of(struct)} | set(schema()["properties"])


def enumerated(kind):
    """Give the values of the enumerations that a value of a type may be or hold."""
    match kind:
        case UnionType(types=types):
            return {value for inner in types for value in enumerated(inner)}
        case ListType(item_type=inner):
            return enumerated(inner)
        case EnumType(cls=cls):
            return values(cls)
    return set()


def values(cls: type[Enum]):
    return {member.value for member in cls}


def chosen():
    """Give every value that is one of a list: of the model's enumerations, of the rules and of the types of places."""
    fields = (field for struct in struct_types().values() for field in struct.fields)
    return {value for field in fields for value in enumerated(field.type)} | {*terms.INFERENCES, *terms.PLACE_TYPES}


def test_the_page_names_every_key_and_every_value_that_may_be_chosen():
    assert chosen() > values(Kind)
    assert keys() >= {*SECTIONS, "at_least", "about", "things", "lang"}
    assert (keys() | chosen()) - WORDS == set()


def test_the_tables_name_nothing_that_the_format_does_not_know():
    named = {word for row in ROWS for word in re.findall(r"`([^`]+)`", row[0])}
    assert named - keys() - chosen() == set()


def test_the_tables_of_kinds_and_rules_have_a_row_for_each():
    first = [cell.strip().strip("`") for cell, *_ in ROWS]
    assert [name for name in first if name in values(Kind)] == [kind.value for kind in Kind]
    assert sorted(name for name in first if name in terms.INFERENCES) == list(terms.INFERENCES)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Write what the page shows: its article, the facts of all its pieces together, and the registry; anchored."""
    folder = tmp_path_factory.mktemp("facts")
    for name, body in pages.files(TEXT).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(body, "utf-8")
    (folder / "data/articles").mkdir()
    facts = folder / "data/articles/harbour.yaml"
    facts.write_text("\n".join(re.findall(r"^```yaml\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)), "utf-8")
    assert anchor_facts(facts, folder / "harbour.txt").anchored
    return find_project(folder / "data")


def test_the_examples_are_read_mapped_and_valid(project):
    quads = b"".join(map_files(project.folder))
    assert '港口日"@zh' in quads.decode()
    assert validate_data(project.folder).conforms


def test_each_rule_has_an_example(project):
    facts = project.read(project.articles()[0])
    assert {fact.rule for _, fact in facts_of(facts)} == {None, *terms.INFERENCES}


def test_a_chinese_name_that_is_not_said_to_be_chinese_is_warned_of_at_its_line(project, tmp_path):
    facts = tmp_path / "harbour.yaml"
    facts.write_text(project.articles()[0].read_text("utf-8").replace("lang: zh, ", ""), "utf-8")
    report = validate_data(facts)
    [line] = [number for number, line in enumerate(facts.read_text("utf-8").splitlines(), 1) if "is: 港口日" in line]
    assert report.conforms
    assert [(each.severity[-7:], each.origin.line) for each in report.results] == [("Warning", line)]


def test_the_examples_use_every_key_that_an_author_may_write(project):
    written = "".join(re.findall(r"^```yaml.*?^```$", TEXT, re.MULTILINE | re.DOTALL))
    used = set(re.findall(r"([\w-]+):", written))
    assert keys() - used - {"at", "sha256", "retracted"} == set()
