"""The labels of counts, which begin with an amount: that alone, what is counted, and the amount as people read it."""

from __future__ import annotations

import re

_AMOUNT = re.compile(r"(?:(?:exactly|more than|at least|about) )?(\d+) |several ")
"""How a label begins that `mappers.count` made of a count's parts."""


def amount_of(label: str) -> str:
    """Give the amount that a label begins with, or an empty text.

    >>> amount_of("more than 1500 visitors"), amount_of("visitors")
    ('more than 1500', '')
    """
    found = _AMOUNT.match(label)
    return found[0].rstrip() if found else ""


def counted_in(label: str) -> str:
    """Give what is counted by a label; all of it where it begins with no amount.

    >>> counted_in("more than 1500 visitors"), counted_in("1500 ")
    ('visitors', '1500 ')
    """
    return label.removeprefix(amount_of(label)).strip() or label


def number_in(label: str) -> int:
    """Give the number of the amount that a label begins with, or 0 where it has none.

    >>> number_in("more than 1500 visitors"), number_in("several visitors of 1500")
    (1500, 0)
    """
    found = _AMOUNT.match(label)
    return int(found[1] or 0) if found else 0


def grouped(label: str) -> str:
    """Group the digits of the amount that a label begins with.

    >>> grouped("more than 1500 visitors of 2032"), grouped("about 68000"), grouped("2032 visitors")
    ('more than 1,500 visitors of 2032', 'about 68000', '2,032 visitors')
    """
    number = number_in(label)
    return label.replace(str(number), f"{number:,}", 1) if number > 999 else label
