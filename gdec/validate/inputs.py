"""Read what is to be validated: facts or RDF, files or folders, as one data graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import pyoxigraph
from pyoxigraph import RdfFormat

from gdec.errors import InputError
from gdec.facts.model import Facts
from gdec.facts.names import Names
from gdec.facts.sources import BULK, YAML, is_facts
from gdec.mapping import article_quads, registry_quads
from gdec.project import Project, find_project
from gdec.rdf.formats import FORMATS, Format, read_file
from gdec.validate.report import Report


@dataclass
class Inputs:
    """What was read.

    Attributes:
        quads: the data, as N-Quads.
        facts: the facts files among the inputs and the registries they refer to, with their project and name.
    """

    quads: bytes = b""
    facts: list[tuple[Facts, Project, str]] = field(default_factory=list)

    def locate(self, report: Report) -> Report:
        """Give the report with the line of each result that comes from a facts file."""
        for facts, project, source in self.facts:
            report = report.located(facts, project, source)
        return report


def read_inputs(paths: Iterable[Path], format: Format | None = None) -> Inputs:
    """Read files, or all the facts and RDF in folders. Facts come with the registry of their project.

    Args:
        paths: facts files (`.yaml`, `.jsonl`, `.jsonl.gz`), RDF files, or folders.
        format: what the RDF files are in; by default each file's suffix tells.

    Raises:
        GdecError: an input that cannot be read, at its line.
    """
    inputs = Inputs()
    projects: dict[Path, Project] = {}
    for path in dict.fromkeys(chain.from_iterable(map(_files, paths))):
        if is_facts(path):
            _add_facts(inputs, path, projects)
        else:
            inputs.quads += pyoxigraph.serialize(read_file(path, format), format=RdfFormat.N_QUADS) or b""
    return inputs


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    suffixes = (*YAML, *BULK, *(known.suffixes[0] for known in FORMATS.values()))
    files = (file for file in path.rglob("*") if file.name.lower().endswith(suffixes) and file.is_file())
    found = sorted(file for file in files if not any(part[0] == "." for part in file.relative_to(path).parts))
    if not found:
        raise InputError(str(path), f"holds neither facts nor RDF; known are files in {', '.join(suffixes)}")
    yield from found


def _add_facts(inputs: Inputs, path: Path, projects: dict[Path, Project]) -> None:
    project = find_project(path)
    folder = project.folder.resolve()
    if folder not in projects:
        projects[folder] = project
        _add_registry(inputs, project)
    project = projects[folder]
    if path.resolve() in {file.resolve() for file in project.registry_files()}:
        return
    for facts in project.read_each(path):
        inputs.quads += article_quads(facts, Names(facts, project.registry))
        inputs.facts.append((facts, project, str(path)))


def _add_registry(inputs: Inputs, project: Project) -> None:
    inputs.quads += registry_quads(project.registry)
    for file, facts in zip(project.registry_files(), project.registry.files, strict=True):
        inputs.facts.append((facts, project, str(file)))
