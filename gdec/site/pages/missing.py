"""The page that hosts send where there is none; it is shown at any address, so its links begin at the host's root."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from urllib.parse import urlsplit

from gdec.site.frame.file import File
from gdec.site.frame.site import Site, quoted

PAGE = "404"
"""Netlify, Cloudflare Pages and GitHub Pages know the page by this name; nginx and Apache are told it."""


class _FromRoot(Site):
    def link(self, path: str, page: str) -> str:  # noqa: ARG002
        return quoted(urlsplit(self.settings.base_url).path + path)


def files(site: Site) -> Iterator[File]:
    """Give the page, with a search and ways in."""
    from_root = _FromRoot(**{each.name: getattr(site, each.name) for each in fields(site)})
    yield File(f"{PAGE}.html", from_root.render("missing.html", PAGE))
