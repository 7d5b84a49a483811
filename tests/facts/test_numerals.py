"""The numbers in words: what is read, with which bound, and what is no number of things."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdec.facts.numerals import numerals

PIECES = [
    *"0123456789,. -第一十百千万亿〇年月日%",
    "one",
    "hundred",
    "thousand",
    "and a half",
    "twenty",
    "third",
    "July",
    "a",
]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("six summit forums", 6),
        ("One main forum", 1),
        ("both halls", 2),
        ("1,200 guests", 1200),
        ("1 200 guests", 1200),
        ("1\u202f200 guests", 1200),
        ("1.2 million visitors", 1_200_000),
        ("two and a half million", 2_500_000),
        ("half a dozen mayors", 6),
        ("two dozen", 24),
        ("a hundred firms", 100),
        ("twelve hundred", 1200),
        ("twenty-five", 25),
        ("one hundred and twenty-five people", 125),
        ("two thousand three hundred and six", 2306),
        ("nine hundred ninety-nine thousand nine hundred and ninety-nine", 999_999),
        ("a three-day fair", 3),
        ("１２００ guests", 1200),
        ("三个论坛", 3),
        ("两场", 2),
        ("十五家", 15),
        ("一百二十家企业", 120),
        ("三千五百人", 3500),
        ("三千五人", 3500),
        ("三千零五人", 3005),
        ("3万人", 30_000),
        ("1.2万人", 12_000),
        ("三万五千人", 35_000),
        ("10亿人", 1_000_000_000),
        ("7月4日，3万人", 30_000),
    ],
)
def test_reads(words, value):
    assert [(each.value, each.ordinal) for each in numerals(words) if each.counts] == [(value, False)]


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        ("50 firms", "exactly"),
        ("more than 50 firms", "more_than"),
        ("over a total of 50 firms", "more_than"),
        ("50+ firms", "more_than"),
        ("50多家企业", "more_than"),
        ("超过50家", "more_than"),
        ("at least 50", "at_least"),
        ("no fewer than 50", "at_least"),
        ("50 or more", "at_least"),
        ("50家以上", "at_least"),
        ("about 50", "about"),
        ("nearly fifty", "about"),
        ("约五十家", "about"),
        ("no more than 50", "at_most"),
        ("up to fifty", "at_most"),
        ("不超过50家", "at_most"),
    ],
)
def test_tells_the_bound(words, bound):
    assert [(each.value, each.bound) for each in numerals(words) if each.counts] == [(50, bound)]


@pytest.mark.parametrize(
    ("words", "value"), [("its third forum", 3), ("the 12th session", 12), ("twenty-first", 21), ("第三届", 3)]
)
def test_reads_a_place_in_an_order(words, value):
    assert [(each.value, each.counts, each.ordinal) for each in numerals(words)] == [(value, True, True)]


@pytest.mark.parametrize(
    "words",
    [
        "from July 4 to 7",
        "4-7 July 2031",
        "on 3 May 2031",
        "May 4th",
        "2031-05-03",
        "2023年7月4日至7日",
        "at 9:30",
        "30 percent of all",
        "30% of all",
        "百分之三十",
        "two thirds of it",
        "COVID-19, 5G and GPT-4",
        "4.5 on average",
        "dozens of firms",
        "tens of thousands",
        "several hundred",
        "a main forum",
    ],
)
def test_passes_over_what_is_no_number_of_things_or_cannot_be_read(words):
    assert [each for each in numerals(words) if each.counts] == []


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("in 2023", 2023),
        ("a main forum", 1),
        ("one of the largest", 1),
        ("in Hall 3", 3),
        ("$5 million", 5_000_000),
        ("the first forum", 1),
        ("四川", 4),
        ("二〇二三", 2023),
    ],
)
def test_what_need_be_no_number_of_things_speaks_against_none(words, value):
    assert [(each.value, each.counts) for each in numerals(words)] == [(value, False)]


def test_several_numbers_come_in_their_order_and_weeks_also_as_days():
    assert [each.value for each in numerals("12 men, eight women and 3万人")] == [12, 8, 30_000]
    assert [(each.value, each.counts) for each in numerals("lasts two weeks")] == [(2, True), (14, False)]


def test_a_belt_and_a_road_are_no_count():
    assert not any(each.counts for each in numerals("“一带一路”倡议"))


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=60).map("".join)))
def test_any_words_have_whole_numbers_or_none(words):
    assert all(isinstance(each.value, int) and each.value >= 0 for each in numerals(words))


@pytest.mark.parametrize(
    "words", ["9" * 50_000 + "a", "亿" * 50_000, "一亿" * 20_000, "hundred " * 20_000, "a" * 50_000, "1,111" * 20_000]
)
def test_long_words_are_read_or_left(words):
    assert all(each.value <= 10**15 for each in numerals(words))
