"""Tell that nothing can have changed since a site was published: neither what it is made from nor its folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from importlib.resources import files as resource_files
from pathlib import Path, PurePosixPath
from typing import Any

from gdec import __version__, resources
from gdec.site.frame.settings import Settings
from gdec.site.kept.memory import Memory
from gdec.site.making.working import Worker
from gdec.store.versions import ARTICLES, MANIFEST


def key_of(settings: Settings, manifest: Mapping[str, Any]) -> str:
    """Digest what every page depends on besides the articles: the settings, the registry, the theme, the engine.

    Args:
        settings: what the owner decided.
        manifest: what the store's maker wrote down.
    """
    # Of somebody who was forgotten, nothing of the old site may stay, not even beside the new one.
    noted = [manifest.get(name) for name in ("base", "registry", "editorial", "forgotten")]
    return _digest([__version__, settings, noted, resources.ontology(), resources.context(), *_sources(settings.theme)])


def _sources(theme: Path | None) -> Iterator[tuple[str, bytes]]:
    """Give the engine's modules, templates and static files, and those of the theme."""
    for root in filter(None, (Path(str(resource_files("gdec.site"))), theme)):
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                yield str(path.relative_to(root)), path.read_bytes()


def origin(worker: Worker, key: str) -> str:
    """Digest what a site is made from: a version of a store, which never changes, and all that is shown beside it.

    Args:
        worker: knows the store, and the copies of articles.
        key: what `key_of` gives.
    """
    version = worker.versions.path(worker.number)
    parts = [key, worker.number, *(_file(version / name) for name in (MANIFEST, ARTICLES)), worker.quoting.digests]
    parts += [[(query.name, query.text) for query in worker.settings.queries]]
    parts += [resources.shapes(provenance=True), resources.queries(), resources.checks()]
    return _digest(parts)


def seal(site: Path, memory: Memory) -> str:
    """Digest what tells that nobody has changed a site: its folders, and the files that are not about one thing.

    A folder tells when something comes into it, goes from it, or takes the place of something else. What is written
    into the page of a thing is looked at by no publishing.
    """
    files = [path for name in memory.parts() for path in memory.part(name)[1]]
    of_things = memory.folders()
    folders = {*of_things, *(str(above) for path in (*files, *of_things) for above in PurePosixPath(path).parents)}
    return _digest(_file(f"{site}/{path}") for path in (*sorted(folders), *files))


def _file(path: Path | str) -> tuple[str, ...]:
    """Tell a file or a folder from another one, and from itself when it was written into."""
    try:
        found = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return (str(path),)
    return str(path), *map(str, (found.st_ino, found.st_size, found.st_mtime_ns))


def _digest(parts: Iterable[object]) -> str:
    return blake2b(repr(list(parts)).encode(), digest_size=16).hexdigest()
