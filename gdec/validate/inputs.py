"""Read what is to be validated: facts or RDF, files or folders, as one data graph; and find again what was read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from pathlib import Path
from urllib.parse import quote

import pyoxigraph
from pyoxigraph import RdfFormat

from gdec import terms
from gdec.errors import InputError, Problems
from gdec.facts.model import Article, Facts
from gdec.facts.names import Names
from gdec.facts.sources import BULK, YAML, Source, is_facts, sources
from gdec.facts.utf8 import read_bytes
from gdec.mapping import article_quads, registry_quads
from gdec.progress import counted
from gdec.project import Project, find_project
from gdec.rdf.formats import FORMATS, Format, guess, read
from gdec.shacl import report as shacl
from gdec.validate.places import BLANK, Places, Spot, match
from gdec.validate.report import Report, Result

STDIN = Path("-")
FACTS = ("yaml", "jsonl")
"""The formats of facts, by the names that stand beside those of RDF."""
_word = re.compile(r"[\w-]+")
_with_blank = re.compile(r"[\[(]|_:")


@dataclass(frozen=True)
class _Facts:
    """Facts that were read, and what they were read from."""

    facts: Facts
    project: Project
    source: Source


@dataclass(frozen=True)
class _Rdf:
    """An RDF file that was read, the name of its format, and its bytes where it cannot be read again."""

    path: Path
    format: str
    data: bytes | None

    def read(self) -> bytes:
        return (self.path.read_bytes() if self.data is None else self.data).removeprefix(b"\xef\xbb\xbf")


@dataclass
class Inputs:
    """What was read: files, each with the N-Quads that it gave."""

    files: list[tuple[_Facts | _Rdf, bytes]] = field(default_factory=list)
    articles: dict[tuple[Path, str], Source] = field(default_factory=dict)
    """Where each article was read from, by its project's folder and its id; without the bytes."""

    @cached_property
    def quads(self) -> bytes:
        """The data, as N-Quads."""
        return b"".join(quads for _, quads in self.files)

    def quads_of(self, *, facts: bool) -> bytes:
        """Give the data that comes from facts, or that from RDF files, as N-Quads."""
        return b"".join(quads for is_facts, quads in self.parts() if is_facts == facts)

    def parts(self) -> list[tuple[bool, bytes]]:
        """Give the N-Quads of each file, and whether they come from facts."""
        return [(isinstance(file, _Facts), quads) for file, quads in self.files]

    def doubted(self, report: Report) -> Report:
        """Give the report with the warnings about facts that no shape can give, behind the others."""
        from gdec.validate.doubts import doubtful

        read = (file for file, _ in self.files if isinstance(file, _Facts) and file.facts.article)
        return _with(report, chain.from_iterable(doubtful(file.facts, file.project) for file in read))

    def held_to_ontology(self, report: Report) -> Report:
        """Give the report with a result for each term that the ontology does not define, behind the others."""
        written = [quads for file, quads in self.files if isinstance(file, _Rdf) and terms.GDEC.encode() in quads]
        if not written:
            return report
        from gdec.validate.undefined import undefined

        return _with(report, chain.from_iterable(map(undefined, written)))

    def locate(self, report: Report) -> Report:
        """Give the report with file, line and column of each result; without results, nothing is read again."""
        if not report.results:
            return report
        from gdec.validate.origins import add_facts

        wanted = {term for one in report.results for term in (one.focus, one.value, *(one.triple or ())) if term}
        places = Places()
        for file, quads in self.files:
            lines = quads.decode()
            if isinstance(file, _Rdf):
                _add_rdf(places, file, lines, wanted)
            elif not file.facts.article or any(_speaks_of(line, wanted) for line in lines.split("\n")):
                names = Names(file.facts, file.project.registry)
                add_facts(places, file.facts, names, file.source)
        return report.placed(places)


def read_inputs(given: Iterable[Path | bytes], format: str | None = None) -> Inputs:
    """Read files, or all the facts and RDF in folders. Facts come with the registry of their project.

    Args:
        given: facts files (`.yaml`, `.jsonl`, `.jsonl.gz`), RDF files, folders, or bytes, which are called `-`.
        format: what bytes and the files are in that are named themselves, `yaml`, `jsonl` or one of `FORMATS`; by
            default N-Quads, and what a file's suffix tells. The files in folders are told by their suffixes always.

    Raises:
        InputError: an input that cannot be read, at its line.
        Problems: several problems, of one input or of more.
    """
    inputs = Inputs()
    projects: dict[Path, Project] = {}
    every = dict.fromkeys(chain.from_iterable(_files(each, format) for each in given))
    problems: dict[str, InputError] = {}
    for found, known in counted("files", every, len(every)):
        path, data = (STDIN, found) if isinstance(found, bytes) else (found, None)
        try:
            if known in FACTS or (known is None and is_facts(path)):
                _add_facts(inputs, path, projects, known, data)
            else:
                _read_rdf(inputs, path, _rdf_format(path, known), data)
        except Problems as several:
            problems |= {str(problem): problem for problem in several.problems}
        except InputError as problem:
            problems[str(problem)] = problem
    if problems:
        raise next(iter(problems.values())) if len(problems) == 1 else Problems(problems.values())
    return inputs


def _with(report: Report, more: Iterable[tuple[Result, shacl.Result]]) -> Report:
    """Give the report with results that no shape gives, ours and the standard's."""
    found = list(more)
    if not found:
        return report
    ours, standard = zip(*found, strict=True)
    whole = replace(report.found, results=(*report.found.results, *standard))
    return replace(report, results=(*report.results, *ours), found=whole)


def _rdf_format(path: Path, name: str | None) -> Format:
    return FORMATS[name] if name else guess(path)


def _files(path: Path | bytes, format: str | None) -> Iterator[tuple[Path | bytes, str | None]]:
    if isinstance(path, bytes):
        yield path, format or "nq"
        return
    if not path.is_dir():
        yield path, format
        return
    suffixes = (*YAML, *BULK, *(known.suffixes[0] for known in FORMATS.values()))
    files = (file for file in path.rglob("*") if file.name.lower().endswith(suffixes) and file.is_file())
    shown = (file for file in files if not any(part[0] == "." for part in file.relative_to(path).parts))
    # What editors chose is no facts; a build holds it to its shapes, beside the statements that it speaks of.
    found = sorted(set(shown).difference(find_project(path).editorial_files()))
    if not found:
        raise InputError(str(path), f"holds neither facts nor RDF; known are files in {', '.join(suffixes)}")
    yield from ((file, None) for file in found)


def _read_rdf(inputs: Inputs, path: Path, format: Format, data: bytes | None) -> None:
    try:
        text = path.read_bytes() if data is None else data
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}") from None
    quads = read(str(path), text, format)
    inputs.files.append((_Rdf(path, format.name, data), pyoxigraph.serialize(quads, format=RdfFormat.N_QUADS) or b""))


def _add_rdf(places: Places, file: _Rdf, quads: str, wanted: set[str]) -> None:
    """Note where in an RDF file the triples of the things stand that are looked for."""
    with_blanks = any(term.startswith(BLANK) for term in wanted)
    lines = [line for line in quads.split("\n") if _speaks_of(line, wanted) or (with_blanks and BLANK in line)]
    found = pyoxigraph.parse("\n".join(lines).encode(), RdfFormat.N_QUADS)
    for triple, where in match(_spots(file, wanted, with_blanks=with_blanks), found):
        if triple[0] in wanted or triple[2] in wanted:
            places.add(str(file.path), triple, where)


def _speaks_of(line: str, wanted: set[str]) -> bool:
    """Tell whether the subject or the object of a line of N-Quads is looked for."""
    subject, _, rest = line.partition(" ")
    end = rest.partition(" ")[2].removesuffix(" .")
    return subject in wanted or end in wanted or end.rpartition(" ")[0] in wanted


def _spots(file: _Rdf, wanted: set[str], *, with_blanks: bool) -> Iterable[Spot]:
    from gdec.validate import json_places, turtle_places, xml_places

    data, base = file.read(), f"file:///{quote(file.path.name)}"
    match file.format:
        case "xml":
            return xml_places.spots(data, base)
        case "jsonld":
            return json_places.spots(str(file.path), data.decode(), base)
    words = {found[-1] for term in wanted if term[0] == "<" and (found := _word.findall(term))}

    def is_wanted(text: str) -> bool:
        return (
            not words.isdisjoint(_word.findall(text))
            or "\\" in text
            or (with_blanks and _with_blank.search(text) is not None)
        )

    return turtle_places.spots(data.decode(), base, is_wanted)


def _add_facts(
    inputs: Inputs, path: Path, projects: dict[Path, Project], format: str | None, data: bytes | None
) -> None:
    project = find_project(path) if data is None else _project_here()
    folder = project.folder.resolve()
    if folder not in projects:
        projects[folder] = project
        _add_registry(inputs, project)
    project = projects[folder]
    if path.resolve() in {file.resolve() for file in project.registry_files()}:
        return
    for source in sources(path) if data is None else _given(data, bulk=format == "jsonl"):
        facts = project.take(source)
        if facts.article:
            _refuse_twin(inputs, folder, facts.article, source)
        quads = article_quads(facts, Names(facts, project.registry))
        inputs.files.append((_Facts(facts, project, source), quads))


def _project_here() -> Project:
    """Give the project that the command runs in, or the one in its folder `data`."""
    here, below = find_project(Path()), Path("data")
    is_project = any((here.folder / name).exists() for name in ("gdec.toml", "articles"))
    return here if is_project or not below.is_dir() else find_project(below)


def _refuse_twin(inputs: Inputs, folder: Path, article: Article, source: Source) -> None:
    """Refuse a second article of one id in a project: what is wrong with it would be told of the first."""
    this = source._replace(data=b"")
    first = inputs.articles.setdefault((folder, article.id), this)
    if first is not this and (first.path.resolve(), first.line) != (source.path.resolve(), source.line):
        message = f'the article "{article.id}" is in {first.name} already; give one of the two another id, or remove it'
        raise InputError(str(source.path), message, source.line or article.lines.get("id", 0))


def _given(data: bytes, *, bulk: bool) -> Iterator[Source]:
    """Give what bytes hold."""
    if not bulk:
        yield Source(STDIN, data)
        return
    for number, line in enumerate(data.splitlines(keepends=True), 1):
        if line.strip():
            yield Source(STDIN, line, number)


def _add_registry(inputs: Inputs, project: Project) -> None:
    """Add the registry as one graph, and its files as where that comes from."""
    quads = registry_quads(project.registry)
    for file, facts in zip(project.registry_files(), project.registry.files, strict=True):
        inputs.files.append((_Facts(facts, project, Source(file, read_bytes(file))), quads))
        quads = b""
