"""The JSON Schema: it takes what gdec takes, and refuses what gdec refuses of a single value."""

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from jsonschema import Draft7Validator, Draft202012Validator
from made_up import facts_files
from msgspec import Struct

from gdec import terms
from gdec.facts import model
from gdec.facts.check import explain_key
from gdec.facts.jsonl import encode
from gdec.facts.kinds import Kind, Part
from gdec.facts.model import SECTIONS
from gdec.facts.names import sections
from gdec.facts.reading import parse
from gdec.facts.schema import schema
from gdec.facts.values import check_values
from gdec.facts.walk import structs_of
from gdec.facts.wanted import fields_of

DATA = Path(__file__).parents[2] / "data"
SCHEMA = schema()
VALIDATOR = Draft202012Validator(SCHEMA)


class Editor(yaml.CSafeLoader):
    """YAML 1.2 as editors read it: days are texts."""


Editor.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def errors(text):
    return [error.message for error in VALIDATOR.iter_errors(yaml.load(text, Loader=Editor))]


def test_the_schema_is_one_in_both_drafts_that_editors_know():
    Draft202012Validator.check_schema(SCHEMA)
    Draft7Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.yaml")), ids=lambda path: path.stem)
def test_the_shipped_files_are_valid(path):
    assert errors(path.read_text(encoding="utf-8")) == []


def test_every_struct_and_key_is_in_it_and_described():
    classes = [cls for cls in vars(model).values() if isinstance(cls, type) and issubclass(cls, Struct)]
    written = {cls.__name__: cls for cls in classes} | {"PlaceType": model.Link}
    for name, definition in SCHEMA["$defs"].items():
        inner = next((part for part in definition.get("anyOf", []) if part.get("type") == "object"), definition)
        assert inner["properties"].keys() == fields_of(written[name]).keys()
        assert inner["additionalProperties"] is False
        assert definition["description"]
    assert ":line" not in json.dumps(SCHEMA)
    assert {*SECTIONS} < SCHEMA["properties"].keys()


def test_the_words_to_choose_from_are_in_it():
    def choices(name, key):
        definition = SCHEMA["$defs"][name]
        inner = next((part for part in definition.get("anyOf", []) if part.get("type") == "object"), definition)
        return inner["properties"][key]["enum"]

    assert choices("Text", "kind") == [kind.value for kind in Kind]
    assert choices("Participation", "as") == [part.value for part in Part]
    assert choices("Remark", "rule") == list(terms.INFERENCES)
    assert choices("PlaceType", "is") == list(terms.PLACE_TYPES)
    assert choices("Unstated", "what") == list(terms.PROPERTY_OF_FIELD)


@pytest.mark.parametrize(
    "text",
    [
        "people: {ana: {name: Ana}}",
        "people: {ana: {name: 2031}, rui: {name: {is: NO}}}",
        "people:\nplaces: {porto: {types: [city], within: [{is: portugal, words: Portugal}]}}",
        "forums: {hdf: {starts: 2031-05-01, days: 4, also: , attendance: {guests: {of: guests, several: true}}}}",
        "forums: {王强: {name: x}, 5.5g: {name: x}}",
        "article: {id: x, language: zh-hans, url: 'https://example.org/1', title: {is: x, words: x, at: [1, 0, 4]}}",
    ],
)
def test_what_gdec_takes_is_valid(text):
    parse("x.yaml", f"format: 1\n{text}".encode())
    assert errors(f"format: 1\n{text}") == []


@pytest.mark.parametrize(
    "text",
    [
        "people: {ana: {nam: Ana}}",
        "people: {ana: {':line': 4}}",
        "people: {ana lima: {name: Ana}}",
        "people: {ana: {name: }}",
        "people: {ana: {name: ' '}}",
        "people: {ana: {posts: [{title: mayor}]}}",
        "people: {ana: {posts: {title: mayor, in: x}}}",
        "people: {ana: {took_part: [{in: x, as: speeker}]}}",
        "people: {ana: {said: [{content: x, kind: Hoped}]}}",
        "people: {ana: {name: {is: x, rule: guess}}}",
        "people: {ana: {name: {is: x, at: [1, 2]}}}",
        "people: {ana: {name: {is: x, at: [1, 2, -3]}}}",
        "people: {ana: {name: {is: x, sha256: abc}}}",
        "people: [ana]",
        "places: {porto: {types: [town]}}",
        "forums: {hdf: {starts: 'August 1, 2031'}}",
        "forums: {hdf: {days: four}}",
        "forums: {hdf: {attendance: {guests: {of: guests}}}}",
        "forums: {hdf: {attendance: {guests: {of: guests, exactly: 4, about: 5}}}}",
        "forums: {hdf: {attendance: {guests: {of: guests, several: false}}}}",
        "forums: {hdf: {attendance: {guests: {of: guests, exactly: 4, things: guests}}}}",
        "forums: {hdf: {not_stated: [{question: x, what: nothing}]}}",
        "article: {id: x, url: nowhere}",
        "article: {id: x, language: English}",
        "article: {title: x}",
        "format: 2",
        "no_fact: [{words: x}]",
        "nonsense: {}",
    ],
)
def test_typical_errors_are_not(text):
    assert errors(text if text.startswith("format") else f"format: 1\n{text}") != []


def test_the_format_is_required():
    assert errors("people: {}") == ["'format' is a required property"]


@settings(deadline=None)
@given(facts_files())
def test_valid_is_what_the_reader_and_the_check_of_values_take(facts):
    found = list(structs_of(facts))
    keys = [key for _, section in sections(facts) for key in section]
    keys += [
        struct.path[3] for struct in found if struct.field in {"themes", "parts", "attendance", "exhibitors", "venues"}
    ]
    if not VALIDATOR.is_valid(json.loads(encode(facts))):
        wrong = [problem for struct in found for problem in check_values(struct.struct)]
        wrong += [key for key in keys if explain_key(key)]
        wrong += [struct for struct in found if struct.field == "types" and struct.struct.is_ not in terms.PLACE_TYPES]
        wrong += [struct for struct in found if _below_zero(struct.struct)]
        assert wrong


def _below_zero(struct):
    numbers = [getattr(struct, "paragraph", None), *(getattr(struct, "at", None) or ())]
    return any(number is not None and number < 0 for number in numbers)
