"""A project: a folder of facts about articles, its registry, and the settings in its gdec.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from gdec import terms
from gdec.errors import InputError, nearest
from gdec.facts.check import check
from gdec.facts.complete import fill_in
from gdec.facts.model import Fact, Facts
from gdec.facts.names import Registry
from gdec.facts.reading import read
from gdec.facts.sources import BULK, Source, sources
from gdec.rdf.nquads import iri

SETTINGS = {"base": str, "title": str, "site": dict}
"""What may stand in gdec.toml; the settings in the table `[site]` are those of `gdec.site.frame.settings`."""


@dataclass(frozen=True)
class Project:
    """A folder that holds `articles/*.yaml`, `registry/*.yaml` and perhaps `editorial/*.yaml` and `gdec.toml`.

    A file `articles/*.jsonl` or `articles/*.jsonl.gz` holds many articles, one a line.

    Attributes:
        folder: the folder.
        base: the IRI below which the project's things are named; it ends with `/` or `#`.
        title: what the project's data is called.
        site: the settings of its site, as they stand in gdec.toml.
    """

    folder: Path
    base: str = terms.BASE
    title: str = ""
    site: Mapping[str, Any] = field(default_factory=dict)

    def articles(self) -> list[Path]:
        """List the facts files of articles, sorted by name."""
        folder = self.folder / "articles"
        found = folder.iterdir() if folder.is_dir() else ()
        return sorted((path for path in found if path.name.endswith((".yaml", *BULK))), key=lambda path: path.name)

    def registry_files(self) -> list[Path]:
        """List the registry's files, sorted by name."""
        return sorted((self.folder / "registry").glob("*.yaml"))

    def editorial_files(self) -> list[Path]:
        """List the files of editorial choices, sorted by name."""
        return sorted((self.folder / "editorial").glob("*.yaml"))

    @cached_property
    def registry(self) -> Registry:
        """The registry, read and checked.

        Raises:
            InputError: a file of the registry that cannot be used.
        """
        files = [(path, read(path)) for path in self.registry_files()]
        registry = Registry([facts for _, facts in files], self.base)
        for path, facts in files:
            fill_in(facts)
            check(facts, registry, str(path))
        return registry

    def read(self, path: Path) -> Facts:
        """Read the facts of one article from a file that holds no other; else as `take`."""
        first, *others = islice(sources(path), 2)
        if others:
            raise InputError(str(path), "holds several articles; name a file of one")
        return self.take(first)

    def read_each(self, path: Path) -> Iterator[Facts]:
        """Read the facts of each article in a file, one after the other; else as `take`."""
        return map(self.take, sources(path))

    def take(self, source: Source) -> Facts:
        """Read the facts of one article: complete, checked against the registry, anchored.

        Raises:
            InputError: the file cannot be read, or has words without a place.
            Problems: every problem of the file, each at its line.
        """
        facts = source.decode()
        found = fill_in(facts, source.line)
        source.check(facts, self.registry, found)
        loose = [fact.line for each in found if isinstance(fact := each.struct, Fact) and not fact.at and fact.words]
        if loose:
            path = source.path
            quotes = "1 quote has" if len(loose) == 1 else f"{len(loose)} quotes have"
            message = f"{quotes} no place in the article yet; run `gdec anchor {path} --article …`"
            raise InputError(str(path), message, min(loose))
        return facts


def find_project(path: Path) -> Project:
    """Find the project that a file or folder belongs to: the nearest folder above it with `gdec.toml` or `articles/`.

    A file in no such folder makes a project of its own, with the default base and an empty registry.

    Raises:
        InputError: a `gdec.toml` that cannot be used.
    """
    start = path.resolve()
    for folder in (start, *start.parents):
        if (folder / "gdec.toml").is_file():
            shown = path if folder == start else folder
            return Project(shown, **_settings(folder / "gdec.toml"))
        if (folder / "articles").is_dir():
            return Project(path if folder == start else folder)
    return Project(path if path.is_dir() else path.parent)


def _settings(path: Path) -> dict[str, Any]:
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"is no TOML in UTF-8: {error}") from error
    for key, value in settings.items():
        if key not in SETTINGS:
            raise InputError(str(path), f'unknown setting "{key}"{nearest(key, SETTINGS)}')
        if not isinstance(value, SETTINGS[key]):
            form = "a text in quotes" if SETTINGS[key] is str else f"a table, [{key}]"
            raise InputError(str(path), f'the setting "{key}" must be {form}')
    base = settings.get("base", terms.BASE)
    try:
        iri(base)
    except ValueError as error:
        raise InputError(str(path), f"base: {error}") from error
    if not base.startswith(("http://", "https://")) or base[-1] not in "/#":
        raise InputError(str(path), 'base must be a web address that ends with "/", as in "https://example.org/id/"')
    return settings
