"""Words of texts in several scripts."""

import pytest

from gdec.facts.model import Remark
from gdec.facts.values import check_values
from gdec.facts.wording import count_words, word


@pytest.mark.parametrize(
    ("text", "count"),
    [("“Ports — that think”", 4), ("港口，泊位。", 2), ("5G 港口", 2), ("", 0), ("Ана Лима", 2), ("한국 항구", 2)],
)
def test_two_characters_without_spaces_are_taken_for_a_word(text, count):
    assert count_words(text) == count


def test_words_of_other_scripts_stay_whole():
    assert word().findall("São Tomé の港 데이터") == ["São", "Tomé", "の", "港", "데이터"]


@pytest.mark.parametrize(("characters", "told"), [(41, []), (42, ["content has 21 words; say it in 20 or fewer"])])
def test_a_long_paraphrase_in_chinese_is_told(characters, told):
    assert [message for _, message in check_values(Remark(content="港" * characters))] == told
