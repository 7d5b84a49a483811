"""Contrast as WCAG 2.2 measures it: whether text in a colour can be read on what it stands on."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

LEAST = 4.5
"""The contrast that text has at least, by success criterion 1.4.3."""

_BACKGROUND = re.compile(r"--(?:paper|raised|target): (#[0-9a-f]{6});")
_WEIGHTS = (0.2126, 0.7152, 0.0722)
_GLARE = 0.05


def backgrounds(stylesheet: str) -> list[str]:
    """Give the colours that links stand on by day, which a stylesheet names before all that depends on the screen."""
    return _BACKGROUND.findall(stylesheet.partition("@media")[0])


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, from 1 to 21.

    >>> contrast("#000000", "#ffffff"), round(contrast("#777777", "#ffffff"), 2)
    (21.0, 4.48)
    """
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + _GLARE) / (dark + _GLARE)


def darker(colour: str, background: str) -> str:
    """Give the next colour of the same hue that can be read on a light background.

    >>> darker("#ffff00", "#ffffff")
    '#7a7a00'
    """
    most = (_luminance(background) + _GLARE) / LEAST - _GLARE
    share = most / max(_luminance(colour), most)
    return "#" + "".join(f"{_value(share * part):02x}" for part in _parts(colour))


def _luminance(colour: str) -> float:
    return sum(weight * part for weight, part in zip(_WEIGHTS, _parts(colour), strict=True))


def _parts(colour: str) -> Iterator[float]:
    """Give how much red, green and blue light there is, each from 0 to 1."""
    for at in (1, 3, 5):
        value = int(colour[at : at + 2], 16) / 255
        yield value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _value(part: float) -> int:
    """Give the number of so much light in a colour, rounded down: no light is to be more than is asked for."""
    return math.floor(255 * (12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055))
