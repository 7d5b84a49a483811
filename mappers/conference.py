"""Conferences: events in the first place."""

from .event import triples

SECTIONS = ("conferences",)

__all__ = ["SECTIONS", "triples"]
