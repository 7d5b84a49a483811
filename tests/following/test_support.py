"""How many independent articles support a triple."""

import subprocess
import sys
from pathlib import Path

from stores import stored

from gdec.evidence.text import digest
from gdec.following.quoting import AsGiven, FromCopies
from gdec.following.support import counting, independent, supporting
from gdec.following.why import why
from gdec.store.local import open_current

ROOT = Path(__file__).parents[2]
WIRE = "The Harbour Data Forum opened in the old port on Thursday with forty shipping companies and a mayor."
OTHER = "More than forty firms of shipping met at a forum for data in the harbour, as its host had hoped they would."


def test_two_copies_of_one_wire_text_count_once():
    texts = {"a": WIRE, "b": f"Gaia (Agency) – {WIRE.upper()} Read more.", "c": OTHER}
    assert independent("cab", texts) == [("a", "b"), ("c",)]


def test_copies_are_followed_from_one_to_the_next():
    long = f"{WIRE} {OTHER}"
    assert independent("abc", {"a": WIRE, "b": OTHER, "c": long}) == [("a", "b", "c")]


def test_few_or_no_words_tell_nothing():
    assert independent("abc", {"a": "Porto on Thursday", "b": "Porto on Thursday"}) == [("a",), ("b",), ("c",)]
    assert independent("", {}) == []


def test_the_shipped_articles_are_independent(tmp_path):
    shipped = stored(ROOT / "data", tmp_path)
    with open_current(shipped) as opened:
        answer = why(opened, "Lhasa", "schema:name")
        (match,) = answer.matches
        assert len(supporting(match)) == 2
        assert len(counting(opened, answer, {})(match)) == 2
    command = [sys.executable, str(ROOT / "cli.py"), "why", "Lhasa", "schema:name", "--store", str(shipped)]
    out = subprocess.run([*command, "--independent"], capture_output=True, text=True, check=True).stdout
    assert out.endswith("  independent articles: 2\n")


def test_whole_texts_tell_a_copy_where_the_evidence_is_too_short_to(tmp_path):
    wire = "Porto, 1 May 2031. The Harbour Data Forum opened in the old port on the first day of the month of May."
    copies, data = tmp_path / "copies", tmp_path / "data"
    copies.mkdir()
    (data / "articles").mkdir(parents=True)
    texts = {"wire": wire, "copy": f"{wire} They said so.", "own": "Forty ships came to the Harbour Data Forum."}
    for name, text in texts.items():
        (copies / f"{name}.txt").write_text(text)
        at = text.index("Harbour Data Forum")
        where = f"words: Harbour Data Forum, at: [1, {at}, {at + 18}], sha256: {digest('Harbour Data Forum')}"
        facts = f"format: 1\narticle: {{id: {name}}}\nforums: {{hdf: {{name: {{is: Harbour Data Forum, {where}}}}}}}\n"
        (data / "articles" / f"{name}.yaml").write_text(facts)
    with open_current(stored(data, tmp_path / "store")) as opened:
        answer = why(opened, "forum:hdf", "schema:name")
        (match,) = answer.matches
        articles = {name: f"https://w3id.org/gdec/id/article/{name}" for name in texts}
        for quoting, groups in (
            (AsGiven(), [(articles["copy"],), (articles["own"],), (articles["wire"],)]),
            (FromCopies(copies), [(articles["copy"], articles["wire"]), (articles["own"],)]),
        ):
            assert counting(opened, answer, quoting.texts(answer))(match) == groups
