"""Who is meant, and what gives them away."""

import pytest

from gdec import terms
from gdec.errors import GdecError
from gdec.facts.reading import parse
from gdec.forgetting.person import Person, find_person

ARTICLE = parse(
    "a.yaml",
    """\
format: 1
article: {id: one}
people:
  ana-lima: {name: Ana Lima, also: [A. Lima]}
  rui-sa: {name: Rui Sá}
  rui-sa-2: {name: Rui Sá}
  王强: {name: 王强}
organisations:
  lima: {name: A. Lima}
""".encode(),
)
REGISTRY = parse("r.yaml", b"format: 1\npeople:\n  ana-lima: {label: Ana de Lima, reason: r}\n")


def find(text):
    return find_person([REGISTRY, ARTICLE], text, terms.prefixes())


@pytest.mark.parametrize(
    "text",
    ["ana-lima", "person:ana-lima", "https://w3id.org/gdec/id/person/ana-lima", "Ana Lima", "ana  LIMA", "A. Lima"],
)
def test_a_person_is_found_by_key_iri_and_name_with_all_names(text):
    person = find(text)
    assert person == Person("ana-lima", frozenset({"Ana Lima", "Ana de Lima"}), frozenset({"A. Lima"}))


def test_a_name_of_two_lists_both_and_a_key_chooses():
    with pytest.raises(
        GdecError, match=r"2 people are called so; name one by key:\n.*:rui-sa  Rui Sá\n.*:rui-sa-2  Rui Sá"
    ):
        find("Rui Sá")
    assert find("rui-sa").names == frozenset()
    assert find("rui-sa").shared == {"Rui Sá"}


def test_an_unknown_name_is_told_the_nearest():
    with pytest.raises(GdecError, match=r'there is no person "Ana Lina".*did you mean "Ana Lima"'):
        find("Ana Lina")


@pytest.mark.parametrize(
    ("who", "text", "is_found"),
    [
        ("ana-lima", "said Ana\n Lima.", True),
        ("ana-lima", "ANA LIMA's", True),
        ("ana-lima", "Mariana Lima", False),
        ("ana-lima", "Ana Limas", False),
        ("ana-lima", "post/ana-lima--porto--mayor", True),
        ("ana-lima", "participation/hdf--ana-lima--speaker", True),
        ("ana-lima", "person/ana-lima-2", False),
        ("ana-lima", "person/mariana-lima", False),
        ("ana-lima", "A. Lima", False),
        ("王强", "市长王强说", True),
        ("rui-sa", "by rui-sa-2", False),
    ],
)
def test_a_name_is_found_whole_and_a_key_as_a_step(who, text, is_found):
    assert bool(find(who).pattern.search(text)) == is_found


def test_a_name_is_found_in_either_form_of_unicode():
    person = Person("andré-sá", frozenset({"André Sá"}))
    assert person.pattern.search("by Andre\u0301 Sa\u0301 today")
    assert person.pattern.search("by André Sá today")
