"""A store in a folder: versions, readers that stay, writers that wait for nobody, and what a crash leaves."""

import random
import subprocess
import sys
import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, serialize

from gdec.errors import GdecError
from gdec.store import open_store
from gdec.store.answer import Solutions, Triples
from gdec.store.changing import change, replacement
from gdec.store.local import open_current

GRAPH = "https://example.org/article/a#graph"
OTHER = "https://example.org/article/b#graph"
ALL = "SELECT ?o { ?s ?p ?o }"


def nquads(values, graph=GRAPH):
    p, g = NamedNode("https://example.org/p"), NamedNode(graph)
    quads = [Quad(NamedNode(f"https://example.org/s{i}"), p, Literal(value), g) for i, value in enumerate(values)]
    return serialize(quads, format=RdfFormat.N_QUADS)


def values(reader, query=ALL):
    return sorted(row[0].value for row in reader.query(query).rows)


def versions(folder):
    return sorted(path.name for path in (folder / "versions").iterdir())


def put(folder, *texts, graph=GRAPH):
    with change(folder) as step:
        step.replace_graph(graph, nquads(texts, graph))
        step.manifest["texts"] = list(texts)


def test_a_missing_store_says_what_to_do(tmp_path):
    with pytest.raises(GdecError, match=r"no store at .*nowhere; run gdec build first") as error:
        open_store(tmp_path / "nowhere")
    assert error.value.exit_code == 2
    assert not (tmp_path / "nowhere").exists()


def test_a_change_makes_a_version_that_readers_see(tmp_path):
    put(tmp_path, "one", "two")
    with open_current(tmp_path) as reader:
        assert values(reader) == ["one", "two"]
        assert reader.version == 1
        assert reader.manifest == {"texts": ["one", "two"]}
        assert reader.has_graph(GRAPH)
        assert not reader.has_graph(OTHER)
        assert not reader.has_graph("not an IRI")
        assert len(list(reader.quads())) == len(list(reader.quads(GRAPH))) == 2
        assert list(reader.quads(OTHER)) == []


def test_a_graph_is_replaced_whole_and_the_others_stay(tmp_path):
    put(tmp_path, "one", "two")
    put(tmp_path, "other", graph=OTHER)
    put(tmp_path, "three")
    with open_current(tmp_path) as reader:
        assert values(reader) == ["other", "three"]
    with change(tmp_path) as step:
        step.drop_graph(OTHER)
        step.drop_graph("https://example.org/never-there")
        step.replace_graph(GRAPH, b"")
    with open_current(tmp_path) as reader:
        assert list(reader.quads()) == []
    assert versions(tmp_path) == ["4"]


def test_answers_are_solutions_triples_or_a_truth_value_over_the_union_of_graphs(tmp_path):
    put(tmp_path, "one")
    put(tmp_path, "two", graph=OTHER)
    with open_current(tmp_path) as reader:
        answer = reader.query("SELECT ?o ?none { ?s ?p ?o } ORDER BY ?o")
        assert isinstance(answer, Solutions)
        assert answer.columns == ("o", "none")
        assert list(answer.rows) == [(Literal("one"), None), (Literal("two"), None)]
        assert reader.query("ASK { ?s ?p 'one' . ?s ?p 'two' }") is True
        assert reader.query("ASK { ?s ?p 'three' }") is False
        answer = reader.query("CONSTRUCT { ?s ?p 1 } WHERE { ?s ?p 'one' }")
        assert isinstance(answer, Triples)
        assert [triple.object for triple in answer.triples] == [Literal(1)]
        named = reader.query(f"SELECT ?o FROM <{OTHER}> {{ ?s ?p ?o }}", union=False)
        assert [row[0].value for row in named.rows] == ["two"]


def test_what_cannot_be_worked_out_is_told(tmp_path):
    put(tmp_path, "one")
    with open_current(tmp_path) as reader:
        with pytest.raises(GdecError, match=r"custom function <https://example.org/f> is not supported"):
            list(reader.query("SELECT * { ?s ?p ?o FILTER(<https://example.org/f>(?o)) }").rows)
        with pytest.raises(SyntaxError):
            reader.query("SELECT")


def test_a_reader_stays_on_its_version_and_keeps_it(tmp_path):
    put(tmp_path, "old")
    with open_current(tmp_path) as early:
        put(tmp_path, "new")
        put(tmp_path, "newest")
        with open_current(tmp_path) as late:
            assert values(early) == ["old"]
            assert values(late) == ["newest"]
        assert versions(tmp_path) == ["1", "3"]
    early.close()
    put(tmp_path, "last")
    assert versions(tmp_path) == ["4"]


def test_two_readers_share_a_version(tmp_path):
    put(tmp_path, "one")
    with open_current(tmp_path) as first:
        with open_current(tmp_path) as second:
            assert values(first) == values(second) == ["one"]
        put(tmp_path, "two")
        assert versions(tmp_path) == ["1", "2"]


@pytest.mark.parametrize("how", ["abandon", "raise"])
def test_an_abandoned_or_failed_change_leaves_no_trace(tmp_path, how):
    put(tmp_path, "one")

    def spoil():
        with change(tmp_path) as step:
            step.replace_graph(GRAPH, nquads(["two"]))
            step.manifest["texts"] = []
            assert step.version == 2
            if how == "raise":
                raise KeyError("a mistake in the block")
            step.abandon()
            assert step.version == 1

    if how == "raise":
        with pytest.raises(KeyError):
            spoil()
    else:
        spoil()
    assert versions(tmp_path) == ["1"]
    with open_current(tmp_path) as reader:
        assert values(reader) == ["one"]
        assert reader.manifest == {"texts": ["one"]}


def test_an_abandoned_first_change_leaves_no_store(tmp_path):
    with change(tmp_path / "store") as step:
        step.abandon()
        assert step.version == 0
    with pytest.raises(GdecError, match="no store"):
        open_current(tmp_path / "store")
    put(tmp_path / "store", "one")
    with open_current(tmp_path / "store") as reader:
        assert values(reader) == ["one"]


def test_a_second_writer_is_told_whom_to_wait_for(tmp_path):
    put(tmp_path, "one")
    code = (
        "import sys\nfrom gdec.store.changing import change\n"
        "with change(sys.argv[1]): print('in', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        other.stdout.readline()
        with pytest.raises(GdecError, match=rf"process {other.pid} is changing this store") as error:
            put(tmp_path, "two")
        assert error.value.exit_code == 2
        with open_current(tmp_path) as reader:
            assert values(reader) == ["one"]
        other.communicate()
    put(tmp_path, "two")


def test_a_database_still_held_does_not_become_current(tmp_path):
    put(tmp_path, "one")

    def change_and_hold():
        with change(tmp_path) as step:
            step.replace_graph(GRAPH, nquads(["two"]))
            return step.store, step.store.query("SELECT * { ?s ?p ?o }")

    with pytest.raises(GdecError, match="next version cannot be written"):
        change_and_hold()
    with open_current(tmp_path) as reader:
        assert values(reader) == ["one"]
        assert reader.version == 1


def test_a_graph_is_not_replaced_by_what_does_not_belong_in_it(tmp_path):
    with change(tmp_path) as step:
        step.replace_graph(GRAPH, nquads(["one"]))
        for wrong, why in [
            (nquads(["x"], OTHER), "is in another graph"),
            (b"<a:s> <a:p> <a:o> .", "is in another graph"),
            (f"_:b <a:p> <a:o> <{GRAPH}> .".encode(), "blank node"),
            (f"<a:s> <a:p> _:b <{GRAPH}> .".encode(), "blank node"),
        ]:
            with pytest.raises(ValueError, match=why):
                step.replace_graph(GRAPH, nquads(["good"]) + wrong)
    with open_current(tmp_path) as reader:
        assert values(reader) == ["one"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(GdecError, match="cannot be written"), change(tmp_path / "file"):
        pass
    with pytest.raises(GdecError, match="no store"):
        open_current(tmp_path / "file")


@pytest.mark.parametrize("damage", ["current", "manifest.json", "oxigraph/CURRENT", ".in-use"])
def test_a_damaged_store_is_told_not_a_bug(tmp_path, damage):
    put(tmp_path, "one")
    path = tmp_path / "current" if damage == "current" else tmp_path / "versions/1" / damage
    if damage == ".in-use":
        path.unlink()
    else:
        path.write_text("junk")
    with pytest.raises(GdecError):
        open_current(tmp_path)


@pytest.mark.parametrize("manifest", ["[]", "7", "[" * 100_000])
def test_a_manifest_that_holds_something_else_is_told(tmp_path, manifest):
    put(tmp_path, "one")
    (tmp_path / "versions/1/manifest.json").write_text(manifest)
    with pytest.raises(GdecError, match=r"manifest\.json: cannot be read: .*build it again"):
        open_current(tmp_path)


nasty = (
    st.text(st.sampled_from("\\uU0025cC\"'{}<>#;.\n\r\t\b\f\x00\x7f\u2028\u202e\ufffe😀é "), max_size=30) | st.text()
)


@given(st.lists(nasty, max_size=20))
def test_any_text_survives_the_update(texts):
    store = Store()
    store.update(replacement(GRAPH, nquads(texts)))
    assert sorted(quad.object.value for quad in store) == sorted(texts)


def test_a_big_graph_is_replaced(tmp_path):
    for generation in "ab":
        put(tmp_path, *(f"{generation}{i} }} }} ; DROP ALL" for i in range(10_000)))
    with open_current(tmp_path) as reader:
        assert sum(1 for quad in reader.quads() if quad.object.value[0] == "b") == 10_000
        assert sum(1 for quad in reader.quads()) == 10_000


def test_triples_of_every_kind_of_literal_survive(tmp_path):
    lines = [
        f"<a:s> <a:p{i}> {literal} <{GRAPH}> .\n"
        for i, literal in enumerate(
            [
                '"x"@en',
                '"x"^^<http://www.w3.org/2001/XMLSchema#token>',
                '"12"^^<http://www.w3.org/2001/XMLSchema#integer>',
                '"2024-08-01"^^<http://www.w3.org/2001/XMLSchema#date>',
                '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>',
                "<https://example.org/né>",
            ]
        )
    ]
    with change(tmp_path) as step:
        step.replace_graph(GRAPH, "".join(lines).encode())
    with open_current(tmp_path) as reader:
        assert sorted(f"{quad} .\n" for quad in reader.quads()) == sorted(lines)


def test_readers_come_and_go_while_a_writer_goes_on(tmp_path):
    put(tmp_path, "0", "0")
    failures, stop = [], threading.Event()

    def read():
        while not stop.is_set():
            try:
                with open_current(tmp_path) as reader:
                    found = values(reader)
                    if len(set(found)) != 1 or found != reader.manifest["texts"]:
                        failures.append(found)
            except Exception as error:
                failures.append(error)

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for generation in range(1, 12):
        put(tmp_path, str(generation), str(generation))
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []
    put(tmp_path, "last")
    assert versions(tmp_path) == ["13"]


WRITER = """
import sys
from gdec.store.changing import change
folder, generation, size = sys.argv[1], int(sys.argv[2]), 40
while True:
    generation += 1
    with change(folder) as step:
        for graph in ("a:g1", "a:g2"):
            lines = [f'<a:s{i}> <a:p> "{generation}" <{graph}> .' for i in range(size)]
            step.replace_graph(graph, "\\n".join(lines).encode())
        step.manifest["generation"] = generation
    print(generation, flush=True)
"""


def test_a_writer_killed_at_any_moment_leaves_the_last_good_version(tmp_path):
    chance = random.Random()
    last = 0
    for _ in range(20):
        command = [sys.executable, "-c", WRITER, str(tmp_path), str(last)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            # The first words tell how long a change takes here and now, so that the kill can fall into any part of one.
            begun = time.monotonic()
            told = [writer.stdout.readline() for _ in range(2)]
            timer = threading.Timer(chance.uniform(0, time.monotonic() - begun), writer.kill)
            timer.start()
            told += writer.stdout.readlines()
            timer.join()
        told = int(told[-1])
        with open_current(tmp_path) as reader:
            last = reader.manifest["generation"]
            # The kill may fall between the switch and the word that it was made.
            assert last in (told, told + 1)
            for graph in ("a:g1", "a:g2"):
                quads = list(reader.quads(graph))
                assert len(quads) == 40
                assert {quad.object for quad in quads} == {Literal(str(last))}
        with change(tmp_path) as step:
            assert versions(tmp_path) == sorted([str(step.version - 1), str(step.version)])
            step.abandon()


def test_a_writer_killed_in_its_first_change_leaves_a_whole_store_or_none(tmp_path):
    chance = random.Random()
    seconds = 1.0
    for attempt in range(9):
        folder = tmp_path / str(attempt)
        with subprocess.Popen([sys.executable, "-c", WRITER, str(folder), "0"], stdout=subprocess.PIPE) as writer:
            begun = time.monotonic()
            if attempt == 0:
                writer.stdout.readline()
                seconds = time.monotonic() - begun
                writer.kill()
            else:
                timer = threading.Timer(chance.uniform(0, seconds), writer.kill)
                timer.start()
                writer.stdout.read()
                timer.join()
        if (folder / "current").exists():
            with open_current(folder) as reader:
                assert len(list(reader.quads())) == 80
        else:
            with pytest.raises(GdecError, match="no store"):
                open_current(folder)
        put(folder, "one")
        with open_current(folder) as reader:
            assert "one" in values(reader)
            assert versions(folder) == [str(reader.version)]


def test_graphs_of_any_size_are_loaded_whole(tmp_path):
    long = ["x" * 2_500_000, "y"]
    graphs = {GRAPH: long, OTHER: [], "https://example.org/article/c#graph": ["z"]}
    with change(tmp_path) as step:
        step.load((name, nquads(texts, name)) for name, texts in graphs.items())
    with open_current(tmp_path) as reader:
        assert values(reader) == sorted([*long, "z"])
