"""Forget a person: in the facts, the registry, editors' choices, every version of the store, and its history."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from gdec import terms
from gdec.build import build
from gdec.errors import GdecError, InputError
from gdec.facts.model import Facts
from gdec.facts.sources import Source, is_bulk, sources
from gdec.facts.utf8 import read_bytes
from gdec.forgetting.exports import exports_of
from gdec.forgetting.files import Touched, choices_without, rewritten, rewritten_source
from gdec.forgetting.person import Person, find_person
from gdec.forgetting.search import apart_from, files_naming
from gdec.forgetting.swap import clear_leftovers, swapped
from gdec.history import facts_of
from gdec.project import Project
from gdec.store.history import History, Received
from gdec.store.local import open_current
from gdec.store.replacing import left_over, replace_whole
from gdec.store.versions import Versions


@dataclass
class Forgotten:
    """What forgetting a person touched.

    Attributes:
        person: who it was.
        files: the files of facts and choices that are others now, each with what was done to it.
        exports: exports of the store as it was that were written anew from what is left.
        history: how many kept versions of articles' facts are others now.
        version: the store's version that holds nothing of the person; 0 where there is no store.
        in_use: older versions that a reader still holds; they go with the next change of the store.
        left: files that still have the name or the key: notes, older exports and others that no rule may rewrite.
    """

    person: Person
    files: dict[Path, Touched] = field(default_factory=dict)
    exports: list[Path] = field(default_factory=list)
    history: int = 0
    version: int = 0
    in_use: list[int] = field(default_factory=list)
    left: list[Path] = field(default_factory=list)


@dataclass(frozen=True)
class Request:
    """What is asked for.

    Attributes:
        who: the person, by key, IRI or name.
        reason: why, for the store's record; it must not name the person.
        exports: folders whose files that name the person are written anew, where they are exports of the store as it
            is, and listed else.
        is_dry: only tell what would be done.
    """

    who: str
    reason: str = ""
    exports: tuple[Path, ...] = ()
    is_dry: bool = False


def forget(project: Project, store: Path, request: Request) -> Forgotten:
    """Erase a person from a project and its store, all of it or nothing.

    The store is made anew from the facts without the person, and no file of the old one is kept. Should the process be
    killed, forgetting the person again does the rest.

    Raises:
        InputError: a file cannot be used, or has the name where only an editor can take it out.
        GdecError: nobody, or more than one person, is called so; what is left would not conform; the store cannot
            be written.
    """
    with ExitStack() as held:
        past = _past(store, held) if Versions(store).current() else None
        clear_leftovers({path.parent for path in _rewritable(project)} | {*request.exports})
        person = find_person(_all_facts(project, past), request.who, terms.prefixes(project.base))
        if person.pattern.search(request.reason):
            raise GdecError("the reason names the person; reword it, for it is kept")
        outcome = _Forgetting(project, store, past, person, request).run()
    outcome.in_use = left_over(store) if outcome.version else []
    found = [*apart_from(store, files_naming(person, [project.folder, *request.exports]))]
    found += files_naming(person, [store] if outcome.version else [])
    to_come = {path.resolve() for path in (*outcome.files, *outcome.exports)} if request.is_dry else set()
    outcome.left = [path for path in found if path.resolve() not in to_come]
    return outcome


def _rewritable(project: Project) -> tuple[Path, ...]:
    return (*project.registry_files(), *project.articles(), *project.editorial_files())


def _past(store: Path, held: ExitStack) -> History:
    """Open the history of a store that nobody else changes from now on."""
    held.enter_context(Versions(store).writing())
    return held.enter_context(History(store, Versions(store).current()))


def _all_facts(project: Project, past: History | None) -> Iterator[Facts]:
    for path in (*project.registry_files(), *project.articles()):
        yield from (source.read() for source in sources(path))
    if past:
        yield from (facts_of(past, line) for line in past.lines() if line.digest)


class _Forgetting:
    def __init__(self, project: Project, store: Path, past: History | None, person: Person, request: Request) -> None:
        self.project, self.store, self.past, self.person, self.request = project, store, past, person, request
        self.outcome = Forgotten(person)
        self.old: dict[Path, bytes] = {}
        self.new: dict[Path, bytes] = {}

    def run(self) -> Forgotten:
        for path in (*self.project.registry_files(), *self.project.articles()):
            self.take(path, *rewritten(path, self.person))
        for path in self.project.editorial_files():
            self.take(path, *choices_without(path, self.person))
        with self.room() as room:
            self.made_anew(room)
            history = self.rewrite_history(room)
            self.export_anew(room / "store")
            if not self.request.is_dry:
                self.put_in_place(room / "store", history)
        return self.outcome

    def take(self, path: Path, data: bytes, touched: Touched) -> None:
        before = path.read_bytes()
        if data != before:
            self.old[path], self.new[path] = before, data
            self.outcome.files[path] = touched

    @contextmanager
    def room(self) -> Iterator[Path]:
        """Give a folder on the disk of the store, in which the new store is made."""
        # What a killed process leaves among the versions goes with the next change of the store.
        near = self.store / "versions" if self.past else None
        with tempfile.TemporaryDirectory(prefix="forget-", dir=near) as folder:
            yield Path(folder)

    def made_anew(self, room: Path) -> None:
        """Build a store from what is left, and so see that it conforms and that nothing in it leads to nowhere."""
        work = room / "data"
        for path in _rewritable(self.project):
            place = work / path.parent.name / path.name
            place.parent.mkdir(parents=True, exist_ok=True)
            if path in self.new:
                place.write_bytes(self.new[path])
            else:
                place.symlink_to(path.resolve())
        self.keep_absent(work / "articles")
        project = replace(self.project, folder=work)
        while True:
            outcome = build(project, room / "store")
            choice = next((error for error in outcome.unreadable.values() if _is_of_choice(error)), None)
            if not isinstance(choice, InputError):
                break
            self.drop_choice(choice)
        told = [str(error) for error in outcome.unreadable.values()]
        told += [f"{name}: would not conform: {report.summary()}" for name, report in outcome.refused.items()]
        if told:
            raise GdecError("\n".join(told).replace(str(work), str(self.project.folder)))

    def drop_choice(self, error: InputError) -> None:
        """Take away a choice whose value nobody states any more."""
        place = Path(error.source)
        path = self.project.folder / "editorial" / place.name
        data, touched = choices_without(place, self.person, [error.line])
        if data == read_bytes(place):
            raise error
        place.unlink()
        place.write_bytes(data)
        self.old.setdefault(path, path.read_bytes())
        self.new[path] = data
        self.outcome.files.setdefault(path, Touched())
        self.outcome.files[path] += touched

    def keep_absent(self, articles: Path) -> None:
        """Write the facts of articles that the store holds and whose files are gone, so that they stay in it."""
        if self.past is None:
            return
        records = Versions(self.store).manifest(self.past.version).get("articles", {})
        last = {line.article: line for line in self.past.lines()}
        known = {path.name for path in self.project.articles()}
        for key, record in records.items():
            if record["file"] in known:
                continue
            line = last.get(key)
            if line is None or not line.digest:
                raise GdecError(f'the facts of "{key}" are gone and not in the history; run `gdec build --prune` first')
            self.write_absent(articles, line)

    def write_absent(self, articles: Path, line: Received) -> None:
        data = self.without_person(line, self.past.data(line.digest)) if self.past else b""
        name = (
            line.file
            if not is_bulk(Path(line.file))
            else f"{line.file.removesuffix('.gz').removesuffix('.jsonl')}.jsonl"
        )
        with (articles / name).open("ab") as file:
            file.write(data if not is_bulk(Path(name)) or data.endswith(b"\n") else data + b"\n")

    def rewrite_history(self, room: Path) -> Path | None:
        if self.past is None:
            return None
        with History(room / "store", Versions(room / "store").current()) as after:
            return self.past.rewrite(room, self.rewritten_line, after)

    def rewritten_line(self, line: Received, data: bytes) -> bytes | None:
        """Give facts of the history without the person; none where only an editor, who is long past, could do it."""
        try:
            new = self.without_person(line, data)
        except InputError:
            new = None
        self.outcome.history += new != data
        return new

    def without_person(self, line: Received, data: bytes) -> bytes:
        path = Path(line.file)
        new, _ = rewritten_source(Source(path, data, int(is_bulk(path))), self.person)
        return new

    def export_anew(self, made: Path) -> None:
        """Write the exports of the store that name the person as the store without the person gives them."""
        if self.past is None or not self.request.exports:
            return
        with open_current(self.store) as before, open_current(made) as after:
            paths = apart_from(self.store, files_naming(self.person, self.request.exports))
            for found in exports_of(before, filter(Path.is_file, paths)):
                self.old[found.path], self.new[found.path] = found.path.read_bytes(), found.of(after)
                self.outcome.exports.append(found.path)

    def put_in_place(self, made: Path, history: Path | None) -> None:
        with swapped(self.old, self.new):
            if self.past and history:
                self.past.close()
                self.note(made)
                replace_whole(self.store, made, history)
                self.outcome.version = Versions(self.store).current()

    def note(self, made: Path) -> None:
        """Note in the new version's record that somebody was forgotten, when and why, and not who."""
        versions = Versions(made)
        before = Versions(self.store).manifest(Versions(self.store).current()).get("forgotten", [])
        manifest = versions.manifest(versions.current())
        today = datetime.now(UTC).date().isoformat()
        manifest["forgotten"] = [*before, {"on": today, "reason": self.request.reason}]
        versions.finish(versions.current(), manifest)


def _is_of_choice(error: GdecError) -> bool:
    return isinstance(error, InputError) and error.line > 0 and Path(error.source).parent.name == "editorial"
