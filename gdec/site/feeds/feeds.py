"""What tells programs of the pages: the site map, the Atom feed, `robots.txt`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import itemgetter
from xml.sax.saxutils import escape, quoteattr

from gdec import terms
from gdec.following.names import rows
from gdec.site.frame.file import File
from gdec.site.frame.log import PAGE, Change
from gdec.site.frame.site import Site
from gdec.site.hosts.headers import address
from gdec.site.pages import alike, changes, missing
from gdec.site.pages.changes import places, summary
from gdec.site.reading.values import str_of

MOST_URLS = 50_000
"""How many addresses a site map may hold."""

MOST_ENTRIES = 100
"""How many articles and changes of the data the feed tells of, the newest first."""

_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"

_is_day = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch
_no_character_of_xml = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def files(site: Site) -> Iterator[File]:
    """Give `sitemap.xml`, `feed.xml` where an article or a change has a date, and `robots.txt`."""
    yield from _sitemap(site)
    if entries := _entries(site):
        yield File("feed.xml", _feed(site, entries).encode())
    robots = f"User-agent: *\nAllow: /\nSitemap: {address(site.address('sitemap.xml'))}\n"
    yield File("robots.txt", robots.encode())


def xml(text: str) -> str:
    """Write a text so that it can stand in XML; a character that XML cannot hold becomes the replacement character."""
    return escape(_no_character_of_xml.sub("\ufffd", text))


def _sitemap(site: Site) -> Iterator[File]:
    """Give the site map; beyond 50,000 pages as several, with an index. No page's day of change is known."""
    listed = (path for path, _ in (*site.leads.above, *site.leads.below))
    last = [f"{page.path}.html" for page in changes.paged(site.log)]
    last += (f"{page.path}.html" for page in alike.paged(site))
    known = dict.fromkeys(("index.html", *listed, *last, *site.laid))
    pages = [path for path in known if path != f"{missing.PAGE}.html"]
    chunks = [pages[start : start + MOST_URLS] for start in range(0, len(pages), MOST_URLS)]
    if len(chunks) == 1:
        yield File("sitemap.xml", _urls(site, "urlset", "url", pages))
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(chunks) + 1)]
    yield File("sitemap.xml", _urls(site, "sitemapindex", "sitemap", names))
    for name, chunk in zip(names, chunks, strict=True):
        yield File(name, _urls(site, "urlset", "url", chunk))


def _urls(site: Site, root: str, entry: str, paths: list[str]) -> bytes:
    lines = "".join(f"<{entry}><loc>{xml(address(site.address(path)))}</loc></{entry}>\n" for path in paths)
    return f'{_DECLARATION}<{root} xmlns="{_SITEMAP}">\n{lines}</{root}>\n'.encode()


def _entries(site: Site) -> list[tuple[str, str]]:
    """Give the newest entries, each with its day: changes of the data, and articles."""
    articles = site.naming.newest(MOST_ENTRIES) if site.naming else newest(site)
    entries = [(each.day, _entry_of_change(site, each, place)) for each, place in _changes(site)]
    entries += [(day, _entry_of_article(site, day, article)) for day, article in articles]
    return sorted(entries, key=itemgetter(0), reverse=True)[:MOST_ENTRIES]


def newest(site: Site) -> list[tuple[str, str]]:
    """Give the articles with the latest days as `Naming.newest` does, where there is no table."""
    dated = f"?article {terms.TYPE} {terms.ARTICLE_CLASS} ; {terms.DATE_PUBLISHED} ?day"
    found = rows(site.reader, f"SELECT DISTINCT ?article ?day WHERE {{ {dated} }}")
    told = sorted((str_of(article), str_of(day)) for article, day in found)
    newest_first = sorted(((day, article) for article, day in told if _is_day(day)), key=itemgetter(0), reverse=True)
    return newest_first[:MOST_ENTRIES]


def _changes(site: Site) -> Iterator[tuple[Change, str]]:
    """Give the newest changes whose day is known, each with its place."""
    known = places(site.log)
    return ((each, known[each.number]) for each in site.log.changes[:MOST_ENTRIES] if each.day and each.number in known)


def _feed(site: Site, entries: list[tuple[str, str]]) -> str:
    """Write the feed by RFC 4287."""
    settings = site.settings
    who = xml(settings.publisher or settings.title or settings.base_url)
    self = quoteattr(address(site.address("feed.xml")))
    lines = [
        f'{_DECLARATION}<feed xmlns="{terms.ATOM}">',
        f"<id>{xml(address(settings.base_url))}</id>",
        f"<title>{xml(settings.title or settings.base_url)}</title>",
        f'<link rel="self" type="application/atom+xml" href={self}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(address(settings.base_url))}/>',
        *([f'<link rel="license" href={quoteattr(address(settings.licence))}/>'] if settings.licence else []),
        f"<author><name>{who}</name></author>",
        f"<updated>{entries[0][0]}T00:00:00Z</updated>",
        *(entry for _, entry in entries),
        "</feed>\n",
    ]
    return "\n".join(lines)


def _entry_of_article(site: Site, day: str, article: str) -> str:
    label = site.label(article)
    if label.text == article.rpartition("/")[2]:  # it has no title
        label = site.called(article)
    lang = f" xml:lang={quoteattr(label.lang)}" if label.lang else ""
    title = f"<title{lang}>{xml(label.text)}</title>"
    return _entry(day, article, title, site.address(f"{site.page_of(article)}.html"))


def _entry_of_change(site: Site, change: Change, place: str) -> str:
    title = f"<title>Version {change.version}: {xml(summary(change))}</title>"
    path, _, anchor = place.partition("#")
    return _entry(change.day, f"{site.base}{PAGE}#{anchor}", title, f"{site.address(path)}#{anchor}")


def _entry(day: str, iri: str, title: str, page: str) -> str:
    return "\n".join(
        (
            "<entry>",
            f"<id>{xml(iri)}</id>",
            title,
            f'<link rel="alternate" type="text/html" href={quoteattr(address(page))}/>',
            f"<published>{day}T00:00:00Z</published>",
            f"<updated>{day}T00:00:00Z</updated>",
            "</entry>",
        )
    )
