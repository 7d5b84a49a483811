"""Dumps in volumes: where they end, that each stands for itself, and that all together hold everything."""

import re
import subprocess
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from html import unescape
from random import Random

import pytest
from conftest import shown
from generated import articles
from published import empty_project, store, tree
from pyoxigraph import RdfFormat, parse
from sites import SETTINGS

from gdec.difference.sides import read_side
from gdec.export import export
from gdec.published import SUMS, volumes_of
from gdec.site.dumps import volumes
from gdec.site.dumps.volumes import LEAST, MEAN, MOST, Row, Volume
from gdec.site.frame.log import read_log
from gdec.site.making import menu
from gdec.site.publish import publish
from gdec.store.local import open_current

PARTS = ("gdec.site.dumps.dumps", "gdec.site.pages.cite", "gdec.site.pages.home")


def rows(random, number, largest=400_000):
    """Make blocks up, some of them empty or larger than a volume."""
    sizes = [random.choice((random.randrange(2_000), random.randrange(largest))) for _ in range(number)]
    return [Row(f"<https://example.org/{random.random()}>", (size // 3, size // 9, size)) for size in sizes]


def test_a_volume_is_neither_small_nor_larger_than_a_host_takes():
    found = list(volumes.volumes(blocks := rows(Random(1), 5_000)))
    assert [row for volume in found for row in volume.rows] == blocks
    sizes = [sum(max(row.sizes) for row in volume.rows) for volume in found]
    assert all(LEAST <= size <= MOST for size in sizes[:-1])
    assert MEAN / 2 < sum(sizes) / len(sizes) < 2 * MEAN
    assert len({volume.stem for volume in found}) == len(found) > 10


def test_a_block_that_is_too_large_stands_alone():
    blocks = rows(Random(2), 30)
    blocks[10:10] = [large := Row("<large>", (2 * MOST,))]
    assert [volume.rows for volume in volumes.volumes(blocks) if large in volume.rows] == [(large,)]


def test_what_comes_or_goes_concerns_few_volumes():
    random = Random(3)
    blocks = sorted(rows(random, 5_000))
    before = set(volumes.volumes(blocks))
    for _ in range(20):
        changed = list(blocks)
        at = random.randrange(len(changed))
        changed[at : at + random.randrange(2)] = sorted(rows(random, random.randrange(3)))
        assert len(before ^ set(volumes.volumes(changed))) <= 8


def test_few_data_are_one_volume():
    assert list(volumes.volumes([])) == [Volume("gdec", ())]
    (only,) = volumes.volumes(rows(Random(4), 9))
    assert only.stem == "gdec"


@pytest.fixture
def small(monkeypatch):
    for name, size in (("LEAST", 20_000), ("MEAN", 40_000), ("MOST", 80_000)):
        monkeypatch.setattr(volumes, name, size)


@pytest.fixture
def site(tmp_path, small, monkeypatch):
    """A site in volumes, and what it is of."""
    monkeypatch.setattr(menu, "PARTS", ("gdec.site.frame.statics", *PARTS))
    facts = [article.facts for article in articles(9)]
    project = empty_project(tmp_path / "project")
    publish(store(tmp_path / "store", facts[:8], project), tmp_path / "site", SETTINGS)
    return lambda: publish(
        store(tmp_path / "store", [*facts[:3], *facts[4:]], project), tmp_path / "site", SETTINGS
    ), tmp_path


def test_each_volume_stands_for_itself_and_all_together_hold_everything(site):
    _, folder = site
    names = volumes_of(folder / "site")
    assert len(names) > 3
    dump = folder / "site/dump"
    quads = b"".join((dump / f"{name}.nq").read_bytes() for name in names)
    with closing(open_current(folder / "store")) as reader:
        assert quads == export(reader, "nq", statements="reified")
    for name in names:
        triples = {quad.triple for quad in parse((dump / f"{name}.nq").read_bytes(), RdfFormat.N_QUADS)}
        assert triples == {quad.triple for quad in parse((dump / f"{name}.ttl").read_bytes(), RdfFormat.TURTLE)}
        assert triples == {quad.triple for quad in parse((dump / f"{name}.jsonld").read_bytes(), RdfFormat.JSON_LD)}


def test_a_change_leaves_volumes_as_they_are_and_is_told(site):
    change, folder = site
    before = tree(folder / "site/dump")
    inodes = {path.name: path.stat().st_ino for path in (folder / "site/dump").iterdir()}
    old = read_side(folder / "site")
    change()
    after = tree(folder / "site/dump")
    same = {name for name in before.keys() & after.keys() if before[name] == after[name]}
    assert same
    assert all((folder / "site/dump" / name).stat().st_ino == inodes[name] for name in same)
    assert {name for name in after if name.endswith(".nq")} == {f"{name}.nq" for name in volumes_of(folder / "site")}
    new = read_side(folder / "site")
    assert old.quads != new.quads
    assert [change.number for change in read_log(folder / "site").changes] == [2, 1]
    publish(folder / "store", folder / "afresh", SETTINGS)
    assert tree(folder / "afresh/dump") == after


def test_the_page_tells_how_all_volumes_are_fetched(site, tmp_path):
    _, folder = site
    page = (folder / "site/cite.html").read_text(encoding="utf-8")
    home = (folder / "site/index.html").read_text(encoding="utf-8")
    assert f'<link rel="item" type="text/plain" href="{SUMS}">' in home
    (recipe,) = re.findall(r"<code>(curl .*?)</code>", page, re.DOTALL)
    (got := tmp_path / "got").mkdir()
    with shown(folder / "site") as address:
        script = unescape(recipe).replace(SETTINGS.base_url, address)
        subprocess.run(["bash", "-euc", script], cwd=got, check=True, timeout=60)
    names = volumes_of(folder / "site")
    lines = b"".join((folder / f"site/dump/{name}.nq").read_bytes() for name in names).splitlines()
    assert sorted((got / "gdec.nq").read_bytes().splitlines()) == lines


def test_no_address_breaks_out_of_the_recipe(small, tmp_path, monkeypatch):
    monkeypatch.setattr(menu, "PARTS", PARTS)
    facts = [article.facts for article in articles(4)]
    settings = replace(SETTINGS, base_url="https://example.org/a&b;touch'$(touch)/")
    publish(store(tmp_path / "store", facts, empty_project(tmp_path / "project")), tmp_path / "site", settings)
    page = (tmp_path / "site/cite.html").read_text(encoding="utf-8")
    (recipe,) = re.findall(r"<code>(curl .*?)</code>", page, re.DOTALL)
    (got := tmp_path / "got").mkdir()
    fetch, name, *_ = unescape(recipe).splitlines()
    (got / "SHA256SUMS.txt").write_bytes((tmp_path / "site" / SUMS).read_bytes())
    script = f"{fetch}; {name}".replace("curl -sSfO", "echo")
    done = subprocess.run(["bash", "-c", script], cwd=got, capture_output=True, text=True, check=True)
    home = "https://example.org/a&b;touch%27%24(touch)/"
    names = [f"dump/{each}.nq.gz" for each in volumes_of(tmp_path / "site")]
    assert done.stdout.split() == [f"{home}{each}" for each in (SUMS, *names)]
    assert [path.name for path in got.iterdir()] == ["SHA256SUMS.txt"]


def test_the_description_leads_to_every_volume(site):
    _, folder = site
    dump = {f"{SETTINGS.base_url}dump/{path.name}" for path in (folder / "site/dump").iterdir()}
    described = (folder / "site/dcat.ttl").read_text(encoding="utf-8")
    void = (folder / "site/void.ttl").read_text(encoding="utf-8")
    for text, predicate in ((described, "dcat#downloadURL"), (void, "void#dataDump")):
        quads = parse(text.encode(), RdfFormat.TURTLE)
        found = {quad.object.value for quad in quads if quad.predicate.value.endswith(predicate)}
        assert {each for each in found if "/table/" not in each} == dump - {f"{SETTINGS.base_url}{SUMS}"}
    assert sha256((folder / f"site/dump/{volumes_of(folder / 'site')[0]}.nq").read_bytes()).hexdigest() in (
        folder / "site" / SUMS
    ).read_text(encoding="utf-8")
