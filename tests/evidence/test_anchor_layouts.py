"""Anchoring facts files of any layout: the same facts come out, with evidence, and no comment is lost."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from test_anchor import TEXT, run

from gdec.evidence.anchor import anchor, shorten
from gdec.evidence.text import words_of
from gdec.facts.model import Fact, NoFact
from gdec.facts.nodes import compose
from gdec.facts.reading import parse
from gdec.facts.walk import facts_of, structs_of
from gdec.facts.writing import as_yaml

QUOTES = st.sampled_from(
    """Ana Lima | deputy mayor | 王强 | share | Ana Lima … berths | the city's data office | Example Agency): The
    | said the port “will share the data of its berths” with every | forty shipping companies
    | a café # first: {of its kind}""".replace("\n   ", "").split(" | ")
)
STYLES = st.sampled_from(["flow", "block", "single", "folded", "first"])
COMMENTS = st.sampled_from(["", " # a comment", "   # {words: no}"])


@st.composite
def files(draw):
    """Write a facts file of names and furniture in any mixture of layouts."""
    lines = ["format: 1", "article:", "  id: porto-1" + draw(COMMENTS), "people:" + draw(COMMENTS)]
    for number in range(draw(st.integers(1, 4))):
        quote, style, comment = draw(QUOTES), draw(STYLES), draw(COMMENTS)
        paragraph = draw(st.sampled_from(["", "1"])) if quote == "share" else ""
        double = '"' + quote.replace('"', '\\"') + '"'
        single = "'" + quote.replace("'", "''") + "'"
        field = draw(st.sampled_from(["name", "label"]))
        lines += [f"  x{number}:{comment}"]
        pairs = {
            "flow": [f"    {field}: {{is: a, words: {double}, kind: reported}}{comment}"],
            "single": [f"    {field}:", f"       words: {single}{comment}", "       is: a"],
            "block": [
                f"    {field}:",
                "      is: a",
                f"      words: {double}{comment}",
                "",
                "      # more",
                "      kind: reported",
            ],
            "folded": [f"    {field}:", f"      words: >-{comment}", f"        {quote}", "      is: a"],
            "first": ["    said:", f"    - words: {double}{comment}", "      content: a"],
        }[style]
        if paragraph and style != "flow":
            pairs[-1:] = [pairs[-1], f"{re.match(' *', pairs[-1])[0]}paragraph: {paragraph}{comment}"]
        elif quote == "share":
            pairs = [f"    {field}: {{is: a, words: share, paragraph: 1}}{comment}"]
        lines += pairs
    return "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n# end\n"]))


def bare(facts):
    """Give every fact without its evidence and line."""
    shown = {}
    for found in structs_of(facts):
        fact = found.struct
        if isinstance(fact, Fact | NoFact):
            fact.words = fact.at = fact.sha256 = fact.paragraph = None
            fact.line = 0
            shown[".".join(found.path)] = fact
    return shown


def comments(text):
    return re.findall(r" # (?:a comment|more|end|\{words: no\})", text)


@settings(deadline=None)
@given(files())
def test_any_layout_reads_as_the_same_facts_with_evidence(text):
    new, report = run(text)
    facts = parse("porto.yaml", new)
    for _, fact in facts_of(facts):
        words = words_of(fact, TEXT)
        assert shorten(words) == fact.words or words == fact.words
    assert report.anchored == len(list(facts_of(facts)))
    assert bare(facts) == bare(parse("porto.yaml", text.encode()))
    assert comments(new.decode()) == comments(text)
    assert anchor("porto.yaml", new, TEXT)[0] == new


@settings(deadline=None)
@given(st.text(max_size=40).filter(lambda text: text.strip()))
def test_texts_written_as_yaml_read_the_same(text):
    node = compose("porto.yaml", f"a: {{b: {as_yaml(text)}, c: d}}\n".encode()).root
    assert node.pairs["a"].value.pairs["b"].value.value == text
