"""Lay files into the trees of a site.

Files that two trees have alike are one file with two names, and none of two names is ever written into: a new one takes
its place.
"""

# Hundreds of thousands of files are laid down: their paths are texts.
# ruff: noqa: PTH103, PTH106, PTH108, PTH112

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice

from gdec.errors import GdecError
from gdec.site.frame.file import SAME, File, is_path

_PIECE = 1 << 20


@dataclass
class Trees:
    """The trees that files are laid into; it may be used in several processes, each with files of its own.

    Attributes:
        new: the tree that is to be the site.
        old: the site as it is, or None where there is none.
        twin: a second tree that gets the same files in the end, to be the start of the next build, or None where `new`
            was one.
    """

    new: str
    old: str | None
    twin: str | None
    _made: set[str] = field(default_factory=set)
    _inside: dict[str, bool] = field(default_factory=dict)

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
        self._make_room(file.path)
        is_same = before is not None and self._is_inside(before, file.path) and _is(f"{before}/{file.path}", file)
        if is_same and not is_fresh:
            return False
        target = f"{self.new}/{file.path}"
        if is_same:
            os.link(f"{before}/{file.path}", target)
        else:
            if not is_fresh:
                with suppress(FileNotFoundError):
                    os.unlink(target)
            _lay(target, file)
        return not is_same

    def edit(self, path: str, change: Callable[[bytes], bytes]) -> int:
        """Change a file that was laid down; give by how many more files the tree differs from the site: -1, 0, 1.

        It is written into only where it has no other name, and so no other tree has it.
        """
        target, old = (f"{tree}/{path}" for tree in (self.new, self.old))
        file = os.open(target, os.O_RDWR | os.O_NOFOLLOW)
        try:
            status = os.fstat(file)
            before = os.read(file, status.st_size)
            if (data := change(before)) == before:
                return 0
            if self.old and _holds(old, data):
                os.unlink(target)
                os.link(old, target)
                return -1
            if status.st_nlink == 1:
                os.lseek(file, 0, os.SEEK_SET)
                _fill(file, data)
                os.ftruncate(file, len(data))
            else:
                os.unlink(target)
                _write(target, data)
        finally:
            os.close(file)
        return int(self.old is not None and _holds(old, before))

    def folders(self) -> list[str]:
        """Name what is below the new tree, where there is a twin that is to get all of it: the largest folder first."""
        if not self.twin:
            return []
        with os.scandir(self.new) as entries:
            found = [(entry.stat().st_size, entry.name) for entry in entries]
        return [name for _, name in sorted(found, reverse=True)]

    def double(self, name: str) -> None:
        """Give the twin a file of the new tree, or a folder with all that is in it."""
        new, twin = (os.open(tree, os.O_RDONLY) for tree in (self.new, self.twin or self.new))
        try:
            _double(name, new, twin, is_folder=os.path.isdir(f"{self.new}/{name}"))
        finally:
            os.close(new)
            os.close(twin)

    def take_over(self, paths: Iterable[str]) -> None:
        """Make files of the new tree what they are in the old one."""
        for path in paths:
            target = f"{self.new}/{path}"
            self._make_room(path)
            with suppress(FileNotFoundError):
                os.unlink(target)
            if self.old and self._is_inside(self.old, path):
                with suppress(FileNotFoundError):
                    os.link(f"{self.old}/{path}", target)

    def remove(self, path: str) -> None:
        """Take a file away, with the folder that it was the last of."""
        if not self._is_inside(self.new, path):
            return
        with suppress(FileNotFoundError):
            os.unlink(f"{self.new}/{path}")
        folder = path.rpartition("/")[0]
        with suppress(OSError):
            os.rmdir(f"{self.new}/{folder}")
            self._made.discard(folder)

    def _make_room(self, path: str) -> None:
        """Make the folder of a file of the new tree, and folders of what leads out of it."""
        folder = path.rpartition("/")[0]
        if folder not in self._made:
            for link in _links(self.new, folder):
                os.unlink(link)
            os.makedirs(f"{self.new}/{folder}", exist_ok=True)
            self._made.add(folder)

    def _is_inside(self, tree: str, path: str) -> bool:
        """Tell that no folder of a file's path is a link to elsewhere; each is looked at once."""
        folder = f"{tree}/{path}".rpartition("/")[0]
        if folder not in self._inside:
            self._inside[folder] = not _links(tree, path.rpartition("/")[0])
        return self._inside[folder]


def _links(tree: str, folder: str) -> list[str]:
    """Name the first step of a folder's path below a tree that is a link, if any is."""
    steps = folder.split("/")
    below = (f"{tree}/{'/'.join(steps[:end])}" for end in range(1, len(steps) + 1))
    return list(islice(filter(os.path.islink, below), 1))


def _is(path: str, file: File) -> bool:
    """Tell that a file has the bytes that it is to have."""
    if file.at:
        with suppress(FileNotFoundError):
            if os.path.samestat(os.lstat(path), file.at.stat()):
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
        _fill(file, data)
    finally:
        os.close(file)


def _fill(file: int, data: bytes | memoryview) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(file, rest) :]


def _double(name: str, new: int, twin: int, *, is_folder: bool) -> None:
    """Give what a folder has by some name to another folder too, both of which are open."""
    if not is_folder:
        os.link(name, name, src_dir_fd=new, dst_dir_fd=twin)
        return
    os.mkdir(name, dir_fd=twin)
    below = [os.open(name, os.O_RDONLY, dir_fd=each) for each in (new, twin)]
    try:
        with os.scandir(below[0]) as entries:
            for entry in entries:
                _double(entry.name, *below, is_folder=entry.is_dir(follow_symlinks=False))
    finally:
        for each in below:
            os.close(each)
