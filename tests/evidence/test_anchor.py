"""Anchoring: evidence written into a facts file, and every other byte of it left alone."""

import re
import unicodedata
from hashlib import sha256

import pytest

from gdec.errors import InputError, Problems
from gdec.evidence.anchor import anchor, shorten
from gdec.evidence.text import ArticleText, words_of
from gdec.facts.reading import parse
from gdec.facts.walk import facts_of
from gdec.facts.writing import as_yaml

PORTO = """\
share
Harbour Data Forum opens in Porto and brings more than forty shipping companies together

Porto, 3 May 2031 (Example Agency): The Harbour Data Forum opened in\u00a0Porto on Thursday.
Ana Lima, deputy mayor of Porto, said the port “will share the data of its berths” with every shipping company.
王强, director of the city’s data office, called it a café # first: {of its kind}, with every shipping company.
"""
TEXT = ArticleText(PORTO)
DIGEST = sha256(PORTO.encode()).hexdigest()

HEAD = "format: 1\narticle: {id: porto-1, text: {sha256: DIGEST}}\n".replace("DIGEST", DIGEST)

FACTS = """\
# Facts of a made-up article.
format: 1

article:
  id: porto-1          # stable
  title: {is: Forum opens, words: Harbour Data Forum opens … shipping companies together}

  # When it appeared.
  published:
    is: 2031-05-03
    words: 3 May 2031   # in the dateline
    kind: reported

people:
  ana-lima:
    name: {words: "Ana Lima", is: 'Ana Lima'}
    posts:
      - title: deputy mayor
        in: unnamed
        words: 'deputy mayor of Porto'
        for: porto

      # two in one
      - {title: mayor, in: unnamed,
         words: deputy
           mayor , # strange but right
         for: porto}
    said:
    - words: said … every shipping company
      content: the port will share its data
  王强: {name: {is: 王强, words: 王强}, remarks: [{content: a first, words: "a café # first: {of its kind}"}]}
places:
  porto:
    name: {is: Porto, words: Porto, paragraph: 4}
no_fact:
  - {words: share, why: furniture, paragraph: 1}
  -
    why: furniture
    paragraph: 2
    words: >-
      Harbour Data
      Forum
"""


def run(facts, text=TEXT):
    return anchor("porto.yaml", facts.encode(), text)


def anchored(facts, text=TEXT):
    return run(facts, text)[0].decode()


def one(fact, text=TEXT):
    """Anchor one name and give its line."""
    return anchored(f"{HEAD}people: {{x: {{name: {fact}}}}}\n", text).splitlines()[2]


def problems(facts, text=TEXT):
    with pytest.raises(Problems) as error:
        run(facts, text)
    return str(error.value).splitlines()


def evidence(words, paragraph, separator=", ", start=None):
    start = PORTO.index(words) if start is None else start
    digest = sha256(words.encode()).hexdigest()
    return f"at: [{paragraph}, {start}, {start + len(words)}]{separator}sha256: {digest}"


def test_evidence_is_written_behind_the_words_and_nothing_else_changes():
    title = PORTO.splitlines()[1]
    said = "said the port “will share the data of its berths” with every shipping company"
    expected = FACTS
    for old, new in [
        ("words: Harbour Data Forum opens … shipping companies together}", f"words: {title}, {evidence(title, 2)}}}"),
        (
            "3 May 2031   # in the dateline\n",
            f"3 May 2031   # in the dateline\n    {evidence('3 May 2031', 3, chr(10) + '    ')}\n",
        ),
        ('words: "Ana Lima", is', f'words: "Ana Lima", {evidence("Ana Lima", 4)}, is'),
        ("Porto'\n", f"Porto'\n        {evidence('deputy mayor of Porto', 4, chr(10) + '        ')}\n"),
        ("deputy\n           mayor ,", f"deputy\n           mayor, {evidence('deputy mayor', 4)} ,"),
        (
            "said … every shipping company\n",
            f"said the port “will … with every shipping company\n      {evidence(said, 4, chr(10) + '      ')}\n",
        ),
        ("words: 王强}", f"words: 王强, {evidence('王强', 5)}}}"),
        ('of its kind}"', f'of its kind}}", {evidence("a café # first: {of its kind}", 5)}'),
        ("Porto, paragraph: 4", f"Porto, {evidence('Porto', 4, start=PORTO.index('Porto, said'))}"),
        ("furniture, paragraph: 1", f"furniture, {evidence('share', 1)}"),
        ("paragraph: 2\n", f"{evidence('Harbour Data Forum', 2, chr(10) + '    ')}\n"),
        ("    kind: reported\n", f"    kind: reported\n  text: {{extractor: as received, sha256: {DIGEST}}}\n"),
    ]:
        assert expected.count(old) == 1, old
        expected = expected.replace(old, new)
    new, report = run(FACTS)
    assert new.decode() == expected
    assert (report.anchored, report.unchanged, report.moved) == (11, 0, [])


def test_every_fact_then_leads_to_its_words():
    facts = parse("porto.yaml", run(FACTS)[0])
    words = {path: words_of(fact, TEXT) for path, fact in facts_of(facts)}
    assert words["people.王强.name"] == "王强"
    assert words["people.ana-lima.said.0"].startswith("said the port “will share")
    assert [words_of(no_fact, TEXT) for no_fact in facts.no_fact] == ["share", "Harbour Data Forum"]
    assert facts.article.text.sha256 == TEXT.sha256


def test_anchoring_again_changes_nothing():
    new, _ = run(FACTS)
    again, report = anchor("porto.yaml", new, TEXT)
    assert again == new
    assert (report.anchored, report.unchanged, report.moved) == (0, 11, [])


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_stay(line_end, bom):
    facts = bom + FACTS.replace("\n", line_end)
    assert anchored(facts) == bom + anchored(FACTS).replace("\n", line_end)
    assert anchored(facts.rstrip()).startswith(bom)


def test_a_last_line_without_an_end_gets_one():
    start = PORTO.index("deputy")
    facts = f"{HEAD}people:\n  x:\n    name:\n      is: a\n      words: deputy mayor"
    written = evidence("deputy mayor", 4, "\n      ", start)
    assert anchored(facts) == f"{facts}\n      {written}"


@pytest.mark.parametrize(
    ("fact", "line"),
    [
        ("{is: a, words: deputy mayor}", "{is: a, words: deputy mayor, E}"),
        ("{words: deputy mayor,is: a}", "{words: deputy mayor, E,is: a}"),
        ('{"is":"a","words":"deputy mayor"}', '{"is":"a","words":"deputy mayor", E}'),
        ("{ words : deputy mayor   , is : a }", "{ words : deputy mayor, E   , is : a }"),
        ("{is: a, words: deputy  mayor}", "{is: a, words: deputy mayor, E}"),
        ("{is: a, words: deputy mayor, paragraph: 4}", "{is: a, words: deputy mayor, E}"),
        ("{paragraph: 4, is: a, words: deputy mayor}", "{E, is: a, words: deputy mayor}"),
        ("{paragraph: 4, is: a, at: [1, 0, 5], words: deputy mayor}", "{S, is: a, A, words: deputy mayor}"),
        ('{is: a, words: "deputy\\u00a0mayor"}', "{is: a, words: deputy mayor, E}"),
    ],
)
def test_layouts_in_flow(fact, line):
    both = evidence("deputy mayor", 4)
    at, sha256_ = both.split(", sha256: ")
    expected = line.replace("E", both).replace("A,", f"{at},").replace("S,", f"sha256: {sha256_},")
    assert one(fact) == f"people: {{x: {{name: {expected}}}}}"


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("words: deputy mayor", "words: deputy mayor"),
        ("words: deputy mayor # yes", "words: deputy mayor # yes"),
        ("words:   \n      deputy\n      mayor", "words:   \n      deputy\n      mayor"),
        ("words: |-\n      deputy mayor", "words: |-\n      deputy mayor"),
        ("words: >-  # folded\n      deputy\n      mayor", "words: >-  # folded\n      deputy\n      mayor"),
        ("words: |  # kept\n      deputy mayor\n", "words: deputy mayor  # kept\n"),
        ("words: |\n      deputy mayor\n\n", "words: deputy mayor\n\n"),
        ("words: >\n      deputy\n      mayor", "words: deputy mayor"),
        ("words: |+\n      deputy mayor\n\n", "words: deputy mayor\n\n"),
    ],
)
def test_layouts_in_blocks(words, written):
    facts = f"{HEAD}people:\n  x:\n    name:\n     {words}\n     # next\n     is: a\n"
    digest_lines = evidence("deputy mayor", 4, "\n     ")
    expected = facts.replace(words, re.sub(r"(\n*)$", rf"\n     {digest_lines}\1", written, count=1))
    assert anchored(facts) == expected


def test_stale_evidence_is_replaced_where_it_stands_and_told():
    old = "{is: a, sha256: %s, words: deputy mayor, at: [1, 0, 5]}" % ("0" * 64)
    new, report = run(f"{HEAD}people: {{x: {{name: {old}}}}}\n")
    start = PORTO.index("deputy mayor")
    digest = sha256(b"deputy mayor").hexdigest()
    assert f"{{is: a, sha256: {digest}, words: deputy mayor, at: [4, {start}, {start + 12}]}}" in new.decode()
    assert report.moved == [f"porto.yaml:3: moved from [1, 0, 5] to [4, {start}, {start + 12}]"]


def test_words_that_the_author_changed_are_looked_for_anew():
    anchored_line = one("{is: a, words: deputy mayor}")
    assert one(anchored_line[len("people: {x: {name: ") : -2].replace("deputy mayor", "data office")) == one(
        "{is: a, words: data office}"
    )


def test_evidence_moves_with_its_words_when_the_article_changes():
    later = ArticleText(PORTO.replace("share\n", "share now\n"))
    new, report = anchor("porto.yaml", run(FACTS)[0], later)
    facts = parse("porto.yaml", new)
    assert facts.article.text.sha256 == later.sha256
    assert all(words_of(fact, later) for _, fact in facts_of(facts))
    assert (report.anchored, report.unchanged, len(report.moved)) == (10, 1, 11)
    assert "porto.yaml:4: the text is not the one that was anchored before" in report.moved


def test_of_several_places_the_one_in_the_same_paragraph_is_kept():
    line = one("{is: a, words: Porto, paragraph: 4}")
    fact = line[len("people: {x: {name: ") : -2]
    later = ArticleText(PORTO.replace("Ana Lima", "Ana Maria Lima"))
    assert "at: [4, " in one(fact, later)


def test_of_several_places_the_one_with_the_same_words_is_kept():
    line = one("{is: a, words: the city’s data office}")
    fact = line[len("people: {x: {name: ") : -2].replace("city’s data", "city's data")
    later = ArticleText("the city‘s data office\n" + PORTO)
    assert "at: [6, " in one(fact, later)


def test_a_paragraph_named_beside_old_evidence_decides():
    line = one("{is: a, words: Porto, paragraph: 4}")
    fact = line[len("people: {x: {name: ") : -3] + ", paragraph: 2}"
    assert "at: [2, " in one(fact)
    assert one(one(fact)[len("people: {x: {name: ") : -2]) == one(fact)


@pytest.mark.parametrize(
    ("article", "written"),
    [
        ("article: {id: a}", "article: {id: a, text: {extractor: as received, sha256: D}}"),
        ("article: {id: a, text: {}}", "article: {id: a, text: {extractor: as received, sha256: D}}"),
        ("article: {id: a, text: {extractor: plain}}", "article: {id: a, text: {extractor: plain, sha256: D}}"),
        ("article: {id: a, text: {sha256: OLD}}", "article: {id: a, text: {sha256: D}}"),
        ("article:\n id: a # b", "article:\n id: a # b\n text: {extractor: as received, sha256: D}"),
        (
            "article:\n  text:\n    extractor: plain\n  id: a",
            "article:\n  text:\n    extractor: plain\n    sha256: D\n  id: a",
        ),
    ],
)
def test_the_text_is_named_by_its_digest(article, written):
    facts = f"format: 1\n{article.replace('OLD', '0' * 64)}\n\n# end\n"
    assert anchored(facts) == f"format: 1\n{written.replace('D', DIGEST)}\n\n# end\n"


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("one two three four five six seven eight", "one two three four five six seven eight"),
        ("one two three four five six seven eight nine", "one two three four … six seven eight nine"),
        ("one\u00a0two  three four five six seven eight nine", "one two three four … six seven eight nine"),
        ("王强", "王强"),
        ("三百余名嘉宾出席了本次大会开幕式", "三百余名嘉宾出席了本次大会开幕式"),
        ("来自五十多个国家的三百余名嘉宾出席了开幕式。", "来自五十多个国家 … 嘉宾出席了开幕式。"),
    ],
)
def test_more_than_eight_words_are_kept_as_the_first_and_last_four(words, kept):
    assert shorten(words) == kept


def test_names_titles_and_themes_stand_whole():
    title = PORTO.splitlines()[1]
    facts = (
        "format: 1\narticle: {id: a, title: {is: b, words: Harbour Data Forum opens … companies together}}\n"
        "forums: {x: {name: {is: b, words: Harbour … companies together, paragraph: 2},\n"
        "  also: [{is: b, words: Harbour … companies together, paragraph: 2}],\n"
        "  themes: {themes: {is: b, words: Harbour … companies together, paragraph: 2}},\n"
        "  label: {is: b, words: Harbour … companies together, paragraph: 2}}}\n"
    )
    done = anchored(facts)
    assert done.count(f"words: {title}, at:") == 4
    assert done.count("words: Harbour Data Forum opens … forty shipping companies together, at:") == 1


@pytest.mark.parametrize(
    "words", ["a café # first: {of its kind}", "“will share", "opened in\u00a0Porto", "(Example Agency):", "’s data"]
)
def test_words_are_written_so_that_they_read_as_they_stand(words):
    typed = words.replace("\u00a0", " ").replace("’", "'").replace("“", '"')
    line = one(f"{{is: a, words: {as_yaml(typed)}}}")
    assert parse("porto.yaml", (HEAD + line).encode()).people["x"].name.words == words
    if "\u00a0" in words:
        assert '"opened in\\u00a0Porto"' in line


def test_an_article_in_decomposed_letters_is_quoted_as_it_stands():
    text = ArticleText(unicodedata.normalize("NFD", PORTO))
    fact = parse("porto.yaml", anchored(f"{HEAD}people: {{x: {{name: {{is: a, words: a café}}}}}}", text).encode())
    assert fact.people["x"].name.words == unicodedata.normalize("NFD", "a café")
    assert words_of(fact.people["x"].name, text) == unicodedata.normalize("NFD", "a café")


def test_every_problem_is_told_with_its_line():
    facts = (
        f"{HEAD}people:\n  x: {{name: Ana Lima}}\n  y: {{name: {{is: a, words: Ana Lina}}}}\n"
        "  z: {name: {is: a, words: Porto}, said: [{content: b, words: Ana Lima, paragraph: 9}]}\n"
        "no_fact: [{words: quantum gravity, why: none}]\n"
    )
    said = problems(facts)
    assert [line.split(": ")[0] for line in said] == [f"porto.yaml:{line}" for line in (4, 5, 6, 6, 7)]
    assert "has no words; quote a few words of the article" in said[0]
    assert 'the nearest is "Ana Lima," in paragraph 4' in said[1]
    assert "there is no paragraph 9" in said[2]
    assert '"Porto" stands in 4 places' in said[3]


def test_a_fact_inferred_from_others_needs_no_words():
    facts = f"{HEAD}people: {{x: {{name: {{is: a, kind: inferred, rests_on: [article.title]}}}}}}\n"
    assert anchored(facts) == facts


def test_a_file_of_the_registry_has_nothing_to_anchor():
    with pytest.raises(InputError, match=r"porto\.yaml:1: has no article to quote"):
        run("format: 1\npeople: {x: {name: Ana Lima, reason: she is she}}")


def test_a_layout_without_room_is_refused_before_anything_is_written():
    facts = f"{HEAD}people:\n  x:\n    name:\n      is: a\n      words: deputy mayor\n      ? paragraph\n      : 4\n"
    with pytest.raises(InputError, match=r"porto\.yaml: its layout leaves no room for evidence"):
        run(facts)
