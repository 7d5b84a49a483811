"""Publishing again and again: the same bytes, only what changed, and the old site whole until the new one is there."""

import gc
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from generated import articles
from published import empty_project, few_parts, inodes, store, tree

from gdec import terms
from gdec.errors import GdecError
from gdec.evidence.text import digest
from gdec.facts import model
from gdec.project import find_project
from gdec.site import publish as publishing
from gdec.site.frame.settings import Settings, settings_of
from gdec.site.making import writing
from gdec.site.making.writing import Place
from gdec.site.publish import publish

SETTINGS = Settings("https://example.org/data/", title="Made up")
PARTS = ("gdec.site.frame.statics", "gdec.site.pages.disagreements")
MORE = (
    *PARTS,
    "gdec.site.pages.coverage",
    "gdec.site.pages.registry",
    "gdec.site.dumps.dumps",
    "gdec.site.search.page",
    "gdec.site.feeds.tables",
)


@pytest.fixture(autouse=True)
def only_pages(monkeypatch):
    """Most parts have tests of their own."""
    few_parts(monkeypatch, PARTS)


@pytest.fixture
def project(tmp_path):
    return empty_project(tmp_path / "project")


def made_up(number=6):
    return [article.facts for article in articles(number)]


def whole(tmp_path, facts, project, name="whole"):
    """Give the tree of a site that was published at once."""
    publish(store(tmp_path / f"{name}-store", facts, project), tmp_path / name, SETTINGS, jobs=1)
    return tree(tmp_path / name)


def test_the_same_store_gives_the_same_bytes_however_many_work(tmp_path, project):
    made = store(tmp_path / "store", made_up(), project)
    one = publish(made, tmp_path / "one", SETTINGS, jobs=1)
    other = publish(made, tmp_path / "other", SETTINGS, jobs=3)
    assert one == other
    assert (
        one.pages == one.made == sum(path.count("/") == 1 and path.endswith(".nt") for path in tree(tmp_path / "one"))
    )
    assert tree(tmp_path / "one") == tree(tmp_path / "other")


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_process_that_publishes_is_as_it_was_before(tmp_path, project, jobs):
    made = store(tmp_path / "store", made_up(), project)
    before = gc.get_threshold()
    publish(made, tmp_path / "site", SETTINGS, jobs=jobs)
    files = [path.resolve() for path in Path("/dev/fd").iterdir()]
    assert [path for path in files if path.is_relative_to(tmp_path)] == []
    assert gc.get_threshold() == before


def test_what_is_sent_off_early_is_the_same(tmp_path, project, monkeypatch):
    made = store(tmp_path / "store", made_up(), project)
    publish(made, tmp_path / "one", SETTINGS)
    monkeypatch.setattr(publishing, "AT_A_TIME", 7)
    assert publish(made, tmp_path / "other", SETTINGS).written > 7
    assert tree(tmp_path / "one") == tree(tmp_path / "other")


def test_nothing_is_written_where_nothing_has_changed(tmp_path, project):
    made = store(tmp_path / "store", made_up(), project)
    publish(made, tmp_path / "site", SETTINGS)
    before = inodes(tmp_path / "site")
    again = publish(made, tmp_path / "site", SETTINGS)
    assert (again.made, again.written, again.removed) == (0, 0, 0)
    assert inodes(tmp_path / "site") == before


CHANGES = {
    "an article less": lambda facts: facts[1:],
    "an article more": lambda facts: [*facts, [article.facts for article in articles(20)][17]],
    "no article": lambda _: [],
    "a fact less": lambda facts: _without_people(facts),
    "a label": lambda facts: [_renamed(each) for each in facts],
    "a part of a part": lambda facts: [*facts, _nested("day-2", "forum-of-day-2")],
}


def _without_people(facts):
    next(each for each in facts if each.people).people = {}
    return facts


def _renamed(facts):
    for event in facts.conferences.values():
        event.name.is_ += " anew"
    return facts


def _nested(day, forum):
    """Give an article that tells of a part of an event that another article tells to be a part."""
    words = {"words": "Porto", "at": (1, 0, 5), "sha256": digest("Porto")}
    part = model.PartOf(is_=day, **words)
    whole_of = model.PartOf(is_="made-up-conference", **words)
    name = {"name": model.Text(is_=f"Name of {forum}", **words)}
    return model.Facts(
        format=1,
        article=model.Article(id=f"on-{forum}", text=model.TextSource(sha256="b" * 64)),
        conferences={"made-up-conference": model.Event(name=model.Text(is_="Made-up Conference", **words))},
        forums={day: model.Event(part_of=whole_of, **name), forum: model.Event(part_of=part, **name)},
    )


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_is_published_step_by_step_is_what_is_published_at_once(tmp_path, project, change, monkeypatch):
    few_parts(monkeypatch, MORE)
    folder, site = tmp_path / "store", tmp_path / "site"
    first = publish(store(folder, made_up(), project), site, SETTINGS)
    changed = publish(store(folder, change(made_up()), project), site, SETTINGS)
    publish(folder, tmp_path / "whole", SETTINGS, jobs=1)
    assert tree(site) == tree(tmp_path / "whole")
    assert changed.pages == sum(path.count("/") == 1 and path.endswith(".nt") for path in tree(site))
    back = publish(store(folder, made_up(), project), site, SETTINGS)
    publish(folder, tmp_path / "back", SETTINGS, jobs=1)
    assert tree(site) == tree(tmp_path / "back")
    assert back.pages == first.pages


def test_one_article_changed_leaves_most_files_as_they_are(tmp_path, project):
    folder, site = tmp_path / "store", tmp_path / "site"
    publish(store(folder, made_up(24), project), site, SETTINGS)
    before = inodes(site)
    done = publish(store(folder, CHANGES["a fact less"](made_up(24)), project), site, SETTINGS)
    assert 0 < done.made < done.pages / 2
    same = [path for path, inode in inodes(site).items() if before.get(path) == inode]
    assert len(same) > 0.8 * len(before)
    assert done.written == len(set(inodes(site)) - set(same))


def test_other_settings_make_every_page_anew_and_keep_equal_files(tmp_path, project):
    made, site = store(tmp_path / "store", made_up(4), project), tmp_path / "site"
    publish(made, site, SETTINGS)
    before = inodes(site)
    done = publish(made, site, replace(SETTINGS, title="Another title"))
    assert done.made == done.pages
    after = inodes(site)
    assert all((before[path] == after[path]) != path.endswith(".html") for path in after)


def test_the_site_is_exchanged_and_never_half_there(tmp_path, project, monkeypatch):
    folder, site = tmp_path / "store", tmp_path / "site"
    publish(store(folder, made_up(4), project), site, SETTINGS)
    seen, exchange = [tree(site)], Place.exchange

    def watched(place):
        seen.append(tree(site))
        exchange(place)
        seen.append(tree(site))

    monkeypatch.setattr(Place, "exchange", watched)
    publish(store(folder, made_up(8), project), site, SETTINGS)
    old, before, after = seen
    assert old == before != after == tree(site)


def test_what_is_large_and_differs_lies_in_one_tree_only(tmp_path, project, monkeypatch):
    monkeypatch.setattr(writing, "LARGE", 0)
    folder, site = tmp_path / "store", tmp_path / "site"
    for number in (4, 6, 5):
        publish(store(folder, made_up(number), project), site, SETTINGS)
        assert tree(site) == whole(tmp_path, made_up(number), project, f"whole-{number}")
    following = tree(tmp_path / ".site.gdec/next")
    assert following.keys() < tree(site).keys()
    assert all(data == (site / path).read_bytes() for path, data in following.items())


def test_a_failure_leaves_the_old_site_and_the_next_run_makes_it_good(tmp_path, project, monkeypatch):
    folder, site = tmp_path / "store", tmp_path / "site"
    publish(store(folder, made_up(4), project), site, SETTINGS)
    old = tree(site)
    store(folder, made_up(8), project)

    def full(_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(Place, "exchange", full)
        with pytest.raises(GdecError, match="cannot be written: No space"):
            publish(folder, site, SETTINGS)
    assert tree(site) == old
    publish(folder, site, SETTINGS)
    assert tree(site) == whole(tmp_path, made_up(8), project)


@pytest.mark.parametrize("seconds", [0.3, 0.7])
def test_a_killed_run_leaves_a_whole_site_and_no_trace_in_the_next(tmp_path, project, seconds):
    folder, site = tmp_path / "store", tmp_path / "site"
    publish(store(folder, made_up(4), project), site, SETTINGS)
    old = tree(site)
    store(folder, made_up(12), project)
    code = (
        "import sys; from pathlib import Path\n"
        "from gdec.site import publish as p; from gdec.site.making import menu\n"
        "from gdec.site.frame.settings import Settings, settings_of\n"
        f"menu.PARTS, p.TELLING, p.record = {PARTS!r}, (), lambda log, *_: log\n"
        "p.publish(Path(sys.argv[1]), Path(sys.argv[2]), Settings('https://example.org/data/', title='Made up'))"
    )
    run = subprocess.Popen([sys.executable, "-c", code, str(folder), str(site)], start_new_session=True)
    time.sleep(seconds)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    new = whole(tmp_path, made_up(12), project)
    assert tree(site) in (old, new)
    publish(folder, site, SETTINGS)
    assert tree(site) == new
    assert sorted(path.name for path in (tmp_path / ".site.gdec").iterdir()) == [
        "kept",
        "lock",
        "memory.sqlite",
        "naming.sqlite",
        "next",
    ]


def test_a_folder_with_something_else_stays_as_it_is(tmp_path, project):
    made, letters = store(tmp_path / "store", made_up(2), project), tmp_path / "letters"
    letters.mkdir()
    (letters / "to-ana.txt").write_text("Dear Ana")
    with pytest.raises(GdecError, match="no site of gdec"):
        publish(made, letters, SETTINGS)
    assert tree(letters) == {"to-ana.txt": b"Dear Ana"}
    with pytest.raises(GdecError, match="no site of gdec"):
        publish(made, letters / "to-ana.txt", SETTINGS)
    letters.rename(tmp_path / ".site.gdec")
    with pytest.raises(GdecError, match="holds something that gdec did not put there"):
        publish(made, tmp_path / "site", SETTINGS)
    assert tree(tmp_path / ".site.gdec") == {"to-ana.txt": b"Dear Ana"}


def test_a_site_that_was_moved_or_forgotten_is_made_anew(tmp_path, project):
    made, site = store(tmp_path / "store", made_up(3), project), tmp_path / "site"
    publish(made, site, SETTINGS)
    all_of_it = tree(site)
    (site / "index.html").unlink(missing_ok=True)
    site.rename(tmp_path / "elsewhere")
    assert publish(made, site, SETTINGS).made > 0
    assert tree(site) == all_of_it
    (tmp_path / ".site.gdec" / "memory.sqlite").write_bytes(b"no database")
    assert publish(made, site, SETTINGS).written == 0
    assert tree(site) == all_of_it


def test_two_at_once_are_told_apart(tmp_path, project):
    made = store(tmp_path / "store", made_up(1), project)
    with Place(tmp_path / "site").locked(), pytest.raises(GdecError, match="another process"):
        publish(made, tmp_path / "site", SETTINGS)


def test_a_base_with_a_hash_has_no_pages(tmp_path, project):
    made = store(tmp_path / "store", made_up(1), project)
    from gdec.store.changing import change

    with change(made) as step:
        step.manifest["base"] = f"{terms.BASE.rstrip('/')}#"
    with pytest.raises(GdecError, match='ends with "/"'):
        publish(made, tmp_path / "site", SETTINGS)


def test_a_site_published_where_a_theme_would_be_is_no_theme(tmp_path):
    (tmp_path / "gdec.toml").write_text('base = "https://example.org/id/"\n')
    (tmp_path / "site/templates").mkdir(parents=True)
    asked = (find_project(tmp_path), "https://example.org/")
    assert settings_of(*asked).theme == tmp_path / "site"
    (tmp_path / "site/.gdec-site").touch()
    assert settings_of(*asked).theme is None
