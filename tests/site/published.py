"""Stores that are published again and again, and what stands in the folders."""

import os
from hashlib import sha256

from gdec import terms
from gdec.build import map_facts
from gdec.disagreement.find import disagreements
from gdec.disagreement.graph import nquads
from gdec.facts.complete import complete
from gdec.mapping import registry_quads
from gdec.project import Project
from gdec.rdf.nquads import iri
from gdec.site import publish as publishing
from gdec.site.kept.memory import Memory
from gdec.site.making import menu
from gdec.site.making.planning import Planner
from gdec.site.making.working import Worker
from gdec.site.reading.quoting import Quoting
from gdec.store.changing import change
from gdec.store.versions import Versions


def store(folder, facts, project):
    """Put the facts of articles into a store, as a build would, in the place of those before."""
    with change(folder) as step:
        step.start_over()
        step.replace_graph(project.registry.graph[1:-1], registry_quads(project.registry))
        step.manifest |= {"base": terms.BASE, "registry": "", "editorial": "", "articles": {}}
        for each in facts:
            quads = map_facts(complete(each), project)
            key = each.article.id
            step.replace_graph(f"{terms.mint(terms.BASE, 'article', key)[1:-1]}#graph", quads)
            step.manifest["articles"][key] = {"file": "made.jsonl", "state": sha256(quads).hexdigest()}
        step.replace_graph(f"{terms.BASE}disagreements#graph", nquads(disagreements(step), terms.BASE))
    return folder


def loose(folder, triples, article="loose", graph=""):
    """Put triples into a store as they stand, each subject, predicate and object in N-Triples form.

    They go into the graph of an article, or of what is named.
    """
    graph = iri(f"{terms.BASE}{graph or f'article/{article}'}#graph")
    with change(folder) as step:
        step.manifest |= {"base": terms.BASE, "articles": {article: {"file": "made.yaml", "state": repr(triples)}}}
        step.replace_graph(graph[1:-1], "".join(f"{s} {p} {o} {graph} .\n" for s, p, o in triples).encode())
    return folder


def empty_project(folder):
    (folder / "articles").mkdir(parents=True)
    return Project(folder)


def tree(folder):
    """Give the bytes of each file of a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def inodes(folder):
    return {str(path.relative_to(folder)): path.stat().st_ino for path in folder.rglob("*") if path.is_file()}


def planned(folder, memory, settings, jobs=1):
    """Plan to publish all of a store, with what is noted beside a memory."""
    versions = Versions(folder)
    number, held = versions.hold()
    worker = Worker(versions, number, held, settings, Quoting(None))
    try:
        return Planner(Memory(memory), worker, versions.manifest(number), jobs, folder).plan(None)
    finally:
        os.close(held)


def few_parts(patch, parts=()):
    """Leave out what is not about one thing, and what tells of changes: these have tests of their own."""
    patch.setattr(menu, "PARTS", parts)
    patch.setattr(publishing, "TELLING", ())
    patch.setattr(publishing, "record", lambda log, *_: log)
