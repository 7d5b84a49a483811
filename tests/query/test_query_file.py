"""A query's file: what its head says, and how a wrong one is told."""

import pytest

from gdec import resources
from gdec.errors import GdecError, InputError
from gdec.query.saved import Parameter, list_saved, load, parse

TEXT = """#+ summary: Who spoke at an event
#+ question: Who spoke: and where?
#+ params: {"event": {"type": "iri", "help": "the event"}, "day": {"type": "date"}}
#+ columns: ["person", "name"]
# an ordinary comment
PREFIX ex: <https://example.org/>
#+ this is no head line any more
SELECT ?person ?name {
  VALUES ?event { ex:harbour }
  values ?day { UNDEF }  # any
  ?person ex:spoke ?event ; ex:name ?name .
}
"""


def test_the_head_says_what_the_query_is():
    query = parse(TEXT, "some/where/who-spoke.rq")
    assert query.name == "who-spoke"
    assert query.source == "some/where/who-spoke.rq"
    assert query.summary == "Who spoke at an event"
    assert query.question == "Who spoke: and where?"
    assert query.params == {"event": Parameter("iri", "the event"), "day": Parameter("date")}
    assert query.columns == ("person", "name")
    assert query.text == TEXT


def test_a_query_needs_no_head():
    query = parse("\ufeffASK {}\r\n", "-")
    assert (query.summary, query.params, query.columns, query.text) == ("", {}, (), "ASK {}\n")


@pytest.mark.parametrize(
    ("head", "why"),
    [
        ("#+ sumary: x", 'did you mean "summary"'),
        ("#+ author: x", "known are summary, question"),
        ("#+ no colon", "is no head line"),
        ("#+ summary: again", 'says "summary" twice'),
        ("#+ judge: number", 'there is no judge "number"; did you mean "numbers"'),
        ("#+ columns: person", r'columns: is no JSON .*as in \["person"'),
        ('#+ columns: {"person": 1}', "columns: must be written as in"),
        ("#+ columns: [1]", "every column is a text in quotes"),
        ("#+ params: {", "params: is no JSON"),
        ("#+ params: []", "params: must be written as in"),
        ('#+ params: {"x y": {"type": "iri"}}', '"x y" is no name of a variable'),
        ('#+ params: {"event": "iri"}', '"event" must be described as in'),
        ('#+ params: {"event": {"type": "irl"}}', 'unknown type "irl"; did you mean "iri"'),
        ('#+ params: {"event": {}}', 'unknown type ""'),
        ('#+ params: {"event": {"type": "iri", "halp": ""}}', 'unknown key "halp"; did you mean "help"'),
        ('#+ params: {"evnt": {"type": "iri"}}', r"no line VALUES \?evnt \{ … \}"),
    ],
)
def test_a_wrong_head_is_told_at_its_line(head, why):
    text = f"#+ summary: x\n{head}\nSELECT * {{\n VALUES ?event {{ UNDEF }}\n}}\n"
    with pytest.raises(InputError, match=why) as error:
        parse(text, "q.rq")
    assert error.value.line == 2


@pytest.mark.parametrize(
    "line", ["VALUES ?x { 1 } ?s ?p ?x .", "?s ?p ?o . VALUES ?x { 1 }", "VALUES (?x) { (1) }", "VALUES ?xy { 1 }"]
)
def test_a_default_stands_alone_on_its_line(line):
    with pytest.raises(InputError, match="no line VALUES"):
        parse(f'#+ params: {{"x": {{"type": "integer"}}}}\nSELECT * {{\n{line}\n}}', "q.rq")


def test_a_file_is_loaded_by_its_suffix(tmp_path):
    path = tmp_path / "mine.rq"
    path.write_text(TEXT, encoding="utf-8")
    assert load(str(path)).name == "mine"
    path.write_bytes(b"#+ summary: x\n\xff")
    with pytest.raises(InputError, match=r"mine\.rq:2: is not UTF-8"):
        load(str(path))
    with pytest.raises(InputError, match=r"absent\.rq: cannot be read"):
        load(str(tmp_path / "absent.rq"))


def test_saved_queries_are_found_by_name(monkeypatch):
    monkeypatch.setattr(resources, "queries", lambda: [("timeline", b"#+ summary: When\nASK {}"), ("who", b"ASK {}")])
    assert load("timeline").source == "timeline.rq"
    assert [(query.name, query.summary) for query in list_saved()] == [("timeline", "When"), ("who", "")]
    with pytest.raises(GdecError, match=r'no saved query "timelime"; did you mean "timeline"\?'):
        load("timelime")
    with pytest.raises(GdecError, match="gdec query --list names them all"):
        load("zzz")


def test_a_project_has_queries_of_its_own_and_they_go_first(tmp_path):
    own = tmp_path / "queries"
    assert [query.name for query in list_saved(tmp_path)] == [query.name for query in list_saved()]
    own.mkdir()
    (own / "visitors.rq").write_text("ASK {}", encoding="utf-8")
    (own / "timeline.rq").write_text("#+ summary: Ours\nASK {}", encoding="utf-8")
    first, second, *shipped = list_saved(tmp_path)
    assert [(each.name, each.summary, each.is_shipped) for each in (first, second)] == [
        ("timeline", "Ours", False),
        ("visitors", "visitors", False),
    ]
    assert "timeline" not in [query.name for query in shipped]
    assert load("timeline", tmp_path).summary == "Ours"
    assert load("editions", tmp_path).is_shipped
    with pytest.raises(GdecError, match='did you mean "visitors"'):
        load("visiters", tmp_path)
    (own / "My Own.rq").write_text("ASK {}", encoding="utf-8")
    with pytest.raises(InputError, match=r"My Own\.rq: a query is named in small letters"):
        list_saved(tmp_path)
