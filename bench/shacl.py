"""How fast shapes are held to a conference graph, beside pySHACL, in one run.

python bench/shacl.py [TRIPLES] [ROUNDS] [--whole] [--no-peer]
"""

from __future__ import annotations

import logging
import platform
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.metadata import version
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import pyoxigraph
from pyoxigraph import RdfFormat

from gdec import resources, terms
from gdec.shacl import data as loading
from gdec.shacl.engine import Validator
from gdec.shacl.graph import Graph
from gdec.shacl.vocabulary import sh
from gdec.terms import term

THINGS = "https://example.org/"
VIOLATIONS = 48
THE_QUERY = "EventShape-startNotAfterEnd"


def conference_graph(triples: int, dice: random.Random) -> bytes:
    """Make up a graph whole."""
    return "".join(conference_lines(triples, dice)).encode()


def conference_lines(triples: int, dice: random.Random) -> Iterator[str]:
    """Make up forums with their people, posts, themes and counts, and one value in so many that fails its shape."""
    made = 0
    seeded = max(1, triples // 21 // VIOLATIONS)
    for number in count():
        lines = [f"{line}\n" for line in forum(number, dice, is_wrong=number % seeded == seeded // 2)]
        yield from lines
        made += len(lines)
        if made >= triples:
            return


def forum(number: int, dice: random.Random, *, is_wrong: bool) -> Iterator[str]:
    """Give the lines of one forum and of what belongs to it."""
    here, person, post = iri(f"forum-{number}"), iri(f"person-{number}"), iri(f"post-{number}")
    place, topic, count, body = (iri(f"{name}-{number // 5}") for name in ("place", "topic", "count", "body"))
    theme = iri(f"theme-{number}")
    day = dice.randint(1, 27)
    end = "2031-13-45" if is_wrong else f"2031-05-{day + 1:02d}"
    yield from typed(here, "Forum", f"Forum {number}")
    yield triple(here, "schema:startDate", f'"2031-05-{day:02d}"^^{term("xsd:date")}')
    yield triple(here, "schema:endDate", f'"{end}"^^{term("xsd:date")}')
    yield triple(here, "gdec:durationInDays", f'"2"^^{term("xsd:integer")}')
    yield triple(here, "schema:location", place)
    yield triple(here, "gdec:theme", theme)
    yield triple(here, "gdec:topic", topic)
    yield from typed(person, "Person", f"Person {number}")
    yield triple(person, "gdec:holds", post)
    yield from typed(post, "Post", f"Post {number}")
    yield triple(post, "schema:roleName", '"deputy mayor"@en')
    yield triple(post, "org:organization", body)
    yield triple(post, "gdec:attestedOn", f'"2031-05-{day:02d}"^^{term("xsd:date")}')
    yield from typed(theme, "Theme", f"Theme {number}")
    if number % 5 == 0:
        yield from typed(place, "Place", f"Place {number}")
        yield from typed(topic, "Topic", f"Topic {number}")
        yield from typed(body, "Organisation", f"Body {number}")
        yield triple(here, "gdec:attendanceCount", count)
        yield triple(count, "rdf:type", term("gdec:Count"))
        yield triple(count, "gdec:comparator", term("gdec:moreThan"))
        yield triple(count, "gdec:number", f'"{dice.randint(2, 900)}"^^{term("xsd:integer")}')
        yield triple(count, "gdec:counted", '"shipping companies"@en')


def typed(thing: str, cls: str, name: str) -> Iterator[str]:
    """Give a thing's class and name."""
    yield triple(thing, "rdf:type", term(f"gdec:{cls}"))
    yield triple(thing, "schema:name", f'"{name}"@en')


def iri(name: str) -> str:
    """Name a made-up thing."""
    return f"<{THINGS}{name}>"


def triple(subject: str, predicate: str, value: str) -> str:
    """Write a line."""
    return f"{subject} {term(predicate)} {value} ."


def shapes(*, whole: bool) -> bytes:
    """Give the shipped domain shapes as N-Quads; whole, or with one query, since all take pySHACL many minutes."""
    quads = [quad for _, text in resources.shapes() for quad in pyoxigraph.parse(text, RdfFormat.TURTLE)]
    if not whole:
        quads = [q for q in quads if q.predicate != sh("sparql") or q.subject.value.endswith(THE_QUERY)]
    return pyoxigraph.serialize(quads, format=RdfFormat.N_QUADS) or b""


def classes() -> bytes:
    """Give what the ontology says of subclasses, as N-Quads."""
    quads = pyoxigraph.parse(resources.ontology(), RdfFormat.TURTLE)
    above = terms.term("rdfs:subClassOf")
    lines = (f"{quad.subject} {quad.predicate} {quad.object} .\n" for quad in quads)
    return "".join(line for line in lines if f" {above} " in line).encode()


def ours(data: bytes, checks: bytes) -> tuple[float, float, Counter[str]]:
    """Validate; give the seconds of loading and of the step, and the results by component."""
    begun = time.perf_counter()
    loaded = loading.load(data)
    validator = Validator(Graph(pyoxigraph.parse(checks, RdfFormat.N_QUADS)))
    ready = time.perf_counter()
    report = validator.run(loaded)
    done = time.perf_counter()
    return ready - begun, done - ready, Counter(result.component.value.rpartition("#")[2] for result in report.results)


def pyshacl(data: bytes, checks: bytes) -> tuple[float, float, Counter[str]]:
    """Do the same with pySHACL."""
    from pyshacl import validate
    from rdflib import SH
    from rdflib import Graph as RdfGraph

    logging.getLogger("rdflib.term").disabled = True  # it would tell of each seeded date that is none
    begun = time.perf_counter()
    data_graph, shapes_graph = (RdfGraph().parse(data=text, format="nt") for text in (data, checks))
    ready = time.perf_counter()
    _, report, _ = validate(data_graph, shacl_graph=shapes_graph)
    done = time.perf_counter()
    found = report.objects(None, SH.sourceConstraintComponent)
    return ready - begun, done - ready, Counter(str(one).rpartition("#")[2] for one in found)


def main() -> None:
    """Run both in turn and print the medians and their ratios."""
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdecimal()]
    triples, rounds = (*numbers, *(100_000, 3)[len(numbers) :])[:2]
    data, checks = conference_graph(triples, random.Random(7)) + classes(), shapes(whole="--whole" in sys.argv)
    engines: dict[str, Callable[[bytes, bytes], tuple[float, float, Counter[str]]]] = {"gdec": ours}
    if "--no-peer" not in sys.argv:
        engines["pyshacl"] = pyshacl
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in engines}
    for _ in range(rounds):
        found = {}
        for name, run in engines.items():
            load, step, found[name] = run(data, checks)
            times[name].append((load, step))
        if len(set(map(str, map(dict, map(sorted, map(Counter.items, found.values())))))) > 1:
            print("the engines differ:", found)
    print(f"Python {platform.python_version()}, pyoxigraph {pyoxigraph.__version__}, pyshacl {version('pyshacl')}")
    print(f"{data.count(bytes([10]))} triples, {rounds} rounds, results {dict(next(iter(found.values())))}")
    medians = {name: [statistics.median(column) for column in zip(*rows, strict=True)] for name, rows in times.items()}
    for name, (load, step) in medians.items():
        print(f"{name:8} loading {load:8.3f} s   step {step:8.3f} s")
    if "pyshacl" in medians:
        (load, step), (their_load, their_step) = medians["gdec"], medians["pyshacl"]
        print(f"ratio: step {their_step / step:.0f}x, with loading {(their_load + their_step) / (load + step):.0f}x")


if __name__ == "__main__":
    main()
