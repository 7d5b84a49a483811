"""The pages of what is gone: they say so, and where to go on. Hosts answer with them and status 410."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from gdec import terms
from gdec.site.frame.file import File
from gdec.site.frame.label import NAMING
from gdec.site.frame.links import from_page
from gdec.site.frame.log import PAGE, Gone
from gdec.site.frame.site import Site
from gdec.site.pages.changes import ONE, places
from gdec.site.pages.listings import TITLES
from gdec.site.reading.values import str_of


def files(site: Site) -> Iterator[File]:
    """Give a page for each thing and article that is gone."""
    known, days = places(site.log), {each.number: each.day for each in site.log.changes}
    for gone in site.log.gone:
        cls = gone.path.partition("/")[0]
        html = site.render(
            "tombstone.html",
            gone.path,
            gone=gone,
            one=ONE[cls],
            day=days.get(gone.change, ""),
            listing=(f"{cls}.html", TITLES[cls]) if cls in site.classes else None,
            instead=sorted(_instead(site, gone)),
            changes=known.get(gone.change, f"{PAGE}.html"),
            to=from_page(site, gone.path),
        )
        yield File(f"{gone.path}.html", html)


def _instead(site: Site, gone: Gone) -> Iterator[str]:
    """Give what there is now: what says that it came in the place of this, and what bears the same name."""
    find = site.reader.matching
    old = NamedNode(site.base + gone.path)
    found = {str_of(quad.subject) for quad in find(predicate=NamedNode(terms.REVISION_OF[1:-1]), object=old)}
    if gone.label:
        label = Literal(gone.label, language=gone.lang or None)
        named = (find(predicate=NamedNode(name[1:-1]), object=label) for name in NAMING)
        same = {str_of(quad.subject) for quads in named for quad in quads}
        found |= {iri for iri in same if site.page_of(iri).partition("/")[0] == gone.path.partition("/")[0]}
    return (iri for iri in found if site.is_thing(iri))
