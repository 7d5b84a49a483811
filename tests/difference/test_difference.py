"""What differs between two graphs, by meaning, and the forms that tell it."""

import io
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store

from gdec.build import build
from gdec.difference import dumps
from gdec.difference.compare import compare
from gdec.difference.forms import FORMS
from gdec.difference.patch import patch
from gdec.difference.sides import Side, read_side, side_of
from gdec.difference.tell import tell
from gdec.errors import GdecError
from gdec.project import find_project
from gdec.site.frame.settings import Settings
from gdec.site.publish import publish
from gdec.terms import BASE, prefixes

ROOT = Path(__file__).parents[2]
EX = "https://example.org/"


MOVED = ("- intended", "+ hoped")
BY_RULE = b"is: 2024-07-29, kind: inferred, rule: year-from-publication, rests_on: [article.published],"

CHOICE = """\
format: 1
choices:
  - about: conference:gdec-2023
    property: gdec:theme
    prefer: theme:gdec-2023--data-drives
    reason: The organiser prints it so.
    author: Ana Lima
"""


def run(*arguments, cwd=ROOT):
    return subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), "diff", *map(str, arguments)],
        capture_output=True, text=True, cwd=cwd, check=False,
    )  # fmt: skip


def side(quads):
    return Side("side", side_of(quads))


def nodes(prefix="n"):
    return st.integers(0, 3).map(lambda number: NamedNode(f"{EX}{prefix}{number}"))


literals = st.builds(Literal, st.text(st.characters(exclude_categories=["Cs"]), max_size=6)) | st.builds(
    Literal, st.sampled_from(["1.10", "1.1"]), datatype=st.just(NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))
)
quads_of_iris = st.builds(Quad, nodes(), nodes("p"), nodes() | literals, st.just(DefaultGraph()) | nodes("g"))
blanks = st.integers(0, 3).map(lambda number: BlankNode(f"b{number}"))
any_quads = st.builds(Quad, nodes() | blanks, nodes("p"), nodes() | literals | blanks, st.just(DefaultGraph()))


@given(st.lists(quads_of_iris), st.lists(quads_of_iris))
@settings(max_examples=100, deadline=None)
def test_a_patch_makes_the_new_graph_of_the_old(old, new):
    store = Store()
    store.extend(old)
    wanted = Store()
    wanted.extend(new)
    # The store keeps values in their canonical form, so its own quads are compared.
    difference = compare(side(store), side(wanted))
    text = patch(difference, {"ex": EX, "pat": f"{EX}p"})
    if text:
        store.update(text)
    assert set(store) == set(wanted)
    assert bool(text) == bool(difference)


def relabelled(quads, names):
    def other(term):
        return BlankNode(names[term.value]) if isinstance(term, BlankNode) else term

    return [Quad(other(quad.subject), quad.predicate, other(quad.object)) for quad in quads]


@given(st.lists(any_quads, max_size=8), st.permutations(["x0", "x1", "x2", "x3"]))
@settings(max_examples=150, deadline=None)
def test_other_names_of_blank_nodes_make_no_difference_and_any_other_change_does(quads, names):
    same = relabelled(reversed(quads), {f"b{number}": name for number, name in enumerate(names)})
    assert not compare(side(quads), side(same))
    more = [*same, Quad(BlankNode("new"), NamedNode(f"{EX}p9"), Literal("more"))]
    assert compare(side(quads), side(more)).added


def test_a_change_in_one_knot_of_blank_nodes_leaves_the_others_alone(tmp_path):
    one = "_:a <http://x/p> _:b . _:b <http://x/p> 'end' . _:c <http://x/q> 'c' ."
    (tmp_path / "old.ttl").write_text(one)
    (tmp_path / "new.ttl").write_text(one.replace("'c'", "'d'"))
    difference = compare(read_side(tmp_path / "old.ttl"), read_side(tmp_path / "new.ttl"))
    assert (len(difference.removed), len(difference.added)) == (1, 1)
    with pytest.raises(GdecError, match="blank node"):
        patch(difference, {})


def test_the_format_makes_no_difference_and_the_text_of_a_number_does(tmp_path):
    turtle = "@prefix ex: <https://example.org/> . ex:a ex:b 1.10 , 'x'@en ; ex:c [ ex:d ex:e ] ."
    (tmp_path / "a.ttl").write_text(turtle)
    (tmp_path / "a.jsonld").write_bytes(
        pyoxigraph.serialize(pyoxigraph.parse(turtle, RdfFormat.TURTLE), format=RdfFormat.JSON_LD)
    )
    (tmp_path / "b.ttl").write_text(turtle.replace("1.10", "1.1"))
    assert run(tmp_path / "a.ttl", tmp_path / "a.jsonld").returncode == 0
    done = run(tmp_path / "a.ttl", tmp_path / "b.ttl")
    assert (done.returncode, done.stdout.splitlines()[1:3]) == (
        1, ["  - https://example.org/b “1.10”", "  + https://example.org/b “1.1”"],
    )  # fmt: skip


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """The shipped data with another day of one forum."""
    folder = tmp_path_factory.mktemp("changed")
    for path in (ROOT / "data").rglob("*"):
        if path.is_file():
            target = folder / path.relative_to(ROOT / "data")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes().replace(BY_RULE, b"is: 2024-07-28,"))
    return folder


def test_text_tells_things_triple_by_triple_and_records_by_number(changed):
    done = run(ROOT / "data", changed)
    assert done.returncode == 1, done.stderr
    lines = done.stdout.splitlines()
    assert "  - gdec:openingDate “2024-07-29”" in lines
    assert "  + gdec:openingDate “2024-07-28”" in lines
    assert any("article:china-org-cn-2024-08-01: " in line for line in lines)
    assert run(changed, changed).stdout == "0 quads removed, 0 added\n"


def test_what_somebody_said_is_told_with_how_it_stands(tmp_path):
    data = shutil.copytree(ROOT / "data", tmp_path / "data")
    facts = data / "articles/china-org-cn-2024-08-01.yaml"
    said, kind = (
        "Lhasa means to become a major platform for opening up and cooperation",
        "attributed, speaker: guo-jinhai",
    )
    text = facts.read_text(encoding="utf-8").replace(f"{said}, kind: intended", f"{said}, kind: hoped")
    facts.write_text(text.replace(f"edition_of: {{is: gdec, kind: {kind},", "edition_of: {is: gdec,"), encoding="utf-8")
    lines = run(ROOT / "data", data).stdout.splitlines()
    edition = "gdec:editionOf series:gdec"
    assert lines[:3] == ["conference:gdec-first", f"  + {edition}", f"  - {edition} (attributed)"]
    assert lines[3:6] == ["person:wang-qiang", *(f"  {how[0]} gdec:content “{said}” ({how[2:]})" for how in MOVED)]
    page = run(ROOT / "data", data, "-f", "html").stdout
    assert f"<del>− gdec:content <bdi>“{said}”</bdi> (intended)</del>" in page


def test_a_store_is_what_its_facts_make_derived_disagreements_and_choices_included(tmp_path):
    data = shutil.copytree(ROOT / "data", tmp_path / "data")
    (data / "editorial").mkdir()
    (data / "editorial/choices.yaml").write_text(CHOICE)
    outcome = build(find_project(data), tmp_path / "store")
    assert not outcome.unreadable
    assert not outcome.refused
    store = read_side(tmp_path / "store")
    assert any("/editorial#" in quad for quad in store.quads)
    assert any("/disagreements#" in quad for quad in store.quads)
    assert read_side(data).quads == store.quads


def test_a_patch_of_the_shipped_data_applies(changed, tmp_path):
    old, new = read_side(ROOT / "data"), read_side(changed)
    assert run(ROOT / "data", changed, "-f", "patch", "-o", tmp_path / "patch.ru").returncode == 1
    store = Store()
    store.load("".join(f"{line} .\n" for line in old.quads).encode(), RdfFormat.N_QUADS)
    store.update((tmp_path / "patch.ru").read_text())
    assert frozenset(map(str, store)) == new.quads


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.text = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.text.append(data)


def test_a_page_shows_hostile_words_as_words():
    hostile = Quad(NamedNode(f"{EX}a&lt;i&gt;"), NamedNode(f"{EX}p"), Literal("</ins><script>alert(1)</script>"))
    difference = compare(side([]), side([hostile]))
    page = Tags()
    page.feed(FORMS["html"](difference, prefixes(BASE), "<script>"))
    assert "script" not in page.tags
    assert "</ins><script>alert(1)</script>" in "".join(page.text)
    assert page.tags.count("ins") == 1


def test_a_knot_that_takes_too_long_is_ended(tmp_path):
    knot = [f"_:n{a} <http://x/p> _:n{b} ." for a in range(12) for b in range(12) if a != b]
    (tmp_path / "knot.nt").write_text("\n".join(knot))
    done = run(tmp_path / "knot.nt", tmp_path / "knot.nt", "--timeout", "0.5")
    assert done.returncode == 3
    assert "blank nodes" in done.stderr
    big = [f"_:n{number} <http://x/p> _:n{number + 1} ." for number in range(2100)]
    (tmp_path / "big.nt").write_text("\n".join(big))
    done = run(tmp_path / "big.nt", tmp_path / "big.nt")
    assert (done.returncode, "give the nodes IRIs" in done.stderr) == (2, True)


def test_a_missing_side_is_told(tmp_path):
    assert run(tmp_path / "none.ttl", tmp_path).returncode == 2


def test_tell_gives_a_triple_of_two_graphs_once():
    graphs = NamedNode(f"{EX}g1"), NamedNode(f"{EX}g2")
    quads = [Quad(NamedNode(f"{EX}a"), NamedNode(f"{EX}b"), Literal("c"), graph) for graph in graphs]
    assert not list(tell(compare(side(quads[:1]), side(quads)), prefixes(BASE)))[:-1]
    lines = list(tell(compare(side([]), side(quads)), prefixes(BASE)))
    assert lines == ["https://example.org/a", "  + https://example.org/b “c”", "0 quads removed, 2 added"]


def test_a_published_site_is_compared_by_its_dump(tmp_path):
    project = find_project(ROOT / "data")
    build(project, tmp_path / "store")
    publish(tmp_path / "store", tmp_path / "published_site", Settings("https://example.org/"))
    done = run(tmp_path / "store", tmp_path / "published_site")
    assert (done.returncode, done.stdout) == (0, "0 quads removed, 0 added\n")
    dump = tmp_path / "published_site/dump/gdec.nq"
    dump.write_text(dump.read_text().replace('"2024-07-29"', '"2024-07-28"'))
    told = run(tmp_path / "store", tmp_path / "published_site").stdout.splitlines()
    assert "  + gdec:openingDate “2024-07-28”" in told
    dump.unlink()
    done = run(tmp_path / "published_site", tmp_path / "store")
    assert (done.returncode, "dump/gdec.nq: cannot be read" in done.stderr) == (2, True)


def test_a_patch_between_two_sites_makes_the_one_dump_of_the_other(tmp_path):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    for name in ("old", "new"):
        build(find_project(tmp_path / "data"), tmp_path / "store", prune=True)
        publish(tmp_path / "store", tmp_path / name, Settings("https://example.org/"))
        (tmp_path / "data/articles/tdi-2023-07-04.yaml").unlink(missing_ok=True)
    old, new = (tmp_path / name / "dump/gdec.nq" for name in ("old", "new"))
    patched = Store()
    patched.bulk_load(path=old)
    assert run(tmp_path / "old", tmp_path / "new", "-f", "patch", "-o", tmp_path / "patch.ru").returncode == 1
    patched.update((tmp_path / "patch.ru").read_text())
    assert set(patched) == set(pyoxigraph.parse(path=new))
    assert run(new, tmp_path / "new").stdout == run(tmp_path / "store", new).stdout == "0 quads removed, 0 added\n"


lines = st.builds(
    "<{}{}> <p:{}> {} <g:{}>".format,
    st.just(EX), st.text("ab", min_size=1, max_size=2), st.integers(0, 1),
    st.sampled_from(['"a b"', '"\u2028"', "<o:o>"]), st.integers(0, 2),
)  # fmt: skip


@given(st.frozensets(lines, max_size=20), st.frozensets(lines, max_size=20), st.sampled_from([1, 40, 200, 10_000]))
@settings(max_examples=200, deadline=None)
def test_dumps_read_side_by_side_differ_as_graphs_read_whole_do(old, new, piece):
    def dump(graph):
        return io.BytesIO("".join(f"{line} .\n" for line in sorted(graph)).encode())

    with pytest.MonkeyPatch.context() as patching:
        patching.setattr(dumps, "PIECE", piece)
        found = list(dumps.differences(dump(old), dump(new), EX))
    whole = compare(Side("old", old, EX), Side("new", new, EX))
    assert [line for each in found for line in each.removed] == whole.removed
    assert [line for each in found for line in each.added] == whole.added
    assert {str(marked) for each in found for marked in each.of_things} == {str(marked) for marked in whole.of_things}
