"""How far a long piece of work has come: the engine tells it, and who runs the engine may listen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeAlias, TypeVar

Listener: TypeAlias = Callable[[str, int, int | None], None]
"""Takes what is being done, how many pieces of it are done, and how many there are, None where nobody knows."""

Item = TypeVar("Item")

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def listening(listener: Listener | None) -> Iterator[None]:
    """Have a function told of all progress that is made inside the block, or nobody.

    >>> with listening(lambda what, done, total: print(what, done, "of", total)):
    ...     for article in counted("articles", ["porto", "gaia"], 2):
    ...         pass
    articles 1 of 2
    articles 2 of 2
    """
    before = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(before)


def tell(what: str, done: int, total: int | None = None) -> None:
    """Tell how far a piece of work has come, to whoever listens.

    Args:
        what: what is counted, in the plural, as in `articles`.
        done: how many of them are done.
        total: how many there are.
    """
    if listener := _listener.get():
        listener(what, done, total)


def is_heard() -> bool:
    """Tell whether anybody listens."""
    return _listener.get() is not None


def counted(what: str, items: Iterable[Item], total: int | None = None) -> Iterator[Item]:
    """Pass items on and tell of each when it is done; the arguments are as of `tell`."""
    for done, item in enumerate(items, start=1):
        yield item
        tell(what, done, total)
