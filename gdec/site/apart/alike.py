"""Near-duplicates on the pages of articles: which count once with an article where they support a value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from markupsafe import Markup

from gdec.site.frame.site import Site
from gdec.site.statements.standing import Names

Groups: TypeAlias = Mapping[str, tuple[str, ...]]
"""The group of each article that has near-duplicates, itself among them."""

PAGE = "article-near-duplicates"
NAMED = 12
"""How many near-duplicates the page of an article names; all are listed."""

_PLACE = re.compile(rb'(?:<p class="alike">.*</p>\n)?(<div class="article">\n)')


def joined(groups: Iterable[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Join groups that have an article in common, and give the one of each article, sorted.

    >>> joined([("a", "b"), ("c", "d"), ("b", "e")])["a"]
    ('a', 'b', 'e')
    """
    of: dict[str, set[str]] = {}
    for group in groups:
        known = {id(each): each for article in group if (each := of.get(article))}
        largest = max(known.values(), key=len, default=set[str]())
        for article in {*group, *(article for each in known.values() if each is not largest for article in each)}:
            largest.add(article)
            of[article] = largest
    told = {number: tuple(sorted(group)) for number, group in {id(group): group for group in of.values()}.items()}
    return {article: told[id(of[article])] for article in sorted(of)}


def with_note(site: Site, names: Names, html: bytes, article: str, group: tuple[str, ...]) -> bytes:
    """Give the page of an article with the names of its near-duplicates, or with none where there is no group.

    Args:
        site: the site.
        names: the names on pages of articles.
        html: the page, with other names or without.
        article: the article.
        group: its group.
    """
    note = b""
    if others := [iri for iri in group if iri != article]:
        shown = Markup(", ").join(names.source(iri).name.link for iri in others[:NAMED])
        page = site.page_of(article)
        text = site.templates.get_template("alike.html").render(
            shown=shown, number=len(others), more=len(others) - NAMED, listing=site.link(f"{PAGE}.html", page)
        )
        note = text.encode().strip() + b"\n"
    return _PLACE.sub(lambda found: note + found[1], html, count=1)
