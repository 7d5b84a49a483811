"""Pack and unpack files of Zstandard (RFC 8878), which Python knows by itself only from 3.14 on."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, BinaryIO, cast

from gdec.errors import GdecError, InputError

_CHUNK = 1 << 17


def opened(path: Path) -> BinaryIO:
    """Open a file to be read unpacked, all its frames one after the other.

    While it is read, an InputError tells that it is no whole file of Zstandard.

    Raises:
        GdecError: the package zstandard is not installed.
        OSError: the file cannot be read.
    """
    return cast("BinaryIO", io.BufferedReader(_Unpacked(path), _CHUNK))


def packer() -> Any:
    """Give what packs pieces, with `compress` and `flush`.

    Raises:
        GdecError: the package zstandard is not installed.
    """
    try:
        import zstandard
    except ModuleNotFoundError:
        raise GdecError("a file in .zst needs the package zstandard; install gdec[zstd], or choose .gz") from None
    return zstandard.ZstdCompressor().compressobj()


class _Unpacked(io.RawIOBase):
    """The unpacked bytes. The package's own reader takes a file that was cut off for a whole one."""

    def __init__(self, path: Path) -> None:
        try:
            import zstandard
        except ModuleNotFoundError:
            raise GdecError(f"{path}: needs the package zstandard; install gdec[zstd]") from None
        self._path, self._unpacker, self._error = path, zstandard.ZstdDecompressor(), zstandard.ZstdError
        self._file = path.open("rb")
        self._frame: Any = None
        self._packed = self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._rest and self._fill():
            pass
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count

    def _fill(self) -> bool:
        """Unpack the next piece; tell whether there was one."""
        self._packed = self._packed or self._file.read(_CHUNK)
        if not self._packed:
            if self._frame is not None:
                raise InputError(str(self._path), "is no whole zstd file: it was cut off")
            return False
        self._frame = self._frame or self._unpacker.decompressobj()
        try:
            self._rest = self._frame.decompress(self._packed)
        except self._error as error:
            raise InputError(str(self._path), f"is no whole zstd file: {error}") from None
        self._packed = self._frame.unused_data if self._frame.eof else b""
        self._frame = None if self._frame.eof else self._frame
        return True

    def close(self) -> None:
        self._file.close()
        super().close()
