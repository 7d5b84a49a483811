"""Whatever becomes of a good file, the command ends with 0, 1 or 2, says what is wrong, and has no bug."""

import pytest
from hypothesis import HealthCheck, given, settings
from mutations import MUTATIONS, NUMBERS, mutated
from running import ROOT, hold, listing
from torture import times

SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
<a:S> a sh:NodeShape ; sh:targetSubjectsOf <https://schema.org/name> ; sh:property <a:P> .
<a:P> sh:path <https://schema.org/name> ; sh:minCount 1 .
"""
EXAMPLES = times(300, 10_000)
AS_ALWAYS = {
    "deadline": None,
    "database": None,
    "suppress_health_check": list(HealthCheck),
    "print_blob": True,
}


def share(part):
    """Give the settings of a test that takes a part, in hundredths, of all examples."""
    return settings(max_examples=EXAMPLES * part // 100, **AS_ALWAYS)


@pytest.fixture(scope="module")
def work(good, tmp_path_factory):
    """Give a folder to write mutated files into, beside a registry and the shapes."""
    folder = tmp_path_factory.mktemp("mutated")
    (folder / "articles").mkdir()
    (folder / "registry").mkdir()
    for path in [*(ROOT / "data/registry").glob("*.yaml"), *(good / "data/registry").glob("*.yaml")]:
        (folder / "registry" / f"{path.parent.parent.parent.name}-{path.name}").write_bytes(path.read_bytes())
    (folder / "one.ttl").write_text(SHAPES, encoding="utf-8")
    return folder


class Files(dict):
    """Files by their names, told by their names alone: a failing example is to be read."""

    def __repr__(self):
        return f"Files({', '.join(self)})"


def read(*paths):
    return Files({path.name: path.read_bytes() for path in paths})


@pytest.fixture(scope="module")
def facts(good):
    return read(*(ROOT / "data/articles").glob("*.yaml"), good / "data/articles/porto.yaml")


@pytest.fixture(scope="module")
def graphs(good, gdec):
    """Give the good graph in every format, and a stranger's Turtle."""
    found = read(ROOT / "tests/validate/harbour.ttl")
    for suffix in ("ttl", "jsonld", "nq", "nt", "trig", "rdf"):
        ran = gdec("export", "-o", f"../graph.{suffix}", "--store", ".gdec", cwd=good)
        assert ran.code == 0, ran
        found.update(read(good.parent / f"graph.{suffix}"))
    return found


@share(35)
@given(number=NUMBERS, mutations=MUTATIONS)
def test_mutated_facts(gdec, work, facts, number, mutations):
    name, content = mutated(facts, number, mutations)
    (work / "articles" / name).write_bytes(content)
    how = ("map", "map", "map", "convert -f jsonl", "migrate")[number % 5]
    ran = gdec(*how.split(), f"articles/{name}", cwd=work)
    hold(ran)
    if ran.code == 2:
        assert name in ran.err, ran


@share(5)
@given(number=NUMBERS, mutations=MUTATIONS)
def test_mutated_registries(gdec, work, number, mutations):
    name, content = mutated(read(*(ROOT / "data/registry").glob("*.yaml")), number, mutations)
    folder = work / "other"
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    (folder / "registry").mkdir(exist_ok=True)
    (folder / "registry" / name).write_bytes(content)
    (folder / "articles/a.yaml").write_text("format: 1\narticle: {id: a}\n", encoding="utf-8")
    hold(gdec("map", "articles/a.yaml", cwd=folder))
    (folder / "registry" / name).unlink()


@share(30)
@given(number=NUMBERS, mutations=MUTATIONS)
def test_mutated_graphs(gdec, work, graphs, number, mutations):
    name, content = mutated(graphs, number, mutations)
    (work / name).write_bytes(content)
    ran = gdec("validate", name, "--shapes", "one.ttl", cwd=work)
    hold(ran)
    if ran.code == 2:
        assert name in ran.err, ran


@share(25)
@given(number=NUMBERS, mutations=MUTATIONS)
def test_mutated_queries(gdec, good, work, number, mutations):
    name, content = mutated(read(*(ROOT / "queries").glob("*.rq")), number, mutations)
    (work / name).write_bytes(content)
    before = listing(good / ".gdec")
    form = ("table", "csv", "json", "xml")[number % 4]
    ran = gdec("query", name, "-f", form, "--store", str(good / ".gdec"), "--timeout", "2", cwd=work)
    # A query may have become one that takes too long.
    hold(ran, codes=(0, 1, 2, 3))
    assert ran.code != 3 or "took longer than 2 seconds" in ran.err, ran
    assert listing(good / ".gdec") == before


@share(5)
@given(number=NUMBERS, mutations=MUTATIONS)
def test_mutated_shapes(gdec, work, number, mutations):
    _, content = mutated(read(*(ROOT / "shapes").glob("*.ttl")), number, mutations)
    (work / "shapes-mutated.ttl").write_bytes(content)
    (work / "harbour.ttl").write_bytes((ROOT / "tests/validate/harbour.ttl").read_bytes())
    hold(gdec("validate", "harbour.ttl", "--shapes", "shapes-mutated.ttl", cwd=work))
