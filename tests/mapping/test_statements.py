"""The graph of an article: statements, evidence, and the gate."""

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat

from gdec import terms
from gdec.facts.complete import complete
from gdec.facts.kinds import PASSING_THE_GATE, Kind
from gdec.facts.names import Names, Registry
from gdec.facts.reading import parse
from gdec.mapping import article_quads, registry_quads

DIGEST = "0" * 64
EVIDENCE = f"words: in Porto, at: [1, 10, 18], sha256: {DIGEST}"
ARTICLE = terms.BASE + "article/harbour"


def node(name):
    return NamedNode(terms.term(name)[1:-1])


def quads_of(text, registry=None):
    facts = complete(parse("harbour.yaml", text.encode()))
    return article_quads(facts, Names(facts, registry or Registry()))


def graph_of(text):
    store = pyoxigraph.Store()
    store.load(quads_of(text), RdfFormat.N_QUADS)
    return store


def statements(store, **properties):
    """Find the statements with these properties, given as `gdec:` or `rdf:` names."""
    found = None
    for name, value in properties.items():
        predicate = node(name.replace("_", ":"))
        subjects = {quad.subject for quad in store.quads_for_pattern(None, predicate, value, None)}
        found = subjects if found is None else found & subjects
    return found


def harbour(fact):
    return f"""
format: 1
article: {{id: harbour, published: {{is: 2031-05-03, {EVIDENCE}}}}}
forums:
  data-forum:
    name: {{is: Harbour Data Forum, {EVIDENCE}}}
    held_in: [{{is: porto, {fact}{EVIDENCE}}}]
people:
  ana-lima:
    name: {{is: Ana Lima, {EVIDENCE}}}
places:
  porto:
    name: {{is: Porto, {EVIDENCE}}}
"""


STANDING = {
    Kind.REPORTED: "",
    Kind.ATTRIBUTED: "kind: attributed, speaker: ana-lima, ",
    Kind.INTENDED: "kind: intended, ",
    Kind.HOPED: "kind: hoped, speaker: ana-lima, ",
    Kind.EVALUATED: "kind: evaluated, ",
    Kind.SCHEDULED: "kind: scheduled, ",
    Kind.INFERRED: "kind: inferred, rule: same-passage, rests_on: [forums.data-forum.name], ",
}


@pytest.mark.parametrize("kind", Kind)
def test_the_gate_lets_a_plain_triple_through_for_reported_scheduled_and_inferred_only(kind):
    store = graph_of(harbour(STANDING[kind]))
    forum, porto = (NamedNode(terms.BASE + path) for path in ("forum/data-forum", "place/porto"))
    plain = list(store.quads_for_pattern(forum, node("schema:location"), None, None))
    assert bool(plain) == (kind in PASSING_THE_GATE)
    (statement,) = statements(store, rdf_subject=forum, rdf_predicate=node("schema:location"), rdf_object=porto)
    assert statements(store, gdec_kind=node(f"gdec:{kind}")) >= {statement}


@pytest.mark.parametrize("kind", Kind)
def test_what_hangs_on_a_fact_passes_the_gate_with_it_or_not_at_all(kind):
    count = f"attendance: {{guests: {{of: guests, more_than: 40, {STANDING[kind]}{EVIDENCE}}}}}"
    store = graph_of(harbour("").replace("    held_in:", f"    {count}\n    held_in:"))
    me = NamedNode(terms.BASE + "count/data-forum--guests")
    assert bool(list(store.quads_for_pattern(me, None, None, None))) == (kind in PASSING_THE_GATE)
    assert len(statements(store, rdf_subject=me)) == 5


def test_a_remark_is_content_and_no_triple():
    remark = f"{{content: the port means to share its data, about: [porto], {EVIDENCE}}}"
    name = f"    name: {{is: Ana Lima, {EVIDENCE}}}"
    store = graph_of(harbour("").replace(name, f"{name}\n    said: [{remark}]"))
    (said,) = statements(store, gdec_content=Literal("the port means to share its data", language="en"))
    assert said in statements(store, sem_accordingTo=NamedNode(terms.BASE + "person/ana-lima"))
    assert said in statements(store, gdec_kind=node("gdec:attributed"))
    assert said in statements(store, gdec_about=NamedNode(terms.BASE + "place/porto"))
    assert not list(store.quads_for_pattern(said, node("rdf:subject"), None, None))


def test_what_a_remark_stands_under_and_names_too_is_told_once():
    remark = f"{{content: the port means to share its data, about: [porto], {EVIDENCE}}}"
    name = f"    name: {{is: Porto, {EVIDENCE}}}"
    lines = quads_of(harbour("").replace(name, f"{name}\n    remarks: [{remark}]")).splitlines()
    assert len(lines) == len(set(lines))


def test_every_plain_triple_has_a_statement_and_the_statements_of_a_fact_share_its_evidence():
    store = graph_of(harbour(""))
    for quad in store:
        if "#" not in quad.subject.value:
            found = statements(store, rdf_subject=quad.subject, rdf_predicate=quad.predicate, rdf_object=quad.object)
            assert len(found) == 1
    (evidence,) = {quad.object for quad in store.quads_for_pattern(None, node("gdec:evidence"), None, None)}
    assert evidence.value.startswith(ARTICLE + "#e-")


def test_a_structural_triple_rests_on_what_its_fact_says():
    store = graph_of(harbour(""))
    forum = NamedNode(terms.BASE + "forum/data-forum")
    (typed,) = statements(store, rdf_subject=forum, rdf_predicate=node("rdf:type"))
    (named,) = statements(store, rdf_subject=forum, rdf_predicate=node("schema:name"))
    assert [quad.object for quad in store.quads_for_pattern(typed, node("gdec:restsOn"), None, None)] == [named]
    assert [quad.object for quad in store.quads_for_pattern(typed, node("gdec:rule"), None, None)]


def test_the_same_facts_give_the_same_bytes_and_no_line_twice():
    first = quads_of(harbour(""))
    assert first == quads_of(harbour(""))
    assert len(set(first.splitlines())) == len(first.splitlines())


def test_a_statement_keeps_its_name_when_its_words_move_and_other_facts_come():
    before = harbour("")
    after = before.replace("at: [1, 10, 18]", "at: [3, 99, 107]").replace(
        "people:", f"people:\n  bo: {{name: {{is: Bo, {EVIDENCE}}}}}"
    )
    names = [
        {line.split()[0] for line in quads_of(text).decode().splitlines() if "#s-" in line.split()[0]}
        for text in (before, after)
    ]
    assert names[0] < names[1]


def test_one_statement_with_the_words_of_two_facts_has_two_pieces_of_evidence():
    other = EVIDENCE.replace("10, 18", "30, 38")
    twice = harbour("").replace(f"[{{is: porto, {EVIDENCE}}}]", f"[{{is: porto, {EVIDENCE}}}, {{is: porto, {other}}}]")
    store = graph_of(twice)
    (statement,) = statements(store, rdf_predicate=node("schema:location"))
    assert len(list(store.quads_for_pattern(statement, node("gdec:evidence"), None, None))) == 2


@pytest.mark.parametrize("name", ['"; DROP <x> . "', "a\\nb", "tab\there", "王强", "\u202eevil", "}}{{ <b>"])
def test_hostile_names_come_back_as_they_were(name):
    text = harbour("").replace("is: Ana Lima", "is: " + '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"')
    store = graph_of(text)
    person = NamedNode(terms.BASE + "person/ana-lima")
    (quad,) = store.quads_for_pattern(person, node("schema:name"), None, None)
    assert quad.object == Literal(name, language="en")


def test_the_registry_stands_in_its_own_graph_and_gives_its_reasons():
    text = "format: 1\nplaces:\n  porto: {name: Porto, types: [city], reason: one city, mentions: [harbour]}\n"
    registry = Registry([parse("places.yaml", text.encode())])
    store = pyoxigraph.Store()
    store.load(registry_quads(registry), RdfFormat.N_QUADS)
    assert {graph.value for graph in store.named_graphs()} == {terms.BASE + "registry#graph"}
    porto = NamedNode(terms.BASE + "place/porto")
    (entry,) = store.quads_for_pattern(None, node("gdec:registers"), porto, None)
    reasons = store.quads_for_pattern(entry.subject, node("gdec:reason"), None, None)
    assert [reason.object.value for reason in reasons] == ["one city"]
    mentions = store.quads_for_pattern(entry.subject, node("gdec:mention"), None, None)
    assert [mention.object.value for mention in mentions] == [ARTICLE]
    assert list(store.quads_for_pattern(porto, node("gdec:placeType"), node("gdec:city"), None))


def test_the_base_of_the_project_names_its_things():
    facts = complete(parse("harbour.yaml", harbour("").encode()))
    lines = article_quads(facts, Names(facts, Registry(base="https://example.org/"))).decode()
    assert "<https://example.org/forum/data-forum>" in lines
    assert terms.BASE not in lines


@pytest.mark.parametrize(
    ("language", "lang", "tag"), [("en", ", lang: zh", "zh"), ("zh", ", lang: en", "en"), ("zh", "", "zh")]
)
def test_a_post_a_count_and_a_remark_are_in_a_language_of_their_own_or_in_the_article_s(language, lang, tag):
    text = (
        harbour("")
        .replace("id: harbour,", f"id: harbour, language: {language},")
        .replace(
            "    held_in:",
            f"    attendance: {{firms: {{of: 企业, more_than: 40{lang}, {EVIDENCE}}}}}\n    held_in:",
        )
        .replace(
            "places:",
            f"    posts: [{{title: 市长, in: unnamed{lang}, {EVIDENCE}}}]\n"
            f"    said: [{{content: 港口开放{lang}, {EVIDENCE}}}]\nplaces:",
        )
    )
    store = graph_of(text)
    for words in ("企业", "市长", "港口开放", "more than 40 企业"):
        objects = {quad.object for quad in store if isinstance(quad.object, Literal) and quad.object.value == words}
        assert objects == {Literal(words, language=tag)}, words
