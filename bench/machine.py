"""What a benchmark ran on: the machine and the versions."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path

from peers.install import pins

OURS = ("click", "msgspec", "oxigraph", "pyoxigraph", "pyshacl", "rdflib")


def machine() -> dict[str, str | int]:
    """Give the processor, the cores, the memory and the system."""
    found = (
        re.search(r"model name\s*:\s*(.*)", Path("/proc/cpuinfo").read_text())
        if Path("/proc/cpuinfo").exists()
        else None
    )
    gigabytes = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    return {
        "processor": found[1] if found else platform.processor() or platform.machine(),
        "cores": os.cpu_count() or 1,
        "memory": f"{gigabytes:.0f} GB",
        "system": f"{_system()}, Linux {'.'.join(platform.release().split('.')[:2])}"
        if platform.system() == "Linux"
        else platform.platform(),
    }


def versions() -> dict[str, str]:
    """Give the version of Python, of gdec, of what it stands on, and of the peers."""
    from gdec import __version__

    rapper = shutil.which("rapper")
    more = (
        {"rapper": subprocess.run([rapper, "--version"], capture_output=True, text=True, check=True).stdout.strip()}
        if rapper
        else {}
    )
    python = f"{platform.python_version()}, built by {platform.python_compiler()}"
    ours = {"Python": python, "gdec": __version__}
    return ours | {name: version(name) for name in OURS} | pins() | more


def name(machine: dict[str, str | int]) -> str:
    """Give a name for files from the processor and the cores."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"\((r|tm)\)|@.*", "", str(machine["processor"]).lower()))
    return "-".join([*words, str(machine["cores"]), "cores"])


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.system()
