"""Modules that libraries name when they are imported and short commands never use: imported when they are used.

click, dataclasses and pathlib name modules of Python that take a tenth of a lookup's time to be imported.
"""

from __future__ import annotations

import importlib
import os
import sys
import typing
from _thread import RLock
from collections.abc import Iterable
from types import ModuleType
from typing import Any

_lock = RLock()


class _Later(ModuleType):
    """Stands for a module until something of it is asked for that is not here."""

    def __getattr__(self, name: str) -> Any:
        if name == "__path__":  # asked by `from … import …`; none of them is a package
            raise AttributeError(name)
        with _lock:
            if sys.modules.get(self.__name__) is self:
                del sys.modules[self.__name__]
            return getattr(importlib.import_module(self.__name__), name)


class _Inspect(_Later):
    def cleandoc(self, doc: str) -> str:
        """Do what click asks for the text of each option."""
        if "\n" not in doc:
            return doc.expandtabs().lstrip()
        cleaned: str = self.__getattr__("cleandoc")(doc)
        return cleaned


class _Difflib(_Later):
    def get_close_matches(self, word: str, possibilities: Iterable[str], *how: Any, **named: Any) -> list[str]:
        """Do what click asks for each `-p` as if it were a misspelt `--name`; those that are near have few letters."""
        known = list(possibilities)
        if len(word) == 2 and not (how or named) and all(len(each) == 2 or len(each) > 4 for each in known):
            return []
        found: list[str] = self.__getattr__("get_close_matches")(word, known, *how, **named)
        return found


class _Platform(_Later):
    def system(self) -> str:
        """Tell what uuid, which click imports, asks once."""
        return os.uname().sysname


def postpone() -> None:
    """Have some modules imported when they are used, and not before."""
    extensions = _Later("typing_extensions")
    # What msgspec asks of it is in Python's own module too, which it makes do with where the other is not installed.
    extensions.__dict__.update({name: getattr(typing, name) for name in ("NotRequired", "Required", "get_type_hints")})
    own = (_Inspect("inspect"), _Difflib("difflib"), _Platform("platform"), extensions)
    for later in (*own, *map(_Later, ("gzip", "ipaddress", "ntpath", "textwrap"))):
        sys.modules.setdefault(later.__name__, later)
