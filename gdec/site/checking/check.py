"""Check a published site from its files alone: every page, every link, every form of the data."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

from gdec.errors import GdecError
from gdec.processes import cores
from gdec.processes.pool import in_workers
from gdec.progress import counted
from gdec.published import MARK, SUMS, base_of, digests_of
from gdec.site.checking.addresses import Target
from gdec.site.checking.files import datasets_in, differs, faults_of, iris_in
from gdec.site.checking.names import faults_of_names
from gdec.site.checking.pages import Page, is_file, targets
from gdec.site.checking.reading import Reader
from gdec.site.checking.validator import validate
from gdec.site.frame.file import is_path
from gdec.site.frame.log import PAGE as CHANGES
from gdec.site.frame.log import read_log
from gdec.site.hosts.headers import DESCRIPTIONS
from gdec.site.pages import missing
from gdec.site.pages.formats import SIBLINGS

FILES_A_TASK = 64
_HOME = "index.html"
_MISSING = f"{missing.PAGE}.html"


class Finding(NamedTuple):
    """Something that is wrong: the file, by its path below the site, and what it is in words."""

    path: str
    message: str


@dataclass(frozen=True)
class Checked:
    """What checking found.

    Attributes:
        files: how many files there are.
        pages: how many of them are pages.
        findings: what is wrong, in the order of the paths.
    """

    files: int
    pages: int
    findings: tuple[Finding, ...]


@dataclass
class _Seen:
    """What was seen in some files; places are hashes, which are the same in all processes that were forked from one."""

    findings: list[Finding] = field(default_factory=list)
    offered: array[int] = field(default_factory=lambda: array("q"))
    wanted: array[int] = field(default_factory=lambda: array("q"))
    reached: array[int] = field(default_factory=lambda: array("q"))


def check(folder: Path, base: str = "", validator: Path | None = None, *, jobs: int | None = None) -> Checked:
    """Read a site back as a visitor and as a machine would.

    No link and no fragment leads nowhere, all forms of the data can be read and say the same as the page, every IRI
    below the base has its place, and so has that of the dataset, the dumps have their digests, the markup is sound and
    loads nothing from elsewhere, no page is too heavy, and each page can be reached.

    Args:
        folder: the site.
        base: the IRI below which the things are named; where it is not said, the one that the site's `void.ttl` names.
        validator: the Nu checker (`vnu.jar`), to hold the pages against the standard of HTML too.
        jobs: how many processes do the work; as many as there are cores where it is not said.

    Raises:
        GdecError: there is no site, or the validator cannot be run.
    """
    if not (folder / MARK).is_file():
        raise GdecError(f"{folder}: is no site of gdec; gdec publish makes one")
    paths = sorted(_paths(folder))
    pages = [path for path in paths if path.endswith(".html")]
    findings = _findings(folder, paths, base or base_of(folder), jobs or cores())
    if validator:
        findings += (Finding(*each) for each in validate(folder, validator, pages))
    return Checked(len(paths), len(pages), tuple(sorted(set(findings))))


def _paths(folder: Path) -> Iterator[str]:
    for parent, _, names in os.walk(folder):
        below = os.path.relpath(parent, folder)
        yield from (name if below == "." else f"{below}/{name}" for name in names)


def _findings(folder: Path, paths: list[str], base: str, jobs: int) -> list[Finding]:
    tasks = [paths[start : start + FILES_A_TASK] for start in range(0, len(paths), FILES_A_TASK)]
    digests = digests_of(folder)
    findings = [Finding(SUMS, f"names {path}, which is missing") for path in digests.keys() - set(paths)]
    findings += (Finding(*each) for each in faults_of_names(paths))
    offered, wanted, reached = set[int](), set[int](), set[int]()
    for seen in counted(
        "batches of files checked", in_workers(partial(_look, folder, base, digests), tasks, jobs), len(tasks)
    ):
        findings += seen.findings
        offered.update(seen.offered)
        wanted.update(seen.wanted)
        reached.update(seen.reached)
    if broken := wanted - offered:
        for some in in_workers(partial(_name_broken, folder, base, broken), tasks, jobs):
            findings += some
    gone = {f"{path}.html" for path in read_log(folder).removed}
    findings += (
        Finding(path, "is gone, and a page leads here" if path in gone else "no page leads here")
        for path in paths
        if path.endswith(".html") and path not in (_HOME, _MISSING) and (hash(path) in reached) == (path in gone)
    )
    return findings


def _look(folder: Path, base: str, digests: Mapping[str, str], paths: list[str]) -> _Seen:
    """Look at some files."""
    seen = _Seen()
    for path in paths:
        if path in digests and differs(folder / path, digests[path]):
            seen.findings.append(Finding(path, f"is not the file of which {SUMS} has the digest"))
        if not is_path(path):
            seen.findings.append(Finding(path, "no file of a site can be called so"))
        elif path == _MISSING:
            continue  # it is shown at any address, and its links begin at the host's root
        elif path.endswith(".html"):
            page = Page(folder, path, base)
            seen.findings += (Finding(path, fault) for fault in page.faults)
            seen.offered.extend(hash((path, each)) for each in page.fragments)
            seen.wanted.extend(hash((to.path, to.fragment)) for to in page.targets.values() if to.fragment)
            to_other = {to.path for to in page.targets.values()} - {path}
            # The pages of changes lead to what is gone too; to all that is there others lead.
            seen.reached.extend(hash(to) for to in to_other if "/" not in to or not _tells_changes(path))
        else:
            if not _is_beside_page(folder, path):
                seen.findings += (Finding(path, fault) for fault in faults_of(folder / path))
            for iri, to in _iris(folder, base, path):
                if not is_file(folder, to.path):
                    seen.findings.append(Finding(path, f"{iri} has no page"))
                elif to.fragment:
                    seen.wanted.append(hash((to.path, to.fragment)))
    return seen


def _tells_changes(path: str) -> bool:
    return path == f"{CHANGES}.html" or path.startswith(f"{CHANGES}-")


def _is_beside_page(folder: Path, path: str) -> bool:
    """Tell that a file is read together with its page."""
    stem, dot, suffix = path.rpartition(".")
    return "/" in path and dot + suffix in SIBLINGS and is_file(folder, f"{stem}.html")


def _iris(folder: Path, base: str, path: str) -> Iterator[tuple[str, Target]]:
    if path in DESCRIPTIONS:
        return datasets_in(folder / path)
    return iris_in(folder / path, base) if path.endswith(".nt") and "/" in path else iter(())


def _name_broken(folder: Path, base: str, broken: set[int], paths: list[str]) -> list[Finding]:
    """Name the links whose fragments no page has."""
    found = []
    for path in paths:
        if path.endswith(".html"):
            links = targets(Reader((folder / path).read_text(encoding="utf-8", errors="replace")), path)
        else:
            links = _iris(folder, base, path)
        for link, to in links:
            if to.fragment and hash((to.path, to.fragment)) in broken and is_file(folder, to.path):
                found.append(Finding(path, f"{link!a} leads to a fragment that {to.path} does not have"))
    return found
