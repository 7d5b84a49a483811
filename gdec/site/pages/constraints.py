"""The shapes as documentation: a page with an anchor for each shape, told in words, and the shapes as data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import islice

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse

from gdec import resources, terms
from gdec.following.names import rows
from gdec.query.table import shorten
from gdec.shacl import model, paths
from gdec.shacl.graph import Graph
from gdec.shacl.parse import read
from gdec.shacl.vocabulary import Node, Term, named
from gdec.site.frame.file import File
from gdec.site.frame.links import from_page
from gdec.site.frame.site import Site
from gdec.site.kept.remembering import remembered
from gdec.site.pages.formats import SIBLINGS, vocabulary_formats
from gdec.site.reading.values import str_of
from gdec.site.reading.vocabulary import CLASS, vocabulary
from gdec.store.answer import Term as StoredTerm

PAGE = "shapes"
TRIED = 50
"""Of how many things of a class an example is sought, at the most."""


@dataclass(frozen=True)
class Rule:
    """A property shape in words.

    Attributes:
        path: the property path, in SPARQL with prefixed names.
        full_path: the same with whole IRIs, for queries.
        demands: what the values must be, one sentence each.
        severity: violation, warning or info.
        message: what is said when it is not so.
    """

    iri: str
    name: str
    description: str
    path: str
    full_path: str
    demands: tuple[str, ...]
    severity: str
    message: str


@dataclass(frozen=True)
class ShapeShown:
    """A node shape in words; `targets` are IRIs of classes."""

    iri: str
    label: str
    is_provenance: bool
    targets: tuple[str, ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Example:
    """A thing in the data, and a value that the path leads to from it."""

    subject: str
    value: StoredTerm | None


def files(site: Site) -> Iterator[File]:
    """Give the page of the shapes, and the shapes in each format."""
    known, tried = shapes_shown(), cache(partial(_tried, site))
    yield File(
        f"{PAGE}.html",
        site.render(
            "shapes.html",
            PAGE,
            iri=terms.PREFIXES["gdecsh"].rstrip("#"),
            groups=[(which, [each for each in known if each.is_provenance is which]) for which in (False, True)],
            examples={
                (rule.iri, shape.iri): _example(site, tried, shape, rule) for shape in known for rule in shape.rules
            },
            short=lambda iri: shorten(iri, site.reader.prefixes),
            alternates=SIBLINGS,
            to=from_page(site, PAGE),
        ),
    )
    # Turtle allows prefixes to be declared again, so the files one after another are one document.
    text = b"\n".join(text for _, text in resources.shapes(provenance=True))
    with remembered(site, PAGE) as kept:
        yield from kept.pages(PAGE, text, partial(vocabulary_formats, PAGE, text))


@lru_cache(maxsize=1)
def shapes_shown() -> tuple[ShapeShown, ...]:
    """Read the shapes of the package, in the order of their files."""
    quads = {name: list(parse(text, RdfFormat.TURTLE)) for name, text in resources.shapes(provenance=True)}
    graph = Graph(Quad(*triple) for each in quads.values() for triple in each)
    ordinary = {triple.subject for name, _ in resources.shapes() for triple in quads[name]}
    known = read(graph)
    return tuple(_shape(graph, known, shape, shape.node not in ordinary) for shape in known.roots)


def _shape(graph: Graph, known: model.Shapes, shape: model.Shape, is_provenance: bool) -> ShapeShown:
    inner = [known.by_node[each.shape] for each in shape.constraints if isinstance(each, model.Property)]
    return ShapeShown(
        iri=str_of(shape.node) if isinstance(shape.node, NamedNode) else "",
        label=_first(graph, shape.node, "rdfs:label"),
        is_provenance=is_provenance,
        targets=tuple(str_of(cls) for cls in shape.targets.classes if isinstance(cls, NamedNode)),
        rules=tuple(_rule(graph, known, each) for each in inner),
    )


def _rule(graph: Graph, known: model.Shapes, shape: model.Shape) -> Rule:
    return Rule(
        iri=str_of(shape.node) if isinstance(shape.node, NamedNode) else "",
        name=_first(graph, shape.node, "sh:name"),
        description=_first(graph, shape.node, "sh:description"),
        path=paths.to_sparql(shape.path, _short) if shape.path is not None else "",
        full_path=paths.to_sparql(shape.path) if shape.path is not None else "",
        demands=tuple(_demand(known, each) for each in shape.constraints),
        severity=shape.severity.value.rpartition("#")[2].lower(),
        message=next((message.value for message in shape.messages), ""),
    )


def _demand(known: model.Shapes, constraint: model.Constraint) -> str:  # noqa: C901, PLR0911, PLR0912
    """Say in words what a constraint asks of the values."""
    match constraint:
        case model.Count(component="MinCount", limit=limit):
            return f"at least {limit}"
        case model.Count(limit=limit):
            return f"at most {limit}"
        case model.ClassOf(cls=cls):
            return f"each is a {_short(cls)}"
        case model.Datatype(datatype=datatype):
            return (
                f"each is an {_short(datatype)}"
                if datatype != named("rdf:langString")
                else "each is text with a language"
            )
        case model.NodeKind(kind=kind):
            words = {"IRI": "an IRI", "Literal": "a literal", "BlankNode": "a blank node"}
            return f"each is {' or '.join(words[each] for each in kind.split('Or'))}"
        case model.Range(operator=sign, limit=limit):
            return f"each is {sign} {limit.value}"
        case model.Length(component=component, limit=limit):
            return f"each has at {'least' if component == 'MinLength' else 'most'} {limit} characters"
        case model.Pattern(pattern=r"\S"):
            return "no text is blank"
        case model.Pattern(pattern=pattern):
            return f"each matches {pattern}"
        case model.In(values=values):
            return f"each is one of {', '.join(map(_short, values))}"
        case model.HasValue(value=value):
            return f"one of them is {_short(value)}"
        case model.Pair(component=component, predicate=predicate):
            return f"{_apart(component)} {_short(predicate)}"
        case model.Logic(component=component, shapes=inner):
            told = [" and ".join(_demand(known, each) for each in known.by_node[one].constraints) for one in inner]
            joined = {"Not": "not: ", "Or": "", "And": "", "Xone": "exactly one of: ", "Node": ""}[component]
            return joined + (", or " if component in ("Or", "Xone") else ", and ").join(told)
        case model.Sparql():
            return "a query finds nothing wrong"
    return _apart(constraint.component)


def _apart(component: str) -> str:
    return "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in component).strip()


def _first(graph: Graph, node: Node, name: str) -> str:
    return next((str_of(each) for each in graph.objects(node, named(name)) if not isinstance(each, BlankNode)), "")


def _short(term: Term) -> str:
    return shorten(term.value, terms.PREFIXES) if isinstance(term, NamedNode) else str_of(term)


def _example(site: Site, tried: Callable[[str], list[str]], shape: ShapeShown, rule: Rule) -> Example | None:
    """Give a thing of the shape's class in the data with a value that conforms, since all data in a store do."""
    kin = (each for target in shape.targets for each in _kin(target)) if rule.full_path else ()
    for cls in kin:
        # Mostly the first has one, and the others need not be asked for theirs.
        for things in (tried(cls)[:1], tried(cls)[1:]):
            among = f"VALUES ?s {{ {' '.join(map(str, map(NamedNode, things)))} }}"
            query = f"SELECT ?s ?o WHERE {{ {among} ?s {rule.full_path} ?o }} ORDER BY ?s ?o LIMIT 1"
            for subject, value in rows(site.reader, query) if things else ():
                return Example(str_of(subject), value)
    return None


def _tried(site: Site, cls: str) -> list[str]:
    """Name some things of a class, sorted."""
    found = site.reader.matching(predicate=named("rdf:type"), object=NamedNode(cls))
    return sorted({quad.subject.value for quad in islice(found, TRIED) if isinstance(quad.subject, NamedNode)})


def _kin(cls: str) -> list[str]:
    """Give a class of the ontology with its subclasses."""
    below = [each.iri for each in vocabulary().section(CLASS) if cls in each.parents]
    return [cls, *(kin for each in below for kin in _kin(each))]
