"""Graphs as packed text: the same as the database gives, for each version, whatever happened to the file."""

import sqlite3
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from gdec.build import build
from gdec.errors import GdecError
from gdec.project import find_project
from gdec.site.reading.graphs import Graphs
from gdec.store import packed
from gdec.store.changing import change
from gdec.store.local import open_current
from gdec.store.packed import Packed, Packing
from gdec.store.replacing import replace_whole

GRAPH = "https://example.org/article/a#graph"
DATA = Path(__file__).parents[2] / "data"
OTHER = "https://example.org/article/b#graph"


def nquads(*values, graph=GRAPH):
    return "".join(
        f'<https://example.org/s> <https://example.org/p> "{each}" <{graph}> .\n' for each in values
    ).encode()


def put(folder, *values, graph=GRAPH):
    with change(folder) as step:
        step.replace_graph(graph, nquads(*values, graph=graph))


def told(reader, graph=GRAPH):
    return sorted(triple.object.value for triple in parse(reader.text(graph), RdfFormat.N_TRIPLES))


def known(folder, version, graph=GRAPH):
    number, text = Packed(folder, version).text(graph)
    assert number == text.count(b" .\n")
    return sorted(triple.object.value for triple in parse(text, RdfFormat.N_TRIPLES))


def test_a_graph_is_read_as_text_and_is_what_the_database_holds(tmp_path):
    with change(tmp_path) as step:
        step.load([(GRAPH, nquads("one", r"two \" three", f" <{GRAPH}> .")), (OTHER, nquads("four", graph=OTHER))])
    with open_current(tmp_path) as reader:
        in_database = sorted(quad.object.value for quad in reader.quads(GRAPH))
        assert told(reader) == known(tmp_path, 1) == in_database == sorted(["one", 'two " three', f" <{GRAPH}> ."])
        assert told(reader, OTHER) == ["four"]
        assert told(reader, "https://example.org/article/c#graph") == []


def test_mapped_articles_are_read_as_the_database_would_write_them(tmp_path):
    build(find_project(DATA), tmp_path)
    with open_current(tmp_path) as reader:
        graphs = [graph for graph in reader.graphs() if isinstance(graph, NamedNode) and "/article/" in graph.value]
        assert graphs
        for graph in graphs:
            number, text = Packed(tmp_path, reader.version).text(graph.value)
            lines = text.decode().splitlines()
            assert number == len(set(lines)) == len(lines)
            assert set(lines) == {f"{quad.triple} ." for quad in reader.quads(graph.value)}
            assert Graphs(reader).graph(graph.value).nodes


def test_a_reader_of_an_older_version_is_given_what_that_holds(tmp_path):
    put(tmp_path, "old")
    with open_current(tmp_path) as before:
        put(tmp_path, "new")
        with open_current(tmp_path) as after:
            assert (told(before), told(after)) == (["old"], ["new"])
            assert (known(tmp_path, 1), known(tmp_path, 2)) == ([], ["new"])


def test_what_a_graph_loses_or_changes_in_part_is_read_from_the_database(tmp_path):
    put(tmp_path, "one")
    put(tmp_path, "two", graph=OTHER)
    with change(tmp_path) as step:
        step.drop_graph(GRAPH)
        s = "<https://example.org/s> <https://example.org/p>"
        step.change_graph(OTHER, f'DELETE DATA {{ GRAPH <{OTHER}> {{ {s} "two" }} }} ; '
                                 f'INSERT DATA {{ GRAPH <{OTHER}> {{ {s} "three" }} }}')  # fmt: skip
    with open_current(tmp_path) as reader:
        assert (told(reader), told(reader, OTHER)) == ([], ["three"])


def test_a_store_made_anew_has_only_new_texts(tmp_path):
    put(tmp_path, "one")
    put(tmp_path, "two", graph=OTHER)
    with change(tmp_path) as step:
        step.start_over()
        step.load([(GRAPH, nquads("three"))])
    with open_current(tmp_path) as reader:
        assert (told(reader), told(reader, OTHER)) == (["three"], [])
    assert known(tmp_path, 3, OTHER) == []


def test_a_change_that_failed_or_was_killed_leaves_no_text(tmp_path):
    put(tmp_path, "one")
    failing = Packing(tmp_path, 2)
    failing.put(GRAPH, nquads("two"))
    failing.close()
    assert known(tmp_path, 9) == ["one"]
    killed = Packing(tmp_path, 2)
    killed.put(GRAPH, nquads("three"))
    killed.commit()  # and the version never became current
    killed.close()
    with open_current(tmp_path) as reader:
        assert told(reader) == ["one"]
    put(tmp_path, "four", graph=OTHER)
    with open_current(tmp_path) as reader:
        assert told(reader) == ["one"]


def test_a_text_of_another_number_of_triples_does_not_count(tmp_path):
    put(tmp_path, "one")
    with change(tmp_path) as step:
        step.store.load(nquads("two"), RdfFormat.N_QUADS)
    with open_current(tmp_path) as reader:
        assert told(reader) == ["one", "two"]


@pytest.mark.parametrize("damage", ["gone", "no database", "no table", "other bytes"])
def test_a_damaged_file_is_passed_over(tmp_path, damage):
    put(tmp_path, "one")
    path = tmp_path / packed.FILE
    if damage == "gone":
        path.unlink()
    elif damage == "no database":
        path.write_bytes(b"this is none" * 1000)
    else:
        with sqlite3.connect(path) as database:
            database.execute("DROP TABLE graph" if damage == "no table" else "UPDATE graph SET data = x'00'")
    with open_current(tmp_path) as reader:
        assert told(reader) == ["one"]


def test_a_file_that_cannot_be_written_ends_the_change(tmp_path):
    put(tmp_path, "one")
    (tmp_path / packed.FILE).write_bytes(b"this is none" * 1000)
    with pytest.raises(GdecError, match=r"graphs\.sqlite: cannot be written: .* remove it and build again"):
        put(tmp_path, "two")
    with open_current(tmp_path) as reader:
        assert told(reader) == ["one"]


def test_a_store_that_is_replaced_leaves_no_text_of_before(tmp_path):
    store, made, history = tmp_path / "store", tmp_path / "made", tmp_path / "history"
    put(store, "one")
    put(store, "two", graph=OTHER)
    put(made, "three")
    history.touch()
    with open_current(store) as before:
        replace_whole(store, made, history)
        assert told(before) == ["one"]
    with open_current(store) as reader:
        assert (told(reader), told(reader, OTHER)) == (["three"], [])
        assert known(store, reader.version) == ["three"]
        assert known(store, reader.version - 1) == []
