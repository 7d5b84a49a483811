"""What the owner of a project decides about its site, from `[site]` of gdec.toml and the command line."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field, fields
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from gdec.errors import InputError, nearest
from gdec.project import Project
from gdec.published import MARK
from gdec.query.saved import SavedQuery, list_own
from gdec.site.frame.contrast import LEAST, backgrounds, contrast, darker
from gdec.site.frame.file import is_path
from gdec.site.frame.text import bare

ACCENT = "#8a3b12"
"""The colour of links and marks where no other is set."""
SUMMARY = "What articles say about conferences, as linked data: each statement leads back to the words that support it."
"""What the data are said to be where the owner does not describe them."""
THEME = "site"
"""The folder of a project that holds `templates/` and `static/` of its own."""
EXTRA = "static/extra.css"
"""The stylesheet of a theme that adds to that of the package, and does not stand in for it."""


@dataclass(frozen=True)
class Settings:
    """What the owner of a project decides about its site.

    Attributes:
        base_url: the address that the site is served at; it ends with `/`.
        title: what the data is called.
        description: what it is, in a sentence or two.
        licence: the address of its licence, or an empty text where none is given.
        publisher: who publishes it, or an empty text.
        publisher_url: the publisher's address, or an empty text.
        languages: languages of labels, the preferred one first.
        accent: the colour of links and marks, as `#rrggbb`.
        checks: whether what the checks find has pages.
        theme: a folder of templates and static files that stand in for those of the package, or None.
        queries: the project's own queries, on which nothing but the pages of questions depends.
    """

    base_url: str
    title: str = ""
    description: str = ""
    licence: str = ""
    publisher: str = ""
    publisher_url: str = ""
    languages: tuple[str, ...] = ("en", "zh")
    accent: str = ACCENT
    checks: bool = True
    theme: Path | None = None
    queries: tuple[SavedQuery, ...] = field(default=(), repr=False)

    @property
    def summary(self) -> str:
        """What the data are: the description, or what is so of all data of this kind."""
        return self.description or SUMMARY

    @cached_property
    def has_extra_style(self) -> bool:
        """Whether the theme has a stylesheet that comes after that of the package."""
        return self.theme is not None and (self.theme / EXTRA).is_file()

    @property
    def page_language(self) -> str:
        """The language of the pages' own words, whichever labels are preferred."""
        return "en"


def settings_of(project: Project, base_url: str | None = None) -> Settings:
    """Give the settings of a project's site; a base URL given here goes before the one in gdec.toml.

    Raises:
        InputError: a setting is missing, unknown, or not of its form; or one of the project's queries cannot be used.
    """
    source = str(project.folder / "gdec.toml")
    given: dict[str, Any] = {"title": project.title, **project.site}
    given |= {"base_url": base_url} if base_url is not None else {}
    known = {each.name for each in fields(Settings)} - {"theme", "queries"}
    for key in given:
        if key not in known:
            raise InputError(source, f'unknown setting "{key}" in [site]{nearest(key, known)}')
    if not given.get("base_url"):
        raise InputError(source, "where is the site to be served? say --base-url, or base_url in [site]")
    for key, value in given.items():
        _check(source, key, value)
    if languages := given.get("languages"):
        given["languages"] = tuple(languages)
    given["base_url"] = f"{given['base_url'].rstrip('/')}/"
    theme = project.folder / THEME
    is_theme = theme.is_dir() and not (theme / MARK).exists()  # where a theme would be a site may lie
    settings = Settings(**given, theme=theme if is_theme else None, queries=tuple(list_own(project.folder)))
    _check_accent(source, settings)
    return settings


def _check_accent(source: str, settings: Settings) -> None:
    """Refuse a colour in which links cannot be read; a theme with a stylesheet of its own has other backgrounds."""
    if settings.theme and (settings.theme / _STYLESHEET).is_file():
        return
    accent, stylesheet = settings.accent, (files("gdec.site") / _STYLESHEET).read_text(encoding="utf-8")
    # What can be read on the darkest of them can be on all.
    under = min(backgrounds(stylesheet), key=lambda each: contrast("#000000", each))
    if (found := contrast(accent, under)) < LEAST:
        told = f"accent {accent} on {under} has a contrast of {math.floor(found * 100) / 100}:1"
        raise InputError(source, f"{told}, and links need {LEAST}:1 (WCAG 2.2); {darker(accent, under)} would do")


def _check(source: str, key: str, value: object) -> None:
    """Refuse a setting that is not of its form."""
    if key == "languages":
        codes = value if isinstance(value, list) else []
        if not codes or not all(isinstance(each, str) and re.fullmatch(_LANGUAGE, each) for each in codes):
            raise InputError(source, 'languages must be a list of language codes, as in ["en", "zh-Hans"]')
        return
    if key == "checks":
        if not isinstance(value, bool):
            raise InputError(source, "checks must be true or false")
        return
    if not isinstance(value, str):
        raise InputError(source, f'the setting "{key}" must be a text in quotes')
    if key in _FORMS and (value or key == "accent") and not re.fullmatch(_FORMS[key][0], value):
        raise InputError(source, f"{key} must be {_FORMS[key][1]}, not {value!a}")
    if _FORMS.get(key) is _ADDRESS and value and not _is_address(value, is_place=key == "base_url"):
        raise InputError(source, f"{key} must be {_ADDRESS[1]}, not {value!a}: no host or browser can read that")
    if key in ("title", "description", "publisher") and bare(value) != value:
        raise InputError(
            source, f"{key} holds a character that nobody sees, or that turns the writing around: {value!a}"
        )


def _is_address(value: str, *, is_place: bool) -> bool:
    """Tell that a text is an IRI (RFC 3987) with a host, and where a site is to stand, that its path names folders.

    What a path holds percent-encoded stands as it is in the files for hosts, and must not end a line or a text there.
    """
    try:
        parts = urlsplit(value)
        host, _, path = parts.hostname, parts.port, unquote(parts.path, errors="strict").strip("/")
    except ValueError:
        return False
    is_iri = value.isprintable() and not re.search(r"[{}|^`]|%(?![0-9A-Fa-f]{2})", value)
    is_folder = not path or (is_path(path) and not re.search(r'["#?%<>{}|^`]', path))
    return bool(host) and is_iri and (is_folder or not is_place)


_LANGUAGE = "[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*"
_STYLESHEET = "static/gdec.css"
_ADDRESS = (r"https?://[^\s<>\"'\\#?]+", "a web address, as in https://example.org/data/")
_FORMS = {
    "base_url": _ADDRESS,
    "licence": _ADDRESS,
    "publisher_url": _ADDRESS,
    "accent": ("#[0-9a-fA-F]{6}", "a colour, as in #8a3b12"),
}
