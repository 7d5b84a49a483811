"""Mutations of good files: of their bytes, their lines and their words."""

import re
from typing import NamedTuple

from hypothesis import strategies as st

NASTY = [
    b"", b"\0", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\r", b"\n", b"\t", b" ", b"{", b"}", b"[", b"]", b"(", b")",
    b"<", b">", b"<<", b">>", b"\"", b"'", b'"""', b"\\", b"\\u0000", b"\\uD800", b"\\U0010FFFF", b"\\UFFFFFFFF", b":", b"::", b",",
    b".", b";", b"#", b"@", b"^^", b"&a", b"*a", b"!!int", b"---", b"...", b"|", b"%", b"?", b"~", b"null", b"true", b"-1", b"0",
    b"99999999999999999999999", b"1e999", b"2024-02-30", b"_:b", b"a:b", b"<a b>", b"<http://[::1>", b"@context", b"SERVICE",
    b"FROM", b"VALUES", b"UNDEF", b"\xe2\x80\xae", b"\xe7\x8e\x8b", b"e\xcc\x81", b"is", b"words", b"kind", b"unnamed",
]  # fmt: skip

_WORD = re.compile(rb"\w+|[^\w\s]")


class Mutation(NamedTuple):
    """What is done to a file; the numbers are taken modulo what there is, so that one fits any file."""

    how: str
    one: int
    other: int
    length: int
    piece: bytes
    many: int

    def __repr__(self):
        piece = repr(self.piece) if len(self.piece) < 100 else f"{self.piece[:20]!r} * {len(self.piece)}"
        return f"Mutation({self.how!r}, {self.one}, {self.other}, {self.length}, {piece}, {self.many})"

    def apply(self, data):
        """Give the file's bytes after it."""
        unit, _, how = self.how.partition(" ")
        change = {"bytes": self._bytes, "lines": self._lines, "words": self._words}[unit]
        return change(data, how)[:500_000]

    def _bytes(self, data, how):
        start = self.one % (len(data) + 1)
        end = min(len(data), start + self.length)
        return {
            "cut": data[:start] + data[end:],
            "repeat": data[:start] + data[start:end][:1000] * min(self.many, 300) + data[end:],
            "insert": data[:start] + self.piece * self.many + data[start:],
            "overwrite": data[:start] + self.piece + data[end:],
            "break off": data[:start],
            "begin late": data[start:],
            "flip": data[:start]
            + bytes(byte ^ (1 << self.other % 8) for byte in data[start : start + 1])
            + data[start + 1 :],
        }[how]

    def _lines(self, data, how):
        lines = data.splitlines(keepends=True) or [b""]
        one, other = self.one % len(lines), self.other % len(lines)
        line = lines[one]
        if how == "drop":
            del lines[one]
        elif how == "double":
            lines.insert(other, line)
        elif how == "move":
            lines.insert(other, lines.pop(one))
        elif how == "swap":
            lines[one], lines[other] = lines[other], line
        else:
            lines[one] = b"  " + line if how == "indent" else line.removeprefix(b"  ")
        return b"".join(lines)

    def _words(self, data, how):
        words = list(_WORD.finditer(data))
        if not words:
            return data
        word, other = words[self.one % len(words)], words[self.other % len(words)]
        new = {"drop": b"", "double": word[0] * 2, "swap": other[0], "spoil": self.piece}[how]
        return data[: word.start()] + new + data[word.end() :]


HOWS = (
    *(f"bytes {how}" for how in ("cut", "repeat", "insert", "overwrite", "break off", "begin late", "flip")),
    *(f"lines {how}" for how in ("drop", "double", "move", "swap", "indent", "outdent")),
    *(f"words {how}" for how in ("drop", "double", "swap", "swap", "spoil", "spoil")),
)
_PLACE = st.integers(0, 2**32)
MUTATIONS = st.lists(
    st.builds(
        Mutation,
        how=st.sampled_from(HOWS),
        one=_PLACE,
        other=_PLACE,
        length=st.integers(0, 8) | _PLACE,
        piece=st.sampled_from(NASTY) | st.binary(max_size=4),
        many=st.sampled_from([1, 1, 2, 3000]),
    ),
    min_size=1,
    max_size=4,
)
NUMBERS = st.integers(0, 1000)


def mutated(files, number, mutations):
    """Give the name of one of some good files, and its bytes after some mutations."""
    names = sorted(files)
    name = names[number % len(names)]
    data = files[name]
    for mutation in mutations:
        data = mutation.apply(data)
    return name, data
