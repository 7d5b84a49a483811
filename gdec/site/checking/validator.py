"""The Nu checker, which knows the standard of HTML: in Java, and only where somebody names it."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from urllib.parse import unquote, urlsplit

from gdec.errors import GdecError

PAGES_A_RUN = 2000


def validate(folder: Path, jar: Path, paths: list[str]) -> Iterator[tuple[str, str]]:
    """Give path and message of all that the Nu checker finds in pages and pictures.

    Args:
        folder: the site.
        jar: the checker, `vnu.jar`.
        paths: the pages' paths below the site.

    Raises:
        GdecError: Java or the checker is not there, or cannot be run.
    """
    java = shutil.which("java")
    if java is None:
        raise GdecError("there is no Java, which the Nu checker needs")
    if not jar.is_file():
        raise GdecError(f"{jar}: there is no such file; the npm package vnu-jar has it")
    root = folder.resolve()
    coming = iter(paths)
    while some := [str(root / path) for path in islice(coming, PAGES_A_RUN)]:
        command = [java, "-Xss4m", "-jar", str(jar), "--format", "json", "--exit-zero-always", "--stdout", *some]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        try:
            messages = json.loads(ran.stdout)["messages"]
        except (ValueError, KeyError):
            raise GdecError(f"{jar}: the Nu checker failed: {ran.stderr.strip()[-300:]}") from None
        for each in messages:
            path = unquote(urlsplit(each.get("url", "")).path)
            where = f", line {each['lastLine']}" if "lastLine" in each else ""
            yield path.removeprefix(f"{root}/"), f"Nu checker: {each['message']}{where}"
