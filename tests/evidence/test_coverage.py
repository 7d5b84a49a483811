"""Coverage of sentences by evidence, in scripts with and without spaces."""

import pytest

from gdec.evidence.coverage import account
from gdec.evidence.text import ArticleText


@pytest.mark.parametrize(
    ("text", "words", "covered"),
    [
        ("She met Ana Lima.", "Ana Lima", 0.5),
        ("大会在北京开幕。", "在北京", 3 / 7),
        ("大会于5月1日开幕。", "5月1日", 4 / 9),
        ("港湾データ会議", "データ", 3 / 7),
    ],
)
def test_words_are_counted_and_characters_where_no_spaces_stand_between_words(text, words, covered):
    start = text.index(words)
    (sentence,) = account(ArticleText(text), [((1, start, start + len(words)), "a.fact")], [])
    assert sentence.covered == pytest.approx(covered)
