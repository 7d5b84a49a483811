"""The forms in which a difference is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gdec.difference.compare import Difference
from gdec.difference.page import page
from gdec.difference.patch import patch
from gdec.difference.tell import tell
from gdec.export import prefixes_for

FORMS: dict[str, Callable[[Difference, Mapping[str, str], str], str]] = {
    "text": lambda difference, prefixes, _: "".join(f"{line}\n" for line in tell(difference, prefixes)),
    "patch": lambda difference, prefixes, _: patch(difference, prefixes),
    "html": page,
}


def write(difference: Difference, form: str) -> str:
    """Write a difference in one of `FORMS`.

    Raises:
        GdecError: the form cannot hold the difference.
    """
    prefixes = prefixes_for([*difference.removed, *difference.added], difference.base)
    return FORMS[form](difference, prefixes, f"From {difference.old} to {difference.new}")
