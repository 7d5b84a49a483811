"""Read a shape's query as groups of patterns, or say that it is more than that."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, pairwise

from pyoxigraph import NamedNode

from gdec.shacl.groups import CONSTANT, End, Group, Item, Optional, Pattern, Select, Union, names_in
from gdec.shacl.paths import Alternative, Inverse, Path, Repeated, Sequence
from gdec.shacl.queries import Query, Token, tokens_of
from gdec.shacl.vocabulary import RDF_TYPE, Term

_MARKS = frozenset("*+?")
_AGGREGATES = frozenset({"COUNT", "SUM", "AVG", "GROUP_CONCAT", "SAMPLE"})


class Unclear(Exception):  # noqa: N818
    """A query that is more than plain patterns."""


def words(query: Query) -> list[Token]:
    """Give the words of a query that the spans of its groups count."""
    return [part for token in tokens_of(query.text()) for part in _without_dot(token)]


def parse(query: Query) -> Group:
    """Give the group of a query.

    Raises:
        Unclear: the query is more than plain patterns.
    """
    parser = _Parser(query)
    return parser.group() if query.is_ask else parser.select().group


def named_in(query: Query) -> set[NamedNode]:
    """Give the predicates of a query's outermost patterns; none where it is more than patterns."""
    try:
        group = parse(query)
    except Unclear:
        return set()
    return {item.path for item in group.items if isinstance(item, Pattern) and isinstance(item.path, NamedNode)}


def is_grouped(query: Query) -> bool:
    """Whether a query works out values from several solutions."""
    return bool({"GROUP", "HAVING", *_AGGREGATES} & {token.keyword for token in query.tokens})


def counts_rows(query: Query) -> bool:
    """Whether it matters to a query how often a triple is seen, as where it counts or takes the first rows only."""
    found = [token.keyword for token in query.tokens]
    counted = any(
        word in _AGGREGATES and found[place + 2 : place + 3] != ["DISTINCT"] for place, word in enumerate(found)
    )
    return counted or "LIMIT" in found or "OFFSET" in found


class _Parser:
    def __init__(self, query: Query) -> None:
        self._prefixes = _prefixes(query.prologue)
        self._tokens = words(query)
        self._at = self._fresh = 0

    def _peek(self) -> Token:
        return self._tokens[self._at] if self._at < len(self._tokens) else Token("", "end")

    def _next(self, wanted: str = "") -> Token:
        token = self._peek()
        if token.kind == "end" or (wanted and token.text != wanted):
            raise Unclear(token.text)
        self._at += 1
        return token

    def group(self) -> Group:
        start = self._at
        self._next("{")
        found = Group()
        while self._peek().text != "}":
            self._item(found)
        self._next("}")
        found.span = start, self._at
        _take_in(found)
        return found

    def _item(self, group: Group) -> None:
        token = self._peek()
        match token.keyword or token.text:
            case "FILTER" | "BIND":
                self._next()
                self._filter(group)
            case "OPTIONAL":
                self._next()
                group.items.append(Optional(self.group()))
            case "{":
                group.items.append(self._braces())
            case ".":
                self._next()
            case "GRAPH" | "LATERAL" | "MINUS" | "SERVICE" | "VALUES":
                raise Unclear(token.text)
            case _:
                self._triples(group)

    def _braces(self) -> Item:
        if self._tokens[self._at + 1 : self._at + 2] and self._tokens[self._at + 1].keyword == "SELECT":
            self._next("{")
            found = self.select()
            self._next("}")
            return found
        groups = [self.group()]
        while self._peek().keyword == "UNION":
            self._next()
            groups.append(self.group())
        return Union(tuple(groups))

    def select(self) -> Select:
        self._next()
        variables = set()
        aside = Group()
        while self._peek().text != "{":
            token = self._peek()
            if token.text == "(":
                self._expression(aside)
            else:
                variables.add(self._next().variable)
        group = self.group()
        while self._peek().text != "}" and self._peek().kind != "end":
            if self._next().text == "{":
                raise Unclear("{")
        if aside.exists or aside.absent:
            raise Unclear("EXISTS")
        return Select(group, frozenset(variables) - {""})

    def _filter(self, group: Group) -> None:
        if [token.keyword for token in self._tokens[self._at : self._at + 2]] == ["NOT", "EXISTS"]:
            self._at += 2
            group.absent.append(self.group())
        elif self._peek().keyword == "EXISTS":
            self._next()
            group.required.append(self.group())
        elif not self._choice(group):
            group.is_filtered = True
            self._expression(group)

    def _choice(self, group: Group) -> bool:
        """Read `(?x IN (<a>, <b>))`, if that is what stands here."""
        ahead = self._tokens[self._at : self._at + 4]
        if [token.variable or token.text.upper() for token in ahead[:1] + ahead[2:]] != ["(", "IN", "("]:
            return False
        start = self._at
        self._at += 4
        found: list[Term] = []
        while self._peek().kind in ("iri", "name"):
            found.append(self._iri())
            if self._peek().text == ",":
                self._next()
        if not ahead[1].variable or [token.text for token in self._tokens[self._at : self._at + 2]] != [")", ")"]:
            self._at = start
            return False
        self._at += 2
        name = ahead[1].variable
        group.allowed[name] = frozenset(found) & group.allowed.get(name, frozenset(found))
        return True

    def _expression(self, group: Group) -> None:
        """Pass over a bracket, a call or an EXISTS, and keep the groups in it."""
        depth = 0
        while True:
            token = self._next()
            if token.keyword == "EXISTS":
                group.exists.append(self.group())
            elif token.text in ("{", "}"):
                raise Unclear(token.text)
            depth += {"(": 1, ")": -1}.get(token.text, 0)
            if not depth and (token.text == ")" or token.keyword == "EXISTS"):
                return

    def _triples(self, group: Group) -> None:
        subject = self._term()
        while True:
            path = self._verb()
            group.items += self._split(subject, path, self._term())
            while self._peek().text == ",":
                self._next()
                group.items += self._split(subject, path, self._term())
            while self._peek().text == ";":
                self._next()
                if self._peek().text in (".", "}"):
                    return
            if self._tokens[self._at - 1].text != ";":
                return

    def _split(self, subject: End, path: Path | str, value: End) -> Iterator[Pattern]:
        """Take a path apart, as far as it is one step after another."""
        match path:
            case Sequence((first, *more)):
                middle = value if not more else self._new()
                yield from self._split(subject, first, middle)
                if more:
                    yield from self._split(middle, Sequence(tuple(more)), value)
            case Inverse(NamedNode() as inner):
                yield Pattern(value, inner, subject)
            case _:
                yield Pattern(subject, path, value)

    def _new(self) -> str:
        self._fresh += 1
        return f"[{self._fresh}"

    def _term(self) -> End:
        token = self._peek()
        if token.kind == "iri" or (token.kind == "name" and not token.text.startswith("_:")):
            return self._iri()
        self._next()
        if token.variable:
            return token.variable
        if token.text == "[":
            self._next("]")
            return self._new()
        if token.kind == "string":
            if self._peek().text == "^":
                self._at += 3
            elif self._peek().text.startswith("@"):
                self._next()
            return CONSTANT
        if token.kind == "name":
            return token.text
        if token.keyword.isdecimal() or token.keyword in ("TRUE", "FALSE"):
            return CONSTANT
        raise Unclear(token.text)

    def _verb(self) -> Path | str:
        if self._peek().variable:
            return self._next().variable
        return self._alternative()

    def _alternative(self) -> Path:
        choices = [self._sequence()]
        while self._peek().text == "|":
            self._next()
            choices.append(self._sequence())
        return choices[0] if len(choices) == 1 else Alternative(tuple(choices))

    def _sequence(self) -> Path:
        steps = [self._step()]
        while self._peek().text == "/":
            self._next()
            steps.append(self._step())
        return steps[0] if len(steps) == 1 else Sequence(tuple(steps))

    def _step(self) -> Path:
        if self._peek().text == "^":
            self._next()
            return Inverse(self._step())
        if self._peek().text == "(":
            self._next()
            path = self._alternative()
            self._next(")")
        else:
            path = self._iri()
        return Repeated(path, self._next().text) if self._peek().text in _MARKS else path

    def _iri(self) -> NamedNode:
        token = self._next()
        if token.kind == "iri":
            return NamedNode(token.text[1:-1])
        if token.text == "a":
            return RDF_TYPE
        prefix, colon, local = token.text.partition(":")
        if token.kind != "name" or not colon or "\\" in local or prefix not in self._prefixes:
            raise Unclear(token.text)
        return NamedNode(self._prefixes[prefix] + local)


def _take_in(group: Group) -> None:
    """Take the patterns of each EXISTS that filters a group for its own; not where another filter names what they do.

    What matches is the same: a variable that only an EXISTS has means another thing in the next filter.
    """
    own = set(chain.from_iterable(map(names_in, (Group([item]) for item in group.items))))
    for inner in group.required:
        beside = (*group.absent, *group.exists, *(one for one in group.required if one is not inner))
        elsewhere = group.allowed.keys() | set(chain.from_iterable(map(names_in, beside)))
        is_plain = not (inner.absent or inner.exists or inner.allowed or inner.is_filtered)
        is_plain &= all(isinstance(item, Pattern) for item in inner.items)
        if is_plain and not group.is_filtered and not (names_in(inner) - own) & elsewhere:
            group.items += inner.items
        else:
            group.exists.append(inner)
            group.is_filtered = True


def _prefixes(prologue: str) -> dict[str, str]:
    tokens = [*tokens_of(prologue)]
    if any(token.keyword == "BASE" for token in tokens):
        raise Unclear("BASE")
    return {
        name.text.removesuffix(":"): iri.text[1:-1]
        for name, iri in pairwise(tokens)
        if name.kind == "name" and iri.kind == "iri"
    }


def _without_dot(token: Token) -> tuple[Token, ...]:
    if token.kind == "name" and token.text.endswith("."):
        return Token(token.text.rstrip("."), "name", token.space), Token(".", "mark")
    return (token,)
