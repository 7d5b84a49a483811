import tempfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdec.errors import GdecError
from gdec.rdf.blocks import by_subject, sorted_blocks

LINES = st.lists(st.text("ab名<>\u2028\x85", min_size=1, max_size=4), max_size=30)


def ended(lines):
    return "".join(f"{line} .\n" for line in lines).encode()


@given(st.lists(LINES, max_size=6), st.integers(1, 40), st.integers(1, 40))
def test_lines_come_in_order_and_once_however_many_runs_there_are(pieces, run_bytes, block_bytes):
    blocks = list(sorted_blocks(map(ended, pieces), run_bytes=run_bytes, block_bytes=block_bytes))
    assert [line for block in blocks for line in block] == sorted({line for piece in pieces for line in piece})
    assert all(blocks)


def test_few_lines_are_in_memory_while_runs_are_merged():
    pieces = (
        ended(f"{number * 7919 % 10_007:05}" for number in range(start, start + 100)) for start in range(0, 10_000, 100)
    )
    blocks = sorted_blocks(pieces, run_bytes=900, block_bytes=80)
    assert max(map(len, blocks)) < 2_500


def test_a_full_disk_is_told(monkeypatch):
    class Full:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def seek(self, *_):
            return 0

        def write(self, _):
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", Full)
    with pytest.raises(GdecError, match="No space left on device; make room, or name a folder in TMPDIR"):
        list(sorted_blocks([ended(["a"]), ended(["b"])], run_bytes=1))


@given(LINES, st.integers(1, 5), st.integers(0, 5))
def test_subjects_are_not_cut(texts, size, least):
    lines = sorted({f"{text.replace('<', '')} p{number % 3}" for number, text in enumerate(texts)})
    cut = list(by_subject((lines[start : start + size] for start in range(0, len(lines), size)), least))
    assert [line for block in cut for line in block] == lines
    subjects = [{line.partition(" ")[0] for line in block} for block in cut]
    assert sum(map(len, subjects)) == len(set().union(*subjects))
    assert all(cut)
