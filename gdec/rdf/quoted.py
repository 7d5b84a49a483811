"""The pattern of the texts of Turtle and its kin (RDF 1.1 Turtle, section 6.5), closed ones only."""

import sys

# Before 3.11.5, a group that looks ahead, or fails after its first character, must not be possessive in Python.
MANY, SOME = ("*+", "++") if sys.version_info >= (3, 11, 5) else ("*", "+")
"""Repeat a group, and never again in another way: a text of many megabytes would take gigabytes otherwise."""

QUOTED = (
    rf'"""(?:[^"\\]++|(?:\\.)++|"(?!"")){MANY}"""|"(?:[^"\\\n]++|\\.)*+"'
    rf"|'''(?:[^'\\]++|(?:\\.)++|'(?!'')){MANY}'''|'(?:[^'\\\n]++|\\.)*+'"
)
"""A text in its quotes, where `.` matches any character."""
