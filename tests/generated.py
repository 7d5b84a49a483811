"""Projects that the generator of the benchmarks makes up, for tests of much data."""

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT / "bench"))

from generate import articles, lines, write_project  # noqa: E402

__all__ = ["ROOT", "articles", "lines", "write_project"]
