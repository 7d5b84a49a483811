"""The text of an article: paragraphs, offsets, digests."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdec.errors import GdecError, InputError
from gdec.evidence.text import ArticleText, Span, digest, words_of
from gdec.facts.model import NoFact, Text

PORTO = "Porto, 3 May\r\n\u00a0\t \r\nThe forum opened.\r\r王强 spoke.\n\n  Indented \n"


def test_paragraphs_are_the_lines_that_are_not_blank():
    text = ArticleText(PORTO)
    assert [text.text[start:end] for _, start, end in text.paragraphs] == [
        "Porto, 3 May",
        "The forum opened.",
        "王强 spoke.",
        "  Indented ",
    ]
    assert [number for number, _, _ in text.paragraphs] == [1, 2, 3, 4]


def test_only_line_feed_and_carriage_return_end_a_line():
    assert len(ArticleText("one\u2028two\u0085three\x0bfour\x0cfive").paragraphs) == 1


def test_only_spaces_tabs_and_no_break_spaces_are_blank():
    assert len(ArticleText("a\n\u3000\n\u200b\n \u00a0\t\nb").paragraphs) == 4


def test_an_offset_stands_in_its_paragraph():
    text = ArticleText(PORTO)
    assert [text.paragraph_at(offset).paragraph for offset in (0, 11, 19, 38)] == [1, 1, 2, 3]


@pytest.mark.parametrize("offset", [12, 13, 14, 37, 1000, -1])
def test_an_offset_outside_every_paragraph_is_told(offset):
    with pytest.raises(GdecError, match="in no paragraph"):
        ArticleText(PORTO).paragraph_at(offset)


def test_the_text_is_kept_to_the_byte():
    data = b"\xef\xbb\xbfPorto\r\n"
    text = ArticleText.decode("porto.txt", data)
    assert text.text == "\ufeffPorto\r\n"
    assert text.sha256 == hashlib.sha256(data).hexdigest()


def test_a_text_that_is_not_utf8_is_told_with_its_line():
    with pytest.raises(InputError, match=r"porto\.txt:2: is not UTF-8"):
        ArticleText.decode("porto.txt", b"Porto\ncaf\xe9")


def test_an_empty_text_has_no_paragraphs():
    assert ArticleText("").paragraphs == ArticleText("\n \n").paragraphs == []


@pytest.mark.parametrize("span", [(0, 0, 5), (5, 0, 5), (1, 5, 5), (1, 6, 5), (1, 0, 13), (2, 0, 5), (1, -3, 2)])
def test_words_stand_inside_their_paragraph(span):
    with pytest.raises(GdecError, match="is no place in"):
        ArticleText(PORTO).words(span)


def test_words_of_a_fact_are_those_it_was_anchored_to():
    text = ArticleText(PORTO)
    fact = Text(is_="王强", words="王强", at=(3, 38, 40), sha256=digest("王强"))
    assert words_of(fact, text) == "王强"
    with pytest.raises(GdecError, match="other words stand at"):
        words_of(fact, ArticleText(PORTO.replace("王强", "王伟")))
    with pytest.raises(GdecError, match="run `gdec anchor`"):
        words_of(NoFact(words="a", why="b"), text)


@settings(deadline=None)
@given(st.text(alphabet="ab \t\u00a0\n\r王", max_size=40))
def test_paragraphs_cover_every_letter_once(letters):
    text = ArticleText(letters)
    inside = {offset for _, start, end in text.paragraphs for offset in range(start, end)}
    assert sum(end - start for _, start, end in text.paragraphs) == len(inside)
    for offset, letter in enumerate(letters):
        if letter in "ab王":
            assert offset in inside
            assert isinstance(text.paragraph_at(offset), Span)
        if letter in "\n\r":
            assert offset not in inside
