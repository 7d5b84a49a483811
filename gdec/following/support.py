"""Corroboration: how many independent articles support a triple; copies of one text count once."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Mapping
from zlib import crc32

from pyoxigraph import Literal, NamedNode

from gdec import terms
from gdec.following.names import rows
from gdec.following.why import Answer, Match
from gdec.store import Store

SHINGLE = 3
"""How many words in a row are compared."""
COPY = 0.5
"""The share of their shingles, of those of the shorter, that two texts of one origin have in common at the least."""
FEW = 8
"""With fewer shingles than this, words tell nothing about where a text comes from."""

_WORD = re.compile(r"\w+")


def supporting(match: Match) -> list[str]:
    """List the articles whose statements support a triple, sorted."""
    return sorted({statement.article for statement in match.statements if statement.article})


def known_words(store: Store, articles: Iterable[str]) -> dict[str, str]:
    """Give for each article the words of it that its evidence in the store keeps, in their order.

    Raises:
        GdecError: the store cannot be read.
        RemoteError: another machine failed.
    """
    values = " ".join(f"<{article}>" for article in sorted(articles))
    found = rows(
        store,
        f"SELECT DISTINCT ?article ?start ?words WHERE {{ VALUES ?article {{ {values} }} ?e {terms.ARTICLE} ?article ; "
        f"{terms.START} ?start ; {terms.WORDS}|{terms.FIRST_WORDS}|{terms.LAST_WORDS} ?words }} "
        f"ORDER BY ?article ?start ?words",
    )
    words: dict[str, list[str]] = {}
    for article, _, each in found:
        if isinstance(article, NamedNode) and isinstance(each, Literal):
            words.setdefault(article.value, []).append(each.value)
    return {article: " ".join(each) for article, each in words.items()}


def independent(articles: Iterable[str], texts: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Group articles by origin: near-duplicates, as of one wire text, fall into one group.

    Args:
        articles: IRIs or other names of articles.
        texts: their texts, or as many words of them as are known; an article without a text stands alone.

    Returns:
        The groups, each sorted; as many as there are independent articles.

    >>> wire = "the harbour data forum opened in the old port on the first day of may"
    >>> independent("abc", {"a": wire, "b": f"Porto: {wire}, they said", "c": "forty ships came"})
    [('a', 'b'), ('c',)]
    """
    return by_origin({article: sketch(texts.get(article, "")) for article in articles})


def sketch(text: str) -> bytes:
    """Give what is compared of a text: a number for each of its shingles, 4 bytes each, sorted."""
    words = [word.casefold() for word in _WORD.findall(text)]
    shingles = (" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))
    return array("I", sorted({crc32(each.encode()) for each in shingles})).tobytes()


def by_origin(sketches: Mapping[str, bytes]) -> list[tuple[str, ...]]:
    """Group articles as `independent` does, by the sketches of their texts."""
    groups: list[list[str]] = []
    shingles = {article: set(memoryview(sketches[article]).cast("I")) for article in sorted(sketches)}
    for article, mine in shingles.items():
        kin = [group for group in groups if any(_is_copy(mine, shingles[other]) for other in group)]
        groups = [group for group in groups if group not in kin]
        groups.append(sorted([article, *(other for group in kin for other in group)]))
    return sorted(map(tuple, groups))


def counting(store: Store, answer: Answer, texts: Mapping[str, str]) -> Callable[[Match], list[tuple[str, ...]]]:
    """Give what groups the articles that support a triple by their origin.

    Args:
        store: what the answer came from; of an article without a text the words that it keeps are compared.
        answer: the triples.
        texts: the whole texts of articles, as far as they are at hand.
    """
    articles = {article for match in answer.matches for article in supporting(match)}
    known = {**known_words(store, articles), **texts} if len(articles) > 1 else {}
    return lambda match: independent(supporting(match), known)


def _is_copy(one: set[int], other: set[int]) -> bool:
    fewer = min(len(one), len(other))
    return fewer >= FEW and len(one & other) / fewer >= COPY
