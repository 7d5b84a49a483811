"""Lay a site into its folder: beside the old one, and then in its place in one step.

Beside a site `public` lies `.public.gdec`, which no host is sent: the lock, the memory of what was published from what
(`gdec.site.kept.memory`), `kept`, where parts keep what they made, and `next`, the tree that is to be the site. It is
exchanged with the folder when it is complete; the tree that comes back is the next one's start, so that a build only
touches what has changed.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from gdec.errors import GdecError
from gdec.processes.apart import let_do
from gdec.published import MARK
from gdec.site.frame.file import File
from gdec.site.kept.naming import FILE
from gdec.site.making.laying import Trees

_MARKED = b"gdec publish made this folder, and makes it anew: what else is put here goes.\n"
_LOCK = "lock"
_AT_FDCWD, _EXCHANGE = -100, 2
LARGE = 1 << 20
"""A file with more bytes than this does not lie in two trees at once where they differ in it."""


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
        self.naming = self.memory.with_name(FILE)
        if not _is_ours_or_free(self.site):
            raise GdecError(f"{folder}: holds something that is no site of gdec; name an empty folder or a new one")
        if _is_somebodys(self.beside):
            raise GdecError(
                f"{self.beside}: holds something that gdec did not put there; move it, or name another folder"
            )

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Be the only one who publishes there.

        Raises:
            GdecError: another process is publishing there, or the folder cannot be written.
        """
        try:
            self.beside.mkdir(parents=True, exist_ok=True)
            lock = os.open(self.beside / _LOCK, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise GdecError(f"{self.beside}: cannot be written: {error.strerror}") from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        except BlockingIOError:
            raise GdecError(f"{self.site}: another process is publishing there; wait until it has ended") from None
        finally:
            os.close(lock)

    def inodes(self) -> tuple[int, ...]:
        """Tell the site's folder, the next tree and the table of names by their numbers; 0 where there is none."""
        return tuple(map(_inode, (self.site, self.next, self.naming)))

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

    def send_off(self) -> None:
        """Begin to bring to the disk what there is of the next tree, while other work goes on."""
        let_do(partial(_sync, self.next))

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

    def lighten(self, paths: Iterable[str]) -> None:
        """Take what is large of some files out of the next tree, which gets them from the site before it is used."""
        for path in paths:
            with suppress(FileNotFoundError):
                if (self.next / path).stat().st_size > LARGE:
                    (self.next / path).unlink()


def mark() -> File:
    """Give the file that marks a site."""
    return File(MARK, _MARKED)


def _is_ours_or_free(folder: Path) -> bool:
    if not folder.exists():
        return True
    return folder.is_dir() and ((folder / MARK).is_file() or not any(folder.iterdir()))


def _is_somebodys(beside: Path) -> bool:
    """Tell that what stands beside a site, and is emptied again and again, is none of ours: there is no lock in it."""
    return beside.exists() and not (beside.is_dir() and ((beside / _LOCK).is_file() or not any(beside.iterdir())))


def _inode(path: Path) -> int:
    try:
        return path.stat().st_ino
    except OSError:
        return 0


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
