"""Regular expressions: those that Oxigraph reads as XPath means them, and the others."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from functools import lru_cache

from pyoxigraph import Literal, Store

from gdec.shacl.graph import ShapesError

_FLAGS = frozenset("imsxq")
# Inside a class, Rust reads && -- ~~ and [ as operations on sets; outside, \< \> \b{…} are its own.
_rust_only = re.compile(r"&&|--|~~|\[[^\]]*\[|\\[<>]|\\b\{|\(\?[a-zA-Z-]*[RU]")


_subtraction = re.compile(r"\[((?:\\.|[^\[\]\\])+)-\[((?:\\.|[^\[\]\\])+)\]\]")
"""A class less another, as XPath writes it."""


def for_store(pattern: str, flags: str) -> str:
    """Write a pattern as Oxigraph reads it; "" where it cannot be trusted with it and Python can.

    Raises:
        ShapesError: neither Oxigraph nor Python can read it.
    """
    if set(flags) - _FLAGS:
        raise ShapesError(f"sh:flags {flags!r} holds a letter that is none of {', '.join(sorted(_FLAGS))}")
    ours = pattern if "q" in flags else _subtraction.sub(r"[\1--[\2]]", pattern) or "(?:)"
    if not _rust_only.search(_subtraction.sub("", pattern)) and _oxigraph_reads(ours, flags):
        return ours
    matcher(pattern, flags)
    return ""


@lru_cache(maxsize=1024)
def _oxigraph_reads(pattern: str, flags: str) -> bool:
    return bool(
        Store().query(f'ASK {{ FILTER (COALESCE(REGEX("", {Literal(pattern)}, "{flags}") IN (true, false), false)) }}')
    )


@lru_cache(maxsize=1024)
def matcher(pattern: str, flags: str) -> Callable[[str], bool]:
    """Give the test that a pattern makes of a text, by Python's regular expressions.

    Raises:
        ShapesError: Python cannot read it.
    """
    if "q" in flags:
        pattern = re.escape(pattern)
    options = re.NOFLAG
    for letter, option in (("i", re.IGNORECASE), ("m", re.MULTILINE), ("s", re.DOTALL), ("x", re.VERBOSE)):
        options |= option if letter in flags else re.NOFLAG
    try:
        with warnings.catch_warnings(action="ignore"):  # of what may mean something else in a Python to come
            compiled = re.compile(pattern if "m" in flags else _without_newline(pattern), options)
    except re.error as error:
        raise ShapesError(f"the sh:pattern {pattern!r} is no regular expression: {error}") from error
    return lambda text: compiled.search(text) is not None


def _without_newline(pattern: str) -> str:
    r"""Make `$` match at the very end only, as in XPath, and not before a last line feed."""
    return re.sub(r"(\\.|\[(?:\\.|[^\]\\])+\])|\$", lambda match: match[1] or r"\Z", pattern, flags=re.DOTALL)
