"""The history of articles' facts: kept with a version of the store, or not at all."""

import pytest

from gdec.errors import GdecError
from gdec.store.changing import change
from gdec.store.history import FILE, History


def put(folder, facts, *, remove=(), fail=False, abandon=False):
    with change(folder) as step:
        for article, data in facts.items():
            step.history.receive(article, f"{article}.yaml", data)
        for article in remove:
            step.history.remove(article)
        if fail:
            raise ValueError("a failure in the block")
        if abandon:
            step.abandon()


def lines(folder, version, article=""):
    with History(folder, version) as history:
        return [
            (line.article, line.version, line.digest and history.data(line.digest)) for line in history.lines(article)
        ]


def test_each_version_gives_its_bytes_back(tmp_path):
    first, second = "name: João\r\n".encode(), b"\xef\xbb\xbfname: x\n"
    put(tmp_path, {"porto": first, "faro": first})
    put(tmp_path, {"porto": first, "faro": second})
    assert lines(tmp_path, 2) == [("faro", 1, first), ("faro", 2, second), ("porto", 1, first)]
    assert lines(tmp_path, 1) == [("faro", 1, first), ("porto", 1, first)]
    assert lines(tmp_path, 2, "porto") == [("porto", 1, first)]


def test_an_article_that_was_removed_keeps_its_past_and_may_come_back(tmp_path):
    put(tmp_path, {"porto": b"one"})
    put(tmp_path, {}, remove=["porto", "never-there"])
    put(tmp_path, {"porto": b"one"})
    assert lines(tmp_path, 3) == [("porto", 1, b"one"), ("porto", 2, ""), ("porto", 3, b"one")]


@pytest.mark.parametrize("way", ["fail", "abandon"])
def test_what_fails_or_is_abandoned_leaves_no_line(tmp_path, way):
    put(tmp_path, {"porto": b"one"})
    if way == "fail":
        with pytest.raises(ValueError, match="failure"):
            put(tmp_path, {"porto": b"two"}, fail=True)
    else:
        put(tmp_path, {"porto": b"two"}, abandon=True)
    assert lines(tmp_path, 1) == lines(tmp_path, 2) == [("porto", 1, b"one")]


def test_lines_of_a_version_that_never_became_current_are_seen_by_nobody_and_go(tmp_path):
    put(tmp_path, {"porto": b"one"})
    with History(tmp_path, 1, writing=True) as history:
        history.receive("porto", "porto.yaml", b"lost")
        history.commit()
    assert lines(tmp_path, 1) == [("porto", 1, b"one")]
    put(tmp_path, {"faro": b"two"})
    assert lines(tmp_path, 2) == [("faro", 2, b"two"), ("porto", 1, b"one")]
    put(tmp_path, {"porto": b"three"})
    assert lines(tmp_path, 3, "porto") == [("porto", 1, b"one"), ("porto", 3, b"three")]


def test_a_store_without_a_history_has_no_lines(tmp_path):
    assert lines(tmp_path, 5) == []
    assert not (tmp_path / FILE).exists()


def test_a_damaged_history_is_told(tmp_path):
    (tmp_path / FILE).write_bytes(b"no database" * 100)
    with pytest.raises(GdecError, match=r"history\.sqlite: cannot be read: file is not a database"):
        lines(tmp_path, 1)
    with pytest.raises(GdecError, match="cannot be written"):
        put(tmp_path, {"porto": b"one"})
    assert not (tmp_path / "current").exists()


def test_unknown_facts_are_told(tmp_path):
    put(tmp_path, {"porto": b"one"})
    with History(tmp_path, 1) as history, pytest.raises(GdecError, match="no facts of the digest abc"):
        history.data("abc")
