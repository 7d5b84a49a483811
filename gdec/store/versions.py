"""The folder of a store: numbered versions that never change, the number of the current one, and the locks.

- `current`: the number of the current version, replaced in one step.
- `lock`: held by the one process that is making a version.
- `versions/7/`: a version: `oxigraph/`, `manifest.json`, `articles.json` with a record of each article in it, and
  `.in-use`, which every reader of it holds.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gdec.errors import GdecError

MANIFEST, ARTICLES = "manifest.json", "articles.json"


@dataclass(frozen=True, eq=False, repr=False)
class Versions:
    """The versions of the store in a folder."""

    folder: Path

    def current(self) -> int:
        """Give the number of the current version, 0 where there is none yet.

        Raises:
            GdecError: the file that names it cannot be read.
        """
        path = self.folder / "current"
        try:
            return int(path.read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return 0
        except (OSError, ValueError) as error:
            raise GdecError(f"{path}: does not name a version: {error}") from error

    def path(self, number: int) -> Path:
        """Give the folder of a version."""
        return self.folder / "versions" / str(number)

    def database(self, number: int) -> Path:
        """Give the folder of a version's database."""
        return self.path(number) / "oxigraph"

    def manifest(self, number: int) -> dict[str, Any]:
        """Read what the maker of a version wrote down about it; nothing for version 0.

        Raises:
            GdecError: the manifest is missing or broken.
        """
        import msgspec

        articles = self.path(number) / ARTICLES
        read = msgspec.json.decode
        return self.head(number) | ({"articles": self._read(articles, read)} if articles.exists() else {})

    def head(self, number: int) -> dict[str, Any]:
        """Read the manifest without its records of articles, which are as many as these; else as `manifest`."""
        return self._read(self.path(number) / MANIFEST, json.loads) if number else {}

    def _read(self, path: Path, decode: Callable[[bytes], Any]) -> dict[str, Any]:
        try:
            found: dict[str, Any] = decode(path.read_bytes())
            if not isinstance(found, dict):
                raise ValueError("it holds something else")
        except (OSError, ValueError, RecursionError) as error:
            raise GdecError(f"{path}: cannot be read: {error}; remove {self.folder} and build it again") from error
        return found

    def prepare(self, number: int) -> None:
        """Make the folder of a version to come."""
        self.path(number).mkdir(parents=True)
        (self.path(number) / ".in-use").touch()

    def finish(self, number: int, manifest: dict[str, Any]) -> None:
        """Write a version's manifest, bring all of it to the disk, and make it the current version."""
        import msgspec

        path = self.path(number)
        head = {name: value for name, value in manifest.items() if name != "articles"}
        if "articles" in manifest:
            _write(path / ARTICLES, msgspec.json.encode(manifest["articles"]))
        _write(path / MANIFEST, json.dumps(head, ensure_ascii=False, indent=1, sort_keys=True).encode())
        # Files that are shared with the version before were brought to the disk with it.
        new = [file for file in self.database(number).iterdir() if file.stat().st_nlink == 1]
        for place in (*new, self.database(number), path, path.parent):
            _sync(place)
        _write(self.folder / "current", f"{number}\n".encode())
        _sync(self.folder)

    def hold(self) -> tuple[int, int]:
        """Give the number of the current version and an open file; until that is closed, the version stays.

        Raises:
            GdecError: there is no store in the folder, or it is damaged.
        """
        while number := self.current():
            try:
                file = os.open(self.path(number) / ".in-use", os.O_RDONLY)
            except OSError as error:
                if self.current() == number:
                    raise GdecError(f"{self.folder}: version {number} cannot be opened: {error}") from error
                continue
            fcntl.flock(file, fcntl.LOCK_SH)
            # A version that is still current now is removed by nobody while the lock is held.
            if self.current() == number:
                return number, file
            os.close(file)
        raise GdecError(f"no store at {self.folder}; run gdec build first, or name another with --store")

    @contextmanager
    def aside(self) -> Iterator[Path]:
        """Give a folder that is gone when the block ends: beside the versions or, where nobody may write, elsewhere.

        What a killed process leaves there goes with the next version that is made.
        """
        with ExitStack() as stack:
            try:
                place = stack.enter_context(_claimed(self.folder / "versions"))
            except OSError:
                from tempfile import TemporaryDirectory

                place = Path(stack.enter_context(TemporaryDirectory(prefix="gdec-")))
            yield place

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the one who makes a version, and remove before and after what is neither current nor read.

        So a version left by a writer that was killed goes as well as one that nobody needs any more, and the whole
        folder where it was made for a first version that failed.

        Raises:
            GdecError: another process is making a version, or the folder cannot be written.
        """
        with self._told():
            is_new = not self.folder.exists()
            (self.folder / "versions").mkdir(parents=True, exist_ok=True)
            lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o666)
        try:
            with self._told():
                _lock_or_tell(lock, self.folder)
                self._remove_unused()
            try:
                yield
            finally:
                # What cannot be removed now goes before the next version is made.
                with suppress(OSError):
                    self._remove_unused()
                    if is_new and not self.current():
                        self._remove_all()
        finally:
            os.close(lock)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise GdecError(f"{self.folder}: cannot be written: {error.strerror}") from error

    def _remove_unused(self) -> None:
        current = self.current()
        for path in (self.folder / "versions").iterdir():
            if path.name != str(current):
                _remove_unless_read(path)

    def _remove_all(self) -> None:
        """Remove the folder; in one step for those who look for it."""
        gone = self.folder.with_name(f"{self.folder.name}.gone-{os.getpid()}")
        self.folder.rename(gone)
        _remove(gone)


@contextmanager
def _claimed(folder: Path) -> Iterator[Path]:
    """Make a folder in a folder of versions, held so that no writer removes it, and remove it at the end."""
    place = folder / f"aside-{os.getpid()}-{time.monotonic_ns()}"
    place.mkdir(0o700)
    in_use = os.open(place / ".in-use", os.O_RDWR | os.O_CREAT, 0o666)
    try:
        fcntl.flock(in_use, fcntl.LOCK_SH)
        (place / ".in-use").stat()  # a writer may have been faster
        yield place
    finally:
        _remove(place)
        os.close(in_use)


def _remove(folder: Path) -> None:
    """Remove a folder, as far as that can be done."""
    import shutil

    shutil.rmtree(folder, ignore_errors=True)


def _remove_unless_read(path: Path) -> None:
    file = os.open(path / ".in-use", os.O_RDWR | os.O_CREAT, 0o666)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # What stays for now, as what a database still open makes meanwhile, goes with the next change.
        _remove(path)
    except BlockingIOError:
        return
    finally:
        os.close(file)


def _lock_or_tell(lock: int, folder: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        owner = os.pread(lock, 200, 0).decode("utf-8", "replace").strip() or "another process"
        raise GdecError(f"{folder}: {owner} is changing this store; wait until it has ended") from None
    if not (folder / "lock").exists():
        raise GdecError(f"{folder}: another process has just given this store up; build it again")
    os.ftruncate(lock, 0)
    os.pwrite(lock, f"process {os.getpid()}\n".encode(), 0)


def _write(path: Path, data: bytes) -> None:
    """Write a file so that it is the old one or the new one at any moment."""
    new = path.with_name(f"{path.name}.new")
    with new.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def _sync(folder: Path) -> None:
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
