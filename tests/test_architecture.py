"""The rules of the house, read from the imports."""

import ast
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

import gdec

ROOT = Path(__file__).parent.parent
RESOURCES = ("ontology", "shapes", "mappers", "data", "queries", "cli", "tests")
ENGINE = sorted(path for path in (ROOT / "gdec").rglob("*.py") if "commands" not in path.parts)
SOURCES = [*ENGINE, *sorted((ROOT / "gdec/commands").glob("*.py")), *sorted((ROOT / "mappers").glob("*.py"))]


def imports(path, *, top_level_only=False):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = tree.body if top_level_only else ast.walk(tree)
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found |= {node.module or ""} | {f"{node.module}.{name.name}" for name in node.names}
    return found


def names(path):
    return str(path.relative_to(ROOT))


def uses(found, package):
    return any(name == package or name.startswith(package + ".") for name in found)


@pytest.mark.parametrize("path", ENGINE, ids=names)
def test_engine_neither_imports_click_nor_prints_nor_exits(path):
    assert not uses(imports(path), "click")
    calls = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not calls & {"print", "exit"}


@pytest.mark.parametrize("path", SOURCES, ids=names)
def test_heavy_libraries_are_imported_lazily_and_only_where_they_belong(path):
    for heavy in ("rdflib", "pyshacl", "requests", "rich", "jinja2"):
        assert not uses(imports(path, top_level_only=True), heavy), heavy
    if "validate" not in path.parts:
        assert not uses(imports(path), "pyshacl")
    if path.name not in ("remote.py", "fetch.py"):
        assert not uses(imports(path), "requests")


COMMANDS = sorted((ROOT / "gdec/commands").glob("*.py"))
# What a command may know besides what the package exports: the errors and progress that it tells, and how a file that
# a user names with -o is written whole.
BESIDES = {"gdec.errors", "gdec.progress", "gdec.commands"}
BESIDES_OF = {"output.py": {"gdec.rdf.files"}}


@pytest.mark.parametrize("path", COMMANDS, ids=names)
def test_commands_use_what_the_package_exports_and_nothing_else(path):
    allowed = BESIDES | BESIDES_OF.get(path.name, set())
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "gdec":
            known = {*gdec.__all__, "commands", "__version__"}
            assert {each.name for each in node.names} <= known
        elif isinstance(node, ast.ImportFrom) and uses({node.module or ""}, "gdec"):
            assert any(uses({node.module}, module) for module in allowed), node.module
        elif isinstance(node, ast.Import):
            assert not uses({each.name for each in node.names}, "gdec")
        assert not (isinstance(node, ast.ImportFrom) and node.level), "imports are absolute"


@pytest.mark.parametrize("path", sorted((ROOT / "mappers").glob("*.py")), ids=names)
def test_mappers_know_only_facts_terms_and_rdf(path):
    ours = {name for name in imports(path) if uses({name}, "gdec")}
    allowed = {"gdec", "gdec.terms"}
    assert all(name in allowed or name.startswith(("gdec.facts", "gdec.rdf")) for name in ours)


def test_no_engine_module_hides_a_resource():
    assert not [path for name in RESOURCES for path in (ROOT / "gdec").glob(f"{name}*") if path.stem == name]


@pytest.mark.parametrize("path", [path for path in SOURCES if path.name != "terms.py"], ids=names)
def test_iris_stand_in_terms_only(path):
    literals = {
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and not node.value.count("\n")
    }
    assert not [text for text in literals if "w3id.org/gdec" in text or "//www.w3.org/" in text]


@pytest.mark.parametrize("path", SOURCES, ids=names)
def test_modules_and_functions_are_rooms_not_halls(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < 45, node.name


@pytest.mark.parametrize("argument", [["--help"], ["query", "--help"]])
def test_help_and_query_import_no_heavy_library(argument):
    code = (
        "import sys; sys.argv[1:] = sys.argv[1:]\nimport gdec.cli\n"
        "try: gdec.cli.main()\nexcept SystemExit: pass\n"
        "print(sorted({'rdflib', 'pyshacl', 'requests', 'rich', 'importlib.metadata'} & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code, *argument], capture_output=True, text=True, cwd=ROOT, check=True)
    assert out.stdout.strip().endswith("[]")


def test_resources_are_found():
    assert (files("gdec.ontology") / "gdec.ttl").is_file()
