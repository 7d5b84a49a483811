"""The files of hosts that serve a folder by fixed rules: Netlify and Cloudflare Pages."""

from __future__ import annotations

from dataclasses import replace

from gdec import terms
from gdec.site.hosts.headers import SECURITY, TYPES, address, links_of_home
from gdec.site.hosts.place import Place

_HEADERS = """\
# For Netlify and Cloudflare Pages, which have no content negotiation: an IRI gives its page whatever the client asks
# for, and the data is found by the links in the page's head. (GitHub Pages sends no headers of ours at all.)
# The rules with [.] are for Netlify, where a path with * is a regular expression and a bare dot would take the page
# "topic/government" for a file with the suffix .nt; Cloudflare knows these types, and takes the rules for no path.
"""

_UNKNOWN = {".bib": "cite.bib", ".cff": "CITATION.cff", ".zst": "dump/*.zst"}
"""Where the files stand whose types no host knows."""


def headers(place: Place) -> str:
    """Write the file `_headers`."""
    lines = [_HEADERS, "/*", *(f"  {name}: {value}" for name, value in SECURITY.items())]
    if place.settings.licence:
        lines.append(f'  Link: <{address(place.settings.licence)}>; rel="license"')
    home = links_of_home(replace(place.settings, licence=""), place.items)
    for path in ("", "index.html"):
        lines += ["", f"{place.path}{path}", f"  Link: {home}"]
    for suffix, media_type in TYPES.items():
        # Of pages the host knows the type; a rule for them would not meet those that are asked for without suffix.
        if suffix != ".html":
            path = f"{place.path}{_UNKNOWN[suffix]}" if suffix in _UNKNOWN else f"/*[.]{suffix[1:]}"
            lines += ["", path, f"  Content-Type: {media_type}"]
    return "\n".join([*lines, ""])


_REDIRECTS = """\
# For Netlify and Cloudflare Pages. Both send <path>.html where <path> is asked for. What is gone
# is answered with 200 there, and a page that says so.
"""


def redirects(place: Place) -> str:
    """Write the file `_redirects`."""
    lines = [_REDIRECTS]
    if place.path_of_iris:
        lines.append(f"{place.path_of_iris}* {place.path}:splat 302")
    lines += [f"{place.path}{name}/ {place.path}{name}.html 302" for name in terms.CLASS_PATHS]
    return "\n".join([*lines, ""])
