"""The rules for Apache, and those by which w3id.org sends clients on; both choose the format by the Accept header."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gdec.site.hosts.headers import (
    DESCRIPTIONS,
    NAMED,
    SECURITY,
    TYPES,
    address,
    links_of_description,
    links_of_dump,
    links_of_home,
    links_of_page,
    links_of_sibling,
)
from gdec.site.hosts.place import ANY, CLASSES, DATA, LISTS, OF_VOCABULARIES, VOCABULARIES, Place
from gdec.site.hosts.ranks import FIRST_IS_GREATER, NOT_WANTED, PLACES, WEIGHTS
from gdec.site.pages.formats import VARIANTS
from gdec.site.serving.negotiation import NO_PREFERENCE, pattern, ranges_of

_INTRODUCTION = """\
# For Apache 2.4 with mod_rewrite, mod_headers and mod_mime, and `AllowOverride FileInfo` or more for this folder.
# The rules find the format that suits an Accept header best: by its weight (q), then by how specific the range was that
# gave it, then in our own order (RFC 9110, section 12.5.1). mod_negotiation is not used: it would look through the
# whole folder for each request, and take "web-2.0.html" for a page of "web-2". Keep its MultiViews off here.
"""

_W3ID = """\
# For w3id.org: the file .htaccess of its folder {folder}/. It sends each IRI on to its page or data, by the Accept
# header: by weight (q), then by how specific the range was, then in our own order (RFC 9110, section 12.5.1).
"""

_IRIS = """\
# For Apache: the file .htaccess of the folder {folder} of this host, below which things are named. It sends each IRI on
# to its page; the rules of the site's own folder choose the format there.
"""


def htaccess(place: Place) -> str:
    """Write the file `.htaccess` of a site's folder."""
    html, turtle, *others = VARIANTS
    rules = [*_beginning(place), *_choice(html, turtle), *_home(place), *_choice(*others), *_END]
    return "\n".join([_INTRODUCTION, *_types(place), *_headers(), *_links(place), *rules, ""])


def w3id(place: Place) -> str:
    """Write the file `.htaccess` for w3id.org, or nothing where things are not named below it."""
    found = re.fullmatch(r"https://w3id\.org/([^/]+)/(.*)", place.base)
    if not found:
        return ""
    home = _unexpanded(place.settings.base_url)
    lines = [_W3ID.format(folder=found[1]), "RewriteEngine On", *_choice(*VARIANTS), *_END[:2]]
    version = re.escape(place.version.partition("/")[2])
    for source in (rf"{re.escape(found[2])}(.+)", rf"(ontology)(?:/{version})?", "(shapes)"):
        lines += [r"RewriteCond %{ENV:GDEC_BEST} (\.[a-z]+)$", f"RewriteRule ^{source}$ {home}$1%1 [R=303,L]"]
    lines += [f"RewriteRule ^(?:{re.escape(found[2])})?$ {home} [R=303,L]", "", "Header always merge Vary Accept", ""]
    return "\n".join(lines)


def iris(place: Place) -> str:
    """Write the file `.htaccess` for the folder of IRIs, or nothing where the site's own has rules for them."""
    if not place.path_of_iris or place.path_of_iris.startswith(place.path):
        return ""
    named = rf"(?:{CLASSES}/.+|(?:{'|'.join(LISTS)})(?:{ANY})?)?"
    rule = f'RewriteRule ^/*({named})$ "{_on_this_host(place)}$1" [R=303,L]'
    return "\n".join([_IRIS.format(folder=place.path_of_iris), "RewriteEngine On", rule, ""])


def _on_this_host(place: Place) -> str:
    """Give the path of the site's folder as a rule goes there: nothing in it stands for anything else."""
    return re.sub(r"([%$])", r"\\\1", place.folder)


def _types(place: Place) -> Iterator[str]:
    for suffix, media_type in TYPES.items():
        yield f'AddType "{media_type}" {suffix}'
    yield "RemoveEncoding .gz .zst\n"
    for path, media_type in NAMED.items():
        named = re.escape(path).replace(r"\*", "[^/]+")
        yield _if(place, named, f'ForceType "{media_type}"')


def _headers() -> Iterator[str]:
    for name, value in SECURITY.items():
        yield f'Header always set {name} "{value}"'
    # After an inner redirect, a variable has another name.
    for name in ("GDEC_THING", "GDEC_VARY", "GDEC_GONE", "GDEC_PLACE"):
        yield f"SetEnvIf REDIRECT_{name} (.+) {name}=$1"
    yield "Header always merge Vary Accept env=GDEC_VARY"
    yield 'Header set Content-Location "%{GDEC_PLACE}e" env=GDEC_PLACE'


def _links(place: Place) -> Iterator[str]:
    settings = place.settings
    thing = "reqenv('GDEC_THING')"
    for which, base in ((f"-n {thing}", place.base), (f"{thing} =~ /^({'|'.join(VOCABULARIES)})$/", OF_VOCABULARIES)):
        page, data = (
            _value(links(settings, base, "\n")).replace("\n", "%{GDEC_THING}e")
            for links in (links_of_page, links_of_sibling)
        )
        for suffix, links in ((r"\.html", page), (DATA, data)):
            yield f'<FilesMatch "{suffix}$">\n    Header set Link "{links}" "expr={which}"\n</FilesMatch>'
        yield f'Header always set Link "{data}" "expr=%{{REQUEST_STATUS}} -eq 406 && {which}"'
    for path, of_path in (
        (r"(?:index\.html)?", links_of_home(settings, place.items)),
        (f"(?:{'|'.join(map(re.escape, DESCRIPTIONS))})", links_of_description(settings)),
        ("dump/.+", links_of_dump(settings)),
    ):
        yield _if(place, path, f'Header set Link "{_value(of_path)}"')


def _if(place: Place, path: str, line: str) -> str:
    """Write a line that holds for what is sent at a path, given as a pattern."""
    return f'<If "%{{REQUEST_URI}} =~ m#^{re.escape(place.folder)}{path}$#">\n    {line}\n</If>\n'


def _beginning(place: Place) -> Iterator[str]:
    """Write what comes before the choice of a format: what is gone, moved, or had in one format only."""
    yield f'RewriteEngine On\nRewriteBase "{place.folder}"\n'
    yield r"RewriteRule (?:^|/)\. - [R=404,END]"
    for path in place.removed:
        yield f"RewriteRule ^{_pattern(path)}(?:{ANY})?$ - [E=GDEC_GONE:{_unexpanded(path)}.html]"
    yield "RewriteCond %{ENV:REDIRECT_STATUS} ^$\nRewriteCond %{ENV:GDEC_GONE} .\nRewriteRule ^ - [G,END]"
    yield f"ErrorDocument 410 {place.path}%{{reqenv:GDEC_GONE}}"
    yield f"ErrorDocument 404 {place.path}404.html\n"
    yield "RewriteCond %{ENV:GDEC_GONE} ^$"
    yield rf"RewriteCond %{{THE_REQUEST}} \x20{place.thing}[?\x20]"
    yield "RewriteRule ^ - [E=GDEC_THING:%1]"
    if place.path_of_iris.startswith(place.path):
        below = place.path_of_iris.removeprefix(place.path)
        # Whatever follows is no address of its own: neither `mailto:` nor two slashes may begin it.
        yield f'RewriteRule ^{_pattern(below)}/*(.*)$ "{_on_this_host(place)}$1" [R=303,END]'
    yield f"RewriteRule ^({CLASSES})/$ $1.html [R=303,END]"
    yield f"RewriteRule ^{re.escape(place.version)}$ {VOCABULARIES[0]} [R=303,END]"
    yield from _ONE_FORMAT


_ONE_FORMAT = (
    "RewriteCond %{PATH_INFO} .\nRewriteRule ^ - [END]",
    "RewriteCond %{REQUEST_FILENAME} !-f",
    "RewriteCond %{REQUEST_FILENAME}.html -f",
    "RewriteCond %{REQUEST_FILENAME}.ttl !-f",
    "RewriteRule ^(.+)$ $1.html [END]",
    "RewriteCond %{REQUEST_FILENAME} -f [OR]",
    "RewriteCond %{REQUEST_FILENAME}.html !-f",
    "RewriteRule . - [END]\n",
    "RewriteRule ^ - [E=GDEC_VARY:1]\n",
)


def _home(place: Place) -> Iterator[str]:
    """Write what ends the choice for the home page, which is had as HTML or as the description in Turtle."""
    description = DESCRIPTIONS[0]
    yield r"RewriteCond %{ENV:GDEC_BEST} ^(?!0000).*\.ttl$"
    yield f"RewriteRule ^$ {description} [E=GDEC_PLACE:{_unexpanded(place.path)}{description},END]"
    yield "RewriteRule ^$ index.html [END]\n"


def _choice(*suffixes: str) -> Iterator[str]:
    """Write the rules that set GDEC_BEST to the rank and suffix of the format that suits the Accept header best.

    Args:
        suffixes: of the formats; where the choice is made in steps, those that come next.
    """
    for suffix in suffixes:
        media_type = VARIANTS[suffix]
        name, place = suffix[1:].upper(), PLACES[suffix]
        weight, rank = f"GDEC_WEIGHT_{name}", f"GDEC_RANK_{name}"
        yield f"RewriteRule ^ - [E={weight}:0:0,E={rank}:{NOT_WANTED}]"
        yield from _when("%{HTTP:Accept}", NO_PREFERENCE, f"E={weight}:1:")
        for specific, media_range in zip((1, 2, 3), reversed(ranges_of(media_type)), strict=True):
            yield from _when("%{HTTP:Accept}", pattern(media_range), f"E={weight}:{specific}:%1", " [NC]")
        for form, digits in WEIGHTS:
            yield from _when(f"%{{ENV:{weight}}}", f"^([0-9]):{form}$", f"E={rank}:{digits.format('%2')}%1{place}")
        if place == len(VARIANTS):
            yield f"RewriteRule ^ - [E=GDEC_BEST:%{{ENV:{rank}}}{suffix}]"
        else:
            both = f'"%{{ENV:GDEC_BEST}} %{{ENV:{rank}}}{suffix}"'
            yield from _when(both, f"!{FIRST_IS_GREATER}", f"E=GDEC_BEST:%{{ENV:{rank}}}{suffix}")
        yield ""


_END = (
    "RewriteCond %{ENV:GDEC_BEST} ^0000",
    "RewriteRule ^ - [R=406,END]",
    r"RewriteCond %{ENV:GDEC_BEST} (\.[a-z]+)$",
    "RewriteCond %{REQUEST_FILENAME}%1 !-f",
    "RewriteRule ^ - [R=406,END]",
    r"RewriteCond %{THE_REQUEST} \x20(/[^/?\x20][^?\x20]*)",
    "RewriteRule ^ - [E=GDEC_PLACE:%1]",
    r"RewriteCond %{ENV:GDEC_PLACE}%{ENV:GDEC_BEST} ^(/.+)[0-9]{6}(\.[a-z]+)$",
    "RewriteRule ^ - [E=GDEC_PLACE:%1%2]",
    r"RewriteCond %{ENV:GDEC_BEST} (\.[a-z]+)$",
    "RewriteRule ^(.+)$ $1%1 [END]",
)


def _when(tested: str, form: str, flag: str, options: str = "") -> Iterator[str]:
    without_blanks = form.replace(" ", r"\x20")
    yield f"RewriteCond {tested} {without_blanks}{options}"
    yield f"RewriteRule ^ - [{flag}]"


def _pattern(path: str) -> str:
    """Write the pattern of a path, which stands between blanks."""
    return re.escape(path).replace(r"\ ", r"\x20")


def _unexpanded(path: str) -> str:
    """Write an address in which nothing is looked for that a rule found."""
    return address(path).replace("%", r"\%")


def _value(links: str) -> str:
    """Write the value of a header that stands between quotes."""
    return links.replace("%", "%%").replace('"', r"\"")
