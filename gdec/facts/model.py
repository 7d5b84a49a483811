"""The model of a facts file: an article's or a registry's sections, entries and facts.

These structs are the one description of the format. The YAML reader, the JSON Lines reader, the JSON Schema
and the mappers all work from them. A field's name is the key an author writes (`is_` is written `is`).
"""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct, field

from gdec.facts.kinds import Kind, Part

FORMAT = 1
"""The number of the format that this module describes."""

ELLIPSIS = " … "
"""What stands between the first and the last words of a long quote."""


class Fact(Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What one place in the article says, with how it stands and where the words are.

    `words` is the quote (`first words … last words` for a long one); `at` is paragraph (from 1), start and end in
    code points of the stored text; `sha256` is the digest of the words in UTF-8, in hexadecimal. Where the words stand
    in several paragraphs, the author names one in `paragraph`, and `gdec anchor` writes `at` in its stead.
    `rests_on` names other facts of the file by path, as in `people.ana-lima.name`.
    """

    words: str | None = None
    paragraph: int | None = None
    at: tuple[int, int, int] | None = None
    sha256: str | None = None
    kind: Kind | None = None
    speaker: str | None = None
    rule: str | None = None
    rests_on: list[str] = field(default_factory=list)
    line: int = field(default=0, name=":line")


class Text(Fact):
    """A piece of text, in the article's language unless `lang` names another."""

    is_: str = field(name="is")
    lang: str | None = None


class Day(Fact):
    """A calendar date, written year-month-day."""

    is_: str = field(name="is")


class Number(Fact):
    """A whole number, not negative."""

    is_: int = field(name="is")


class Link(Fact):
    """A thing, named by its key."""

    is_: str = field(name="is")


class PartOf(Link):
    """The whole an event is a part of, and the count of the whole's parts that it belongs to."""

    among: str | None = None


class Theme(Text):
    """A theme of an event. `variant_of` and `apart_from` lead to another theme of the same event by its key."""

    variant_of: Link | None = None
    apart_from: Link | None = None


class Count(Fact):
    """How many of something; exactly one of the five comparators is given.

    `of` says what is counted, in the article's language unless `lang` names another; `things` names the section of the
    facts format that such things belong to.
    """

    of: str
    things: str | None = None
    exactly: int | None = None
    more_than: int | None = None
    at_least: int | None = None
    about: int | None = None
    several: bool | None = None
    lang: str | None = None


class Post(Fact):
    """An office of a person. `in_` is an organisation, or `unnamed` where the article names none.

    The title is in the article's language unless `lang` names another.
    """

    title: str
    in_: str = field(name="in")
    for_: str | None = field(default=None, name="for")
    attested: str | None = None
    lang: str | None = None


class Participation(Fact):
    """A part played at an event, `of` an initiative where one was unveiled or presented."""

    in_: str = field(name="in")
    as_: Part = field(name="as")
    of: str | None = None


class Remark(Fact):
    """What was said, intended, hoped or praised, as a paraphrase in our words of at most 20 words.

    It is in the article's language unless `lang` names another.
    """

    content: str
    about: list[str] = field(default_factory=list)
    lang: str | None = None


class Unstated(Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A question that the article was read for and does not answer; `what` may name a field of the entry."""

    question: str
    what: str | None = None
    line: int = field(default=0, name=":line")


class Entry(Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a file says of one thing. `name` and `also` are as printed, `label` is ours for a thing without a name.

    `reason` and `mentions` are for the registry: why these mentions, in these articles, are the same thing.
    """

    name: Text | None = None
    label: Text | None = None
    also: list[Text] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    not_stated: list[Unstated] = field(default_factory=list)
    reason: str | None = None
    mentions: list[str] = field(default_factory=list)
    line: int = field(default=0, name=":line")


class Agent(Entry):
    """What can take part in an event and say something."""

    took_part: list[Participation] = field(default_factory=list)
    said: list[Remark] = field(default_factory=list)


class Person(Agent):
    """A person."""

    posts: list[Post] = field(default_factory=list)


class Organisation(Agent):
    """A body: a bureau, a committee, a company, a party. `serves` is the place it is a body of."""

    within: list[Link] = field(default_factory=list)
    serves: list[Link] = field(default_factory=list)


class Place(Agent):
    """A city, a region, a country."""

    types: list[Link] = field(default_factory=list)
    within: list[Link] = field(default_factory=list)
    capital_of: Link | None = None


class Series(Entry):
    """A series of events."""

    established_by: Link | None = None


class Event(Entry):
    """A conference, forum, exhibition, ceremony or activity. Nothing of the whole holds for its parts by itself."""

    edition_of: Link | None = None
    part_of: PartOf | None = None
    opened: Day | None = None
    starts: Day | None = None
    ends: Day | None = None
    days: Number | None = None
    held_in: list[Link] = field(default_factory=list)
    themes: dict[str, Theme] = field(default_factory=dict)
    topics: list[Link] = field(default_factory=list)
    parts: dict[str, Count] = field(default_factory=dict)
    attendance: dict[str, Count] = field(default_factory=dict)
    exhibitors: dict[str, Count] = field(default_factory=dict)
    venues: dict[str, Count] = field(default_factory=dict)


class Initiative(Entry):
    """An initiative: something begun in common, with aims."""

    proposed_by: Link | None = None
    launched_at: Link | None = None
    aims: list[Remark] = field(default_factory=list)


class Topic(Entry):
    """What an event or a remark is about."""


class TextSource(Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The text that evidence points into: how it was drawn from the article, and its SHA-256 as UTF-8 bytes."""

    extractor: str = "as received"
    sha256: str | None = None


class Notice(Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What the publisher of an article told of it later: the day, the reason in our words, where that stands."""

    on: str
    reason: str
    url: str | None = None
    line: int = field(default=0, name=":line")


class Article(Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A document as received, and what its publisher did with it since.

    `corrected` is the latest correction of it, and the facts are those of the text as corrected; the facts of an
    article that was `retracted` are held to be said and not to be so. `supersedes` names articles by their ids that
    this one takes the place of.
    """

    id: str
    title: Text | None = None
    publisher: Link | None = None
    published: Day | None = None
    dateline: Link | None = None
    url: str | None = None
    language: str = "en"
    text: TextSource = field(default_factory=TextSource)
    corrected: Notice | None = None
    retracted: Notice | None = None
    supersedes: list[str] = field(default_factory=list)
    line: int = field(default=0, name=":line")
    lines: dict[str, int] = field(default_factory=dict, name=":lines")


class NoFact(Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Words that gave no fact, and why."""

    words: str
    why: str
    paragraph: int | None = None
    at: tuple[int, int, int] | None = None
    sha256: str | None = None
    line: int = field(default=0, name=":line")


class Facts(Struct, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A facts file: with `article` the facts of one article, without it a file of the registry."""

    format: int
    article: Article | None = None
    series: dict[str, Series] = field(default_factory=dict)
    conferences: dict[str, Event] = field(default_factory=dict)
    forums: dict[str, Event] = field(default_factory=dict)
    exhibitions: dict[str, Event] = field(default_factory=dict)
    ceremonies: dict[str, Event] = field(default_factory=dict)
    activities: dict[str, Event] = field(default_factory=dict)
    initiatives: dict[str, Initiative] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    no_fact: list[NoFact] = field(default_factory=list)


EVENTS = ("conferences", "forums", "exhibitions", "ceremonies", "activities")
AGENTS = ("people", "organisations", "places")
SECTIONS = ("series", *EVENTS, "initiatives", *AGENTS, "topics")

Section: TypeAlias = dict[str, Entry]
