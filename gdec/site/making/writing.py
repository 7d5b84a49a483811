"""Lay a site into its folder: beside the old one, and then in its place in one step.

Beside a site `public` lies `.public.gdec`, which no host is sent: the lock, the memory of what was published from what
(`gdec.site.kept.memory`), `kept`, where parts keep what they made, and `next`, the tree that is to be the site. It is
exchanged with the folder when it is complete; the tree that comes back is the next one's start, so that a build only
touches what has changed. Files that both trees have alike are one file with two names, and none is ever written into: a
new one takes its place.
"""

# Hundreds of thousands of files are laid down: their paths are texts.
# ruff: noqa: PTH103, PTH106, PTH108, PTH120, PTH121

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from gdec.errors import GdecError
from gdec.published import MARK
from gdec.site.frame.file import SAME, File, is_path

_MARKED = b"gdec publish made this folder, and makes it anew: what else is put here goes.\n"
_AT_FDCWD, _EXCHANGE = -100, 2
_PIECE = 1 << 20


@dataclass
class Trees:
    """The trees that files are laid into; it may be used in several processes, each with files of its own.

    Attributes:
        new: the tree that is to be the site.
        old: the site as it is, or None where there is none.
        twin: a second tree that gets the same files, to be the start of the next build, or None where `new` was one.
    """

    new: str
    old: str | None
    twin: str | None
    _made: set[str] = field(default_factory=set)

    def put(self, file: File) -> bool:
        """Lay a file down, and tell whether it differs from the one that the site has.

        Raises:
            GdecError: it would stand outside the site.
        """
        if not is_path(file.path):
            raise GdecError(f"{file.path!a}: no file of a site can be called so")
        if file.data is SAME:
            return False
        is_fresh = self.twin is not None
        before = self.old if is_fresh else self.new
        is_same = before is not None and _is(f"{before}/{file.path}", file)
        if is_same and not is_fresh:
            return False
        target = f"{self.new}/{file.path}"
        self._make_room(file.path)
        if is_same:
            os.link(f"{before}/{file.path}", target)
        else:
            if not is_fresh:
                with suppress(FileNotFoundError):
                    os.unlink(target)
            _lay(target, file)
        if self.twin:
            os.link(target, f"{self.twin}/{file.path}")
        return not is_same

    def edit(self, path: str, change: Callable[[bytes], bytes]) -> int:
        """Change a file that was laid down; give by how many more files the tree differs from the site: -1, 0, 1."""
        before = Path(f"{self.new}/{path}").read_bytes()
        if (data := change(before)) == before:
            return 0
        for tree in filter(None, (self.new, self.twin)):
            os.unlink(f"{tree}/{path}")
        self.put(File(path, data))
        was_same, is_same = (_holds(f"{self.old}/{path}", each) for each in (before, data))
        return was_same - is_same

    def take_over(self, paths: Iterable[str]) -> None:
        """Make files of the new tree what they are in the old one."""
        for path in paths:
            target = f"{self.new}/{path}"
            with suppress(FileNotFoundError):
                os.unlink(target)
            self._make_room(path)
            with suppress(FileNotFoundError):
                os.link(f"{self.old}/{path}", target)

    def remove(self, path: str) -> None:
        """Take a file away, with the folder that it was the last of."""
        with suppress(FileNotFoundError):
            os.unlink(f"{self.new}/{path}")
        with suppress(OSError):
            os.rmdir(os.path.dirname(f"{self.new}/{path}"))

    def _make_room(self, path: str) -> None:
        folder = path.rpartition("/")[0]
        if folder not in self._made:
            for tree in filter(None, (self.new, self.twin)):
                os.makedirs(f"{tree}/{folder}", exist_ok=True)
            self._made.add(folder)


class Place:
    """The place of a site: its folder, and the folder beside it that holds what the next build needs.

    Args:
        folder: the site's folder; a link is followed.

    Raises:
        GdecError: there is something else.
    """

    def __init__(self, folder: Path) -> None:
        self.site = Path(os.path.realpath(folder))
        self.beside = self.site.with_name(f".{self.site.name}.gdec")
        self.next, self.twin = self.beside / "next", self.beside / "twin"
        self.memory, self.kept = self.beside / "memory.sqlite", self.beside / "kept"
        if not _is_ours_or_free(self.site):
            raise GdecError(f"{folder}: holds something that is no site of gdec; name an empty folder or a new one")

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Be the only one who publishes there.

        Raises:
            GdecError: another process is publishing there, or the folder cannot be written.
        """
        try:
            self.beside.mkdir(parents=True, exist_ok=True)
            lock = os.open(self.beside / "lock", os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise GdecError(f"{self.beside}: cannot be written: {error.strerror}") from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        except BlockingIOError:
            raise GdecError(f"{self.site}: another process is publishing there; wait until it has ended") from None
        finally:
            os.close(lock)

    def inodes(self) -> tuple[int, int]:
        """Tell the site's folder and the next tree by their numbers; 0 where there is none."""
        return _inode(self.site), _inode(self.next)

    def start_afresh(self) -> Trees:
        """Give empty trees; what a killed run left in them goes."""
        for path in (self.next, self.twin, self.kept):
            shutil.rmtree(path, ignore_errors=True)
            path.mkdir()
        return Trees(str(self.next), str(self.site) if self.site.is_dir() else None, str(self.twin))

    def go_on(self) -> Trees:
        """Give the next tree as the last build left it."""
        return Trees(str(self.next), str(self.site), None)

    @contextmanager
    def aside(self) -> Iterator[Path]:
        """Give an empty folder that is there as long as it is needed; what a killed run left in it goes."""
        folder = self.beside / "aside"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def exchange(self) -> None:
        """Make the next tree the site, in one step, when all of it is on the disk.

        Raises:
            GdecError: it cannot be done here.
        """
        _sync(self.next)
        try:
            if not self.site.exists():
                self.next.rename(self.site)
                return
            _exchange(self.next, self.site)
        except OSError as error:
            raise GdecError(f"{self.site}: cannot be replaced by the new site: {error.strerror}") from error

    def keep_twin(self) -> None:
        """Make the twin of a new site the start of the next build."""
        if self.twin.is_dir():
            shutil.rmtree(self.next, ignore_errors=True)
            self.twin.rename(self.next)


def mark() -> File:
    """Give the file that marks a site."""
    return File(MARK, _MARKED)


def _is_ours_or_free(folder: Path) -> bool:
    if not folder.exists():
        return True
    return folder.is_dir() and ((folder / MARK).is_file() or not any(folder.iterdir()))


def _inode(path: Path) -> int:
    try:
        return path.stat().st_ino
    except OSError:
        return 0


def _is(path: str, file: File) -> bool:
    """Tell that a file has the bytes that it is to have."""
    if file.at:
        with suppress(FileNotFoundError):
            if os.path.samefile(path, file.at):
                return True
    return _holds(path, file.data)


def _lay(path: str, file: File) -> None:
    """Lay a file down, as another name of one that is there where that can be."""
    if file.at:
        with suppress(OSError):
            os.link(file.at, path)
            return
    _write(path, file.data)


def _holds(path: str, data: bytes | memoryview) -> bool:
    """Tell that a file has these bytes."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        if os.fstat(file).st_size != len(data):
            return False
        if len(data) <= _PIECE:
            return os.read(file, _PIECE) == bytes(data)
        pieces = range(0, len(data), _PIECE)
        return all(os.read(file, _PIECE) == bytes(data[at : at + _PIECE]) for at in pieces)
    finally:
        os.close(file)


def _write(path: str, data: bytes | memoryview) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest) :]
    finally:
        os.close(file)


def _sync(folder: Path) -> None:
    """Bring everything on a folder's file system to the disk."""
    file = os.open(folder, os.O_RDONLY)
    try:
        if (syncfs := _libc("syncfs")) is None or syncfs(file):
            os.sync()
    finally:
        os.close(file)


def _exchange(one: Path, other: Path) -> None:
    """Exchange two folders in one step; where the system cannot do that, in two renames."""
    renameat2 = _libc("renameat2")
    if renameat2 is not None:
        if not renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE):
            return
        number = ctypes.get_errno()
        if number not in (errno.EINVAL, errno.ENOSYS):
            raise OSError(number, os.strerror(number))
    aside = one.with_name("old")
    other.rename(aside)
    one.rename(other)
    aside.rename(one)


def _libc(name: str) -> ctypes._NamedFuncPointer | None:
    return getattr(ctypes.CDLL(None, use_errno=True), name, None)
