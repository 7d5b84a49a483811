"""Read what is to be compared: a store, a published site, or files and folders of facts or RDF."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import Quad, RdfFormat

from gdec import terms
from gdec.difference.blanks import is_blank, named_by_meaning
from gdec.errors import GdecError
from gdec.published import MARK, SUMS, base_of, volumes_of
from gdec.store.answer import Answer, to_answer
from gdec.store.local import open_current

if TYPE_CHECKING:
    from gdec.project import Project

_TYPED = f"> {terms.TYPE} {terms.term('rdf:Statement')}"
_HAS_SUBJECT = f"> {terms.SUBJECT} "


@dataclass(frozen=True)
class Side:
    """One of two graphs to be compared.

    Attributes:
        name: what the user called it.
        quads: its quads in canonical N-Quads, without the final full stop; equal quads are equal texts.
        base: the IRI below which its things are named.
    """

    name: str
    quads: frozenset[str]
    base: str = terms.BASE


def read_sides(old: Path, new: Path) -> tuple[Side, Side]:
    """Read two sides to be compared, each as `read_side` does.

    Sites and exports say of each statement that it is an `rdf:Statement`, and stores do not. So that counts for nothing
    beside a side that says it of none of its statements; beside any other it goes with its statement.
    """
    sides = read_side(old), read_side(new)
    return (_untyped(sides[0]), _untyped(sides[1])) if any(map(_is_untyped, sides)) else sides


def _is_untyped(side: Side) -> bool:
    """Tell that a side has statements, and says of none what it is in RDF 1.1."""
    return any(_HAS_SUBJECT in line for line in side.quads) and not any(_TYPED in line for line in side.quads)


def _untyped(side: Side) -> Side:
    return replace(side, quads=frozenset(line for line in side.quads if _TYPED not in line))


def read_side(path: Path) -> Side:
    """Read a store's folder, that of a published site, or a file or folder of facts or RDF.

    Raises:
        GdecError: what is there cannot be read, or its blank nodes are too entangled to be told apart.
    """
    if (path / "current").is_file():
        with closing(open_current(path)) as store:
            return Side(str(path), frozenset(map(str, store.quads())), store.manifest.get("base", terms.BASE))
    if (path / MARK).is_file():
        return _read_site(path)
    from gdec.project import find_project
    from gdec.validate.inputs import read_inputs

    quads, project = read_inputs([path]).quads, find_project(path)
    if (path / "articles").is_dir():
        quads += _derived(quads, project)
    return Side(str(path), side_of(pyoxigraph.parse(quads, RdfFormat.N_QUADS)), project.base)


def _derived(quads: bytes, project: Project) -> bytes:
    """Give what a build adds to the facts of a whole project: what disagrees, and what editors chose."""
    from gdec.disagreement.editorial import choice_quads
    from gdec.disagreement.find import disagreements
    from gdec.disagreement.graph import nquads

    facts, base = _Facts(quads), project.base
    chosen = (choice_quads(path, facts, terms.prefixes(base), base) for path in project.editorial_files())
    return b"".join((nquads(disagreements(facts), base), *chosen))


class _Facts:
    """Answers queries over facts that are in no store."""

    def __init__(self, quads: bytes) -> None:
        self.store = pyoxigraph.Store()
        self.store.bulk_load(quads, RdfFormat.N_QUADS)

    def query(self, sparql: str, *, union: bool = True) -> Answer:
        return to_answer(self.store.query(sparql, use_default_graph_as_union=union))


def _read_site(path: Path) -> Side:
    """Read the N-Quads of a site."""
    quads: set[str] = set()
    names = volumes_of(path)
    if not names:
        raise GdecError(f"{path / SUMS}: names no N-Quads; gdec publish makes them anew")
    for name in names:
        try:
            lines = (path / f"dump/{name}.nq").read_bytes().decode().split(" .\n")[:-1]
        except (OSError, ValueError) as error:
            raise GdecError(f"{path}/dump/{name}.nq: cannot be read: {error}; gdec publish makes it anew") from error
        quads.update(lines)
    return Side(str(path), frozenset(quads), base_of(path))


def side_of(quads: Iterable[Quad]) -> frozenset[str]:
    """Give quads as texts, those with blank nodes named by what they mean."""
    found = list(quads)
    blank = [quad for quad in found if is_blank(quad)]
    return frozenset(str(quad) for quad in found if not is_blank(quad)) | named_by_meaning(blank)
