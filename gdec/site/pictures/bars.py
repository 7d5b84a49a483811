"""Pictures of amounts: statements by kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gdec.site.pictures.drawing import NARROW, WIDE, Cell, Link, Picture, box, breadth, frame, label, linked


def kinds_bars(counts: Sequence[tuple[str, str, int]], link: Link) -> Picture | None:
    """Draw how many statements there are of each kind, or None where there are none.

    Args:
        counts: IRI, label and number of each kind, in the order of the bars.
        link: gives addresses.
    """
    total = sum(number for _, _, number in counts)
    if not total:
        return None
    title, said = (
        "Statements by kind",
        f"{total:,} statements; most are {max(counts, key=lambda each: each[2])[1]}.",
    )
    rows = tuple((Cell(text, iri), Cell(f"{number:,}"), Cell(_share(number, total))) for iri, text, number in counts)
    wide, narrow = (
        frame(f"kinds-{kind}", title, said, (width, 30 * len(counts) + 4), _bars(counts, total, link, width))
        for kind, width in (("wide", WIDE), ("narrow", NARROW))
    )
    return Picture("kinds", title, said, ("Kind", "Statements", "Share"), rows, wide, narrow)


def _bars(counts: Sequence[tuple[str, str, int]], total: int, link: Link, width: int) -> Iterator[str]:
    numbers = [f"{number:,} · {_share(number, total)}" for _, _, number in counts]
    left, right = (max(map(breadth, texts)) + 10 for texts in ((text for _, text, _ in counts), numbers))
    most = max(number for _, _, number in counts)
    for at, (iri, text, number) in enumerate(counts):
        y = 30 * at + 20
        long = max((width - left - right) * number / most, 2 if number else 0)
        name = iri.rpartition("#")[2]
        bar = box((left, y - 14), (long, 18), f"mark bar kind-{name}", 3) if number else ""
        told = label((left + long + 8, y), numbers[at], "soft")
        yield linked(link(iri), label((0, y), text, "link") + bar + told)


def _share(number: int, total: int) -> str:
    return f"{100 * number / total:.1f} %"
