"""Forums: events in the first place."""

from .event import triples

SECTIONS = ("forums",)

__all__ = ["SECTIONS", "triples"]
