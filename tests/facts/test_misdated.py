"""Dates and the words that are quoted for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdec.facts.misdated import advise_date, bears_out, dates_in_address


@pytest.mark.parametrize(
    ("words", "day", "advice"),
    [
        ("on March 7, 2024", "2024-07-03", "write 2024-03-07"),
        ("le 1er août 2024", "2024-01-08", "write 2024-08-01"),
        ("2024年3月7日", "2024-07-03", "write 2024-03-07"),
        ("2024-03-07", "2024-07-03", "write 2024-03-07"),
        ("July 4 to 7", "2023-07-09", "write 2023-07-04 or 2023-07-07"),
        ("August 1, 2023", "2024-08-01", "write 2023-08-01"),
        ("7/3/2024", "2024-07-04", "write 2024-07-03 or 2024-03-07"),
    ],
)
def test_contradicts(words, day, advice):
    assert advise_date(words, day) == advice


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("on March 7, 2024", "2024-03-07"),
        ("du 12 au 14 mars 2031", "2031-03-13"),
        ("4, 5 and 6 July", "2024-07-04"),
        ("3/7/2024", "2024-07-03"),
        ("7/3/2024", "2024-07-03"),
        ("on Thursday", "2024-07-03"),
        ("in March 2024", "2024-07-03"),
        ("it may take 3 days", "2024-07-04"),
        ("February 31", "2024-07-03"),
        ("March 3 … July 4", "2024-07-03"),
    ],
)
def test_agrees_or_cannot_be_told(words, day):
    assert advise_date(words, day) == ""


def test_only_words_that_can_be_read_in_one_way_bear_a_date_out():
    assert bears_out("March 7, 2024", "2024-03-07")
    assert not bears_out("03/07/2024", "2024-03-07")
    assert not bears_out("on Thursday", "2024-03-07")


def test_addresses_name_days():
    assert dates_in_address("https://example.org/2024/03/07/a-20240708-1") == {"2024-03-07", "2024-07-08"}
    assert dates_in_address("https://example.org/2024-08/01/content_117342.htm") == {"2024-08-01"}


@given(st.text(alphabet="0123456789/-. 年月日Mayjulset十一", max_size=40), st.dates().map(str))
def test_any_words_can_be_asked(words, day):
    assert isinstance(advise_date(words, day), str)
    assert isinstance(bears_out(words, day), bool)
