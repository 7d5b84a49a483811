"""A person forgotten in a project and its store: nothing is left, nothing dangles, all of it or nothing."""

import gzip
import shutil
from pathlib import Path

import pytest

from gdec.build import build
from gdec.errors import GdecError
from gdec.export import export
from gdec.facts.jsonl import encode
from gdec.facts.reading import read
from gdec.forgetting import forget as forgetting
from gdec.forgetting.forget import Request, forget
from gdec.project import find_project
from gdec.query.checks import load_checks, run_checks
from gdec.status import status
from gdec.store.changing import change
from gdec.store.history import History
from gdec.store.local import open_current

ROOT = Path(__file__).parent.parent.parent
LHASA, BEIJING = "china-org-cn-2024-08-01", "tdi-2023-07-04"


@pytest.fixture
def data(tmp_path):
    return shutil.copytree(ROOT / "data", tmp_path / "data")


def built(data):
    build(find_project(data), data.parent / "store", prune=False)
    return data.parent / "store"


def asked(data, who, **more):
    return forget(find_project(data), data.parent / "store", Request(who, **more))


def bytes_below(*folders):
    return {path: path.read_bytes() for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()}


def naming(words, *folders):
    return [path for path, data in bytes_below(*folders).items() if any(word in data.lower() for word in words)]


@pytest.mark.parametrize("who", ["wang-lei", "person:wang-dui", "Guo Jinhai", "王强"])
def test_no_byte_is_left_and_the_project_builds_and_checks(data, who):
    if who == "王强":
        path = data / "articles" / f"{BEIJING}.yaml"
        path.write_text(path.read_text().replace("name: {is: Wang Lei,", "name: {is: 王强,"))
    store = built(data)
    outcome = asked(data, who)
    key = outcome.person.key
    assert (outcome.left, outcome.in_use, outcome.version) == ([], [], 2)
    assert naming([key.encode(), *(name.lower().encode() for name in outcome.person.names)], data, store) == []
    assert sorted(path.name for path in (store / "versions").iterdir()) == ["2"]
    again = build(find_project(data), store)
    assert (again.changed, again.unreadable, again.refused) == (False, {}, {})
    with open_current(store) as reader:
        assert not [found for found in run_checks(reader, load_checks()) if found.is_at_least("violation")]


def test_the_history_forgets_and_keeps_the_rest(data):
    store = built(data)
    path = data / "articles" / f"{LHASA}.yaml"
    path.write_text(path.read_text().replace("mayor, in: unnamed", "Mayor, in: unnamed"))
    build(find_project(data), store)
    assert asked(data, "guo-jinhai").history == 2
    with History(store, 3) as history:
        lines = [*history.lines(LHASA)]
        assert [line.version for line in lines] == [1, 2]
        before, after = (history.data(line.digest) for line in lines)
    assert after == path.read_bytes()
    assert before == after.replace(b"Mayor, in: unnamed", b"mayor, in: unnamed")


def test_facts_that_the_store_had_not_seen_yet_come_into_its_history(data):
    store = built(data)
    path = data / "articles" / f"{BEIJING}.yaml"
    path.write_text(path.read_text() + "# read again\n")
    asked(data, "guo-jinhai")
    with History(store, 2) as history:
        assert [line.version for line in history.lines(BEIJING)] == [1, 2]
    assert status(find_project(data), store, with_checks=False).is_fresh


def test_an_article_without_a_file_stays_in_the_store_without_the_person(data):
    store = built(data)
    (data / "articles" / f"{LHASA}.yaml").unlink()
    asked(data, "guo-jinhai")
    assert naming([b"guo-jinhai", b"guo jinhai"], data, store) == []
    assert status(find_project(data), store, with_checks=False).absent == [LHASA]
    with open_current(store) as reader:
        assert reader.has_graph(f"https://w3id.org/gdec/id/article/{LHASA}#graph")


def test_json_lines_in_gzip_are_rewritten(data):
    articles = sorted((data / "articles").glob("*.yaml"))
    packed = data / "articles" / "all.jsonl.gz"
    packed.write_bytes(gzip.compress(b"".join(encode(read(path)) for path in articles)))
    for path in articles:
        path.unlink()
    built(data)
    asked(data, "guo-jinhai")
    assert b"guo" not in gzip.decompress(packed.read_bytes()).lower()
    assert not build(find_project(data), data.parent / "store").changed


def test_a_dry_run_and_a_run_that_fails_change_nothing(data, monkeypatch):
    store = built(data)
    before = bytes_below(data, store)
    outcome = asked(data, "guo-jinhai", is_dry=True)
    assert outcome.files
    assert bytes_below(data, store).keys() == before.keys()
    assert bytes_below(data) == {path: text for path, text in before.items() if path.is_relative_to(data)}

    def fails(*_):
        raise GdecError("no room")

    monkeypatch.setattr(forgetting, "replace_whole", fails)
    with pytest.raises(GdecError, match="no room"):
        asked(data, "guo-jinhai")
    assert bytes_below(data) == {path: text for path, text in before.items() if path.is_relative_to(data)}
    assert bytes_below(store).keys() == {path for path in before if path.is_relative_to(store)}


def test_forgetting_again_does_the_rest_of_what_was_killed(data, monkeypatch):
    store = built(data)
    without_store = data.parent / "elsewhere"
    forget(find_project(data), without_store, Request("guo-jinhai"))
    assert naming([b"guo-jinhai"], data) == []
    assert naming([b"guo-jinhai"], store)
    outcome = asked(data, "guo-jinhai")
    assert (outcome.files, outcome.left) == ({}, [])
    assert naming([b"guo-jinhai", b"guo jinhai"], store) == []


def test_nobody_else_may_change_the_store_meanwhile(data):
    store = built(data)
    with change(store) as step:
        with pytest.raises(GdecError, match="is changing this store"):
            asked(data, "guo-jinhai")
        step.abandon()
    assert naming([b"guo-jinhai"], data)


def test_a_version_that_is_read_is_told_and_goes_later(data):
    store = built(data)
    with open_current(store):
        outcome = asked(data, "guo-jinhai")
        assert outcome.in_use == [1]
        assert outcome.left
    path = data / "articles" / f"{BEIJING}.yaml"
    path.write_text(path.read_text() + "# read again\n")
    build(find_project(data), store)
    assert naming([b"guo-jinhai", b"guo jinhai"], store) == []


def test_exports_and_other_files_that_name_the_person_are_told(data):
    built(data)
    exports = data.parent / "exports"
    exports.mkdir()
    (exports / "a.ttl").write_text('<x> schema:name "Guo Jinhai" .')
    (exports / "b.nq.gz").write_bytes(gzip.compress(b"<https://w3id.org/gdec/id/person/guo-jinhai> <p> <o> ."))
    (exports / "c.csv").write_text("Wang Lei")
    (data / "notes.txt").write_text("Ask guo jinhai.")
    left = asked(data, "guo-jinhai", exports=(exports,)).left
    assert [path.name for path in left] == ["notes.txt", "a.ttl", "b.nq.gz"]


WAYS = [
    ("a.ttl", "turtle", {}),
    ("b.ttl", "turtle", {"statements": "reified"}),
    ("c.ttl", "turtle", {"statements": "rdf12"}),
    ("a.jsonld", "jsonld", {}),
    ("b.jsonld", "jsonld", {"frame": True}),
    ("a.csv", "csv", {}),
    ("a.nq", "nq", {"statements": "reified"}),
]


def test_a_published_site_is_told_once_and_left_whole_and_the_store_not_at_all(data):
    store = built(data)
    site, beside = data.parent / "pub", data.parent / ".pub.gdec/next"
    for folder in (site, beside):
        (folder / "dump").mkdir(parents=True)
        (folder / ".gdec-site").touch()
        (folder / "index.html").write_text("Guo Jinhai")
        with open_current(store) as reader:
            (folder / "dump/gdec.ttl").write_bytes(export(reader, "turtle"))
    before = bytes_below(site)
    assert asked(data, "guo-jinhai", exports=(data.parent,)).left == [site]
    assert bytes_below(site) == before


def test_exports_are_written_anew_as_they_were_asked_for(data):
    store = built(data)
    exports = data.parent / "exports"
    exports.mkdir()
    for name, format, options in WAYS:
        with open_current(store) as reader:
            (exports / name).write_bytes(export(reader, format, **options))
    (exports / "edited.ttl").write_bytes((exports / "a.ttl").read_bytes() + b"\n")
    before = bytes_below(exports)
    assert len(asked(data, "guo-jinhai", exports=(exports,), is_dry=True).exports) == len(WAYS)
    assert bytes_below(exports) == before
    outcome = asked(data, "guo-jinhai", exports=(exports,))
    assert sorted(path.name for path in outcome.exports) == sorted(name for name, *_ in WAYS)
    assert [path.name for path in outcome.left] == ["edited.ttl"]
    for name, format, options in WAYS:
        with open_current(store) as reader:
            assert (exports / name).read_bytes() == export(reader, format, **options)
    assert [path.name for path in naming([b"guo-jinhai", b"guo jinhai"], exports)] == ["edited.ttl"]


def test_what_a_killed_run_left_beside_the_files_goes_even_where_the_person_is_gone(data):
    built(data)
    for folder in ("articles", "registry"):
        (data / folder / ".gdec-forget-0123").write_text("Guo Jinhai")
    with pytest.raises(GdecError, match="there is no person"):
        asked(data, "nobody-of-that-name")
    assert naming([b"guo jinhai"], data) == [data / "articles" / f"{LHASA}.yaml"]


def test_the_record_says_when_and_why_and_not_who(data):
    store = built(data)
    with pytest.raises(GdecError, match="the reason names the person"):
        asked(data, "guo-jinhai", reason="Guo Jinhai asked")
    asked(data, "guo-jinhai", reason="a request")
    asked(data, "wang-lei")
    with open_current(store) as reader:
        assert [noted["reason"] for noted in reader.manifest["forgotten"]] == ["a request", ""]
    (data / "articles" / f"{BEIJING}.yaml").unlink()
    build(find_project(data), store, prune=True)
    assert status(find_project(data), store, with_checks=False).forgotten == 2


def test_choices_go_that_name_the_person_or_a_value_that_went(data):
    editorial = data / "editorial"
    editorial.mkdir()
    (editorial / "choices.yaml").write_text(
        "format: 1\nchoices:\n"
        "  - {about: person:guo-jinhai, property: schema:name, prefer: Guo Jinhai, reason: r, author: e}\n"
        "  - {about: conference:gdec-first, property: gdec:editionOf, prefer: series:gdec, reason: r, author: e}\n"
        "  - {about: forum:lhasa-forum-2024, property: gdec:openingDate, prefer: 2024-07-29, reason: r, author: e}\n"
    )
    store = built(data)
    asked(data, "guo-jinhai")
    kept = (editorial / "choices.yaml").read_text()
    assert "forum:lhasa-forum-2024" in kept
    assert "gdec-first" not in kept
    assert "guo" not in kept
    again = build(find_project(data), store)
    assert (again.changed, again.unreadable) == (False, {})


def test_what_would_not_conform_is_refused_before_anything_is_written(data):
    store = built(data)
    path = data / "articles" / f"{BEIJING}.yaml"
    path.write_text(path.read_text().replace("days: {is: 4", "days: {is: 5"))
    before = bytes_below(data, store / "versions")
    with pytest.raises(GdecError, match=r"data/articles/tdi.*would not conform"):
        asked(data, "guo-jinhai")
    assert bytes_below(data).keys() <= before.keys()
    assert naming([b"guo-jinhai"], data)
