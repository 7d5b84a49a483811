"""Names and the words that are quoted for them: what contradicts, and what may be the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdec.facts.misnamed import advise_name

NOWHERE = "; where the article prints it nowhere, leave it to the registry, or write a label"


@pytest.mark.parametrize(
    ("words", "name", "others", "advice"),
    [
        ("Wang Dui, deputy director", "Wang Qiang", (), 'quote words that hold "Wang Qiang"'),
        ("Wang Dui", "Wang Qiang", ["Wang Dui"], 'write "Wang Dui", or quote words that hold "Wang Qiang"'),
        ("Mao Dongjun", "Wang Qiang", (), 'write "Mao Dongjun", or quote words that hold "Wang Qiang"'),
        ("Peter Smith", "John Smith", ["Peter Smith"], 'write "Peter Smith", or quote words that hold "John Smith"'),
        ("the mayor", "Wang Qiang", (), f'quote words that hold "Wang Qiang"{NOWHERE}'),
        ("La ministre", "Élodie Lefèvre", (), f'quote words that hold "Élodie Lefèvre"{NOWHERE}'),
        ("毛东军出席", "王强", ["毛东军"], 'write "毛东军", or quote words that hold "王强"'),
        ("le docteur Hélène Roux", "Élodie Lefèvre", (), 'quote words that hold "Élodie Lefèvre"'),
        ("Ministry of Finance", "Ministry of Health", (), 'quote words that hold "Ministry of Health"'),
        ("Harbour Days 2030", "Harbour Days 2031", (), 'quote words that hold "Harbour Days 2031"'),
    ],
)
def test_contradicts(words, name, others, advice):
    assert advise_name(words, name, others=others) == advice


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("王强", "Wang Qiang"),
        ("Wang Qiang", "王强"),
        ("她 Wang", "Wang Qiang"),
        ("Mayor Wang", "Wang Qiang"),
        ("Dr. Lima", "Ana Lima"),
        ("Peter Smith", "John Smith"),  # Peter might be a title in a language that nobody here knows
        ("LIMA, Ana", "Ana Lima"),
        ("A. Lima", "Ana Lima"),
        ("Mme Elodie Lefevre", "Élodie Lefèvre"),
        ("Jean-Pierre Martin", "Jean Pierre Martin"),
        ("l’Institut Pasteur", "Institut Pasteur"),
        ("Professor Mueller", "Hans Müller"),
        ("WHO", "World Health Organization"),
        ("UNICEF", "United Nations Children's Fund"),
        ("Global Digital Economy Conference", "GDEC"),
        ("Organisation mondiale de la Santé", "World Health Organisation"),
        ("Kyiv", "Kiev"),
        ("Chinese delegates", "China"),
        ("Wang Opens Lhasa Forum", "Wang Qiang"),
        ("this year's Harbour Days", "Harbour Days 2031"),
        ("Lhasa … Conference", "Harbour Days 2031"),
        ("張偉", "张伟"),
        ("", "Ana"),
        ("Ana", "?"),
    ],
)
def test_may_be_the_same(words, name):
    assert advise_name(words, name) == ""


def test_another_name_of_the_thing_will_do_unless_the_name_is_that_of_another_thing():
    assert advise_name("Beida", "Peking University", ["Beida"]) == ""
    assert advise_name("Beida", "Fudan", ["Beida"], ["Fudan"]) == 'write "Beida", or quote words that hold "Fudan"'


@given(st.text(max_size=30), st.text(max_size=30), st.lists(st.text(max_size=10), max_size=2))
def test_any_words_can_be_asked(words, name, others):
    assert isinstance(advise_name(words, name, others, others), str)
    assert advise_name(f"{words} {name}", name) == ""
