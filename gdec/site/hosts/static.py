"""The files of hosts that serve a folder by fixed rules: Netlify and Cloudflare Pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gdec import terms
from gdec.site.hosts.headers import DESCRIPTIONS, NAMED, SECURITY, TYPES, address
from gdec.site.hosts.place import LISTS, VOCABULARIES, Place
from gdec.site.pages.formats import VARIANTS

_HEADERS = """\
# For Netlify and Cloudflare Pages, which have no content negotiation: an IRI gives its page whatever the client asks
# for, and the data is found by the links in the page's head. (GitHub Pages sends no headers of ours at all.)
# The rules with [.] are for Netlify, where a path with * is a regular expression and a bare dot would take the page
# "topic/government" for a file with the suffix .nt; Cloudflare knows these types, and takes the rules for no path.
"""

_WHERE = {
    ".bib": ("cite.bib",),
    ".cff": ("CITATION.cff",),
    ".zst": ("dump/*.zst",),
    ".json": ("cite.csl.json", "search/*[.]json"),
    ".xml": ("sitemap*[.]xml",),
}
"""Where the files of a suffix stand whose type no host knows, or that has files of another type too."""


def headers(place: Place) -> str:
    """Write the file `_headers`."""
    lines = [_HEADERS, "/*", *(f"  {name}: {value}" for name, value in SECURITY.items())]
    if place.settings.licence:
        lines.append(f'  Link: <{address(place.settings.licence)}>; rel="license"')
    lines += (f"\n{place.path}{path}\n  Link: {links}" for path, links in _links(place))
    for suffix, media_type in TYPES.items():
        # Of pages the host knows the type; a rule for them would not meet those that are asked for without suffix.
        if suffix != ".html":
            paths = [f"{place.path}{path}" for path in _WHERE.get(suffix, ())] or [f"/*[.]{suffix[1:]}"]
            lines += (f"\n{path}\n  Content-Type: {media_type}" for path in paths)
    lines += (f"\n{place.path}{path}\n  Content-Type: {media_type}" for path, media_type in NAMED.items())
    return "\n".join([*lines, ""])


def _links(place: Place) -> Iterator[tuple[str, str]]:
    """Give the Link headers of what stands at known paths; those of things are in the heads of their pages only."""
    place = replace(place, settings=replace(place.settings, licence=""))  # which every answer has anyway
    pages = ("index.html", *(f"{name}{suffix}" for name in LISTS + VOCABULARIES for suffix in VARIANTS))
    for path in (*pages, *DESCRIPTIONS, "dump/*"):
        yield path, place.links(path)
        if path.endswith(".html"):
            yield path.removesuffix(".html").removesuffix("index"), place.links(path)


_REDIRECTS = """\
# For Netlify and Cloudflare Pages. Both send <path>.html where <path> is asked for. What is gone
# is answered with 200 there, and a page that says so.
"""


def redirects(place: Place) -> str:
    """Write the file `_redirects`."""
    lines = [_REDIRECTS]
    if place.path_of_iris:
        lines.append(f"{place.path_of_iris}* {place.path}:splat 302")
    lines.append(f"{place.path}{place.version} {place.path}{VOCABULARIES[0]}.html 302")
    lines += [f"{place.path}{name}/ {place.path}{name}.html 302" for name in terms.CLASS_PATHS]
    return "\n".join([*lines, ""])
