"""The JSON Schema of facts files, for editors that complete and check while one types.

It says of a file what the reader and the check of single values say; what a key refers to is left to `gdec validate`.
As the reader does, it takes a bare value where a fact with `is` is wanted, any scalar for a text, and a key with
nothing behind it for an empty section. It keeps to words that mean the same in every draft from 7 to 2020-12, since
editors differ in the draft they know.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.inspect import BoolType, DictType, EnumType, IntType, ListType, StrType, StructType, TupleType, Type

from gdec import terms
from gdec.facts import values
from gdec.facts.model import FORMAT, SECTIONS, Count, Day, Facts, Link
from gdec.facts.wanted import fields_of, required

Schema: TypeAlias = dict[str, Any]

FILE_NAME = "facts.schema.json"
"""What the schema is called in a project's folder."""

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Schema = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
_DATE: Schema = {"type": "string", "pattern": f"^{values.DATE.pattern}$"}
_DIGEST: Schema = {"type": "string", "pattern": f"^{values.SHA256.pattern}$"}
_LANGUAGE: Schema = {"type": "string", "pattern": f"^{values.LANGUAGE.pattern}$"}
# No class of letters is known to every editor, so the pattern names what cannot stand in a key.
_KEY: Schema = {"pattern": r"^[^\s!-,/:-@\[-`{-~]+$"}

_REFINED: dict[str, Schema] = {
    "attested": _DATE,
    "format": {"const": FORMAT},
    "lang": _LANGUAGE,
    "language": _LANGUAGE,
    "on": _DATE,
    "rule": {"enum": list(terms.INFERENCES)},
    "several": {"const": True},
    "sha256": _DIGEST,
    "things": {"enum": list(SECTIONS)},
    "types": {"type": ["array", "null"], "items": {"$ref": "#/$defs/PlaceType"}},
    "url": {"type": "string", "pattern": f"^{values.URL.pattern}$"},
    "what": {"enum": list(terms.PROPERTY_OF_FIELD)},
}
"""What a key may hold where the model says less than the check of values; no such key means two things."""


def schema() -> Schema:
    """Give the JSON Schema (2020-12) of facts files."""
    definitions: dict[str, Schema] = {}
    whole = _schema_of(Facts, definitions)
    definitions["PlaceType"] = _schema_of(Link, definitions, {"enum": list(terms.PLACE_TYPES)})
    return {"$schema": _DRAFT, "title": "Facts", **whole, "$defs": dict(sorted(definitions.items()))}


def _schema_of(cls: type[Struct], definitions: dict[str, Schema], content: Schema | None = None) -> Schema:
    """Give the schema of a struct; `content` is that of its `is` where it differs from the model's."""
    fields = fields_of(cls)
    properties = {key: _REFINED.get(key) or _value(field.type, definitions) for key, field in fields.items()}
    if content or cls is Day:
        properties["is"] = content or _DATE
    whole: Schema = {"type": "object", "properties": properties}
    if needed := [key for key, field in fields.items() if field.required]:
        whole["required"] = needed
    whole["additionalProperties"] = False
    if cls is Count:
        whole["oneOf"] = [{"required": [comparator]} for comparator in values.COMPARATORS]
    if "is" in fields:
        whole = {"anyOf": [properties["is"], whole]}
    return {"description": _description(cls), **whole}


def _value(wanted: Type, definitions: dict[str, Schema]) -> Schema:
    match required(wanted):
        case StructType(cls=cls):
            if cls.__name__ not in definitions:
                definitions[cls.__name__] = _schema_of(cls, definitions)
            return {"$ref": f"#/$defs/{cls.__name__}"}
        case ListType(item_type=item):
            return {"type": ["array", "null"], "items": _value(item, definitions)}
        case DictType(value_type=entry):
            return {
                "type": ["object", "null"],
                "propertyNames": _KEY,
                "additionalProperties": _value(entry, definitions),
            }
        case TupleType(item_types=items):
            whole = {"items": _value(items[0], definitions), "minItems": len(items), "maxItems": len(items)}
            return {"type": "array", **whole}
        case EnumType(cls=cls):
            return {"enum": [member.value for member in cls]}
        case kind:
            return _SCALARS[type(kind)]


_SCALARS: dict[type[Type], Schema] = {
    BoolType: {"type": "boolean"},
    IntType: {"type": "integer", "minimum": 0},
    StrType: _TEXT,
}


def _description(cls: type[Struct]) -> str:
    """Give the docstrings of a struct and of those that it builds on, from the nearest."""
    documented = [base for base in cls.__mro__ if issubclass(base, Struct) and base is not Struct]
    return "\n\n".join(" ".join((base.__doc__ or "").split()) for base in documented)
