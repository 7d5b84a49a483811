"""Plots of what was measured, as SVG that says in words what it shows."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gdec.site.pictures.drawing import SMALL, WIDE, box, dot, frame, label, line

Point = tuple[float, float]
GROUND = '<rect width="100%" height="100%" fill="#fff"/>'
SHADES = ("mark", "ink", "soft", "line")


def bars(name: str, title: str, said: str, amounts: Sequence[tuple[str, float, str]]) -> bytes:
    """Draw amounts, each with its name and what it is in words, as bars from zero."""
    most = max(amount for _, amount, _ in amounts)
    left, right = 240, 150

    def body() -> Iterator[str]:
        for at, (text, amount, told) in enumerate(amounts):
            y = 30 * at + 20
            long = max((WIDE - left - right) * amount / most, 2)
            yield label((left - 10, y), text, anchor="end")
            yield box((left, y - 14), (long, 18), "mark" if text.startswith("gdec") else "line", 3)
            yield label((left + long + 8, y), told, "soft")

    return _file(frame(name, title, said, (WIDE, 30 * len(amounts) + 4), [GROUND, *body()]))


def curves(name: str, title: str, said: str, axes: tuple[str, str], series: dict[str, list[Point]]) -> bytes:
    """Draw how figures grow, each point a measurement; both axes are logarithmic, and the names of both are told."""
    points = [point for each in series.values() for point in each]
    (left, right), (top, bottom) = (70, WIDE - 250), (34, 300)
    across, up = (_decades([point[axis] for point in points]) for axis in (0, 1))

    def place(point: Point) -> Point:
        x, y = math.log10(point[0]), math.log10(point[1])
        return (
            left + (right - left) * (x - across[0]) / (across[-1] - across[0]),
            bottom - (bottom - top) * (y - up[0]) / (up[-1] - up[0]),
        )

    def body() -> Iterator[str]:
        yield label((left, 16), axes[1], "soft", SMALL)
        yield label((right, bottom + 34), axes[0], "soft", SMALL, "end")
        for each in across:
            x, _ = place((10.0**each, 10.0 ** up[0]))
            yield line((x, top), (x, bottom))
            yield label((x, bottom + 18), f"{10**each:,}", "soft", SMALL, "middle")
        for each in up:
            _, y = place((10.0 ** across[0], 10.0**each))
            yield line((left, y), (right, y))
            yield label((left - 8, y + 4), f"{10.0**each:g}", "soft", SMALL, "end")
        for shade, found in zip(SHADES, series.values(), strict=False):
            placed = [place(point) for point in sorted(found)]
            yield from (line(one, two, shade) for one, two in pairwise(placed))
            yield from (dot(point, shade) for point in placed)
        shades = zip(SHADES, series.items(), strict=False)
        ends = sorted((place(max(found))[1], text, shade) for shade, (text, found) in shades)
        lowest = -math.inf
        for y, text, shade in ends:
            lowest = max(y, lowest + 18)
            yield dot((right + 16, lowest), shade)
            yield label((right + 28, lowest + 4), text)

    return _file(frame(name, title, said, (WIDE, bottom + 44), [GROUND, *body()]))


def _decades(values: list[float]) -> range:
    """Give the powers of ten from just below the least value to just above the greatest."""
    first, last = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return range(first, max(last, first + 1) + 1)


def _file(svg: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{svg}\n'.encode()
