"""What may be one and the same: proposed with what speaks for and against, and never by a name alone."""

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from gdec.build import map_facts
from gdec.identity import propose
from gdec.mapping import registry_quads
from gdec.project import find_project
from gdec.store.changing import change
from gdec.store.local import open_current

ROOT = Path(__file__).parent.parent


def at(words):
    return f"words: {words}, at: [1, 0, {len(words)}], sha256: {sha256(words.encode()).hexdigest()}"


def article(number, key, name, post):
    return f"""\
format: 1
article: {{id: a{number}, published: {{is: 2031-05-0{number}, {at("May")}}}}}
people:
  {key}: {{name: {{is: {name}, {at("name")}}}, posts: [{{{post}, {at("post")}}}]}}
organisations: {{council: {{name: {{is: Council, {at("Council")}}}}}, port: {{name: {{is: Port, {at("Port")}}}}}}}
"""


def stored(folder, *articles):
    (folder / "articles").mkdir()
    for number, text in enumerate(articles):
        (folder / "articles" / f"{number}.yaml").write_text(text, encoding="utf-8")
    return put(find_project(folder), folder / ".gdec")


def put(project, store):
    with change(store) as step:
        step.replace_graph(project.registry.graph[1:-1], registry_quads(project.registry))
        for path in project.articles():
            facts = project.read(path)
            step.replace_graph(f"{project.base}article/{facts.article.id}#graph", map_facts(facts, project))
    return store


def proposals(store):
    with open_current(store) as opened:
        return {(each.one.rsplit("/")[-1], each.other.rsplit("/")[-1]): each for each in propose(opened)}


MAYOR = "title: mayor, in: council"


@pytest.mark.parametrize(
    ("key", "name", "post", "is_likely"),
    [
        ("lima-ana", "Ana Lima", MAYOR, True),
        ("lima-ana", "ANA LIMA", MAYOR, True),
        ("lima-ana", "Ana Lima", "title: pilot, in: port", False),
        ("lima-rui", "Rui Lima", MAYOR, False),
    ],
)
def test_more_than_a_name_must_speak_for_it_and_nothing_against_it(tmp_path, key, name, post, is_likely):
    one = article(1, "ana-lima", "Ana Lima", MAYOR)
    found = proposals(stored(tmp_path, one, article(2, key, name, post)))
    assert found["ana-lima", key].is_likely == is_likely


def test_two_in_one_article_are_two(tmp_path):
    twice = f"  ana-2: {{name: {{is: Ana Lima, {at('name')}}}, posts: [{{{MAYOR}, {at('post')}}}]}}\norganisations:"
    found = proposals(stored(tmp_path, article(1, "ana-lima", "Ana Lima", MAYOR).replace("organisations:", twice)))
    (proposal,) = found.values()
    assert not proposal.is_likely
    assert proposal.doubts == ("https://w3id.org/gdec/id/article/a1 names them as two",)


def test_nothing_shipped_is_likely_to_be_one(tmp_path):
    found = proposals(put(find_project(ROOT / "data"), tmp_path))
    assert not [pair for pair, each in found.items() if each.is_likely]
    assert "no full name in common" in found["wang-lei", "wang-qiang"].doubts
    assert "numbers in their names: 2023 / 2024" in found["gdec-2023", "gdec-2024"].doubts
    assert found["gdec-2023-main-forum", "lhasa-forum-2024-main-forum"].reasons == ("the same name",)


def test_undoing_a_wrong_merge_loses_nothing(tmp_path):
    apart = article(1, "ana-lima", "Ana Lima", MAYOR), article(2, "lima-ana", "Ana Lima", "title: pilot, in: port")
    merged = apart[0], apart[1].replace("lima-ana", "ana-lima")
    stores = []
    for name, articles in (("apart", apart), ("merged", merged), ("undone", apart)):
        (tmp_path / name).mkdir()
        with open_current(stored(tmp_path / name, *articles)) as opened:
            stores.append({str(quad) for quad in opened.quads()})
    assert stores[0] == stores[2]
    assert len(stores[0]) == len(stores[1])


def test_the_command_lists_the_pairs(tmp_path):
    one, other = (article(number, key, "Ana Lima", MAYOR) for number, key in ((1, "ana-lima"), (2, "lima-ana")))
    store = stored(tmp_path, one, other)
    command = [sys.executable, str(ROOT / "cli.py"), "identity", "--store", str(store)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "1 pair\n")
    assert done.stdout == (
        "person:ana-lima  person:lima-ana\n  for: the same name\n  for: both: holds organisation:council mayor\n"
    )
