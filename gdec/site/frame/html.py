"""Pieces of HTML, made the quick way: a page has hundreds of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from gdec.site.frame.text import turns, visible

if TYPE_CHECKING:
    from collections.abc import Callable

html: Callable[[str], Markup] = partial(str.__new__, Markup)
"""Says of a text that it is HTML. `Markup` itself takes twice as long, as it looks first at what it was given."""


def linked(href: str, shown: Markup) -> Markup:
    """Make a link of a piece of HTML, where it leads anywhere."""
    return html(f'<a href="{escape(href)}">{shown}</a>') if href else shown


def isolated(text: object, lang: str = "") -> Markup:
    """Give a text as HTML, escaped, in its language, and so that its direction ends where it ends.

    Args:
        text: the text.
        lang: its language, where it is not that of the page.
    """
    shown = visible(str(text))
    if not lang and not turns(shown):
        return escape(shown)
    said = f' lang="{escape(visible(lang))}"' if lang else ""
    return html(f"<bdi{said}>{escape(shown)}</bdi>")
