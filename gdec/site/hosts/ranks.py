"""Weigh formats by regular expressions alone, as hosts can that do no arithmetic.

A rank is six digits: the weight in thousandths (four), how specific the range was that gave it, and the place of the
format in our own order. Ranks are of one length and never equal, so that of two the greater one is the one that, after
a common beginning, has the greater digit.
"""

from __future__ import annotations

from gdec.site.pages.formats import VARIANTS

PLACES = {suffix: len(VARIANTS) - place for place, suffix in enumerate(VARIANTS)}
"""The last digit of each format's rank."""

NOT_WANTED = "000000"
"""The rank of a format that the client does not take."""

_greater = "|".join(rf"{digit}[0-9]*\.[a-z]+ \1[0-{digit - 1}]" for digit in range(1, 10))
FIRST_IS_GREATER = rf"^([0-9]*)(?:{_greater})"
"""Matches `<rank>.<format> <rank>.<format>` where the first rank is the greater."""

# What stands for a weight, as the pattern of it and the four digits with which a rank begins; {} is what was captured.
WEIGHTS = (
    (r"(?:1(?:\.0*)?)?", "1000"),
    (r"0\.([0-9][0-9][0-9])", "0{}"),
    (r"0\.([0-9][0-9])", "0{}0"),
    (r"0\.([0-9])", "0{}00"),
)
"""How a weight is written, and the first four digits of the rank that it gives; a weight left out is 1."""
