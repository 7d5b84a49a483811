"""Following triples back to what they rest on."""

import subprocess
import sys
from pathlib import Path

import pytest
from stores import PORTO, stored

from gdec import terms
from gdec.errors import GdecError
from gdec.export import base_of, export
from gdec.facts.kinds import PASSING_THE_GATE
from gdec.following.quoting import AsGiven
from gdec.following.tell import tell
from gdec.following.why import why
from gdec.store.changing import change
from gdec.store.local import open_current

ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
GDEC = terms.GDEC


@pytest.fixture(scope="session")
def shipped(tmp_path_factory):
    """Give the folder of a store of the shipped data."""
    return stored(ROOT / "data", tmp_path_factory.mktemp("shipped"))


@pytest.fixture(scope="session")
def porto(tmp_path_factory):
    """Give the folder of a store of one made-up article."""
    data = tmp_path_factory.mktemp("porto")
    for name, text in PORTO.items():
        (data / name).parent.mkdir(exist_ok=True)
        (data / name).write_text(text, encoding="utf-8")
    return stored(data, data / ".gdec")


@pytest.fixture
def store(porto):
    """Open the store of the made-up article."""
    with open_current(porto) as opened:
        yield opened


def told(store, *asked):
    answer = why(store, *asked)
    return list(tell(answer, store.prefixes, AsGiven()))


def leads_back(statement, statements, above=()):
    """Tell that a statement ends in words or a named rule, and so does all that it rests on."""
    assert statement.iri not in above
    premises = [statements[iri] for iri in statement.rests_on]
    return bool(
        statement.evidence or (statement.rule and (premises or statement.rule.endswith("rule-as-received")))
    ) and all(leads_back(premise, statements, (*above, statement.iri)) for premise in premises)


def test_every_plain_triple_of_the_shipped_graph_leads_back(shipped):
    with open_current(shipped) as opened:
        plain = export(opened.quads(), "nt", base=base_of(opened)).decode().splitlines()
        subjects = sorted({line.split(" ")[0] for line in plain})
        found = []
        for subject in subjects:
            answer = why(opened, subject)
            for match in answer.matches:
                if match.is_plain:
                    found.append(" ".join(map(str, match.triple)) + " .")
                    by_statements = [leads_back(each, answer.statements) for each in match.statements]
                    assert by_statements or all(reason.reason for reason in match.reasons), match
                    assert all(by_statements), match
                    assert match.statements or match.reasons, match
            assert not [line for line in tell(answer, opened.prefixes, AsGiven()) if "NOTHING" in line]
        assert sorted(found) == sorted(plain)
        assert len(found) > 300


def test_the_kinds_that_pass_the_gate_are_those_of_the_facts():
    assert {terms.KINDS[kind] for kind in PASSING_THE_GATE} == terms.PASSING


def test_an_inference_is_followed_to_its_leaves(store):
    assert told(store, "forum:hdf", "opening date") == [
        "forum:hdf gdec:openingDate “2031-05-01”",
        "  inferred, by rule weekday-before-publication; article:porto-1",
        "    ¶1: “on Thursday”",
        "    https://example.org/news/1#:~:text=on%20Thursday",
        "    from article:porto-1 schema:datePublished “2031-05-03”",
        "      reported; article:porto-1",
        "        ¶1: “3 May 2031”",
        "        https://example.org/news/1#:~:text=3%20May%202031",
    ]


def test_what_is_only_said_so_is_told_as_that(store):
    (match,) = why(store, "forum:hdf", "schema:location", "Porto").matches
    assert not match.is_plain
    assert told(store, "forum:hdf", "schema:location")[1:3] == [
        "  no plain triple: it is said, and not taken for so",
        "  attributed by person:ana-lima; article:porto-1",
    ]


def test_sayings_about_a_thing_are_found(store):
    assert told(store, "Porto", "content")[:2] == [
        "“it was a good day”",
        "  attributed by person:ana-lima, about forum:hdf, place:porto; article:porto-1",
    ]


def test_the_registry_gives_its_reason(store):
    lines = told(store, "place:porto", "label")
    assert lines == [
        "place:porto rdfs:label “Porto”",
        "  registered: All articles mean the city on the Douro. (mentioned in article:porto-1)",
    ]


def test_what_is_known_to_be_not_stated_is_told_apart_from_what_nobody_looked_for(store):
    assert told(store, "forum:hdf", "endDate") == [
        "forum:hdf schema:endDate",
        "  known to be not stated in article:porto-1: When did it end?",
    ]
    assert why(store, "forum:hdf", "schema:startDate").unknowns == []
    assert told(store, "forum:hdf")[-1] == "  known to be not stated in article:porto-1: Was it loud?"


def test_a_statement_is_followed_by_its_own_iri(store):
    (match,) = why(store, "forum:hdf", "openingDate").matches
    answer = why(store, match.statements[0].iri)
    assert [each.triple for each in answer.matches] == [match.triple]


@pytest.mark.parametrize(
    "asked",
    [
        ("forum:hdf", "gdec:openingDate", "2031-05-01"),
        ("<https://w3id.org/gdec/id/forum/hdf>", f"<{GDEC}openingDate>"),
        ("https://w3id.org/gdec/id/forum/hdf", f"{GDEC}openingDate"),
        ("Harbour Data Forum", "openingDate"),
        ("harbour data forum", "Opening Date"),
    ],
)
def test_things_are_named_in_several_ways(store, asked):
    assert [match.triple[2].value for match in why(store, *asked).matches] == ["2031-05-01"]


def test_a_label_in_its_own_case_goes_first(store):
    assert why(store, "Ana Lima").subject.value.endswith("person/ana-lima")
    assert why(store, "ANA LIMA").subject.value.endswith("person/ana-lima-2")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("ana lima",), '"ana lima" is the label of 2 things; name one of them: person:ana-lima, person:ana-lima-2'),
        (("Ana Lina",), 'nothing is called "Ana Lina"; did you mean "Ana Lima"?'),
        (("person:ana-lina",), 'nothing is called "person:ana-lina"; did you mean "person:ana-lima"?'),
        (("ana-lima-2",), 'nothing is called "ana-lima-2"; did you mean person:ana-lima-2?'),
        (("person:zzz",), 'nothing is called "person:zzz"; there are person:ana-lima, person:ana-lima-2'),
        (("person:ana-lina", "name"), 'did you mean "person:ana-lima"?'),
        (('"} DROP',), 'nothing is called ""} DROP"'),
        (("forum:hdf", "opened"), 'no property here is called "opened"; there are gdec:content, gdec:openingDate, '),
        (("forum:hdf", "openingdat"), '; did you mean "openingdate"?'),
        (("forum:a b",), "is no IRI"),
        (("forum:hdf", "location", "Lisbon"), 'nothing is called "Lisbon"'),
    ],
)
def test_what_cannot_be_found_is_told(store, asked, said):
    with pytest.raises(GdecError) as error:
        why(store, *asked)
    assert said in str(error.value)
    assert error.value.exit_code == 2


def test_statements_that_rest_on_each_other_end(tmp_path):
    article = "https://w3id.org/gdec/id/article/x"
    lines = []
    for me, other in (("1", "2"), ("2", "1")):
        node, graph = f"<{article}#s-{me}>", f"<{article}#graph>"
        for predicate, value in [
            (terms.SUBJECT, "<https://e.org/s>"),
            (terms.PREDICATE, "<https://e.org/p>"),
            (terms.OBJECT, f'"{me}"'),
            (terms.KIND, terms.KINDS["inferred"]),
            (terms.ARTICLE, f"<{article}>"),
            (terms.RESTS_ON, f"<{article}#s-{other}>"),
        ]:
            lines.append(f"{node} {predicate} {value} {graph} .\n")
    with change(tmp_path) as step:
        step.replace_graph(f"{article}#graph", "".join(lines).encode())
    with open_current(tmp_path) as opened:
        assert len(told(opened, "https://e.org/s")) < 20


def gdec(*arguments):
    command = [sys.executable, str(ROOT / "cli.py"), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout, done.stderr


def test_the_command_answers_with_its_exit_code(porto):
    code, out, _ = gdec("why", "Harbour Data Forum", "openingDate", "--store", porto)
    assert (code, out.splitlines()[2]) == (0, "    ¶1: “on Thursday”")
    code, out, said = gdec("why", "forum:hdf", "schema:startDate", "--store", porto)
    assert (code, out, said) == (1, "", "there is no such triple, and nobody has noted that it is not stated\n")
    code, out, said = gdec("why", "ana lima", "--store", porto)
    assert (code, out) == (2, "")
    assert said == 'gdec: "ana lima" is the label of 2 things; name one of them: person:ana-lima, person:ana-lima-2\n'


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the articles (../shared/seeds) are not here")
def test_the_words_are_quoted_whole_from_copies(shipped):
    asked = ("why", "Wang Qiang", "holds", "--store", shipped)
    code, out, _ = gdec(*asked)
    assert code == 0
    assert "deputy secretary of the … Communist Party of China" in out
    code, out, _ = gdec(*asked, "--articles", SEEDS)
    assert code == 0
    assert "¶5: “deputy secretary of the Lhasa municipal" in out


def test_following_imports_nothing_heavy():
    code = (
        "import sys, gdec.commands.why as w\n"
        "heavy = {'rdflib', 'pyshacl', 'requests', 'rich', 'msgspec', 'yaml'} & set(sys.modules)\nprint(sorted(heavy))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert out.stdout.strip() == "[]"


def test_an_endpoint_answers_like_a_folder(porto, serve, store):
    from gdec.store import open_store

    endpoint = open_store(serve(str(next((porto / "versions").iterdir()) / "oxigraph")))
    try:
        asked = ("forum:hdf", "openingDate")
        assert list(tell(why(endpoint, *asked), endpoint.prefixes, AsGiven())) == told(store, *asked)
    finally:
        endpoint.close()


def test_plain_triples_are_sorted(store):
    answer = why(store, "forum:hdf")
    plain = [match.triple for match in answer.matches if match.is_plain]
    assert plain == sorted(plain, key=lambda triple: (str(triple[1]), str(triple[2])))
