"""What a build did."""

from __future__ import annotations

from dataclasses import dataclass, field

from gdec.errors import GdecError
from gdec.validate import Report


@dataclass
class Built:
    """What a build did, article by article.

    Attributes:
        version: the store's version after the build; 0 where none of the articles is good and no store was there.
        changed: whether that is a new version.
        built: ids of the articles whose graphs were made anew, with their numbers of quads.
        unchanged: ids of the articles whose facts, registry and tools are as they were.
        unreadable: facts files, or lines of JSON Lines, that cannot be used, with the reason.
        refused: facts files, or lines, whose graph does not conform, with the report.
        contested: how many results of the shapes count against no article, since they come of disagreements.
        absent: ids of articles in the store whose facts file is gone; they stay unless pruned.
        pruned: ids of such articles that were removed.
        warned: ids of the articles in the store that `gdec validate` has warnings about, with how many.
    """

    version: int = 0
    changed: bool = True
    built: dict[str, int] = field(default_factory=dict)
    unchanged: list[str] = field(default_factory=list)
    unreadable: dict[str, GdecError] = field(default_factory=dict)
    refused: dict[str, Report] = field(default_factory=dict)
    contested: int = 0
    absent: list[str] = field(default_factory=list)
    pruned: list[str] = field(default_factory=list)
    warned: dict[str, int] = field(default_factory=dict)
