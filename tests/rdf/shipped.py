"""The shipped data, as quads."""

from functools import cache
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from gdec.build import map_facts
from gdec.mapping import registry_quads
from gdec.project import find_project


@cache
def shipped_quads():
    project = find_project(Path(__file__).parents[2] / "data")
    graphs = [registry_quads(project.registry)]
    graphs += [map_facts(project.read(path), project) for path in project.articles()]
    return tuple(parse(b"".join(graphs), RdfFormat.N_QUADS))
