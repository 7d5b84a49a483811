"""Put several files in the place of others, all of them or none."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from gdec.errors import GdecError

_LEFT = ".gdec-forget-"


def clear_leftovers(folders: Iterable[Path]) -> None:
    """Remove what a killed process left beside the files of these folders and below; each file itself is whole.

    Raises:
        GdecError: one cannot be removed.
    """
    for folder in folders:
        for path in folder.rglob(f"{_LEFT}*"):
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise GdecError(f"{path}: cannot be removed: {error.strerror}") from error


@contextmanager
def swapped(before: Mapping[Path, bytes], after: Mapping[Path, bytes]) -> Iterator[None]:
    """Give files new contents for the time of a block, and for good when it ends well; else they are as before.

    The new files are on the disk before the first one takes its place. A process that is killed leaves each file
    old or new, never half of one, and beside it perhaps files that `clear_leftovers` removes.

    Args:
        before: what the files hold, as far as the caller knows.
        after: what they are to hold.

    Raises:
        GdecError: a file cannot be written, or somebody has changed it meanwhile.
    """
    with ExitStack() as kept:
        try:
            ready = [(_real(path), *_prepared(_real(path), data, kept)) for path, data in after.items()]
            if changed := next((path for path in after if path.read_bytes() != before[path]), None):
                raise GdecError(f"{changed}: was changed meanwhile; nothing was written, try again")
            for path, _, old in ready:
                kept.callback(old.unlink, missing_ok=True)
                old.hardlink_to(path)
        except OSError as error:
            raise GdecError(f"{error.filename or 'the facts'}: cannot be written: {error.strerror}") from error
        done: list[tuple[Path, Path]] = []
        try:
            for path, new, old in ready:
                new.replace(path)
                done.append((path, old))
            for folder in {path.parent for path, _, _ in ready}:
                _sync(folder)
            yield
        except BaseException:
            for path, old in done:
                old.replace(path)
            raise


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _prepared(path: Path, data: bytes, kept: ExitStack) -> tuple[Path, Path]:
    """Write the new content beside a file, and name the place where the old one is kept."""
    new, old = (path.with_name(f"{_LEFT}{secrets.token_hex(6)}") for _ in range(2))
    kept.callback(new.unlink, missing_ok=True)
    with new.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    shutil.copymode(path, new)
    return new, old


def _sync(folder: Path) -> None:
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
