"""What each publishing of a site changed, and what is gone: the log, which lies in the site as `changes.jsonld`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from gdec import terms
from gdec.errors import GdecError
from gdec.site.frame.file import is_path

FILE = "changes.jsonld"
PAGE = "changes"
PERSONAL = frozenset({"participation", "person", "post"})
"""The classes of people, and of what is named after people: of what is gone of them nothing is told."""


class Gone(msgspec.Struct, frozen=True, omit_defaults=True):
    """A thing or article that was published and is so no more.

    Attributes:
        path: the path of its page without suffix.
        version: the first version of the store that lacked it.
        change: the number of the change that took it away.
        label: what it was called last; nothing for what is personal.
        lang: the language of that.
        retracted: the day on which its publisher retracted it, if it is an article and that was known.
    """

    path: str
    version: int
    change: int
    label: str = ""
    lang: str = ""
    retracted: str = ""


class Change(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one publishing changed against the one before; the first one has but the numbers of what there was.

    Attributes:
        number: counted from 1.
        version: the version of the store that was published.
        day: the day on which that was made, if the store knows it.
        forgotten: how many people were forgotten at their request; then nothing but numbers is told.
        come: how many things of each class came.
        went: how many things of each class went.
        removed: how many triples of other things do not stand plainly any more.
        added: how many triples of other things do so now.
        things: the paths of things that came (`+`) and went (`-`): the first of them, and none that is personal and
            gone.
        triples: the triples that were removed (`-`) and added (`+`), in N-Triples: the first of them.
        claims: what somebody is said to have said, claimed, hoped or meant and is so no more (`-`) or now (`+`): the
            triple in N-Triples, and the name of its kind; the first of them.
        records: of articles and other holders of records, how many quads of these went and came: the first of them.
    """

    number: int
    version: int
    day: str = ""
    forgotten: int = 0
    come: dict[str, int] = {}
    went: dict[str, int] = {}
    removed: int = 0
    added: int = 0
    things: tuple[tuple[str, str], ...] = ()
    triples: tuple[tuple[str, str], ...] = ()
    claims: tuple[tuple[str, str, str], ...] = ()
    records: tuple[tuple[str, int, int], ...] = ()

    @property
    def anchor(self) -> str:
        """The fragment of its IRI."""
        return f"change-{self.number}"

    def in_numbers(self) -> Change:
        """Give the change without all that names anything."""
        return msgspec.structs.replace(self, things=(), triples=(), claims=(), records=())


class Log(msgspec.Struct, frozen=True, omit_defaults=True):
    """All changes, the newest first, and all that is gone, by path.

    Attributes:
        forgotten: how many people were forgotten so far, as the store counts them.
    """

    changes: tuple[Change, ...] = ()
    gone: tuple[Gone, ...] = ()
    forgotten: int = 0

    @property
    def removed(self) -> tuple[str, ...]:
        """The paths of all that is gone, without suffix."""
        return tuple(each.path for each in self.gone)


def read_log(site: Path) -> Log:
    """Read the log of a site; an empty one where there is no site, or no log in it.

    Raises:
        GdecError: it cannot be read.
    """
    path = site / FILE
    try:
        log = msgspec.json.decode(path.read_bytes(), type=Log)
    except (FileNotFoundError, NotADirectoryError):
        return Log()
    except (OSError, msgspec.MsgspecError) as error:
        raise GdecError(
            f"{path}: cannot be read: {error}; bring back the one that was published, or remove it: "
            "then the record of changes begins anew, and what is gone keeps no page"
        ) from error
    if wrong := next((each.path for each in log.gone if not is_of_thing(each.path)), ""):
        raise GdecError(f"{path}: {wrong!a} is no page of a thing")
    return log


def is_of_thing(path: str) -> bool:
    """Tell that a path, without suffix, is that of the page of a thing or an article."""
    cls, _, key = path.partition("/")
    return cls in terms.CLASS_PATHS and "/" not in key and is_path(path)


def to_jsonld(log: Log, base: str, label: str) -> bytes:
    """Write the log as JSON-LD: changes as updates, what is gone as tombstones (Activity Streams 2.0).

    Args:
        log: the log.
        base: the IRI below which things are named.
        label: what the log is called.
    """
    told: dict[str, Any] = msgspec.to_builtins(log)
    whole = {"@context": _CONTEXT, "@id": f"{base}{PAGE}", "@type": "as:Collection", "rdfs:label": label} | told
    for change in whole.get("changes", ()):
        change |= {"@id": f"{base}{PAGE}#change-{change['number']}", "@type": "as:Update"}
    for gone in whole.get("gone", ()):
        gone |= {"@id": f"{base}{gone['path']}", "@type": "as:Tombstone"}
        gone["by"] = f"{base}{PAGE}#change-{gone['change']}"
        if said := gone.get("label"):
            lang = gone.get("lang")
            gone["rdfs:label"] = {"@value": said} | ({"@language": lang} if lang else {})
    return f"{json.dumps(whole, ensure_ascii=False, indent=1)}\n".encode()


_CONTEXT = {
    "as": terms.ACTIVITY_STREAMS,
    **{prefix: terms.PREFIXES[prefix] for prefix in ("dcat", "dcterms", "prov", "rdfs", "xsd")},
    "changes": {"@id": "as:items"},
    "gone": {"@id": "dcterms:references"},
    "by": {"@id": "prov:wasInvalidatedBy", "@type": "@id"},
    "day": {"@id": "dcterms:created", "@type": "xsd:date"},
    "number": {"@id": "dcterms:identifier"},
    "version": {"@id": "dcat:version"},
}
"""What of the log is RDF; the rest is read as JSON."""
