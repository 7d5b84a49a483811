"""Work in processes of its own: on many things at once, apart from this one, or ended when it takes too long."""

from __future__ import annotations

import os


def cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
