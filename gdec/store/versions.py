"""The folder of a store: numbered versions that never change, the number of the current one, and the locks.

- `current`: the number of the current version, replaced in one step.
- `lock`: held by the one process that is making a version.
- `versions/7/`: a version: `oxigraph/`, `manifest.json`, and `.in-use`, which every reader of it holds.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gdec.errors import GdecError


@dataclass(frozen=True)
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
            return int(path.read_text(encoding="ascii"))
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
        if number == 0:
            return {}
        path = self.path(number) / "manifest.json"
        try:
            manifest: dict[str, Any] = json.loads(path.read_bytes())
            if not isinstance(manifest, dict):
                raise ValueError("it holds something else")
        except (OSError, ValueError, RecursionError) as error:
            raise GdecError(f"{path}: cannot be read: {error}; remove {self.folder} and build it again") from error
        return manifest

    def prepare(self, number: int) -> None:
        """Make the folder of a version to come."""
        self.path(number).mkdir(parents=True)
        (self.path(number) / ".in-use").touch()

    def finish(self, number: int, manifest: dict[str, Any]) -> None:
        """Write a version's manifest, bring all of it to the disk, and make it the current version."""
        path = self.path(number)
        _write(path / "manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True))
        for folder in (self.database(number), path, path.parent):
            _sync(folder)
        _write(self.folder / "current.new", f"{number}\n")
        (self.folder / "current.new").replace(self.folder / "current")
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
    def writing(self) -> Iterator[None]:
        """Be the one who makes a version, and remove before and after what is neither current nor read.

        So a version left by a writer that was killed goes as well as one that nobody needs any more.

        Raises:
            GdecError: another process is making a version, or the folder cannot be written.
        """
        with self._told():
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


def _remove_unless_read(path: Path) -> None:
    file = os.open(path / ".in-use", os.O_RDWR | os.O_CREAT, 0o666)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # What stays for now, as what a database still open makes meanwhile, goes with the next change.
        shutil.rmtree(path, ignore_errors=True)
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
    os.ftruncate(lock, 0)
    os.pwrite(lock, f"process {os.getpid()}\n".encode(), 0)


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
