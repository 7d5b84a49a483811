"""The rules for nginx: maps that choose the format by the Accept header, and the locations that send it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gdec.site.hosts.headers import (
    DESCRIPTIONS,
    NAMED,
    SECURITY,
    TYPES,
    links_of_description,
    links_of_dump,
    links_of_home,
    links_of_page,
    links_of_sibling,
)
from gdec.site.hosts.place import ANY, CLASSES, DATA, OF_VOCABULARIES, VOCABULARIES, Place
from gdec.site.hosts.ranks import FIRST_IS_GREATER, NOT_WANTED, PLACES, WEIGHTS
from gdec.site.pages.formats import VARIANTS
from gdec.site.serving.negotiation import NO_PREFERENCE, pattern, ranges_of

_HTTP = """\
# For nginx: include this file in the http block, and nginx-server.conf in the server block.
# The maps find the format that suits an Accept header best: by its weight (q), then by how specific the range was that
# gave it, then in our own order (RFC 9110, section 12.5.1). nginx can only match patterns, so a weight becomes a rank
# of six digits, and of two ranks the greater is found by the first digit in which they differ.
# Of several Accept lines, nginx before 1.23 sees the first only.
"""

_SERVER = """\
# For nginx: include this file in the server block, and nginx-http.conf in the http block.
# The site's folder must stand below the root where its address says: at root + {folder}
"""


_DOLLAR = "${gdec_dollar}"


def http(place: Place) -> str:
    """Write what stands in the http block."""
    size = ["map_hash_bucket_size 1024;\n"] if place.removed else []
    # An address in which variables are looked for can have the sign by which they begin only from a variable.
    dollar = ['geo $gdec_dollar {\n    default "$";\n}\n'] if "$" in place.folder else []
    return "\n".join([_HTTP, *size, *dollar, *_formats(), *_requests(place)])


def server(place: Place) -> str:
    """Write what stands in the server block."""
    return "\n".join([_SERVER.format(folder=place.folder), *_headers(), *_locations(place)])


def _formats() -> Iterator[str]:
    """Write the maps from the Accept header to the suffix of the format that suits it."""
    names = [suffix[1:] for suffix in VARIANTS]
    for name, media_type in zip(names, VARIANTS.values(), strict=True):
        ranges = zip((3, 2, 1), ranges_of(media_type), strict=True)
        # nginx tries no pattern on an empty text.
        entries = [("", "1:"), (f"~{NO_PREFERENCE}", "1:")] + [
            (f"~*{pattern(each)}", f"{rank}:$1") for rank, each in ranges
        ]
        yield _map("$http_accept", f"$gdec_weight_{name}", entries, default="0:0")
    for name in names:
        place = PLACES[f".{name}"]
        ranks = [(f"~^([0-9]):{weight}$", f"{digits.format('$2')}$1{place}") for weight, digits in WEIGHTS]
        yield _map(f"$gdec_weight_{name}", f"$gdec_rank_{name}", ranks, default=NOT_WANTED)
    best = f"$gdec_rank_{names[0]}.{names[0]}"
    for name in names[1:]:
        other = f"$gdec_rank_{name}.{name}"
        yield _map(f"{best} {other}", f"$gdec_best_{name}", [(f"~{FIRST_IS_GREATER}", best)], default=other)
        best = f"$gdec_best_{name}"
    yield _map(best, "$gdec_suffix", [("~^0000", ""), (r"~(\.[a-z]+)$", "$1")])


def _requests(place: Place) -> Iterator[str]:
    """Write the maps from a request to what is said about it in headers."""
    yield _map("$request_uri", "$gdec_thing", [(rf"~^{place.thing}(?:\?|$)", "$1")])
    yield _map("$gdec_thing $status $uri", "$gdec_link", _links(place))
    yield _map("$gdec_best_ttl", "$gdec_home", [(r"~^(?!0000).*\.ttl$", DESCRIPTIONS[0])])
    if place.path_of_iris:
        # Of slashes none may stay at the beginning: two of them would lead to another host.
        iri = rf"~^{re.escape(place.path_of_iris)}[/\\]*([^?]*)"
        yield _map("$request_uri", "$gdec_page_of_iri", [(iri, f"{place.path}$1")])
    negotiated = r"~^Accept 200 (?<sent>\S+) (?<path>/(?:[^/?][^?]*)?)(?:\?|$)"
    yield _map("$gdec_vary $status $gdec_sent $request_uri", "$gdec_place", [(negotiated, "$path$sent")])
    gone = [(f"{place.folder}{each}{suffix}", "1") for each in place.removed for suffix in ("", *VARIANTS)]
    yield _map("$uri", "$gdec_gone", gone)


def _links(place: Place) -> Iterator[tuple[str, str]]:
    settings, folder = place.settings, re.escape(place.folder)
    for thing, base in (("|".join(VOCABULARIES), OF_VOCABULARIES), (r"\S+", place.base)):
        yield rf"~^(?:{thing}) 200 .*\.html$", links_of_page(settings, base, "$gdec_thing")
        yield rf"~^(?:{thing}) (?:200 .*{DATA}$|406)", links_of_sibling(settings, base, "$gdec_thing")
    yield rf"~^ 200 {folder}index\.html$", links_of_home(settings, place.items)
    yield rf"~^ 200 {folder}(?:{'|'.join(map(re.escape, DESCRIPTIONS))})$", links_of_description(settings)
    yield rf"~^ 200 {folder}dump/", links_of_dump(settings)


def _headers() -> Iterator[str]:
    types: dict[str, list[str]] = {}
    for suffix, media_type in TYPES.items():
        types.setdefault(media_type.partition(";")[0], []).append(suffix[1:])
    yield "types {\n" + "".join(f"    {name} {' '.join(suffixes)};\n" for name, suffixes in types.items()) + "}"
    yield "default_type application/octet-stream;"
    yield "charset utf-8;"
    yield f"charset_types {' '.join(name for name in types if name.startswith('text/') and name != 'text/html')};\n"
    fixed = {name: _quoted(value) for name, value in SECURITY.items()}
    yield 'set $gdec_vary "";\nset $gdec_sent "";'
    for name, value in (fixed | _CHANGING).items():
        yield f"add_header {name} {value} always;"
    yield ""


_CHANGING = {"Vary": "$gdec_vary", "Content-Location": "$gdec_place", "Link": "$gdec_link"}


def _locations(place: Place) -> Iterator[str]:
    home = _quoted(place.folder)
    missing = f"error_page 404 {_quoted(f'{place.folder}404.html').replace('$', _DOLLAR)};\n"
    yield missing
    yield "location ~ /\\. {\n    return 404;\n}\n"
    yield f"location = {home} {{{_HOME}}}\n"
    version, ontology = _quoted(f"{place.folder}{place.version}"), _quoted(f"{place.path}{VOCABULARIES[0]}")
    yield f"location = {version} {{\n    return 303 {ontology};\n}}\n"
    for path, media_type in NAMED.items():
        named = re.escape(f"{place.folder}{path}").replace(r"\*", "[^/]+")
        yield f"location ~ {_quoted(f'^{named}$')} {{\n    types {{}}\n    default_type {media_type};\n}}\n"
    folder = _quoted(f"^({re.escape(place.folder)}{CLASSES})/$")
    yield f"location ~ {folder} {{\n    return 303 $1.html;\n}}\n"
    if place.path_of_iris:
        yield f"location ^~ {_quoted(place.path_of_iris)} {{\n    return 303 $gdec_page_of_iri;\n}}\n"
    yield f"location {home} {{\n    {missing}{_LOCATION}}}\n\nlocation @gdec_thing {{{_THING}}}\n"
    yield f'location @gdec_gone {{\n    rewrite "^(.+?)(?:{ANY})?$" $1.html break;\n}}\n'


_HOME = """
    set $gdec_vary Accept;
    set $gdec_sent $gdec_home;
    try_files ${uri}$gdec_home ${uri}index.html =404;
"""

_LOCATION = """\
    error_page 410 @gdec_gone;
    if ($gdec_gone) {
        return 410;
    }
    try_files $uri @gdec_thing;
"""

_THING = """
    if (!-f $document_root$uri.html) {
        return 404;
    }
    set $gdec_sent $gdec_suffix;
    set $gdec_vary Accept;
    if (!-f $document_root$uri.ttl) {
        set $gdec_sent .html;
        set $gdec_vary "";
    }
    if ($gdec_sent = "") {
        return 406;
    }
    if (!-f $document_root$uri$gdec_sent) {
        return 406;
    }
    rewrite ^ $uri$gdec_sent break;
"""


def _map(source: str, target: str, entries: Iterable[tuple[str, str]], default: str = "") -> str:
    """Write a map; patterns are tried in their order."""
    lines = [f"    {_quoted(key)} {_quoted(value)};" for key, value in entries]
    return "\n".join([f'map "{source}" {target} {{', f"    default {_quoted(default)};", *lines, "}\n"])


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
