"""A build of many articles: the same store whatever the jobs and the way there."""

import json
import shutil

import pytest
from generated import write_project
from pyoxigraph import RdfFormat

from gdec import build as module
from gdec.build import build
from gdec.progress import listening
from gdec.project import find_project
from gdec.store.local import open_current

SOME = 45


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch):
    monkeypatch.setattr(module, "BATCH", 9000)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    write_project(folder, SOME, seed=9, as_yaml=True, texts=0)
    return folder


@pytest.fixture
def folder(made, tmp_path):
    shutil.copytree(made, tmp_path / "data")
    return tmp_path / "data"


def built(folder, store, **options):
    return build(find_project(folder), store, **options)


def quads(store):
    with open_current(store) as reader:
        return sorted(map(str, reader.quads()))


def rewrite(folder, number, before, after):
    path = sorted((folder / "articles").iterdir())[number]
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


@pytest.fixture(scope="module")
def expected(made, tmp_path_factory):
    store = tmp_path_factory.mktemp("expected") / "store"
    outcome = built(made, store, jobs=1)
    assert len(outcome.built) == SOME
    return quads(store)


def test_workers_make_the_same_store(folder, tmp_path, expected):
    outcome = built(folder, tmp_path / "s", jobs=3)
    assert len(outcome.built) == SOME
    assert list(outcome.built) == sorted(outcome.built)
    assert quads(tmp_path / "s") == expected
    again = built(folder, tmp_path / "s", jobs=3)
    assert (again.changed, len(again.unchanged), again.version) == (False, SOME, 1)


@pytest.mark.parametrize("few", [1000, 2], ids=["one by one", "in bulk"])
def test_changed_articles_take_the_place_of_the_old_ones(folder, tmp_path, expected, monkeypatch, few):
    monkeypatch.setattr(module, "FEW", few)
    for path in (folder / "articles").iterdir():
        path.write_text(path.read_text("utf-8").replace("news.example.org", "old.example.org"), "utf-8")
    built(folder, tmp_path / "s", jobs=1)
    assert quads(tmp_path / "s") != expected
    for path in (folder / "articles").iterdir():
        path.write_text(path.read_text("utf-8").replace("old.example.org", "news.example.org"), "utf-8")
    assert len(built(folder, tmp_path / "s", jobs=2).built) == SOME
    assert quads(tmp_path / "s") == expected


CHANGES = (
    (0, "kind: scheduled", "kind: reported"),
    (3, "starts: {is: 20", "starts: {is: 19"),
    (5, "name: {is: ", "name: {is: The other "),
)


def test_disagreements_follow_each_change_as_if_all_were_built_anew(folder, tmp_path):
    store = tmp_path / "s"
    built(folder, store)
    contested = set()
    for number, before, after in CHANGES:
        rewrite(folder, number, before, after)
        outcome = built(folder, store, jobs=1)
        assert len(outcome.built) == 1
        built(folder, tmp_path / str(number), jobs=1)
        assert quads(store) == quads(tmp_path / str(number))
        contested.add(sum("disagreements#graph" in quad for quad in quads(store)))
    next((folder / "articles").iterdir()).unlink()
    assert len(built(folder, store, prune=True).pruned) == 1
    built(folder, tmp_path / "anew")
    assert quads(store) == quads(tmp_path / "anew")
    assert len(contested) > 1


def test_a_registry_that_changes_has_all_made_anew_and_keeps_what_is_no_longer_there(folder, tmp_path):
    store = tmp_path / "s"
    built(folder, store)
    with open_current(store) as reader:
        before = {str(quad) for quad in reader.quads()}
    gone, refused, *_ = sorted((folder / "articles").iterdir())
    gone.unlink()
    refused.write_text(refused.read_text("utf-8").replace("format: 1", "format: 99"), "utf-8")
    topics = folder / "registry/topics.yaml"
    topics.write_text(topics.read_text("utf-8").replace("tells it apart", "tells it from others"), "utf-8")
    outcome = built(folder, store, jobs=2)
    assert (len(outcome.built), len(outcome.absent), len(outcome.unreadable)) == (SOME - 2, 1, 1)
    with open_current(store) as reader:
        after = {str(quad) for quad in reader.quads()}
        for path in (gone, refused):
            graph = f"https://w3id.org/gdec/id/article/{path.stem}#graph"
            assert {str(quad) for quad in reader.quads(graph)} == {quad for quad in before if f"<{graph}>" in quad}
            assert list(reader.quads(graph))
    assert {
        quad for quad in before ^ after if "registry#graph" not in quad and "disagreements#graph" not in quad
    } == set()


def test_one_that_is_refused_among_many_is_told_and_the_others_are_stored(folder, tmp_path):
    rewrite(folder, 20, "ends: {is: 20", "ends: {is: 19")
    outcome = built(folder, tmp_path / "s", jobs=2)
    (name,) = outcome.refused
    assert name.endswith(sorted((folder / "articles").iterdir())[20].name)
    assert not outcome.refused[name].conforms
    assert outcome.refused[name].results[0].origin.source == name
    assert len(outcome.built) == SOME - 1


def test_the_records_of_articles_lie_apart_from_what_readers_need(folder, tmp_path):
    built(folder, tmp_path / "s")
    version = tmp_path / "s/versions/1"
    assert "articles" not in json.loads((version / "manifest.json").read_text())
    assert len(json.loads((version / "articles.json").read_text())) == SOME
    with open_current(tmp_path / "s") as reader:
        assert len(reader.manifest["articles"]) == SOME


@pytest.mark.parametrize("jobs", [1, 3])
def test_progress_tells_how_far_of_how_many_files_it_is(folder, tmp_path, jobs):
    rewrite(folder, 7, "format: 1", "format: 99")
    told = []
    with listening(lambda *progress: told.append(progress)):
        built(folder, tmp_path / "s", jobs=jobs)
    done = [(number, total) for what, number, total in told if what == "articles"]
    assert done[-1] == (SOME, SOME)
    assert done == sorted(set(done))


def test_an_article_in_two_files_is_told_of_the_second_whatever_the_jobs(folder, tmp_path):
    paths = sorted((folder / "articles").iterdir())
    shutil.copy(paths[3], folder / "articles/zz-copy.yaml")
    for jobs in (1, 3):
        outcome = built(folder, tmp_path / f"s{jobs}", jobs=jobs)
        ((name, error),) = outcome.unreadable.items()
        assert name.endswith("zz-copy.yaml")
        assert str(paths[3]) in str(error)
        assert len(outcome.built) == SOME - 1
    # Later, the copy comes to be found first: its article is told of the other file.
    (folder / "articles/zz-copy.yaml").rename(folder / "articles/aa-copy.yaml")
    outcome = built(folder, tmp_path / "s1", jobs=3)
    assert [name.rsplit("/")[-1] for name in outcome.unreadable] == [paths[3].name]


def test_what_is_stored_is_what_is_mapped(folder, tmp_path, expected):
    import pyoxigraph

    from gdec.mapping.stream import map_files

    project = find_project(folder)
    data = b"".join(map_files([(project, path) for path in project.articles()], 2))
    mapped = {str(quad) for quad in pyoxigraph.parse(data, RdfFormat.N_QUADS)}
    assert mapped == {quad for quad in expected if "/article/" in quad.rsplit("<", 1)[1]}
