"""Themes: the mottoes that an article gives for an event, and how they relate."""

from __future__ import annotations

from collections.abc import Iterator

from gdec import terms
from gdec.facts.model import Theme
from gdec.facts.names import Names

from .thing import Triple, text

SECTIONS = ()


def triples(themes: dict[str, Theme], event: str, event_key: str, names: Names) -> Iterator[Triple]:
    """Map the themes of one event, each a thing of its own: the same words elsewhere are another theme."""
    for key, theme in themes.items():
        me = names.mint("theme", event_key, key)
        name = text(theme, names)
        yield theme, event, terms.THEME, me, None
        yield theme, me, terms.NAME, name, None
        yield theme, me, terms.LABEL, name, terms.LABEL_FROM_NAME
        yield theme, me, terms.TYPE, terms.THEME_CLASS, terms.TYPE_OF_SECTION
        if theme.variant_of:
            other = names.mint("theme", event_key, theme.variant_of.is_)
            yield theme.variant_of, me, terms.VARIANT_OF, other, None
        if theme.apart_from:
            other = names.mint("theme", event_key, theme.apart_from.is_)
            yield theme.apart_from, me, terms.APART_FROM, other, None
