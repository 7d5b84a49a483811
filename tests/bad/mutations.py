"""Mutations of good files: of their bytes, their lines and their words."""

import re

from hypothesis import strategies as st

NASTY = [
    b"", b"\0", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\r", b"\n", b"\t", b" ", b"{", b"}", b"[", b"]", b"(", b")",
    b"<", b">", b"<<", b">>", b"\"", b"'", b'"""', b"\\", b"\\u0000", b"\\uD800", b"\\U0010FFFF", b"\\UFFFFFFFF", b":", b"::", b",",
    b".", b";", b"#", b"@", b"^^", b"&a", b"*a", b"!!int", b"---", b"...", b"|", b"%", b"?", b"~", b"null", b"true", b"-1", b"0",
    b"99999999999999999999999", b"1e999", b"2024-02-30", b"_:b", b"a:b", b"<a b>", b"<http://[::1>", b"@context", b"SERVICE",
    b"FROM", b"VALUES", b"UNDEF", b"\xe2\x80\xae", b"\xe7\x8e\x8b", b"e\xcc\x81", b"is", b"words", b"kind", b"unnamed",
]  # fmt: skip

_WORD = re.compile(rb"\w+|[^\w\s]")


def spans(data):
    """Give strategies' raw material: a start and an end inside some bytes."""
    size = len(data)
    starts = st.integers(0, size)
    lengths = st.one_of(st.integers(0, 8), st.integers(0, size))
    return st.tuples(starts, lengths).map(lambda pair: (pair[0], min(size, pair[0] + pair[1])))


@st.composite
def bytes_mutated(draw, data):
    """Change bytes: cut, repeat, move, overwrite, break off."""
    start, end = draw(spans(data))
    how = draw(st.sampled_from(["cut", "repeat", "insert", "overwrite", "break off", "begin late", "flip"]))
    piece = draw(st.one_of(st.sampled_from(NASTY), st.binary(max_size=4)))
    if how == "flip" and start < len(data):
        return data[:start] + bytes([data[start] ^ (1 << draw(st.integers(0, 7)))]) + data[start + 1 :]
    many = draw(st.sampled_from([2, 3, 300]))
    return {
        "cut": data[:start] + data[end:],
        "repeat": data[:start] + data[start : min(end, start + 1000)] * many + data[end:],
        "insert": data[:start] + piece * draw(st.sampled_from([1, 1, 2, 3000])) + data[start:],
        "overwrite": data[:start] + piece + data[end:],
        "break off": data[:start],
        "begin late": data[start:],
    }.get(how, data)


@st.composite
def lines_mutated(draw, data):
    """Change lines: drop, double, swap, indent; and take one from elsewhere."""
    lines = data.splitlines(keepends=True)
    if not lines:
        return data
    numbers = st.integers(0, len(lines) - 1)
    one, other = draw(numbers), draw(numbers)
    how = draw(st.sampled_from(["drop", "double", "swap", "indent", "outdent", "move"]))
    if how == "drop":
        del lines[one]
    elif how == "double":
        lines.insert(other, lines[one])
    elif how == "swap":
        lines[one], lines[other] = lines[other], lines[one]
    elif how == "move":
        lines.insert(other, lines.pop(one))
    else:
        lines[one] = b"  " + lines[one] if how == "indent" else lines[one].removeprefix(b"  ")
    return b"".join(lines)


@st.composite
def words_mutated(draw, data):
    """Change words and signs: drop, double, swap with another of the file, or put something nasty in their place."""
    words = list(_WORD.finditer(data))
    if not words:
        return data
    numbers = st.integers(0, len(words) - 1)
    word, other = words[draw(numbers)], words[draw(numbers)]
    new = draw(st.one_of(st.just(other[0]), st.just(b""), st.just(word[0] * 2), st.sampled_from(NASTY)))
    return data[: word.start()] + new + data[word.end() :]


@st.composite
def mutated(draw, files):
    """Give the name of one of some good files, and its bytes after one to four mutations."""
    name = draw(st.sampled_from(sorted(files)))
    data = files[name]
    for _ in range(draw(st.integers(1, 4))):
        data = draw(draw(st.sampled_from([bytes_mutated, lines_mutated, words_mutated, words_mutated]))(data))
    return name, data[:500_000]
