"""Call a peer in its own environment, and tell why one cannot be called."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

PLACE = Path(__file__).parents[2] / ".venv-bench"

_folders = re.compile(r"(?<![\w:/])/(?:[\w.+-]+/)+")


def peer(name: str, script: Path, *arguments: str | Path) -> list[str]:
    """Give the command that runs a script with the Python of a peer's environment, and nothing of ours on its path."""
    return [str(PLACE / name / "bin/python"), "-I", str(script), *map(str, arguments)]


def able(commands: dict[str, list[str]], folder: Path) -> tuple[dict[str, list[str]], list[dict[str, Any]]]:
    """Run each command once; give those that end well, and a row with the reason for each of the others."""
    reasons = {name: _reason(command, folder) for name, command in commands.items()}
    failed = [{"name": name, "failed": reason} for name, reason in reasons.items() if reason]
    return {name: command for name, command in commands.items() if not reasons[name]}, failed


def last_line(stderr: str, code: int) -> str:
    """Give the last line of what a failed process told, without the folders of this machine."""
    lines = stderr.strip().splitlines() or [f"it ended with {code}"]
    return _folders.sub("", lines[-1])


def _reason(command: list[str], folder: Path) -> str:
    program = Path(command[0])
    refused = program.parent.parent / "failed"
    if refused.exists():
        return refused.read_text("utf-8")
    try:
        made = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    except FileNotFoundError:
        return "it is not installed"
    except subprocess.TimeoutExpired:
        return "it did not end within 300 seconds"
    return last_line(made.stderr, made.returncode) if made.returncode else ""
