"""Recall what the statements of many articles say of a thing, from a few bytes that were kept of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from struct import Struct

from pyoxigraph import NamedNode, Store

from gdec import terms
from gdec.disagreement.find import Said

_RECORD = Struct("8s8s8s8sI")
_FRAGMENT = "s-"
"""What the fragments of statements begin with, before the digest that names them."""


def digest(data: bytes) -> bytes:
    """Give the few bytes that stand for many."""
    return blake2b(data, digest_size=8).digest()


class Recalled:
    """What statements say of things; of each its name stays, and digests of what it says, in 36 bytes.

    Attributes:
        is_whole: whether all that was kept can be recalled: statements are named as those of articles are.
    """

    def __init__(self) -> None:
        self._articles: list[str] = []
        self._records = bytearray()
        self.is_whole = True

    def keep(self, graph: str, values: Iterable[tuple[bytes, bytes, bytes, bytes]]) -> None:
        """Keep what statements of an article's graph say, as `Told.values` has it."""
        article, place = graph.removesuffix("#graph"), len(self._articles)
        start = f"{article}#{_FRAGMENT}".encode()
        for subject, name, value, statement in values:
            try:
                named = bytes.fromhex(statement.removeprefix(start).decode())
            except ValueError:
                named = b""
            if len(named) == 8 and statement.startswith(start):
                self._records += _RECORD.pack(digest(subject), name, value, named, place)
            else:
                self.is_whole = False
        self._articles.append(article)

    def of(self, subjects: Iterable[str], store: Store) -> Iterator[Said]:
        """Give what all statements say of some things: a store that holds them is asked once for each value."""
        wanted = {digest(subject.encode()): subject for subject in subjects}
        known: dict[tuple[bytes, bytes], Said] = {}
        for subject, name, value, named, place in _RECORD.iter_unpack(self._records):
            if subject in wanted:
                article = self._articles[place]
                iri = f"{article}#{_FRAGMENT}{named.hex()}"
                if (same := known.get((name, value))) is None:
                    same = known[name, value] = _looked_up(store, iri, wanted[subject], article)
                yield same._replace(iri=iri, article=article)


def _looked_up(store: Store, iri: str, subject: str, article: str) -> Said:
    says = {str(quad.predicate): quad.object for quad in store.quads_for_pattern(NamedNode(iri), None, None, None)}
    return Said(iri, subject, str(says[terms.PREDICATE]), says[terms.OBJECT], article)
