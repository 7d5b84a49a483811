"""The made-up facts files of tests/facts serve here too."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent / "facts"))
