"""Articles about conferences in, a graph out in which every triple leads back to its words."""

from pathlib import Path

__version__ = "0.1.0"

# In a checkout cli.py, mappers/, ontology/, shapes/ and queries/ stand beside this package, in a wheel
# inside it. Adding the checkout's root to the package's path makes `gdec.cli` the same name in both.
_root = Path(__file__).resolve().parent.parent
if (_root / "ontology" / "gdec.ttl").is_file():
    __path__.append(str(_root))
