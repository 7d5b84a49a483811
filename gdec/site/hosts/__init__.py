"""What hosts of static files are told: which of a thing's formats to send, with which headers."""

from __future__ import annotations

from collections.abc import Iterator

from gdec.site.dumps.items import items
from gdec.site.dumps.updating import stems
from gdec.site.frame.file import File
from gdec.site.frame.site import Site
from gdec.site.hosts import apache, nginx, static
from gdec.site.hosts.place import Place

REMOVED = "hosts/removed.txt"
"""The list of pages that are gone, a path without suffix a line."""


def files(site: Site) -> Iterator[File]:
    """Give the rules for Apache, nginx, Netlify, Cloudflare Pages and w3id.org, and the list of what is gone."""
    removed = site.log.removed
    place = Place(site.settings, site.base, removed, items(stems(site)))
    texts = {
        ".htaccess": apache.htaccess(place),
        "_headers": static.headers(place),
        "_redirects": static.redirects(place),
        "hosts/nginx-http.conf": nginx.http(place),
        "hosts/nginx-server.conf": nginx.server(place),
        REMOVED: "".join(f"{path}\n" for path in removed),
        "hosts/iris.htaccess": apache.iris(place),
        "hosts/w3id.htaccess": apache.w3id(place),
    }
    for path, text in texts.items():
        if text:
            yield File(path, text.encode())
