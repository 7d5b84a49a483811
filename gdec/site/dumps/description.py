"""Describe the dataset by VoID and DCAT 3, its origin by PROV: what it holds, where it is had, what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter

from gdec import __version__, terms
from gdec.following.names import rows
from gdec.published import SUMS
from gdec.rdf import turtle
from gdec.rdf.nquads import integer, iri, literal
from gdec.site.dumps.counts import Counts
from gdec.site.dumps.items import MEDIA_TYPES, PACKINGS
from gdec.site.dumps.volumes import WHOLE
from gdec.site.frame.file import File
from gdec.site.frame.site import Site
from gdec.site.hosts.headers import address
from gdec.site.reading.values import str_of
from gdec.terms import term

MOST_ARTICLES = 100
"""So many articles are named as what the data rest on; where there are more, it is their list."""

_MEDIA_TYPE = "https://www.iana.org/assignments/media-types/"
_DATES = (terms.START_DATE, terms.OPENING_DATE, terms.END_DATE)
_FORMAT = {".ttl": "Turtle", ".jsonld": "JSON-LD", ".nq": "N-Quads"}


class _Graph:
    """Triples about a few subjects, as lines."""

    def __init__(self) -> None:
        self.lines: set[str] = set()

    def say(self, subject: str, **values: str | Sequence[str]) -> None:
        """Say properties of a subject: `dcterms_title` is dcterms:title, and an empty value says nothing."""
        for name, value in values.items():
            for each in (value,) if isinstance(value, str) else value:
                if each:
                    self.lines.add(f"{subject} {term(name.replace('_', ':', 1))} {each}")

    def written(self, site: Site) -> bytes:
        """Write the graph as Turtle."""
        return turtle.write(sorted(self.lines), terms.prefixes(site.base)).encode()


@dataclass(frozen=True)
class Dump:
    """A file that holds all of the data, or a volume of them.

    Attributes:
        name: its name.
        suffix: that of its format.
        packing: the suffix of its compression, or an empty text.
        size: how many bytes it has.
        sha256: its digest, in hexadecimal digits.
    """

    name: str
    suffix: str
    packing: str
    size: int
    sha256: str


def files(site: Site, dumps: Sequence[Dump], counts: Counts) -> Iterator[File]:
    """Give `void.ttl` and `dcat.ttl`.

    Args:
        site: the site.
        dumps: the files that hold all of the data, those of a form together.
        counts: what the dataset holds.
    """
    yield File("void.ttl", _void(site, dumps, counts))
    yield File("dcat.ttl", _dcat(site, dumps, counts))


def dataset_iri(site: Site) -> str:
    """Give the IRI by which every description names the dataset."""
    return f"{address(site.settings.base_url)}#dataset"


def _dataset(site: Site) -> str:
    return iri(dataset_iri(site))


def _common(site: Site, graph: _Graph) -> None:
    """Say what both descriptions say: title, licence, publisher."""
    settings = site.settings
    publisher = ""
    if settings.publisher:
        publisher = iri(address(settings.publisher_url or f"{settings.base_url}#publisher"))
        graph.say(publisher, rdf_type=term("foaf:Agent"), foaf_name=literal(settings.publisher))
    graph.say(
        _dataset(site),
        dcterms_title=literal(settings.title or settings.base_url),
        dcterms_description=literal(settings.summary),
        dcterms_license=iri(address(settings.licence)) if settings.licence else "",
        dcterms_publisher=publisher,
    )


def _void(site: Site, dumps: Sequence[Dump], counts: Counts) -> bytes:
    graph, dataset = _Graph(), _dataset(site)
    _common(site, graph)
    used = {_namespace(name) for name in (*counts.properties, *counts.classes)}
    graph.say(
        dataset,
        rdf_type=term("void:Dataset"),
        foaf_homepage=iri(address(site.settings.base_url)),
        void_dataDump=[iri(site.address(f"dump/{dump.name}")) for dump in dumps],
        void_feature=[term(f"formats:{name}") for name in ("Turtle", "JSON-LD", "N-Triples")],
        void_exampleResource=list(counts.examples.values()),
        void_uriSpace=literal(site.base),
        void_vocabulary=[f"<{namespace}>" for namespace in used],
        void_triples=integer(counts.triples),
        void_entities=integer(counts.entities),
        void_distinctSubjects=integer(counts.subjects),
        void_classes=integer(len(counts.classes)),
        void_properties=integer(len(counts.properties)),
    )
    home = address(site.settings.base_url)
    for name, number in counts.classes.items():
        part = iri(f"{home}void.ttl#class-{_local(name)}")
        graph.say(dataset, void_classPartition=part)
        graph.say(part, void_class=name, void_entities=integer(number))
    for name, number in counts.properties.items():
        part = iri(f"{home}void.ttl#property-{_local(name)}")
        graph.say(dataset, void_propertyPartition=part)
        graph.say(part, void_property=name, void_triples=integer(number))
    me = iri(f"{home}void.ttl")
    graph.say(me, rdf_type=term("void:DatasetDescription"), foaf_primaryTopic=dataset)
    return graph.written(site)


def _dcat(site: Site, dumps: Sequence[Dump], counts: Counts) -> bytes:
    graph, dataset = _Graph(), _dataset(site)
    home = address(site.settings.base_url)
    _common(site, graph)
    issued, modified = site.reader.days
    forms = [tuple(form) for _, form in groupby(dumps, attrgetter("suffix", "packing"))]
    graph.say(
        dataset,
        rdf_type=[term("dcat:Dataset"), term("prov:Entity")],
        dcat_landingPage=iri(home),
        dcat_distribution=[*(_distribution(site, graph, form) for form in forms), _tables(site, graph)],
        dcat_version=literal(str(site.reader.version)),
        dcterms_identifier=literal(dataset_iri(site)),
        dcterms_issued=_day(issued),
        dcterms_modified=_day(modified),
        dcterms_language=[iri(f"{terms.LANGUAGES}{code}") for code in counts.languages if len(code) == 2],
        dcterms_temporal=_period(site, graph),
        dcterms_conformsTo=iri(terms.GDEC.rstrip("#")),
    )
    _origin(site, graph, modified)
    return graph.written(site)


def _origin(site: Site, graph: _Graph, day: str) -> None:
    """Say by PROV what the dataset rests on, what made it, and when."""
    home = address(site.settings.base_url)
    activity, agent = iri(f"{home}dcat.ttl#publishing"), iri(f"{home}dcat.ttl#gdec")
    articles = _articles(site, graph)
    # PROV knows no days: as in the feed, a day stands for its beginning.
    at = literal(f"{day}T00:00:00Z", datatype=term("xsd:dateTime")) if day else ""
    graph.say(_dataset(site), prov_wasGeneratedBy=activity, prov_wasDerivedFrom=articles, prov_generatedAtTime=at)
    graph.say(
        activity,
        rdf_type=term("prov:Activity"),
        prov_wasAssociatedWith=agent,
        prov_used=articles,
        prov_endedAtTime=at,
    )
    graph.say(
        agent,
        rdf_type=term("prov:SoftwareAgent"),
        rdfs_label=literal(f"gdec {__version__}"),
        schema_softwareVersion=literal(__version__),
    )


def _distribution(site: Site, graph: _Graph, volumes: Sequence[Dump]) -> str:
    """Describe the files of a form; where these are many, their digests are in the list of all digests."""
    form, several = volumes[0], len(volumes) > 1
    me = iri(f"{address(site.settings.base_url)}dcat.ttl#{WHOLE}{form.suffix}{form.packing}")
    packing = PACKINGS[form.packing]
    packed = f", {packing.partition('/')[2]}" if packing else ""
    in_volumes = f", in {len(volumes):,} volumes" if several else ""
    graph.say(
        me,
        rdf_type=term("dcat:Distribution"),
        dcterms_title=literal(f"All of the data as {_FORMAT[form.suffix]}{packed}{in_volumes}", "en"),
        dcat_accessURL=iri(site.address(SUMS if several else f"dump/{form.name}")),
        dcat_downloadURL=[iri(site.address(f"dump/{dump.name}")) for dump in volumes],
        dcat_mediaType=iri(f"{_MEDIA_TYPE}{MEDIA_TYPES[form.suffix]}"),
        dcat_compressFormat=iri(f"{_MEDIA_TYPE}{packing}") if packing else "",
        dcat_byteSize=literal(str(sum(dump.size for dump in volumes)), datatype=term("xsd:nonNegativeInteger")),
        dcterms_license=iri(address(site.settings.licence)) if site.settings.licence else "",
        spdx_checksum="" if several else _checksum(site, graph, form),
    )
    return me


def _checksum(site: Site, graph: _Graph, dump: Dump) -> str:
    checksum = iri(f"{address(site.settings.base_url)}dcat.ttl#sha256-of-{dump.name}")
    graph.say(
        checksum,
        rdf_type=term("spdx:Checksum"),
        spdx_algorithm=term("spdx:checksumAlgorithm_sha256"),
        spdx_checksumValue=literal(dump.sha256, datatype=term("xsd:hexBinary")),
    )
    return checksum


def _tables(site: Site, graph: _Graph) -> str:
    """Describe the tables, which are made beside this: nobody knows their sizes yet."""
    if not site.classes:
        return ""
    me = iri(f"{address(site.settings.base_url)}dcat.ttl#tables")
    graph.say(
        me,
        rdf_type=term("dcat:Distribution"),
        dcterms_title=literal("What stands plainly, as CSV, a table a class", "en"),
        dcat_accessURL=iri(site.address("cite.html")),
        dcat_downloadURL=[iri(site.address(f"table/{cls}.csv")) for cls in site.classes],
        dcat_mediaType=iri(f"{_MEDIA_TYPE}text/csv"),
        dcterms_license=iri(address(site.settings.licence)) if site.settings.licence else "",
    )
    return me


def _period(site: Site, graph: _Graph) -> str:
    """Describe the time from the first day of an event to the last one; an empty text where no event has any."""
    found = rows(site.reader, f"SELECT DISTINCT ?day WHERE {{ VALUES ?p {{ {' '.join(_DATES)} }} ?event ?p ?day }}")
    days = sorted(day for (value,) in found if _is_day(day := str_of(value)))
    if not days:
        return ""
    me = iri(f"{address(site.settings.base_url)}dcat.ttl#time")
    graph.say(me, rdf_type=term("dcterms:PeriodOfTime"), dcat_startDate=_day(days[0]), dcat_endDate=_day(days[-1]))
    return me


def _day(day: str) -> str:
    return literal(day, datatype=term("xsd:date")) if day else ""


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _articles(site: Site, graph: _Graph) -> list[str]:
    """Name the articles; where they are many, only their list."""
    wanted = f"SELECT DISTINCT ?a WHERE {{ ?a a {terms.ARTICLE_CLASS} }} LIMIT {MOST_ARTICLES + 1}"
    found = [str(article) for (article,) in rows(site.reader, wanted)]
    if len(found) <= MOST_ARTICLES:
        return found
    graph.say(whole := iri(site.address("article.html")), rdf_type=term("prov:Collection"))
    return [whole]


def _namespace(name: str) -> str:
    """Give the namespace of a term in N-Triples form."""
    return name[1 : max(name.rfind("#"), name.rfind("/")) + 1]


def _local(name: str) -> str:
    """Give a name for a term that can stand in a fragment: its prefixed name with a hyphen, where it has a prefix."""
    namespace = _namespace(name)
    prefix = next((prefix for prefix, each in terms.PREFIXES.items() if each == namespace), "")
    return f"{prefix}-{name[len(namespace) + 1 : -1]}" if prefix else address(name[1:-1]).replace("#", "%23")
