"""The tree of a YAML file: where its nodes stand, and what it refuses."""

from contextlib import suppress

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from gdec.errors import InputError
from gdec.facts import nodes
from gdec.facts.nodes import Mapping, Scalar, Sequence, compose


def root(text):
    return compose("porto.yaml", text.encode()).root


def refusal(data):
    with pytest.raises(InputError) as error:
        compose("porto.yaml", data if isinstance(data, bytes) else data.encode())
    return str(error.value)


def test_nodes_know_their_lines_and_offsets_in_code_points():
    text = "# 港口\na: 王强  # who\nb: {x: y , z: [1, 'two']}\n"
    tree = root(text)
    assert isinstance(tree, Mapping)
    assert not tree.flow
    who = tree.pairs["a"].value
    assert text[who.start : who.end] == "王强"
    assert who.line == 2
    flow = tree.pairs["b"].value
    assert isinstance(flow, Mapping)
    assert flow.flow
    assert text[flow.start : flow.end] == "{x: y , z: [1, 'two']}"
    assert text[flow.pairs["x"].value.end :].startswith(" , z")
    two = flow.pairs["z"].value.items[1]
    assert (two.value, two.plain, text[two.start : two.end]) == ("two", False, "'two'")


def test_a_block_ends_with_its_last_value_and_not_with_what_follows():
    text = "a:\n  b: >-\n    one\n    two\n\n  # a comment\n\nc:\n- d\n# the end\n"
    tree = root(text)
    block = tree.pairs["a"].value
    assert text[block.start : block.end] == "b: >-\n    one\n    two"
    assert block.indent == 2
    items = tree.pairs["c"].value
    assert isinstance(items, Sequence)
    assert text[items.start : items.end] == "- d"


def test_windows_line_ends_and_a_byte_order_mark_shift_nothing():
    document = compose("porto.yaml", b"\xef\xbb\xbfa: b\r\nc: d\r\n")
    value = document.root.pairs["c"].value
    assert (value.line, document.text[value.start : value.end]) == (2, "d")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "1: is empty"),
        ("# only a comment\n", "1: is empty"),
        ("a: 1\nb: *other\n", "2: an alias"),
        ("a: &here 1\n", "1: an anchor"),
        ("a: &here {b: 1}\n", "1: an anchor"),
        ("a: !!str 1\n", "1: a tag"),
        ("a: ! 1\n", "1: a tag"),
        ("a: !!python/object:os.system [ls]\n", "1: a tag"),
        ("a: 1\n---\nb: 2\n", "2: a second document"),
        ("a: 1\nb: 2\na: 3\n", '3: the key "a" stands twice, first in line 1'),
        ("a: {b: 1,\n  b: 2}\n", '2: the key "b" stands twice, first in line 1'),
        ("a:\n  <<: {b: 1}\n", "2: a merge key"),
        ("? [a, b]\n: c\n", "1: a list or mapping as a key"),
        ("a:\n\tb: 1\n", "2: not well-formed YAML: a tab; indent with spaces"),
        ("a: the port: a view\n", "1: not well-formed YAML: a colon inside a text; put the text in quotes"),
        ("a: [1, 2\nb: 3\n", '1: not well-formed YAML: a "[" that is opened here and not closed'),
        ("a: 1\nb: 'unfinished\nc: 2\n", "2: not well-formed YAML: a quote that is opened here and not closed"),
        ("a:\n  b: 1\n c: 2\n", "3: not well-formed YAML: set in by 1, as no line above it is"),
        ("a: 1\nb: \0\n", "2: the character U+0000"),
        ("a: one\u2028b: two\n", "1: the character U+2028"),
        ("a: 1\n\ufeffb: 2\n", "2: the character U+FEFF"),
        ('a: "\\ud800"\n', "1: not well-formed YAML"),
        (b"a: 1\nb: caf\xe9\n", "2: is not UTF-8"),
        ("a: 1\n".encode("utf-16"), "1: is not UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "1: is not UTF-8"),
    ],
)
def test_refuses(text, said):
    assert refusal(text).startswith("porto.yaml:")
    assert said in refusal(text)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[{a: "])
def test_deep_nesting_is_refused_at_once(opening):
    assert "porto.yaml:1: " in refusal(opening * 100_000)


def test_nesting_up_to_the_cap_is_read():
    assert isinstance(root("[" * nodes.MAX_DEPTH + "]" * nodes.MAX_DEPTH), Sequence)
    assert "nested more than 50 deep" in refusal("[" * (nodes.MAX_DEPTH + 1) + "]" * (nodes.MAX_DEPTH + 1))


def test_a_file_too_large_is_refused_before_it_is_parsed():
    assert "is larger than 20 MB" in refusal(b" " * 20_000_001)


def test_a_file_of_too_many_values_is_refused(monkeypatch):
    monkeypatch.setattr(nodes, "MAX_NODES", 10)
    assert "more than 10 values" in refusal("[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]")


def test_the_three_scalars_that_look_alike_are_told_apart():
    tree = root("a: ~\nb: '~'\nc:\n")
    scalars = [pair.value for pair in tree.pairs.values()]
    assert all(isinstance(scalar, Scalar) for scalar in scalars)
    assert [(scalar.value, scalar.plain) for scalar in scalars] == [("~", True), ("~", False), ("", True)]


@pytest.mark.parametrize("loader", [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)])
@settings(deadline=None)
@given(
    data=st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200).map(str.encode),
        st.text(alphabet="ab:-?[]{},\"'|>&*!#%@\\uU0 \n\t\r~<", max_size=60).map(str.encode),
    )
)
def test_any_bytes_are_a_tree_or_a_refusal(loader, data):
    with pytest.MonkeyPatch.context() as patch, suppress(InputError):
        patch.setattr(nodes, "_Loader", loader)
        compose("porto.yaml", data)


@settings(deadline=None)
@given(text=st.text(alphabet="ab:-[]{},\"'|>#? \n\r", max_size=60))
def test_offsets_enclose_what_they_say(text):
    todo = []
    with suppress(InputError):
        todo.append(root(text))
    while todo:
        node = todo.pop()
        assert 0 <= node.start <= node.end <= len(text)
        if isinstance(node, Mapping):
            todo += [part for pair in node.pairs.values() for part in pair]
        elif isinstance(node, Sequence):
            todo += node.items
        elif node.plain and "\n" not in text[node.start : node.end] and "\r" not in text[node.start : node.end]:
            assert text[node.start : node.end] == node.value
