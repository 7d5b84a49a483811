"""Where a site stands: what the rules for every kind of host need to know of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote, urlsplit

from gdec import terms
from gdec.site.dumps.items import items
from gdec.site.dumps.volumes import WHOLE
from gdec.site.frame import log
from gdec.site.frame.settings import Settings
from gdec.site.frame.site import AT_ROOT
from gdec.site.hosts.headers import (
    DESCRIPTIONS,
    address,
    links_of_description,
    links_of_dump,
    links_of_home,
    links_of_page,
    links_of_sibling,
)
from gdec.site.pages.formats import SIBLINGS, VARIANTS
from gdec.site.reading.vocabulary import vocabulary

LISTS = (log.PAGE, *sorted(AT_ROOT))
"""The pages at the root that have IRIs below the base."""

VOCABULARIES = ("ontology", "shapes")
"""Those whose IRIs are the same wherever things are named."""

OF_VOCABULARIES = terms.GDEC.removesuffix("ontology#")
"""The IRI below which vocabularies are named."""

CLASSES = f"(?:{'|'.join(terms.CLASS_PATHS)})"
"""The first step of a thing's path, as a pattern."""

KEY = r"[A-Za-z0-9%._~!&()*+,;=:@-]+"
"""The second step as it stands in a request, percent-encoded, as a pattern."""

DATA = rf"\.(?:{'|'.join(suffix[1:] for suffix in SIBLINGS)})"
ANY = rf"\.(?:{'|'.join(suffix[1:] for suffix in VARIANTS)})"


@dataclass(frozen=True)
class Place:
    """Where a site stands.

    Attributes:
        settings: what the owner decided.
        base: the IRI below which things are named.
        removed: paths of pages that are gone, without suffix; each has a page that says so.
        items: the paths of the files that hold the data, with their media types.
    """

    settings: Settings
    base: str
    removed: tuple[str, ...] = ()
    items: Mapping[str, str] = field(default_factory=lambda: items((WHOLE,)))

    @cached_property
    def path(self) -> str:
        """The path of the site's address, percent-encoded; it begins and ends with `/`."""
        return urlsplit(address(self.settings.base_url)).path

    @cached_property
    def folder(self) -> str:
        """The same path as the folders below the host's root are called."""
        return unquote(self.path)

    @cached_property
    def path_of_iris(self) -> str:
        """The path below which things are named on this very host, percent-encoded; empty where it is another host.

        It is empty too where the pages stand at the IRIs themselves.
        """
        home, base = urlsplit(address(self.settings.base_url)), urlsplit(address(self.base))
        return base.path if home[:2] == base[:2] and home.path != base.path else ""

    @cached_property
    def thing(self) -> str:
        """A pattern for the path of a request for what has an IRI, in any format; its group has no suffix."""
        return rf"{re.escape(self.path)}({CLASSES}/{KEY}?|{'|'.join(LISTS + VOCABULARIES)})(?:{ANY})?"

    @cached_property
    def version(self) -> str:
        """The path of the IRI of the ontology's present version."""
        return vocabulary().version.removeprefix(OF_VOCABULARIES)

    def links(self, path: str) -> str:
        """Write the Link header of a file, given by its path below the site's address, percent-encoded."""
        if path == "index.html":
            return links_of_home(self.settings, self.items)
        if path in DESCRIPTIONS:
            return links_of_description(self.settings)
        if path.startswith("dump/"):
            return links_of_dump(self.settings)
        found = re.fullmatch(self.thing, f"{self.path}{path}")
        if not found:
            return ""
        base = OF_VOCABULARIES if found[1] in VOCABULARIES else self.base
        links = links_of_page if path.endswith(".html") else links_of_sibling
        return links(self.settings, base, found[1])
