"""Install each peer that peers.txt pins into an environment of its own; tell of one that cannot be, and go on.

python bench/peers/install.py FOLDER
"""

from __future__ import annotations

import subprocess
import sys
import venv
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PINS = Path(__file__).parents[1] / "peers.txt"


def pins() -> dict[str, str]:
    """Give the version of each peer by its name."""
    lines = (line.strip() for line in PINS.read_text("utf-8").splitlines())
    return dict(line.split("==") for line in lines if line and not line.startswith("#"))


def install(name: str, version: str, folder: Path) -> str:
    """Install one peer; give the reason why it could not be, or an empty text."""
    place = folder / name
    wanted, done = f"{name}=={version}", place / "installed"
    if done.exists() and done.read_text("utf-8") == wanted:
        return ""
    venv.create(place, with_pip=True, clear=True)
    command = [place / "bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wanted]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    reason = next((line for line in made.stderr.splitlines() if line.startswith("ERROR:")), "")
    if made.returncode:
        (place / "failed").write_text(reason or f"pip ended with {made.returncode}", "utf-8")
        return reason
    done.write_text(wanted, "utf-8")
    return ""


def main() -> None:
    """Install all of them, side by side."""
    folder = Path(sys.argv[1])
    wanted = pins()
    with ThreadPoolExecutor() as at_once:
        reasons = at_once.map(lambda pin: install(*pin, folder), wanted.items())
        for name, reason in zip(wanted, reasons, strict=True):
            print(f"{name}: {reason or 'installed'}", file=sys.stderr)


if __name__ == "__main__":
    main()
