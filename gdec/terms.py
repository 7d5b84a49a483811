"""Every IRI that Python knows: the ontology's terms, the terms it reuses, and how things are named.

A term is held in N-Triples form (`<https://…>`), ready to stand in a line of N-Quads.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote

ACTIVITY_STREAMS = "https://www.w3.org/ns/activitystreams#"
ATOM = "http://www.w3.org/2005/Atom"
GDEC = "https://w3id.org/gdec/ontology#"
BASE = "https://w3id.org/gdec/id/"
LANGUAGES = "http://id.loc.gov/vocabulary/iso639-1/"
"""Before the code of two letters that a language has: the names of languages that DCAT asks for."""

PREFIXES = {
    "gdec": GDEC,
    "gdecsh": "https://w3id.org/gdec/shapes#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "formats": "http://www.w3.org/ns/formats/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The prefixes of vocabularies, used in every output and understood in every argument."""

SVG = "http://www.w3.org/2000/svg"
"""The namespace of SVG's elements."""

CLASS_PATHS = (
    "activity",
    "article",
    "ceremony",
    "conference",
    "count",
    "exhibition",
    "forum",
    "initiative",
    "organisation",
    "participation",
    "person",
    "place",
    "post",
    "series",
    "theme",
    "topic",
)
"""The first step of a thing's path below the base, one a class; each is a prefix of its own."""
_UNRESERVED = re.compile(r"[\w.~-]*")


def prefixes(base: str = BASE) -> dict[str, str]:
    """Give all prefixes: those of vocabularies, and one for each class's path below `base`.

    >>> prefixes()["forum"]
    'https://w3id.org/gdec/id/forum/'
    """
    return PREFIXES | {path: f"{base}{path}/" for path in CLASS_PATHS}


def term(name: str) -> str:
    """Give a term in N-Triples form from its prefixed name.

    >>> term("schema:startDate")
    '<https://schema.org/startDate>'
    """
    prefix, _, local = name.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


@lru_cache(maxsize=4096)
def slug(text: str) -> str:
    """Give the step of a path that a title or part stands for: lower case, letters and digits of any script.

    >>> slug("Deputy Head, Bureau of Économie")
    'deputy-head-bureau-of-économie'
    """
    return re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", text).lower()).strip("-")


def mint(base: str, path: str, *keys: str) -> str:
    """Name a thing from its class's path and its stable keys, as an IRI in N-Triples form.

    This is the one place where IRIs of things are made. Letters of any script stand as they are (RFC 3987);
    what may not stand in a path segment is percent-encoded. Two hyphens join keys: no key has two in a row, and
    the whole can stand behind a prefix.

    >>> mint(BASE, "post", "ana-lima", "porto-city-council", "deputy-mayor")
    '<https://w3id.org/gdec/id/post/ana-lima--porto-city-council--deputy-mayor>'
    """
    return f"<{base}{path}/{'--'.join(map(_segment, keys))}>"


@lru_cache(maxsize=4096)
def _segment(key: str) -> str:
    if _UNRESERVED.fullmatch(key):
        return key
    return "".join(letter if letter.isalnum() else quote(letter, safe="-._~") for letter in key)


# What sections are called in a facts file: the path of their things and the class of them.
SECTION_CLASSES = {
    "series": ("series", "EventSeries"),
    "conferences": ("conference", "Conference"),
    "forums": ("forum", "Forum"),
    "exhibitions": ("exhibition", "Exhibition"),
    "ceremonies": ("ceremony", "Ceremony"),
    "activities": ("activity", "Activity"),
    "initiatives": ("initiative", "Initiative"),
    "people": ("person", "Person"),
    "organisations": ("organisation", "Organisation"),
    "places": ("place", "Place"),
    "topics": ("topic", "Topic"),
}
CLASS_OF_SECTION = {section: term(f"gdec:{name}") for section, (_, name) in SECTION_CLASSES.items()}

# What values are called in a facts file, and the individuals that they name.
KINDS = {name: term(f"gdec:{name}") for name in
         ("reported", "attributed", "intended", "hoped", "evaluated", "scheduled", "inferred")}  # fmt: skip
PASSING = frozenset(KINDS[name] for name in ("reported", "scheduled", "inferred"))
"""The kinds whose statements stand as plain triples too."""
COMPARATORS = {
    "exactly": term("gdec:exactly"),
    "more_than": term("gdec:moreThan"),
    "at_least": term("gdec:atLeast"),
    "about": term("gdec:approximately"),
    "several": term("gdec:unspecifiedPlural"),
}
PARTS = {
    "attendee": term("gdec:attendee"),
    "speaker": term("gdec:speaker"),
    "presenter": term("gdec:presenter"),
    "unveiler": term("gdec:unveiler"),
    "guest-of-honour": term("gdec:guestOfHonour"),
    "host": term("gdec:host"),
    "organiser": term("gdec:organiser"),
    "exhibitor": term("gdec:exhibitor"),
}
PLACE_TYPES = {
    "autonomous-region": term("gdec:autonomousRegion"),
    "city": term("gdec:city"),
    "country": term("gdec:country"),
    "geographic-area": term("gdec:geographicArea"),
    "municipality": term("gdec:municipality"),
    "region": term("gdec:region"),
}
RELATIONS = {
    "contradiction": term("gdec:contradiction"),
    "precision": term("gdec:precision"),
    "scope": term("gdec:scope"),
    "wording-variant": term("gdec:wordingVariant"),
}
INFERENCES = (
    "different-wording",
    "near-identical-wording",
    "place-in-name",
    "same-passage",
    "weekday-before-publication",
    "year-from-publication",
    "year-in-name",
)
"""The rules that an author may name; the structural ones belong to the mappers."""


def rule(name: str) -> str:
    """Give a rule's IRI from its name in a facts file."""
    return f"<{GDEC}rule-{name}>"


# The property that a field of an entry states, for `not_stated: what`.
PROPERTY_OF_FIELD = {
    "opened": term("gdec:openingDate"),
    "starts": term("schema:startDate"),
    "ends": term("schema:endDate"),
    "days": term("gdec:durationInDays"),
    "held_in": term("schema:location"),
    "themes": term("gdec:theme"),
    "topics": term("gdec:topic"),
    "parts": term("gdec:partCount"),
    "attendance": term("gdec:attendanceCount"),
    "exhibitors": term("gdec:exhibitorCount"),
    "venues": term("gdec:venueCount"),
    "part_of": term("gdec:partOf"),
    "edition_of": term("gdec:editionOf"),
    "posts": term("gdec:holds"),
    "took_part": term("gdec:hasParticipation"),
    "established_by": term("gdec:establishedBy"),
    "launched_at": term("gdec:launchedAt"),
    "proposed_by": term("gdec:proposedBy"),
    "name": term("schema:name"),
    "within": term("org:subOrganizationOf"),
    "variant_of": term("gdec:variantOf"),
}

ABOUT = term("gdec:about")
ACCORDING_TO = term("sem:accordingTo")
ALTERNATE_NAME = term("schema:alternateName")
APART_FROM = term("gdec:apartFrom")
AREA_SERVED = term("schema:areaServed")
ARTICLE = term("gdec:article")
ARTICLE_CLASS = term("gdec:Article")
AT_EVENT = term("gdec:atEvent")
ATTENDANCE_COUNT = term("gdec:attendanceCount")
ATTESTED_ON = term("gdec:attestedOn")
AGENT = term("gdec:agent")
BETWEEN = term("gdec:between")
CAPITAL_OF = term("gdec:capitalOf")
COMPARATOR = term("gdec:comparator")
CONTAINED_IN = term("schema:containedInPlace")
CONTENT = term("gdec:content")
CORRECTION = term("schema:correction")
COUNT_CLASS = term("gdec:Count")
COUNTED = term("gdec:counted")
COUNTED_CLASS = term("gdec:countedClass")
CREATOR = term("dcterms:creator")
DATE_MODIFIED = term("schema:dateModified")
DATE_PUBLISHED = term("schema:datePublished")
DEPRECATES = term("gdec:deprecates")
DISAGREEMENT_CLASS = term("gdec:Disagreement")
DURATION_IN_DAYS = term("gdec:durationInDays")
EDITORIAL_CHOICE_CLASS = term("gdec:EditorialChoice")
EDITION_OF = term("gdec:editionOf")
END = term("oa:end")
END_DATE = term("schema:endDate")
ESTABLISHED_BY = term("gdec:establishedBy")
EVIDENCE = term("gdec:evidence")
EVIDENCE_CLASS = term("gdec:Evidence")
EXHIBITOR_COUNT = term("gdec:exhibitorCount")
EXTRACTOR = term("gdec:extractor")
FIRST_WORDS = term("gdec:firstWords")
FOR_PLACE = term("gdec:forPlace")
HAS_PARTICIPATION = term("gdec:hasParticipation")
HEADLINE = term("schema:headline")
HOLDS = term("gdec:holds")
IN_LANGUAGE = term("schema:inLanguage")
INCLUDES = term("gdec:includes")
KIND = term("gdec:kind")
LABEL = term("rdfs:label")
LAST_WORDS = term("gdec:lastWords")
LAUNCHED_AT = term("gdec:launchedAt")
LOCATION = term("schema:location")
LOCATION_CREATED = term("schema:locationCreated")
MENTION = term("gdec:mention")
NAME = term("schema:name")
NOT_STATED_IN = term("gdec:notStatedIn")
NUMBER = term("gdec:number")
OBJECT = term("rdf:object")
OF_INITIATIVE = term("gdec:ofInitiative")
OPENING_DATE = term("gdec:openingDate")
ORGANISATION_UNNAMED = term("gdec:organisationUnnamed")
ORGANIZATION = term("org:organization")
PARAGRAPH = term("gdec:paragraph")
PART = term("gdec:part")
PART_COUNT = term("gdec:partCount")
PART_OF = term("gdec:partOf")
PARTICIPATION_CLASS = term("gdec:Participation")
PLACE_TYPE = term("gdec:placeType")
POST_CLASS = term("gdec:Post")
PREDICATE = term("rdf:predicate")
PREFERS = term("gdec:prefers")
PROPERTY = term("gdec:property")
PROPOSED_BY = term("gdec:proposedBy")
PUBLISHER = term("schema:publisher")
QUESTION = term("gdec:question")
REASON = term("gdec:reason")
REGISTERS = term("gdec:registers")
REGISTRY_ENTRY_CLASS = term("gdec:RegistryEntry")
REIFIES = term("rdf:reifies")
RELATION = term("gdec:relation")
RESTS_ON = term("gdec:restsOn")
RETRACTED_ON = term("gdec:retractedOn")
RETRACTION_REASON = term("gdec:retractionReason")
REVISION_OF = term("prov:wasRevisionOf")
ROLE_NAME = term("schema:roleName")
RULE = term("gdec:rule")
SHA256 = term("gdec:sha256")
START = term("oa:start")
START_DATE = term("schema:startDate")
STATEMENT_CLASS = term("gdec:Statement")
SUB_ORGANIZATION_OF = term("org:subOrganizationOf")
SUBJECT = term("rdf:subject")
THEME = term("gdec:theme")
THEME_CLASS = term("gdec:Theme")
TOPIC = term("gdec:topic")
TYPE = term("rdf:type")
UNKNOWN_CLASS = term("gdec:Unknown")
URL = term("schema:url")
VARIANT_OF = term("gdec:variantOf")
VENUE_COUNT = term("gdec:venueCount")
WORDS = term("gdec:words")

AS_RECEIVED = rule("as-received")
ATTESTED_BY_PUBLICATION = rule("attested-by-publication")
LABEL_BY_EDITOR = rule("label-by-editor")
LABEL_FROM_NAME = rule("label-from-name")
LABEL_FROM_PARTS = rule("label-from-parts")
RELATION_BY_VALUES = rule("relation-by-values")
TYPE_OF_SECTION = rule("type-of-section")

INFERRING = frozenset({ATTESTED_BY_PUBLICATION, LABEL_BY_EDITOR})
"""The structural rules that add what the article does not print."""
