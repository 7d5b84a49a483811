"""Files in the trees of a site: one with two names is never written into, and the twin gets all that there is."""

import pytest
from published import inodes, tree

from gdec.errors import GdecError
from gdec.site.frame.file import File
from gdec.site.making.laying import Trees

FILES = {"index.html": b"home", "person/a.html": b"Ana", "person/a/2.html": b"more", "person/a.nt": b"", "b/c/d": b"x"}


@pytest.fixture
def trees(tmp_path):
    """Give empty trees, with a site beside them that has other pages."""
    for name in ("new", "old", "twin"):
        (tmp_path / name).mkdir()
    made = Trees(*(str(tmp_path / name) for name in ("old", "none", "twin")))
    made.put(File("person/a.html", b"Anna"))
    made.put(File("person/b.html", b"Ben"))
    return Trees(*(str(tmp_path / name) for name in ("new", "old", "twin")))


def doubled(trees):
    for name in trees.folders():
        trees.double(name)


def test_the_twin_has_the_same_files_under_other_names(trees, tmp_path):
    for path, data in FILES.items():
        trees.put(File(path, data))
    assert tree(tmp_path / "twin") == {}
    doubled(trees)
    assert tree(tmp_path / "twin") == tree(tmp_path / "new") == FILES
    assert inodes(tmp_path / "twin") == inodes(tmp_path / "new")


def test_where_the_tree_is_one_already_nothing_is_doubled(trees):
    trees.put(File("index.html", b"home"))
    assert Trees(trees.new, trees.old, None).folders() == []


def test_a_file_of_its_own_is_written_into(trees, tmp_path):
    trees.put(File("person/a.html", b"Ana"))
    before = inodes(tmp_path / "new")
    for data in (b"Ana Lima", b"A.", b""):
        assert trees.edit("person/a.html", lambda _, data=data: data) == 0
        assert tree(tmp_path / "new") == {"person/a.html": data}
    assert inodes(tmp_path / "new") == before


@pytest.mark.parametrize("data", [b"Ana Lima", b"A"])
def test_a_file_that_another_tree_has_too_is_not(trees, tmp_path, data):
    assert trees.put(File("person/a.html", b"Anna")) is False
    assert inodes(tmp_path / "new")["person/a.html"] == inodes(tmp_path / "old")["person/a.html"]
    assert trees.edit("person/a.html", lambda before: data + before[:0]) == 1
    assert tree(tmp_path / "new") == {"person/a.html": data}
    assert tree(tmp_path / "old")["person/a.html"] == b"Anna"


def test_what_is_edited_into_what_the_site_has_is_its_file(trees, tmp_path):
    assert trees.put(File("person/a.html", b"Ana")) is True
    assert trees.edit("person/a.html", lambda _: b"Anna") == -1
    assert inodes(tmp_path / "new")["person/a.html"] == inodes(tmp_path / "old")["person/a.html"]


def test_what_is_not_changed_is_left(trees, tmp_path):
    trees.put(File("person/b.html", b"Ben"))
    before = (tmp_path / "new/person/b.html").stat()
    assert trees.edit("person/b.html", lambda data: data) == 0
    assert (tmp_path / "new/person/b.html").stat() == before


def test_no_link_is_followed(trees, tmp_path):
    trees.put(File("person/a.html", b"Ana"))
    (tmp_path / "elsewhere").write_bytes(b"sacred")
    (tmp_path / "new/person/b.html").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic links"):
        trees.edit("person/b.html", lambda _: b"lost")
    with pytest.raises(GdecError, match="no file of a site can be called so"):
        trees.put(File("../elsewhere", b"lost"))
    assert (tmp_path / "elsewhere").read_bytes() == b"sacred"


def test_no_folder_that_is_a_link_is_gone_into(trees, tmp_path):
    """Neither what is laid down nor what is taken away lies elsewhere, and no file of elsewhere comes in."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.html").write_bytes(b"Anna")
    (tmp_path / "new/person").symlink_to(elsewhere)
    trees.remove("person/a.html")
    trees.put(File("person/b.html", b"Bea"))
    (tmp_path / "new/article").symlink_to(elsewhere)
    (tmp_path / "old/article").symlink_to(elsewhere)
    trees.take_over(["article/a.html"])
    assert trees.put(File("article/a.html", b"Anna")) is True
    assert tree(tmp_path / "new") == {"person/b.html": b"Bea", "article/a.html": b"Anna"}
    assert (elsewhere / "a.html").stat().st_nlink == 1
    assert tree(elsewhere) == {"a.html": b"Anna"}


def test_a_folder_that_went_with_its_last_file_is_made_again(trees, tmp_path):
    trees.put(File("post/a.html", b"mayor"))
    trees.remove("post/a.html")
    assert not (tmp_path / "new/post").exists()
    trees.put(File("post/b.html", b"head"))
    assert (tmp_path / "new/post/b.html").read_bytes() == b"head"
