"""The headers of every answer: security, media types, and the typed links of FAIR Signposting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from urllib.parse import quote

from gdec.site.frame.settings import Settings
from gdec.site.pages.formats import SIBLINGS, VARIANTS

SECURITY = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Link, Content-Location",
}
"""The headers that every answer has. The data is for pages of others too, so any page may fetch it."""

TYPES = {
    suffix: f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
    for suffix, media_type in (
        VARIANTS
        | {
            ".css": "text/css",
            ".js": "text/javascript",
            ".svg": "image/svg+xml",
            ".png": "image/png",
            ".csv": "text/csv",
            ".ics": "text/calendar",
            ".txt": "text/plain",
            ".bib": "text/plain",
            ".cff": "text/plain",
            ".rq": "application/sparql-query",
            ".nq": "application/n-quads",
            ".json": "application/json",
            ".xml": "application/xml",
            ".wasm": "application/wasm",
            ".gz": "application/gzip",
            ".zst": "application/zstd",
        }
    ).items()
}
"""The media types of the site's files by suffix. What is compressed is a file of its own."""

NAMED = {
    "feed.xml": "application/atom+xml",
    "query/*.json": "application/sparql-results+json",
    "check/*.json": "application/sparql-results+json",
}
"""The media types that the suffix does not tell, by path, in which `*` is a name."""

DESCRIPTIONS = ("dcat.ttl", "void.ttl")
"""The files that describe the dataset."""


def type_of(path: str) -> str:
    """Give the media type of a file of the site, by its path."""
    named = (media_type for pattern, media_type in NAMED.items() if fnmatchcase(path, pattern))
    return next(named, TYPES.get(PurePosixPath(path).suffix, "application/octet-stream"))


def address(iri: str) -> str:
    """Write an address so that it can stand in a header and in every host's configuration: nothing but plain ASCII.

    >>> address("https://example.org/王强/")
    'https://example.org/%E7%8E%8B%E5%BC%BA/'
    """
    return quote(iri, safe="-._~!&()*+,;=:@/%#?")


def links_of_page(settings: Settings, base: str, path: str) -> str:
    """Write the Link header of a thing's page, as FAIR Signposting has it for landing pages.

    Args:
        settings: what the owner decided.
        base: the IRI below which things are named.
        path: the page's path without suffix, percent-encoded, or the host's variable for it.
    """
    home = address(settings.base_url)
    links = [f'<{address(base)}{path}>; rel="cite-as"', f'<{home}{path}.html>; rel="canonical"']
    for suffix, media_type in SIBLINGS.items():
        links.append(f'<{home}{path}{suffix}>; rel="describedby alternate"; type="{media_type}"')
    return ", ".join([*links, '<https://schema.org/AboutPage>; rel="type"', *_common(settings)])


def links_of_sibling(settings: Settings, base: str, path: str) -> str:
    """Write the Link header of a thing's data, as for metadata; otherwise as `links_of_page`."""
    home = address(settings.base_url)
    links = [f'<{address(base)}{path}>; rel="describes"', f'<{home}{path}.html>; rel="describes"; type="text/html"']
    for suffix, media_type in VARIANTS.items():
        links.append(f'<{home}{path}{suffix}>; rel="alternate"; type="{media_type}"')
    return ", ".join([*links, *_common(settings)])


def links_of_home(settings: Settings, items: Mapping[str, str]) -> str:
    """Write the Link header of the home page, which is the landing page of the dataset.

    Args:
        settings: what the owner decided.
        items: the paths of the files that hold the data, with their media types.
    """
    home = address(settings.base_url)
    links = [f'<{home}>; rel="cite-as"', '<https://schema.org/AboutPage>; rel="type"']
    links.append('<https://schema.org/Dataset>; rel="type"')
    for name in DESCRIPTIONS:
        links.append(f'<{home}{name}>; rel="describedby"; type="text/turtle"')
    for path, media_type in items.items():
        links.append(f'<{home}{path}>; rel="item"; type="{media_type}"')
    if settings.publisher_url:
        links.append(f'<{address(settings.publisher_url)}>; rel="author"')
    return ", ".join([*links, *_licence(settings)])


def links_of_description(settings: Settings) -> str:
    """Write the Link header of a description of the dataset, which leads back to its landing page."""
    return ", ".join([f'<{address(settings.base_url)}>; rel="describes"; type="text/html"', *_licence(settings)])


def links_of_dump(settings: Settings) -> str:
    """Write the Link header of a file that holds data of the whole site."""
    return ", ".join(_common(settings))


def _common(settings: Settings) -> Iterator[str]:
    yield f'<{address(settings.base_url)}>; rel="collection"'
    yield from _licence(settings)


def _licence(settings: Settings) -> Iterator[str]:
    if settings.licence:
        yield f'<{address(settings.licence)}>; rel="license"'
