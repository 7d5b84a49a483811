"""New data that is read in a process of its own, while this one opens a store and reads shapes."""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from gdec.validate.inputs import Inputs


class Taken(NamedTuple):
    """Data as it comes from the process that read it.

    Attributes:
        parts: the N-Quads of each file, and whether they come from facts.
        packed: all else, as `Inputs` has it, pickled: to read it again takes what reading facts takes to be imported.
    """

    parts: list[tuple[bool, bytes]]
    packed: bytes

    @property
    def quads(self) -> bytes:
        """The data, as N-Quads."""
        return b"".join(quads for _, quads in self.parts)

    def quads_of(self, *, facts: bool) -> bytes:
        """Give the data that comes from facts, or that from RDF files, as N-Quads."""
        return b"".join(quads for is_facts, quads in self.parts if is_facts == facts)

    def whole(self) -> Inputs:
        """Give the data with the files that it was read from."""
        inputs: Inputs = pickle.loads(self.packed)  # noqa: S301
        inputs.files = [(file, quads) for (file, _), (_, quads) in zip(inputs.files, self.parts, strict=True)]
        return inputs


def take(given: Iterable[Path | bytes], format: str | None = None) -> Taken:
    """Read data; arguments and errors are as of `read_inputs`."""
    from gdec.validate.inputs import read_inputs

    inputs = read_inputs(given, format)
    parts = inputs.parts()
    inputs.files = [(file, b"") for file, _ in inputs.files]
    return Taken(parts, pickle.dumps(inputs, pickle.HIGHEST_PROTOCOL))
