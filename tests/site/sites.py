"""Sites over the shipped data, and what the tests read in their pages."""

import re
from html.parser import HTMLParser
from pathlib import Path

from gdec.build import build
from gdec.project import find_project
from gdec.site.frame.settings import Settings
from gdec.site.frame.site import Site
from gdec.site.making.menu import leads
from gdec.store.local import open_current

ROOT = Path(__file__).parents[2]
SETTINGS = Settings("https://example.org/data/", title="Two articles", publisher="The harbour & co.")


def shipped(folder):
    """Build the shipped data into a store and open it."""
    build(find_project(ROOT / "data"), folder)
    return open_current(folder)


def pages(part, site):
    """Give the files of a part by path."""
    return {file.path: file.data.decode() for file in part.files(site)}


def site_of(reader, settings=SETTINGS):
    return Site(reader, settings, find_leads=leads)


class Page(HTMLParser):
    """The ids, links and text of a page."""

    def __init__(self, html):
        super().__init__()
        self.ids, self.links, self.pieces = [], [], []
        self.feed(html)
        self.text = re.sub(r"\s+", " ", " ".join(self.pieces))

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a" and "href" in found:
            self.links.append(found["href"])

    def handle_data(self, data):
        self.pieces.append(data)
