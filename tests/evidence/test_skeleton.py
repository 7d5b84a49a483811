"""The skeleton of facts for a new article."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdec.errors import GdecError, Problems
from gdec.evidence.skeleton import key_of, skeleton
from gdec.evidence.text import ArticleText
from gdec.facts.nodes import compose
from gdec.facts.reading import parse

PORTO = "Harbour Data Forum opens in Porto\n\nPorto, 3 May 2031\nAna spoke.\n"


def test_it_names_the_text_and_each_paragraph_by_its_first_words():
    written = skeleton(ArticleText(PORTO), "porto-1", "../facts.schema.json")
    lines = written.splitlines()
    assert lines[0] == "# yaml-language-server: $schema=../facts.schema.json"
    assert f"sha256: {ArticleText(PORTO).sha256}" in written
    assert lines[-3:] == ["#   1  Harbour Data Forum opens …", "#   2  Porto, 3 May 2031", "#   3  Ana spoke."]


def test_the_blanks_are_all_that_is_missing():
    written = skeleton(ArticleText(PORTO), "porto-1", "x")
    with pytest.raises(Problems) as error:
        parse("porto.yaml", written.encode())
    assert {problem.message for problem in error.value.problems} == {
        '"is" has no value; write one',
        '"words" has no value; write one',
    }
    assert len(error.value.problems) == 4


@pytest.mark.parametrize(
    ("name", "key"),
    [("Porto 2031-05-03.txt", "porto-2031-05-03"), ("王强.txt", "王强"), ("a.b.txt", "a-b"), ("a", "a")],
)
def test_the_id_comes_from_the_name_of_the_file(name, key):
    assert key_of(name) == key


@pytest.mark.parametrize("key", ["", "a b", "unnamed"])
def test_what_is_no_key_is_refused(key):
    with pytest.raises(GdecError, match="choose an id with --id"):
        skeleton(ArticleText(PORTO), key, "x")


def test_a_text_without_words_is_refused():
    with pytest.raises(GdecError, match="has no text"):
        skeleton(ArticleText(" \n\u00a0\n"), "porto-1", "x")


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_gives_a_file_that_is_yaml(letters):
    written = skeleton(ArticleText("Porto\n" + letters), "porto-1", "x")
    assert list(compose("porto.yaml", written.encode()).root.pairs) == ["format", "article"]
    assert all(len(line) <= 130 for line in written.splitlines())


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (PORTO, "en"),
        ("王强 (Wang Qiang) 在全球数字经济大会上致辞。", "zh  # guessed from the script; check it"),
        ("ポルトで港湾データ会議が開かれた。", "ja  # guessed from the script; check it"),
        ("Le congrès se tient à Lyon et dans la région.", "fr  # guessed from its small words; check it"),
        ("Der Kongress ist in Lyon und wird von der Stadt getragen.", "de  # guessed from its small words; check it"),
        ("Порту открывает форум", "und  # its script tells no language; name it"),
        ("2031", "en"),
    ],
)
def test_the_language_is_guessed_from_the_script_and_said_to_be(text, language):
    assert f"\n  language: {language}\n" in skeleton(ArticleText(text), "x", "y")
