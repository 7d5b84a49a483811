"""Where links lead, and which IRIs stand behind them."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from gdec import terms

_PAGES = {"ontology.html": terms.GDEC, "shapes.html": terms.PREFIXES["gdecsh"]}
SCHEMES = frozenset({"http", "https", "mailto"})


@dataclass(frozen=True)
class Target:
    """Where a link leads: a path of the site with a fragment, or an address elsewhere; `fault` says what is wrong."""

    path: str = ""
    fragment: str = ""
    elsewhere: str = ""
    fault: str = ""


def target_of(link: str, page: str) -> Target:
    """Follow a link from a page of the site, given by its path."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return Target(fault="is no address")
    if parts.scheme in SCHEMES:
        return Target(elsewhere=link)
    if parts.scheme or parts.netloc or link.startswith("/"):
        return Target(fault="leads neither into the site nor to the web")
    fragment = unquote(parts.fragment)
    if not parts.path:
        return Target(page, fragment)
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
    return Target(fault="leads out of the site") if path.startswith("../") or path == ".." else Target(path, fragment)


def iri_behind(link: str, page: str, base: str) -> str:
    """Give the IRI that a link stands for, without percent-encoding; an empty text for one that stands for none."""
    target = target_of(link, page)
    if target.elsewhere or target.fault:
        return unquote(target.elsewhere)
    if target.path in _PAGES and target.fragment:
        return _PAGES[target.path] + target.fragment
    thing = target.path.removesuffix(".html")
    return f"{base}{thing}#{target.fragment}" if target.fragment else f"{base}{thing}"
