"""Saved queries: SPARQL under a head of `#+ key: value` lines that says what is asked and what may be filled in."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from gdec import resources
from gdec.errors import GdecError, InputError, nearest
from gdec.facts.utf8 import decode, read_bytes

KEYS = ("summary", "question", "params", "columns", "severity", "judge")
TYPES = ("iri", "string", "integer", "date", "boolean")
JUDGES = ("dates", "names", "numbers", "publications")

FOLDER = "queries"
"""The folder of a project that holds queries of its own."""

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_HEAD_LINE = re.compile(r"#\+[ \t]*([^:]*?)[ \t]*:[ \t]*(.*?)[ \t]*$")


class Parameter(NamedTuple):
    """What a query may be asked with: one of `TYPES`, and a help text."""

    type: str
    help: str = ""


@dataclass(frozen=True, eq=False, repr=False)
class SavedQuery:
    """A query with what its head says.

    Attributes:
        name: the file's name without `.rq`.
        source: the file as messages name it.
        text: the whole file, head included: any endpoint takes it as it stands.
        summary: what it gives, in a few words.
        question: an example of a question that it answers.
        params: its parameters by name. Each has a line `VALUES ?name { default }` in the text, or
            several, where sub-selects need the value too.
        columns: the variables of its answer, if the head names them.
        severity: for a check, how much a row of its answer matters: violation, warning or info.
        judge: for a check, what leaves out the rows that are right, one of `JUDGES`.
        is_shipped: it is one of the package, which nobody has to guard against.
    """

    name: str
    source: str
    text: str
    summary: str = ""
    question: str = ""
    params: Mapping[str, Parameter] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    severity: str = ""
    judge: str = ""
    is_shipped: bool = False

    @property
    def defaults(self) -> dict[str, str]:
        """What each parameter stands for when it is left out, as the text has it; none where it stands for anything."""
        found = {name: values_line(name).search(self.text) for name in self.params}
        values = {name: line["value"].strip() for name, line in found.items() if line}
        return {name: value for name, value in values.items() if value.upper() != "UNDEF"}


def values_line(name: str) -> re.Pattern[str]:
    """Give the pattern of the lines that hold a parameter's default, which is the group `value`."""
    return re.compile(
        rf"^(?P<before>[ \t]*VALUES[ \t]+\?{name}[ \t]*\{{)(?P<value>[^\n{{}}]*)(?P<after>\}}[ \t]*(?:#.*)?)$",
        re.MULTILINE | re.IGNORECASE,
    )


def parse(text: str, source: str) -> SavedQuery:
    """Read a query's head.

    Args:
        text: the query.
        source: the file's name, or `-` for standard input.

    Raises:
        InputError: the head is not as it should be, or a parameter has no VALUES line.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    found: dict[str, Any] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.startswith("#+"):
            if line.strip() and not line.startswith("#"):
                break
            continue
        match = _HEAD_LINE.match(line)
        key = match[1] if match else ""
        if match is None or key not in KEYS:
            hint = nearest(key, KEYS) or f"; known are {', '.join(KEYS)}"
            raise InputError(source, f'"{line}" is no head line{hint}', number)
        if key in found:
            raise InputError(source, f'the head says "{key}" twice', number)
        try:
            found[key] = _READERS[key](match[2]) if key in _READERS else match[2]
        except ValueError as error:
            raise InputError(source, f"{key}: {error}", number) from None
        for name in found[key] if key == "params" else ():
            if not values_line(name).search(text):
                raise InputError(source, f"no line VALUES ?{name} {{ … }}, which gives ?{name} its default", number)
    return SavedQuery(Path(source).name.removesuffix(".rq"), source, text, **found)


def list_saved(project: Path | None = None) -> list[SavedQuery]:
    """Read a project's own queries, then those that ship with the package and have no namesake there, each by name.

    Raises:
        InputError: as `list_own`.
    """
    own = list_own(project) if project else []
    names = {query.name for query in own}
    return own + [_shipped(name, data) for name, data in resources.queries() if name not in names]


def list_own(project: Path) -> list[SavedQuery]:
    """Read a project's own queries, sorted by name.

    Raises:
        InputError: a file cannot be read, its head is not as it should be, or its name is none for a page.
    """
    return [_own(path) for path in _own_files(project).values()]


def _own_files(project: Path) -> dict[str, Path]:
    return {path.stem: path for path in sorted((project / FOLDER).glob("*.rq"))}


def _own(path: Path) -> SavedQuery:
    if not _NAME.fullmatch(path.stem):
        raise InputError(str(path), "a query is named in small letters, digits and hyphens, as in who-spoke.rq")
    query = load(str(path))
    return query if query.question or query.summary else replace(query, summary=query.name)


def _shipped(name: str, data: bytes) -> SavedQuery:
    return replace(parse(decode(f"{name}.rq", data), f"{name}.rq"), is_shipped=True)


def load(name: str, project: Path | None = None) -> SavedQuery:
    """Read a query: a file whose name ends in `.rq`, or a saved one by its name, of the project or else of the package.

    Raises:
        InputError: the file cannot be read, or its head is not as it should be.
        GdecError: no saved query has that name.
    """
    if name.endswith(".rq"):
        return parse(decode(name, read_bytes(Path(name))), name)
    own = _own_files(project) if project else {}
    if name in own:
        return _own(own[name])
    saved = resources.query_files()
    if name not in saved:
        hint = nearest(name, [*own, *saved]) or "; gdec query --list names them all, and a file's name ends in .rq"
        raise GdecError(f'there is no saved query "{name}"{hint}')
    return _shipped(name, saved[name].read_bytes())


def _params(text: str) -> dict[str, Parameter]:
    found = _json(text, dict, '{"event": {"type": "iri", "help": "the event"}}')
    return {name: _parameter(name, described) for name, described in found.items()}


def _parameter(name: str, described: Any) -> Parameter:
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name):
        raise ValueError(f'"{name}" is no name of a variable')
    if not isinstance(described, dict) or not all(isinstance(value, str) for value in described.values()):
        raise ValueError(f'"{name}" must be described as in {{"type": "iri", "help": "the event"}}')
    for key in described:
        if key not in ("type", "help"):
            raise ValueError(f'"{name}" has an unknown key "{key}"{nearest(key, ("type", "help"))}')
    kind = described.get("type", "")
    if kind not in TYPES:
        hint = nearest(kind, TYPES) or f"; known are {', '.join(TYPES)}"
        raise ValueError(f'"{name}" has the unknown type "{kind}"{hint}')
    return Parameter(kind, described.get("help", ""))


def _columns(text: str) -> tuple[str, ...]:
    found = _json(text, list, '["person", "name"]')
    if not all(isinstance(name, str) for name in found):
        raise ValueError("every column is a text in quotes")
    return tuple(found)


def _judge(text: str) -> str:
    if text not in JUDGES:
        raise ValueError(f'there is no judge "{text}"{nearest(text, JUDGES) or "; known are " + ", ".join(JUDGES)}')
    return text


def _json(text: str, kind: type, example: str) -> Any:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"is no JSON ({error}); write it as in {example}") from None
    if not isinstance(found, kind):
        raise ValueError(f"must be written as in {example}")
    return found


_READERS = {"params": _params, "columns": _columns, "judge": _judge}
