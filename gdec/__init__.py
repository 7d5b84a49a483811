"""Articles about conferences in, a graph out in which every triple leads back to its words."""

from pathlib import Path

__version__ = "0.1.0"

__all__ = [
    "Built",
    "Facts",
    "GdecError",
    "InputError",
    "Origin",
    "Project",
    "RemoteError",
    "Report",
    "Result",
    "Rows",
    "Store",
    "Value",
    "build_store",
    "find_project",
    "map_facts",
    "read_facts",
    "validate_data",
]

# In a checkout cli.py, mappers/, ontology/, shapes/ and queries/ stand beside this package, in a wheel
# inside it. Adding the checkout's root to the package's path makes `gdec.cli` the same name in both.
_root = Path(__file__).resolve().parent.parent
if (_root / "ontology" / "gdec.ttl").is_file():
    __path__.append(str(_root))

TYPE_CHECKING = False  # what type checkers take for true; importing typing for it would take longer than all of this
if TYPE_CHECKING:
    from gdec.api import *
else:

    def __getattr__(name):
        """Import what the package exports when it is first asked for (PEP 562): the command line needs none of it."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from gdec import api

        return getattr(api, name)

    def __dir__():
        """List what the package exports."""
        return [*__all__, "__version__"]
