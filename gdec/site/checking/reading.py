"""What stands in a page: its links, its fragments, what it loads, and the statements that it shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_LOADING = {"script": "src", "img": "src", "iframe": "src", "embed": "src", "object": "data", "source": "src"}
_LOADING |= {"audio": "src", "video": "src", "use": "href", "image": "href", "track": "src", "input": "src"}
_LOADED = frozenset({"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest"})
_DATA = frozenset({"application/ld+json", "application/json"})
_BESIDE = frozenset({("a", "caution"), ("a", "chosen preferred"), ("a", "chosen deprecated")})
"""What leads from a value to what disagrees with it, and to what an editor chose."""
_UNREAD = frozenset({("span", "caution"), ("time", ""), ("a", "anchor"), *_BESIDE})
"""What stands beside a value, and times, whose value stands in an attribute."""


@dataclass
class Shown:
    """A piece of a page: its characters, the links in it, and the language that it says, if any."""

    text: str = ""
    links: list[str] = field(default_factory=list)
    lang: str = ""


class Row(NamedTuple):
    """A row of a page's statements: property, value, and what the value rests on."""

    property: Shown
    value: Shown
    grounds: Shown
    is_only_said: bool


class Reader(HTMLParser):
    """Reads a page.

    Attributes:
        lang: the language that the page says it is in.
        ids: the fragments, in their order; one may come twice.
        links: what the page leads to.
        loads: what a browser fetches to show the page.
        canonical: the address that the page gives itself.
        faults: what is wrong with the markup, in words.
        data: its blocks of JSON-LD.
        rows: the statements that a thing's page shows.
        items: the statements that an article's page shows, by fragment.
        facts: what an article's page shows of the article: property and values.
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.lang = ""
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.canonical = ""
        self.faults: list[str] = []
        self.data: list[str] = []
        self.rows: list[Row] = []
        self.items: dict[str, Shown] = {}
        self.facts: list[tuple[Shown, Shown]] = []
        self._open: list[tuple[str, str]] = []
        self._filled: list[tuple[int, Shown]] = []
        self._headings = self._titles = 0
        self._property = Shown()
        self.feed(html)
        self.close()
        self._end()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that begins."""
        found = {name: value or "" for name, value in attrs}
        if len(found) < len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice")
        self._headings += tag == "h1"
        self._titles += tag == "title" and not any(name == "svg" for name, _ in self._open)
        self._note(tag, found)
        self._note_language(tag, found.get("lang", ""))
        self._follow(tag, found)
        if tag not in _VOID:
            self._open.append((tag, found.get("class", "")))
            if tag == "script" and found.get("type") in _DATA:
                self.data.append("")
            self._begin(tag, found)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that begins and ends at once."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Note that an element ends, and whether it is the one that began last."""
        if not self._open or self._open[-1][0] != tag:
            inside = f"inside <{self._open[-1][0]}>" if self._open else "without a beginning"
            self.faults.append(f"</{tag}> stands {inside}")
            return
        self._open.pop()
        while self._filled and self._filled[-1][0] > len(self._open):
            self._filled.pop()

    def handle_data(self, data: str) -> None:
        """Note characters."""
        if self._open and self._open[-1][0] in ("script", "style"):
            if self._open[-1][0] == "script" and self.data:
                self.data[-1] += data
        elif not any(each in _UNREAD for each in self._open):
            for _, shown in self._filled:
                shown.text += data

    def unknown_decl(self, data: str) -> None:
        """Note what HTML does not have."""
        self.faults.append(f"<![{data[:20]} is no HTML")

    def _note(self, tag: str, found: dict[str, str]) -> None:
        """Note what an element is called, and what is wrong with it."""
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "img" and "alt" not in found:
            self.faults.append("a picture has no text alternative")
        if tag == "style" or "style" in found or any(name.startswith("on") for name in found):
            self.faults.append(f"<{tag}> carries a style or a script that the security policy forbids")
        if tag == "script" and "src" not in found and found.get("type") not in _DATA:
            self.faults.append("a script stands in the page, which the security policy forbids")
        if tag == "time":
            for _, shown in self._filled:
                shown.text += found.get("datetime", "")

    def _note_language(self, tag: str, lang: str) -> None:
        if tag == "html":
            self.lang = lang
            if not lang:
                self.faults.append("<html> does not say its language")
        elif lang:
            for _, shown in self._filled:
                shown.lang = lang

    def _follow(self, tag: str, found: dict[str, str]) -> None:
        """Note what an element leads to, and what it loads."""
        if (name := _LOADING.get(tag)) and name in found:
            self.loads.append(found[name])
        target = found.get("href", found.get("xlink:href", found.get("action")))
        if target is None or tag in ("use", "image", "base"):
            return
        rel = set(found.get("rel", "").split()) if tag == "link" else set()
        if rel & _LOADED:
            self.loads.append(target)
        elif "canonical" in rel:
            self.canonical = target
        else:
            self.links.append(target)
            for _, shown in self._filled if (tag, found.get("class", "")) not in _BESIDE else ():
                shown.links.append(target)

    def _begin(self, tag: str, found: dict[str, str]) -> None:
        """Begin to fill a piece of what the page shows of the data."""
        within = self._open[-2] if len(self._open) > 1 else ("", "")
        classes = found.get("class", "").split()
        if tag == "th" and found.get("scope") == "rowgroup":
            self._property = self._fill()
        elif tag == "td" and classes == ["value"]:
            self.rows.append(Row(self._property, self._fill(), Shown(), "only-said" in within[1].split()))
        elif tag == "td" and classes == ["grounds"] and self.rows:
            self.rows[-1] = self.rows[-1]._replace(grounds=self._fill())
        elif tag == "li" and within == ("ul", "says") and "id" in found:
            self.items[found["id"]] = self._fill()
        elif tag == "dt" and ("dl", "facts") in self._open:
            self._property = self._fill()
        elif tag == "dd" and ("dl", "facts") in self._open:
            self.facts.append((self._property, self._fill()))

    def _fill(self) -> Shown:
        shown = Shown()
        self._filled.append((len(self._open), shown))
        return shown

    def _end(self) -> None:
        """Find what is wrong with the page as a whole."""
        if self._open:
            self.faults.append(f"<{self._open[-1][0]}> is not closed")
        seen: set[str] = set()
        for each in self.ids:
            if each in seen:
                self.faults.append(f'two elements have the id "{each}"')
            seen.add(each)
        if self.ids and any(not each or each.split() != [each] for each in self.ids):
            self.faults.append("an id is empty or has a blank in it")
        if self._titles != 1:
            self.faults.append("the page has no title, or several")
        if self._headings != 1:
            self.faults.append(f"the page has {self._headings} headings of the first rank, and should have one")
