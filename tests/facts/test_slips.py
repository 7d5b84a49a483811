"""Slips of the pen in facts files, each named for what it is at its line."""

import pytest

from gdec.errors import GdecError
from gdec.facts.check import explain_key
from gdec.facts.reading import parse

HEAD = "format: 1\narticle:\n  id: x-2031\nforums:\n  f-2031:\n    name: {is: F, words: F}\n"


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        (HEAD.replace("name: {", "name:{"), 6, 'no space behind the colon of "name"; write `name: {…`'),
        (HEAD.replace("f-2031:", "f-2031"), 5, 'no colon behind "f-2031"; write `f-2031:`'),
        (HEAD.replace("article:", "article"), 2, 'no colon behind "article"; write `article:`'),
        (HEAD.replace("id:", "id"), 3, 'this is "id x-2031"; write id: x-2031'),
        (HEAD.replace("id: x-2031", "id x-2031\n  language: en"), 3, 'no colon behind "id"; write `id: x-2031`'),
        (HEAD.replace("id:", "id："), 3, "its colon is full-width (U+FF1A); write id: x-2031"),
        (HEAD.replace("id: x-2031", "id： x-2031\n  language: en"), 3, 'a full-width colon (U+FF1A) behind "id"'),
        (HEAD.replace("article:", "article："), 2, 'a full-width colon (U+FF1A) behind "article"'),
        (
            HEAD.replace("forums:", "<<<<<<< HEAD\nforums:\n=======\npeople:\n>>>>>>> b"),
            4,
            "a merge that is not done (`<<<",
        ),
        (HEAD.replace("  id:", "\u00a0 id:"), 3, "U+00A0 (no-break space)"),
        (HEAD.replace("name:", "na\u200bme:"), 6, "U+200B (zero width space)"),
        (HEAD.replace("is: F", "is:F"), 6, "write a space after its colon, as in is: …"),
        (HEAD.replace("format: 1\n", ""), 1, "names no format; a facts file begins with `format: 1`"),
        (HEAD + "   topics: []\n", 7, "set in by 3, as no line above it is; set it in by 4, as line 6"),
        (
            HEAD + "    topics:\n    - is: x\n       words: y\n",
            9,
            "set in deeper than line 8, which has its value already",
        ),
        (HEAD.replace("is: F", "is: F: G"), 6, "a colon inside a text; put the text in quotes"),
        (HEAD.replace("words: F}", "words: F\npeople: {}"), 6, 'a "{" that is opened here and not closed; close it'),
        (HEAD + "    topics: [{is: F}\npeople:\n  a: {}\n", 7, 'a "[" that is opened here and not closed; close it'),
        (
            HEAD.replace("words: F", "words: 'd'or'"),
            6,
            'the quotes end before "or\'}"; write the text in other quotes, or the',
        ),
        (HEAD + "    label: 'd'or'\n", 7, 'the quotes end before "or\'"'),
        (HEAD.replace("words: F", 'words: "a "b" c"'), 6, 'or its quotes as \\"'),
        (HEAD + "    topics:\n      - is: x, words: y\n", 8, "stand in braces; write {is: …, words: …}"),
        (HEAD.replace("is: F", "is: "), 6, '"is" has no value; write one'),
        (HEAD.replace("words: F", "words: "), 6, '"words" has no value; write one'),
    ],
)
def test_a_slip_is_named_at_its_line(text, line, told):
    with pytest.raises(GdecError) as raised:
        parse("f.yaml", text.encode())
    message = next(each for each in str(raised.value).split("\n") if told in each)
    assert message.startswith(f"f.yaml:{line}: ")
    assert "leave" not in message


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (
            "{of: firms, at_least: 12,000, words: many firms}",
            'unknown key "000"; write 12000, a number without a comma',
        ),
        ("{of: firms, at_least: 12, words: 12,000}", 'unknown key "000"; if the comma before it belongs to a text'),
        ("{of: firms, at_least: 12,000, words: 12,000}", "f.yaml:8: 000 stands behind a comma twice; write numbers"),
    ],
)
def test_a_comma_in_a_number_is_told_from_one_in_a_text(count, told):
    with pytest.raises(GdecError) as raised:
        parse("f.yaml", f"{HEAD}    attendance:\n      a: {count}\n".encode())
    assert told in str(raised.value)


@pytest.mark.parametrize(
    "text",
    [
        HEAD.replace("{is: F, words: F}", "Ports: the next ten years"),
        HEAD.replace("name: {is: F, words: F}", "label: a long\n      name of a\n      thing: and so on"),
    ],
)
def test_a_colon_in_a_text_is_no_slip_of_another_sort(text):
    with pytest.raises(GdecError, match="a colon inside a text; put the text in quotes"):
        parse("f.yaml", text.encode())


def test_what_may_be_left_out_is_said_to_be():
    with pytest.raises(GdecError, match='"starts" has no value; write one, or leave the key out'):
        parse("f.yaml", f"{HEAD}    starts:\n".encode())


def test_an_invisible_character_in_a_key_of_ones_own_is_named():
    assert "U+200B (zero width space)" in explain_key("ana\u200b-lima")
