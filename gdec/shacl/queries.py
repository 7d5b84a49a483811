"""The SPARQL that shapes bring along: taken apart, held to the rules of pre-binding, filled in.

Such a query is run for many focus nodes at once, as a sub-select under LATERAL, which sees `$this` in every group.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from gdec.shacl.graph import ShapesError

_token = re.compile(
    r"""(?P<space>\s+|\#[^\n]*)
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<string>'''(?:'{0,2}(?:[^'\\]|\\.))*'''|\"\"\"(?:"{0,2}(?:[^"\\]|\\.))*\"\"\"|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")
    |(?P<variable>[?$]\w+)
    |(?P<name>[\w.%\\-]*:[\w.:%\\-]*|@[\w-]+)
    |(?P<word>\w+)
    |(?P<mark>.)""",
    re.VERBOSE | re.DOTALL,
)

_FORBIDDEN = {
    "MINUS": "SHACL does not allow it beside pre-bound variables; write FILTER NOT EXISTS",
    "VALUES": "SHACL does not allow it beside pre-bound variables; write FILTER (… IN (…))",
    "SERVICE": "shapes may not ask other machines",
    "FROM": "shapes may not choose the data",
    "LOAD": "shapes may not read files",
}
_SHARED = ("this", "shapesGraph", "currentShape", "PATH")


class Token(Struct, frozen=True):
    """A word of a query: its text, what it is (iri, string, variable, name, word or mark), and the space before it."""

    text: str
    kind: str
    space: str = " "

    @property
    def variable(self) -> str:
        """The name, where it is a variable, else ""."""
        return self.text[1:] if self.kind == "variable" else ""

    @property
    def keyword(self) -> str:
        """The word in capitals, where it is one, else ""."""
        return self.text.upper() if self.kind == "word" else ""


class Query(Struct, frozen=True):
    """A query of a shape.

    Attributes:
        prologue: its prefixes, as SPARQL.
        tokens: the rest of it, spaces left out, from SELECT or ASK on.
        variables: what it selects, $this apart.
        uses_shapes: whether it reads the shapes graph.
    """

    prologue: str
    tokens: tuple[Token, ...]
    variables: tuple[str, ...]
    uses_shapes: bool

    @property
    def is_ask(self) -> bool:
        """Whether it answers yes or no."""
        return self.tokens[0].keyword == "ASK"

    def text(self) -> str:
        """Give a SELECT whole, or the group that an ASK asks for."""
        tokens = self.tokens
        if self.is_ask:
            tokens = tokens[2:] if len(tokens) > 1 and tokens[1].keyword == "WHERE" else tokens[1:]
        return _joined(tokens)

    def filled(self, constants: Mapping[str, str]) -> Query:
        """Put SPARQL in place of variables; a question whether such a variable is bound becomes `true`.

        A call of a function may not stand in a triple pattern: such a variable stays, and the outermost group binds it.
        """
        tokens = self.tokens
        calls = {name: text for name, text in constants.items() if text.endswith("()")}
        out: list[Token] = []
        for index, token in enumerate(tokens):
            text = constants.get(token.variable) if token.variable else None
            if token.text == "{" and calls:
                out += [token, *(Token(f" BIND ({text} AS ?{name})", "filled") for name, text in calls.items())]
                calls = {}
            elif text is None:
                out.append(token)
            elif _is_bound_call(tokens, index):
                out[-2:] = [Token("(", "mark"), Token("true", "word")]
            else:
                out.append(token if text.endswith("()") else Token(f"{text} ", "filled"))
        return replace(self, tokens=tuple(out))


def _is_bound_call(tokens: tuple[Token, ...], index: int) -> bool:
    return index >= 2 and tokens[index - 1].text == "(" and tokens[index - 2].keyword == "BOUND"


def read(text: str, form: str, prefixes: str, parameters: frozenset[str] = frozenset()) -> Query:
    """Take a query apart.

    Args:
        text: the query.
        form: `SELECT` or `ASK`.
        prefixes: the prologue that the shape declares for it.
        parameters: the names of its pre-bound variables beside those of every query.

    Raises:
        ShapesError: it is of another form, or does what shapes may not do.
    """
    tokens = tuple(tokens_of(text))
    start = next(
        (i for i, token in enumerate(tokens) if token.keyword in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")), -1
    )
    if start < 0 or tokens[start].keyword != form:
        raise ShapesError(f"a query of a shape is no {form}: {_shown(text)}")
    prologue = f"{prefixes} {_joined(tokens[:start])}"
    body = tokens[start:]
    _refuse(body, text)
    asked = frozenset({"value"}) if form == "ASK" else frozenset()
    _hold_to_prebinding(body, frozenset(_SHARED) | parameters | asked, text)
    for index, token in enumerate(body[1:], 1):
        if token.keyword == "SELECT" and not _projection(body, index).issuperset({"this"} | asked):
            raise ShapesError(f"a sub-select must select $this{' and $value' if asked else ''} by name: {_shown(text)}")
    query = Query(prologue, body, (), any(token.variable == "shapesGraph" for token in body))
    return query if form == "ASK" else _with_variables(query, text)


def tokens_of(text: str) -> Iterator[Token]:
    """Give the words of a query, each with the space before it."""
    space = ""
    for match in _token.finditer(text):
        if match.lastgroup == "space":
            space += "\n" if match.group().startswith("#") else match.group()
        else:
            yield Token(match.group(), match.lastgroup or "", space)
            space = ""


def _joined(tokens: tuple[Token, ...]) -> str:
    return "".join(token.space + token.text for token in tokens)


def _refuse(tokens: tuple[Token, ...], text: str) -> None:
    for token in tokens:
        if why := _FORBIDDEN.get(token.keyword):
            raise ShapesError(f"{token.keyword} in a query of a shape is refused, since {why}: {_shown(text)}")
    depth = deepest = 0
    for token in tokens:
        depth += {"{": 1, "(": 1, "}": -1, ")": -1}.get(token.text, 0)
        deepest = max(deepest, depth)
        if depth < 0:
            break
    if depth or deepest > 64:
        raise ShapesError(f"the brackets of a query of a shape are not balanced or too deep: {_shown(text)}")


def _hold_to_prebinding(tokens: tuple[Token, ...], prebound: frozenset[str], text: str) -> None:
    for before, token in pairwise(tokens):
        if before.keyword == "AS" and token.variable in prebound:
            raise ShapesError(f"{token.text} is bound before the query runs and cannot be bound again: {_shown(text)}")


def _projection(tokens: tuple[Token, ...], select: int) -> set[str]:
    found: set[str] = set()
    depth = 0
    for before, token in pairwise(tokens[select:]):
        if token.text == "{" or (token.keyword == "WHERE" and not depth):
            break
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if token.variable and (not depth or before.keyword == "AS"):
            found.add(token.variable)
    return found


def _with_variables(query: Query, text: str) -> Query:
    tokens = query.tokens
    star = 2 if tokens[1].keyword in ("DISTINCT", "REDUCED") else 1
    if tokens[star].text == "*":
        names = [*sorted({token.variable for token in tokens if token.variable} - {*_SHARED}), "this"]
        tokens = (*tokens[:star], *(Token(f"?{name}", "variable") for name in names), *tokens[star + 1 :])
    variables = _projection(tokens, 0)
    if "this" not in variables:
        raise ShapesError(f"a query of a shape must select $this: {_shown(text)}")
    return replace(query, tokens=tokens, variables=tuple(sorted(variables - {"this"})))


def _shown(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 200 else f"{words[:200]} …"
