"""Mapping: facts to quads. It finds the mappers, runs them, and gives every triple its statement."""

from gdec.mapping.registry import registry_quads
from gdec.mapping.statements import article_quads

__all__ = ["article_quads", "registry_quads"]
