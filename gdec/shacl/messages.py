"""What a result says: the messages of shapes with their placeholders filled in, or one of our own."""

from __future__ import annotations

import re
from collections.abc import Callable

from pyoxigraph import Literal, NamedNode

from gdec.shacl import model, paths
from gdec.shacl.vocabulary import Term

_placeholder = re.compile(r"\{[?$](\w+)\}")


def messages(
    shape: model.Shape, constraint: model.Constraint, bound: Callable[[str], Term | None]
) -> tuple[Literal, ...]:
    """Give the messages of a result.

    Args:
        shape: the shape that is failed.
        constraint: the constraint that is failed.
        bound: gives what a variable is bound to, for the placeholders of a SPARQL constraint.
    """
    if not isinstance(constraint, model.Sparql):
        return shape.messages or (Literal(_own(constraint)),)
    stated = bound("message")
    if isinstance(stated, Literal):
        return (stated,)
    parameters = dict(constraint.parameters)

    def fill(match: re.Match[str]) -> str:
        name = match[1]
        if name == "PATH" and shape.path is not None:
            return paths.to_sparql(shape.path)
        term = parameters.get(name) or bound(name)
        return match[0] if term is None else _shown(term)

    found = constraint.messages or shape.messages or (Literal("A query of the shape finds this node."),)
    return tuple(_with_text(message, _placeholder.sub(fill, message.value)) for message in found)


def _with_text(message: Literal, text: str) -> Literal:
    return Literal(text, language=message.language) if message.language else Literal(text, datatype=message.datatype)


def _shown(term: Term) -> str:
    return str(term) if isinstance(term, NamedNode) else term.value


def _own(constraint: model.Constraint) -> str:  # noqa: C901, PLR0911, PLR0912
    match constraint:
        case model.ClassOf(cls=cls):
            return f"The value must be an instance of {cls}."
        case model.Datatype(datatype=datatype):
            return f"The value must be a well-formed literal of {datatype}."
        case model.NodeKind(kind=kind):
            return f"The value must be {' or '.join(kind.split('Or'))}."
        case model.Count(component=component, limit=limit) | model.Qualified(component=component, limit=limit):
            which = " that conform to the qualified shape" if isinstance(constraint, model.Qualified) else ""
            return f"There must be at {'least' if 'Min' in component else 'most'} {limit} values{which}."
        case model.Range(operator=sign, limit=limit):
            return f"The value must be {sign} {limit}."
        case model.Length(component=component, limit=limit):
            return f"The text must have at {'least' if component == 'MinLength' else 'most'} {limit} characters."
        case model.Pattern(pattern=pattern):
            return f"The text must match {pattern}."
        case model.LanguageIn(tags=tags):
            return f"The value must be a text in one of the languages {', '.join(tags)}."
        case model.UniqueLang():
            return "No two values may be in the same language."
        case model.Pair(component=component, predicate=predicate):
            return f"The values must be {_RELATIONS[component]} {predicate}."
        case model.Logic(component=component):
            return _LOGIC[component]
        case model.Closed(allowed=allowed):
            return f"No properties are allowed but {', '.join(map(str, allowed)) or 'none'}."
        case model.HasValue(value=value):
            return f"One of the values must be {value}."
        case model.In(values=values):
            return f"The value must be one of {', '.join(map(str, values[:12]))}{' …' if len(values) > 12 else ''}."
    raise TypeError(constraint)


_RELATIONS = {
    "Equals": "the same as those of",
    "Disjoint": "none of those of",
    "LessThan": "less than those of",
    "LessThanOrEquals": "less than or equal to those of",
}
_LOGIC = {
    "Not": "The value must not conform to the shape in sh:not.",
    "And": "The value must conform to every shape in sh:and.",
    "Or": "The value must conform to one of the shapes in sh:or.",
    "Xone": "The value must conform to exactly one of the shapes in sh:xone.",
    "Node": "The value must conform to the shape in sh:node.",
}
