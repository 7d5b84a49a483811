"""The page on how to cite and reuse the data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from gdec import terms
from gdec.following.names import rows
from gdec.published import SUMS
from gdec.site.dumps.items import MEDIA_TYPES, PACKINGS
from gdec.site.dumps.updating import stems
from gdec.site.frame.file import File
from gdec.site.frame.links import from_page
from gdec.site.frame.site import Site
from gdec.site.hosts.headers import DESCRIPTIONS, address
from gdec.site.pages.listings import TITLES
from gdec.site.reading.values import str_of

PAGE = "cite"

_RECIPE = """\
curl -sSfO '{home}{sums}'
grep -o 'gdec.*[.]nq[.]gz$' SHA256SUMS.txt | sed 's|^|{to}dump/|' | xargs -n 1 curl -sSfO
sha256sum --check --ignore-missing --quiet SHA256SUMS.txt
cat gdec*.nq.gz | gunzip > gdec.nq"""
"""How all volumes are fetched, on a machine with the usual tools."""


def menu(_: Site) -> list[tuple[str, str]]:
    """Give the page's place in the menu."""
    return [(f"{PAGE}.html", "Cite and reuse")]


def files(site: Site) -> Iterator[File]:
    """Give the page, and the citation as BibTeX, CSL-JSON and CITATION.cff."""
    forms = citations(site)
    for name, text in forms.items():
        yield File(name, text.encode())
    shown = {"forms": forms, "line": line(site), "to": from_page(site, PAGE), "newest": last_day(site)}
    shown |= {"volumes": stems(site), "suffixes": list(MEDIA_TYPES), "packings": list(PACKINGS), "digests": SUMS}
    shown["descriptions"] = DESCRIPTIONS
    shown["tables"] = {f"table/{cls}.csv": title for cls, title in TITLES.items() if cls in site.classes}
    home = address(site.settings.base_url)
    shown["recipe"] = _RECIPE.format(home=home, sums=SUMS, to=home.replace("&", r"\&"))  # & is what sed found
    yield File(f"{PAGE}.html", site.render("cite.html", PAGE, **shown, version=site.reader.version, day=made_on(site)))


def last_day(site: Site) -> str:
    """Give the day on which the newest article was published, or an empty text."""
    found = rows(site.reader, f"SELECT (MAX(STR(?day)) AS ?last) WHERE {{ ?article {terms.DATE_PUBLISHED} ?day }}")
    return next((str_of(day) for (day,) in found), "")


def made_on(site: Site) -> str:
    """Give the day on which this version of the data was made, as the changes tell it; the clock is never asked."""
    _, day = site.reader.days
    return day


def line(site: Site) -> str:
    """Give the citation in a line, much as APA has it: the title goes first where there is no author."""
    who, year = site.settings.publisher, f"({made_on(site)[:4] or 'n.d.'})."
    title = f"{_title(site)} (version {site.reader.version}) [Data set]."
    return " ".join([*([who, year, title] if who else [title, year]), site.settings.base_url])


def citations(site: Site) -> dict[str, str]:
    """Give the citation in the forms that programs read, by file name."""
    settings, title, day = site.settings, _title(site), made_on(site)
    csl = {
        "id": _key(title),
        "type": "dataset",
        "title": title,
        "version": str(site.reader.version),
        "URL": settings.base_url,
        **(
            {"publisher": settings.publisher, "author": [{"literal": settings.publisher}]} if settings.publisher else {}
        ),
        **({"issued": {"date-parts": [[int(part) for part in day.split("-")]]}} if day else {}),
        **({"license": settings.licence} if settings.licence else {}),
    }
    return {
        "cite.bib": _bibtex(site, title, day),
        "cite.csl.json": json.dumps([csl], ensure_ascii=False, indent=2) + "\n",
        "CITATION.cff": _cff(site, title, day),
    }


def _bibtex(site: Site, title: str, day: str) -> str:
    fields = {
        "title": f"{{{_tex(title)}}}",
        "author": f"{{{_tex(site.settings.publisher)}}}" if site.settings.publisher else "",
        "publisher": _tex(site.settings.publisher),
        "year": day[:4],
        "version": str(site.reader.version),
        "url": site.settings.base_url,
        "note": "Data set",
    }
    lines = "".join(f",\n  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{_key(title)}{lines}\n}}\n"


def _cff(site: Site, title: str, day: str) -> str:
    """Write Citation File Format 1.2.0; a JSON text is a YAML text in quotes."""
    who = site.settings.publisher or "unnamed"
    fields = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below.",
        "type": "dataset",
        "title": title,
        "version": str(site.reader.version),
        "url": site.settings.base_url,
        **({"date-released": day} if day else {}),
        **({"license-url": site.settings.licence} if site.settings.licence else {}),
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]
    return "\n".join([*lines, "authors:", f"  - name: {json.dumps(who, ensure_ascii=False)}", ""])


def _title(site: Site) -> str:
    return site.settings.title or "Untitled data set"


def _key(title: str) -> str:
    return terms.slug(title)[:40].strip("-") or "data"


def _tex(text: str) -> str:
    return re.sub(r"([&%$#_{}])", r"\\\1", text.replace("\\", ""))
