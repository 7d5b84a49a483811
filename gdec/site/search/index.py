"""An index of words in files so small that a browser fetches only those that a search needs.

`search/index.json` names the first word of each shard, `search/words-<n>.json` gives for each word the numbers of the
documents that have it, each as its distance to the one before, and `search/documents-<n>.json` holds what is shown.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from operator import sub
from typing import NamedTuple

import msgspec

from gdec.site.frame.file import File

SHARD = 30_000
"""How many bytes of words a shard has, about; a word is never divided."""
DOCUMENTS = 100
"""How many documents are in a file."""
COMMON, FEW = 8, 2000
"""A word that more than one in so many documents has is not looked for, where there are more than these few."""


class Document(NamedTuple):
    """What can be found: the link to it from the site's root, its text and language, and what it is or stands in."""

    href: str
    text: str
    lang: str
    of: str


class Index:
    """Takes documents in the order in which they are to be found, and gives the files of the index."""

    def __init__(self) -> None:
        self._words: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        self._waiting: list[Document] = []
        self._number = 0

    def add(self, document: Document, found_by: Iterable[str]) -> Iterator[File]:
        """Add a document that is found by some words, each of them once; gives the file of documents that it fills."""
        for word in found_by:
            self._words[word].append(self._number)
        self._number += 1
        self._waiting.append(document)
        if len(self._waiting) == DOCUMENTS:
            yield self._documents()

    def finish(self, **says: int) -> Iterator[File]:
        """Give the other files, once all documents are added.

        Args:
            says: what else `search/index.json` is to say.
        """
        if self._waiting:
            yield self._documents()
        number = self._number
        is_common = {word for word, found in self._words.items() if number > FEW and len(found) * COMMON > number}
        firsts = []
        # Browsers compare words by their UTF-16 units.
        known = sorted(self._words.keys() - is_common, key=lambda word: word.encode("utf-16-be"))
        for at, (first, data) in enumerate(self._shards(known)):
            firsts.append(first)
            yield File(f"search/words-{at}.json", data)
        yield File(
            "search/index.json", _json({"first": firsts, "common": sorted(is_common), "each": DOCUMENTS, **says})
        )

    def _documents(self) -> File:
        """Give the documents that wait as a file."""
        documents, self._waiting = self._waiting, []
        of = list(dict.fromkeys(each.of for each in documents))
        rows = [[each.href, each.text, each.lang, of.index(each.of)] for each in documents]
        path = f"search/documents-{(self._number - 1) // DOCUMENTS}.json"
        return File(path, _json({"of": of, "documents": rows}))

    def _shards(self, known: list[str]) -> Iterator[tuple[str, bytes]]:
        """Give the first word of each shard with the shard."""
        lines: list[bytes] = []
        first, size = "", 0
        for word in known:
            found = self._words[word]
            steps = list(map(sub, found, chain((0,), found)))
            line = _json(word) + b":" + _json(steps)
            if lines and size + len(line) > SHARD:
                yield first, b"{" + b",\n".join(lines) + b"}"
                lines, size = [], 0
            first = first if lines else word
            lines.append(line)
            size += len(line)
        if lines:
            yield first, b"{" + b",\n".join(lines) + b"}"


def _json(value: object) -> bytes:
    return msgspec.json.encode(value)
