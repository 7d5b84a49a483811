"""The part of the site that is the same on every page: styles, scripts, the icon."""

from __future__ import annotations

from collections.abc import Iterator

from gdec.site.frame.file import File
from gdec.site.frame.settings import ACCENT
from gdec.site.frame.site import Site
from gdec.site.frame.templating import static_files


def files(site: Site) -> Iterator[File]:
    """Give the static files, in the site's own colour."""
    for name, path in static_files(site.settings).items():
        data = path.read_bytes()
        if path.suffix in (".css", ".svg"):
            data = data.replace(ACCENT.encode(), site.settings.accent.encode())
        yield File(f"static/{name}", data)
