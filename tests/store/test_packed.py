"""Graphs as packed text: the same as the database gives, for each version, whatever happened to the file."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from gdec.build import build
from gdec.errors import GdecError
from gdec.project import find_project
from gdec.site.reading.graphs import Graphs
from gdec.store import packed
from gdec.store.changing import change
from gdec.store.local import StoreReader, open_current
from gdec.store.packed import Packed, Packing, fingerprint
from gdec.store.replacing import replace_whole
from gdec.store.versions import Versions

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


def packed_of(folder, version):
    return Packed(folder, version, fingerprint(database_of(folder, version)))


def database_of(folder, version=None):
    versions = Versions(folder)
    return versions.database(version or versions.current())


def put_around_gdec(folder, old, new):
    """Put a value in the place of another, by whoever opens the database."""
    database = Store(str(database_of(folder)))
    database.remove(value(old))
    database.add(value(new))
    database.flush()


def value(text):
    return Quad(NamedNode("https://example.org/s"), NamedNode("https://example.org/p"), Literal(text), NamedNode(GRAPH))


def known(folder, version, graph=GRAPH):
    number, text = packed_of(folder, version).text(graph)
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
            number, text = packed_of(tmp_path, reader.version).text(graph.value)
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
    killed.commit(b"")  # and the version never became current
    killed.close()
    with open_current(tmp_path) as reader:
        assert told(reader) == ["one"]
    put(tmp_path, "four", graph=OTHER)
    with open_current(tmp_path) as reader:
        assert told(reader) == ["one"]


@pytest.mark.parametrize("values", [["two"], ["one", "two"], []], ids=["as many triples", "one more", "one less"])
def test_what_somebody_changed_around_gdec_is_seen(tmp_path, values):
    put(tmp_path, "one")
    put(tmp_path, "three", graph=OTHER)
    assert packed_of(tmp_path, 2).is_sure
    database = Store(str(database_of(tmp_path)))
    database.remove_graph(NamedNode(GRAPH))
    database.extend(map(value, values))
    database.flush()
    del database
    with open_current(tmp_path) as reader:
        assert told(reader) == values
        assert told(reader, OTHER) == ["three"]
    put(tmp_path, "four", graph=OTHER)
    with open_current(tmp_path) as reader:
        assert (told(reader), told(reader, OTHER)) == (values, ["four"])
        assert packed_of(tmp_path, 3).is_sure


def test_reading_a_store_leaves_its_fingerprint(tmp_path):
    put(tmp_path, "one")
    before = fingerprint(database_of(tmp_path))
    with open_current(tmp_path) as one, open_current(tmp_path) as other:
        assert told(one) == told(other) == [quad.object.value for quad in one.quads(GRAPH)]
        one.open_anew()
        assert one.count() == 1
    assert fingerprint(database_of(tmp_path)) == before != b""


def test_opening_a_database_to_write_changes_its_fingerprint_each_time(tmp_path):
    put(tmp_path, "one")
    seen = {fingerprint(database_of(tmp_path))}
    for old, new in (("one", "two"), ("two", "one"), ("one", "one")):
        put_around_gdec(tmp_path, old, new)
        seen.add(fingerprint(database_of(tmp_path)))
    assert len(seen) == 4


def test_texts_count_in_a_copy_of_a_store(tmp_path):
    put(tmp_path / "store", "one")
    copy = shutil.copytree(tmp_path / "store", tmp_path / "copy", copy_function=shutil.copyfile)
    assert packed_of(copy, 1).is_sure
    put(copy, "two", graph=OTHER)
    assert packed_of(copy, 2).is_sure
    put_around_gdec(copy, "one", "three")
    with open_current(tmp_path / "store") as reader, open_current(copy) as copied:
        assert (told(reader), told(copied)) == (["one"], ["three"])


def test_versions_side_by_side_are_each_what_their_databases_hold(tmp_path):
    put(tmp_path, "one")
    with open_current(tmp_path) as before:
        put(tmp_path, "two", graph=OTHER)
        assert packed_of(tmp_path, 1).is_sure
        assert packed_of(tmp_path, 2).is_sure
        put_around_gdec(tmp_path, "one", "three")
        with open_current(tmp_path) as after:
            assert (told(before), told(after)) == (["one"], ["three"])


def test_of_a_store_without_fingerprints_a_text_of_as_many_triples_counts(tmp_path):
    put(tmp_path, "one")
    put(tmp_path, "two", graph=OTHER)
    with closing(sqlite3.connect(tmp_path / packed.FILE)) as database:
        database.execute("DROP TABLE database")
        database.commit()
    for version in (2, 3):
        assert not packed_of(tmp_path, version).is_sure
        assert known(tmp_path, version) == ["one"]
        put(tmp_path, "more", "of it", graph=OTHER)
    database = Store(str(database_of(tmp_path)))
    database.add(value("three"))
    del database
    with open_current(tmp_path) as reader:
        assert (told(reader), told(reader, OTHER)) == (["one", "three"], ["more", "of it"])
    with change(tmp_path) as step:
        step.start_over()
        step.load([(GRAPH, nquads("anew"))])
    assert packed_of(tmp_path, 5).is_sure


def test_a_text_is_read_without_the_database(tmp_path):
    put(tmp_path, "one")
    versions = Versions(tmp_path)
    with StoreReader(versions) as reader:
        assert told(reader) == ["one"]
        (database_of(tmp_path) / "IDENTITY").unlink()
        for table in database_of(tmp_path).glob("*.sst"):
            table.write_bytes(bytes(table.stat().st_size))
        assert told(reader) == ["one"]
        with pytest.raises(GdecError):
            reader.count()


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
