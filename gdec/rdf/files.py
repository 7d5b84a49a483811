"""Write an output file whole or not at all."""

from __future__ import annotations

import errno
import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from gdec.errors import GdecError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

SPAN = 8 << 20
"""After how many bytes the disk is set to work, so that there is little left to wait for at the end."""
DISK = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO}
"""What a write can fail with because of the disk; any other OSError in the caller's block is the caller's own."""


@contextmanager
def written_whole(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """Give a binary file that takes the place of `path` when the block ends well, and is gone when it does not.

    The bytes stand in the same folder under a temporary name until they are on the disk, so a reader never meets
    half a file. A link is followed, and a file keeps its mode. What is no regular file (`/dev/null`, a pipe) is
    written to as it is.

    Raises:
        GdecError: the folder is missing or read-only, the path is a folder, or the disk is full.
    """
    target = Path(os.path.realpath(path))
    is_special = target.exists() and not target.is_file()
    part = target if is_special else target.with_name(f".gdec-{os.urandom(6).hex()}")
    try:
        file = part.open("wb") if is_special else io.BufferedWriter(_Flowing(part, "x"))
    except OSError as error:
        raise GdecError(_why(path, target, error)) from error
    try:
        with file:
            yield file
            file.flush()
            if not is_special:
                os.fsync(file.fileno())
        if target.is_file():
            part.chmod(stat.S_IMODE(target.stat().st_mode))
        if not is_special:
            part.replace(target)
    except BaseException as error:
        if not is_special:
            part.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno in DISK:
            raise GdecError(f"{path}: cannot be written: {error.strerror}; make room and try again") from error
        raise


class _Flowing(io.FileIO):
    """A file whose bytes are on their way to the disk while more of them are written."""

    sent = written = 0

    def write(self, data: ReadableBuffer, /) -> int:
        """Write and give the number of bytes, as the file would."""
        count = super().write(data)
        self.written += count
        if self.written - self.sent >= SPAN:
            send_off(self.fileno(), self.sent, self.written - self.sent)
            self.sent = self.written
        return count


def send_off(file: int, start: int, length: int) -> None:
    """Set the disk to work on a span of a file, by its descriptor, so that there is little to wait for at the end."""
    if hasattr(os, "posix_fadvise"):
        # Linux writes the span out at once; it stays in memory, since only pages that are on the disk are let go.
        os.posix_fadvise(file, start, length, os.POSIX_FADV_DONTNEED)


def _why(path: str | os.PathLike[str], target: Path, error: OSError) -> str:
    if target.is_dir():
        return f"{path}: is a folder; name a file in it"
    if not target.parent.is_dir():
        return f"{path}: there is no folder {Path(path).parent}; make it first"
    return f"{path}: cannot be written: {error.strerror}; choose another folder"
