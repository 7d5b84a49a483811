"""Bring facts files of older formats up to date, one step from each format to the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from gdec.errors import InputError
from gdec.facts.model import FORMAT
from gdec.facts.nodes import Document, compose
from gdec.facts.reading import format_of, refuse_newer

Step: TypeAlias = Callable[[Document], bytes]

STEPS: dict[int, Step] = {}
"""What makes a file of format n + 1 from one of format n, by n; each step keeps the comments of the file."""


def migrate(source: str, data: bytes) -> bytes:
    """Give a YAML facts file in the format of this gdec; one that is in it already stays as it is.

    Args:
        source: the file's name, for errors.
        data: the file's bytes.

    Raises:
        InputError: the file is not YAML, or names no format that this gdec knows.
        Problems: its format is newer than this gdec.
    """
    while True:
        document = compose(source, data)
        refuse_newer(source, document.root)
        number, line = format_of(document.root)
        if number == FORMAT:
            return data
        if number not in STEPS:
            raise InputError(source, f"names no format that gdec knows; the format is {FORMAT}", line)
        data = STEPS[number](document)
