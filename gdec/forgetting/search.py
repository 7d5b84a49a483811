"""Search files of any sort for a person's name or key."""

from __future__ import annotations

import gzip
import json
import os
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from gdec.forgetting.person import Person
from gdec.published import site_of


def files_naming(person: Person, folders: Iterable[Path]) -> list[Path]:
    """Find the files below some folders that have the person's name or key in them or in their own name.

    Files in gzip are looked into. What is packed in another way, or drawn as a picture, is not.
    """
    wanted = _pattern(person)
    found: list[Path] = []
    for folder in folders:
        for parent, folders_in, names in os.walk(folder):
            folders_in.sort()
            for name in sorted(names):
                path = Path(parent) / name
                if path.is_file() and (wanted.search(name) or wanted.search(_text(path))):
                    found.append(path)
    return found


def apart_from(store: Path, paths: Iterable[Path]) -> Iterator[Path]:
    """Leave out what is a store's own, and give a published site once, as its folder."""
    sites = set()
    for path in paths:
        if path.resolve().is_relative_to(store.resolve()):
            continue
        site = site_of(path)
        if site not in sites:
            yield site or path
        if site:
            sites.add(site)


def _pattern(person: Person) -> re.Pattern[str]:
    """Add to what finds the person in a text what finds the name in JSON that is all ASCII."""
    escaped = [re.escape(json.dumps(name)[1:-1]) for name in person.names if not name.isascii()]
    return re.compile("|".join([person.pattern.pattern, *escaped]), re.IGNORECASE)


def _text(path: Path) -> str:
    data = path.read_bytes()
    if data.startswith(b"\x1f\x8b"):
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError, zlib.error):
            return data.decode("latin-1")
    return data.decode("utf-8", "replace")
