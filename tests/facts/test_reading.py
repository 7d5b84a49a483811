"""Facts files: the structs that YAML becomes, and what is said where it does not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.inspect import (
    BoolType,
    DictType,
    EnumType,
    IntType,
    ListType,
    NoneType,
    StrType,
    StructType,
    TupleType,
    UnionType,
    type_info,
)

from gdec.errors import GdecError, InputError, Problems
from gdec.facts.kinds import Kind, Part
from gdec.facts.model import Facts, Link, Number, Text
from gdec.facts.reading import parse, read
from gdec.facts.walk import structs_of

PORTO = """\
# A made-up article.
format: 1
article:
  id: example-agency-2031-05-03
  title: {is: Harbour Data Forum opens in Porto, words: Harbour Data Forum opens in Porto}
  publisher: example-agency
  published: 2031-05-03
forums:
  harbour-data-forum-2031:
    name:
      is: Harbour Data Forum 2031
      words: Harbour Data Forum 2031
    days: 4
    held_in: [porto]
    themes: {ports: {is: Ports that think, words: “Ports that think”}}
    attendance:
      companies: {of: shipping companies, more_than: 40, words: more than 40 shipping companies}
      guests: {of: guests, several: true}
people:
  王强:
    name: 王强
    took_part:
      - {in: harbour-data-forum-2031, as: guest-of-honour}
    said:
    - content: the port means to share its berth data
      kind: intended
      about: [open-data, porto]
      at: [3, 120, 142]
no_fact:
- {words: share, why: furniture}
"""


def problems(text):
    with pytest.raises(Problems) as error:
        parse("porto.yaml", text.encode())
    return str(error.value).splitlines()


def reads(text):
    return parse("porto.yaml", text.encode())


def test_a_facts_file_becomes_structs():
    facts = reads(PORTO)
    forum = facts.forums["harbour-data-forum-2031"]
    assert facts.article.published.is_ == "2031-05-03"
    assert forum.name == Text(is_="Harbour Data Forum 2031", words="Harbour Data Forum 2031", line=10)
    assert forum.days == Number(is_=4, line=13)
    assert forum.held_in == [Link(is_="porto", line=14)]
    assert forum.attendance["companies"].more_than == 40
    assert forum.attendance["guests"].several is True
    person = facts.people["王强"]
    assert person.took_part[0].as_ is Part.GUEST_OF_HONOUR
    assert person.said[0].kind is Kind.INTENDED
    assert person.said[0].at == (3, 120, 142)
    assert facts.no_fact[0].why == "furniture"


def test_every_struct_knows_the_line_of_its_key():
    facts = reads(PORTO)
    forum = facts.forums["harbour-data-forum-2031"]
    assert facts.article.line == 3
    assert (forum.line, forum.name.line, forum.themes["ports"].line) == (9, 10, 15)
    assert forum.attendance["guests"].line == 18
    assert [remark.line for remark in facts.people["王强"].said] == [25]
    assert facts.no_fact[0].line == 30


@pytest.mark.parametrize(
    "text", ["NO", "12:30", "0x10", "1_000", "2031-05-01", "1e3", "true", "0o7", ".inf", "1.10", "007", "<", "=", "y"]
)
def test_texts_stay_texts(text):
    facts = reads(f"format: 1\npeople: {{x: {{name: {text}, label: {{is: {text}, words: {text}}}}}}}")
    assert facts.people["x"].name.is_ == facts.people["x"].label.words == text


def test_quotes_make_a_text_of_null():
    assert reads('format: 1\npeople: {x: {name: "null"}}').people["x"].name.is_ == "null"


@pytest.mark.parametrize("nothing", ["", "~", "null", "Null", "NULL", '""', "' '"])
def test_nothing_is_no_value(nothing):
    said = problems(f"format: 1\npeople:\n  x:\n    name: {nothing}\n")
    assert said == ['porto.yaml:4: "name" has no value; write one, or leave the key out']


def test_sections_and_lists_may_be_empty():
    facts = reads("format: 1\npeople:\nplaces: {}\ntopics: {ports: {also: , name: Ports, remarks: []}}\n")
    assert facts == reads("format: 1\n\n\ntopics: {ports: {name: Ports}}")


@pytest.mark.parametrize("number", ["four", "'4'", "4.0", "0x4", "1_000", "+4", "04", "1e1", "9" * 19, "٤", "4 5"])
def test_numbers_are_canonical(number):
    (said,) = problems(f"format: 1\nforums: {{x: {{days: {number}}}}}")
    assert said.startswith('porto.yaml:2: "days" wants a whole number without quotes, as in 40; this is')


def test_negative_numbers_are_read_for_the_check_to_tell():
    assert reads("format: 1\nforums: {x: {days: -4}}").forums["x"].days.is_ == -4


@pytest.mark.parametrize("value", ["yes", "True", "'true'", "1", "on"])
def test_true_is_written_true(value):
    (said,) = problems(f"format: 1\nforums: {{x: {{parts: {{y: {{of: z, several: {value}}}}}}}}}")
    assert said == f'porto.yaml:2: "several" wants true or false; this is "{value.strip(chr(39))}"'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "people:\n  name: {is: A, words: a}\n  said: []\n  x:\n    posts: []",
            '3: "name" (and 1 more) belongs in an entry, and stands right below "people"; the line with the entry',
        ),
        ("people:\n  x:\n    posst: []", '4: unknown key "posst"; did you mean "posts"?'),
        ("people:\n  x:\n    roles: []", '4: unknown key "roles"; did you mean "posts"?'),
        ("forums:\n  x:\n    location: y", '4: unknown key "location"; did you mean "held_in"?'),
        ("places:\n  - name: x", '3: "places" wants entries, each under a key of its own, as in a-key: {name: …}'),
        (
            "people:\n  x:\n    said:\n      - {title: mayor, in: unnamed, words: w}",
            '5: this belongs under "posts"; "said" wants keys and values, as in {content: …}',
        ),
        ("forums:\n  x: {days: quatre}", 'this is "quatre"; write 4'),
        ("forums:\n  x: {days: 9999999999999999999}", "that is too large, a number has 18 digits at most"),
        ("people:\n  x:\n    :line: 4", '4: unknown key ":line"; known are took_part, said, posts'),
        ("people:\n  x: {name: {is: y, words: mayor, now retired}}", "comma before it belongs to a text"),
        ("people:\n  x: {posts: [{title: mayor}]}", '3: "posts" lacks "in"; it wants keys and values, as in {title'),
        ("people:\n  x: {took_part: [{}]}", '3: "took_part" lacks "in" and "as"'),
        ("people:\n  x: {took_part: [{in: y, as: speeker}]}", 'this is "speeker"; did you mean "speaker"?'),
        ("people:\n  x: {said: [{content: y, kind: Intended}]}", 'this is "Intended"; did you mean "intended"?'),
        (
            "people:\n  x: {posts: mayor}",
            'wants a list, each item as in - {title: …, in: …, words: …}; this is "mayor"',
        ),
        ("people:\n  x: {posts: [mayor]}", '3: "posts" wants keys and values, as in {title: …, in: …}'),
        ("people:\n  x: {posts: {title: mayor, in: y}}", '3: "posts" wants a list'),
        ("people:\n  x: {name: [y]}", '3: "name" wants keys and values, as in {is: …}'),
        ("people:\n  x: {name: {is: [y]}}", '3: "is" wants a text, as in Ana Lima'),
        ("people:\n  x: {name: {is: y, at: [1, 2]}}", '3: "at" wants a paragraph, a start and an end'),
        ("people:\n  x: {name: {is: y, at: 3}}", '3: "at" wants a paragraph, a start and an end'),
        ("people:\n  x: {name: {is: y, at: [1, 2, z]}}", '3: "at" wants a whole number'),
        ("people: [x]", '2: "people" wants entries, each under a key of its own'),
        ("people: x", '2: "people" wants entries'),
        ("people:\n  x:\n", '3: "x" has no value'),
        ('people:\n  x: {name: "bell\\a"}', '3: "name" has the character U+0007 in it'),
    ],
)
def test_tells_what_is_wrong_and_where(text, said):
    (problem,) = problems(f"format: 1\n{text}")
    assert problem.startswith("porto.yaml:")
    assert said in problem


def test_tells_every_problem_in_the_order_of_lines():
    said = problems("format: 1\nplaces: x\npeople:\n  y: {nam: z, posts: [1]}\n  z: {posts: [{title: a}]}\nforums: []")
    assert [line.split(":")[1] for line in said] == ["2", "4", "4", "5", "6"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("forums: {}", "porto.yaml:1: names no format; a facts file begins"),
        ("format: 2", "porto.yaml:1: format 2 was made by a newer gdec, and this one knows format 1; install"),
        ("format: 0", "porto.yaml:1: format 0 is unknown here; the format is 1"),
        ("format: '1'", 'porto.yaml:1: "format" wants a whole number without quotes'),
        ("- format: 1", 'porto.yaml:1: "the file" wants keys and values'),
        ("Porto", 'porto.yaml:1: "the file" wants keys and values'),
    ],
)
def test_the_format_is_named(text, said):
    (problem,) = problems(text)
    assert problem.startswith(said)


def test_reads_from_a_path(tmp_path):
    path = tmp_path / "porto.yaml"
    path.write_text(PORTO, encoding="utf-8")
    assert read(path) == reads(PORTO)
    path.write_text("format: 3", encoding="utf-8")
    with pytest.raises(Problems, match="format 3 was made by a newer gdec"):
        read(path)


def test_a_path_that_cannot_be_read_is_told(tmp_path):
    for path, said in ((tmp_path, "is a folder; name the files in it"), (tmp_path / "nowhere.yaml", "cannot be read")):
        with pytest.raises(InputError, match=said):
            read(path)


def examples(kind):
    """Give a right and a wrong YAML value for a type of the model."""
    simple = {StrType: ("a", "[a]"), IntType: ("1", "a"), BoolType: ("true", "a"), TupleType: ("[1, 2, 3]", "[1, 2]")}
    found = simple.get(type(kind))
    match kind:
        case EnumType(cls=cls):
            found = next(iter(cls)).value, "nonsense"
        case UnionType(types=(first, NoneType())):
            found = examples(first)
        case ListType(item_type=item):
            found = f"[{examples(item)[0]}]", "a"
        case DictType(value_type=value):
            found = f"{{a: {examples(value)[0]}}}", "a"
        case StructType(fields=fields):
            ours = [field for field in fields if not field.encode_name.startswith(":")]
            written = {field.encode_name: examples(field.type)[0] for field in ours}
            found = f"{{{', '.join(f'{key}: {value}' for key, value in written.items())}}}", "[a]"
    return found


def test_every_field_of_the_model_is_read_and_held_to_its_type():
    facts = reads(examples(type_info(Facts))[0])
    structs = {type(found.struct) for found in structs_of(facts)}
    assert len(structs) > 20
    for struct in structs:
        for field in type_info(struct).fields:
            assert field.encode_name.startswith(":") or examples(field.type), field


@pytest.mark.parametrize("field", type_info(Facts).fields[1:], ids=lambda field: field.name)
def test_every_section_refuses_what_it_is_not(field):
    (problem,) = problems(f"format: 1\n{field.encode_name}: {examples(field.type)[1]}")
    assert problem.startswith(f'porto.yaml:2: "{field.encode_name}" wants')


LINES = """
people: | forums: | article: | x: | name: | is: | words: a | posts: | - title: b | in: c | days: 4 | at: [1, 2, 3]
| {is: z} | [a, b] | said: | - content: d | kind: hoped | ~ | 'q' | "e\\nf": | - | format: 1 | id: g | places: ~
"""


def said_of(data):
    try:
        assert isinstance(parse("porto.yaml", data), Facts)
    except GdecError as error:
        return str(error)
    return "porto.yaml: is read"


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 4), st.sampled_from([part.strip() for part in LINES.split("|")])), max_size=12)
)
def test_any_lines_are_facts_or_errors_a_line_each(lines):
    text = "\n".join(["format: 1", *("  " * depth + line for depth, line in lines)])
    assert all(line.startswith("porto.yaml:") for line in said_of(text.encode()).splitlines())


@settings(deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_any_bytes_are_facts_or_an_error(data):
    assert said_of(data).startswith("porto.yaml:")
