"""Folding: what a reader takes for the same compares equal, and every letter finds its way back."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdec.evidence.folding import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the  port\u00a0of\tPorto", "the port of Porto"),
        ("Porto’s “port”", 'Porto\'s "port"'),
        ("2030–31 — a re‑run − 4", "2030-31 - a re-run - 4"),
        ("caf\u00e9 São", unicodedata.normalize("NFD", "café São")),
        ("한국 サミット が", unicodedata.normalize("NFD", "한국 サミット が")),
        ("a\u0323\u0307", "a\u0307\u0323"),
        ("王强", "王强"),
    ],
)
def test_what_reads_alike_folds_alike(one, other):
    assert fold(one).text == fold(other).text


@pytest.mark.parametrize(
    ("one", "other"), [("Porto", "porto"), ("cafe", "café"), ("a b", "ab"), ("1/2", "½"), ("…", "...")]
)
def test_what_reads_otherwise_folds_otherwise(one, other):
    assert fold(one).text != fold(other).text


def test_the_way_back_counts_from_the_offset():
    folded = fold("é  b", 10)
    assert folded.text == "e\u0301 b"
    assert list(zip(folded.starts, folded.ends, strict=True)) == [(10, 11), (10, 11), (11, 13), (13, 14)]


@pytest.mark.parametrize(
    ("text", "part", "found"),
    [
        ("a port, a report, ports", "port", ["port"]),
        ("a report, ports", "port", ["port", "port"]),
        ("café and cafe", "cafe", ["cafe"]),
        ("cafe\u0301 only", "cafe", []),
        ("caf\u00e9 only", "cafe", []),
        ("caf\u00e9s", "café", ["caf\u00e9"]),
        ("王强说王强", "王强", ["王强", "王强"]),
        ("Porto's port", "Porto", ["Porto"]),
        ("aaa", "aa", ["aa", "aa"]),
        ("नमस्ते नम", "नम", ["नम"]),
    ],
)
def test_parts_are_found_by_themselves_before_inside_words(text, part, found):
    folded = fold(text)
    places = folded.occurrences(fold(part).text)
    assert [text[folded.starts[start] : folded.ends[end - 1]] for start, end in places] == found


@settings(deadline=None)
@given(st.text(alphabet="ab e\u00e9\u0301\u0323’\u00a0\n王가ᄀ\u1161", max_size=30))
def test_letters_lead_back_in_order_and_none_is_lost(text):
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert sorted(folded.starts) == folded.starts
    covered = {at for start, end in zip(folded.starts, folded.ends, strict=True) for at in range(start, end)}
    assert covered == set(range(len(text)))
    assert fold(unicodedata.normalize("NFC", text)).text == fold(unicodedata.normalize("NFD", text)).text == folded.text
