"""What a command tells beside its data, on standard error: lines for people, or one JSON object a line."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any, Literal, TypeAlias

import click

from gdec.errors import GdecError, InputError, Problems

Form: TypeAlias = Literal["text", "json"]

PATIENCE = 0.7
"""How many seconds work may last before a person is told of its progress."""
PAUSE = {"text": 0.1, "json": 1.0}
"""How many seconds lie between two tellings at the least."""

_form: Form = "text"


def use(form: Form) -> None:
    """Choose the form of all that is told from now on."""
    global _form  # noqa: PLW0603
    _form = form


def note(message: str) -> None:
    """Tell what is worth knowing, and no error."""
    _write(message, {"level": "info", "message": message})


def warn(error: GdecError, *, prefix: str = "") -> None:
    """Tell an error that the command can go on after."""
    _write(f"{prefix}{error}", *_records(error))


def fail(code: int, error: Exception | str) -> None:
    """Tell why the command ends; several problems have a line each below one that counts them."""
    several = len(error.problems) if isinstance(error, Problems) else 1
    head = f"{several} problems\n" if several > 1 else ""
    _write(f"gdec: {head}{error}", *({**record, "exit_code": code} for record in _records(error)))


def misused(error: click.ClickException) -> None:
    """Tell how the command was called wrongly."""
    if _form == "text":
        shown = StringIO()
        error.show(shown)
        _write(shown.getvalue().rstrip("\n"))
    else:
        fail(2, error.format_message())


def _records(error: Exception | str) -> Iterator[dict[str, Any]]:
    """Give what a machine is told of an error: of several problems each by itself, with file and line where known."""
    for each in error.problems if isinstance(error, Problems) else [error]:
        where = (
            {"file": each.source, **({"line": each.line} if each.line else {})} if isinstance(each, InputError) else {}
        )
        yield {"level": "error", "message": each.message if isinstance(each, InputError) else str(each), **where}


def _write(text: str, *records: dict[str, Any]) -> None:
    from gdec.commands.output import tell

    if _form == "text":
        tell(text.split("\n"), err=True)
        return
    for record in records:
        click.echo(_as_json(record), err=True)


def _as_json(record: dict[str, Any]) -> str:
    import json

    return json.dumps(record, ensure_ascii=False)


@contextmanager
def progress(*, streams: bool = False) -> Iterator[None]:
    """Show how far the work in the block has come, when it lasts: on a terminal, or as JSON where that is asked for.

    Args:
        streams: the work writes its data to standard output meanwhile, which a terminal must then not also show.
    """
    is_seen = sys.stderr.isatty() and not (streams and sys.stdout.isatty())
    if _form == "text" and not is_seen:
        yield
        return
    from gdec.progress import listening

    shown = _Shown()
    try:
        with listening(shown.show):
            yield
    finally:
        shown.clear()


class _Shown:
    """The progress as last shown."""

    def __init__(self) -> None:
        self.begun = time.monotonic()
        self.next = self.begun + PATIENCE
        self.width = 0

    def show(self, what: str, done: int, total: int | None) -> None:
        now = time.monotonic()
        if now < self.next:
            return
        self.next = now + PAUSE[_form]
        if _form == "json":
            record = {"level": "progress", "what": what, "done": done, "total": total}
            click.echo(_as_json(record), err=True)
            return
        line = f"{done:,} {what}" if total is None else f"{done:,} of {total:,} {what}  {100 * done // max(total, 1)} %"
        click.echo(f"\r{line:<{self.width}}", nl=False, err=True)
        self.width = len(line)

    def clear(self) -> None:
        """Leave the line empty for what comes after."""
        if self.width:
            click.echo(f"\r{'':<{self.width}}\r", nl=False, err=True)
