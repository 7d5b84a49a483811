"""Put a database that was made elsewhere in the place of all that a store holds, so that nothing of before is left."""

from __future__ import annotations

import shutil
from pathlib import Path

from gdec.errors import GdecError
from gdec.store import packed
from gdec.store.history import FILE
from gdec.store.versions import Versions


def replace_whole(store: Path, made: Path, history: Path) -> None:
    """Make the current version of another store, and another history, those of a store.

    The caller is the one who may write to the store (`Versions.writing`); with its leave, older versions go.

    Args:
        store: the store's folder.
        made: the folder of the other store, on the same disk.
        history: the file of the other history, on the same disk.

    Raises:
        GdecError: the store cannot be written; then it is as it was.
    """
    versions, other = Versions(store), Versions(made)
    number = versions.current() + 1
    try:
        versions.prepare(number)
        texts = packed.renumber(made, number)
        # Packed texts of before would count for the new version too.
        (store / packed.FILE).unlink(missing_ok=True)
        shutil.move(other.database(other.current()), versions.database(number))
        versions.finish(number, other.manifest(other.current()))
        texts.replace(store / packed.FILE)
        # Until here, forgetting somebody again finds them in the history and does the rest.
        history.replace(store / FILE)
    except OSError as error:
        raise GdecError(f"{store}: the next version cannot be written: {error}") from error


def left_over(store: Path) -> list[int]:
    """Give the numbers of versions that are not current and still there, because somebody reads them."""
    versions = Versions(store)
    current = str(versions.current())
    return sorted(int(path.name) for path in (store / "versions").iterdir() if path.name != current)
