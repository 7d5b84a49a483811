"""People: who they are, which posts they hold, where they took part, what they said."""

from __future__ import annotations

from collections.abc import Iterator

from gdec.facts.model import Agent, Person
from gdec.facts.names import Names

from . import role, thing
from .thing import Triple

SECTIONS = ("people",)


def triples(section: str, key: str, person: Person, names: Names) -> Iterator[Triple]:
    """Map a person."""
    yield from agent_triples(section, key, person, names)
    yield from role.posts(person.posts, key, names)


def agent_triples(section: str, key: str, agent: Agent, names: Names) -> Iterator[Triple]:
    """Map what people, bodies and places share: they are things, take part in events and say something."""
    yield from thing.triples(section, key, agent, names)
    yield from role.participations(agent.took_part, key, names)
    yield from thing.remarks(agent.said, "", names)
