"""French numbers, as they are read."""

import pytest

from gdec.facts.calendar_words import days_in, weekday_in
from gdec.facts.numerals import numerals


@pytest.mark.parametrize(
    ("words", "value", "bound"),
    [
        ("plus de 3 000 participants", 3000, "more_than"),
        ("3\u202f000 participants", 3000, "exactly"),
        ("3.000 personnes", 3000, "exactly"),
        ("quatre-vingt-dix-sept hôpitaux", 97, "exactly"),
        ("quatre-vingts villes", 80, "exactly"),
        ("deux mille trois cents soixante et onze", 2371, "exactly"),
        ("3,5 millions de visiteurs", 3_500_000, "exactly"),
        ("un million de patients", 1_000_000, "exactly"),
        ("deux milliards", 2_000_000_000, "exactly"),
        ("une trentaine d'ateliers", 30, "about"),
        ("plus d’une centaine d’exposants", 100, "more_than"),
        ("au moins quarante villes", 40, "at_least"),
        ("environ cinq cent mille", 500_000, "about"),
        ("jusqu’à 200 chirurgiens", 200, "at_most"),
        ("trois ateliers le 14 mars à 14 h 30", 3, "exactly"),
        ("20 pour cent de tous, 12 médecins", 12, "exactly"),
        ("du 12 au 14 avril, six jours", 6, "exactly"),
    ],
)
def test_reads(words, value, bound):
    assert [(each.value, each.bound) for each in numerals(words, "fr") if each.counts] == [(value, bound)]


@pytest.mark.parametrize(
    "words", ["un forum", "la 3e édition", "Salle 3", "le 1er mai", "du 28 février au 2 mars 2031"]
)
def test_passes_over_what_is_no_number_of_things(words):
    assert [each for each in numerals(words, "fr") if each.counts] == []


def test_weeks_are_days_too():
    assert [each.value for each in numerals("deux semaines", "fr")] == [2, 14]


@pytest.mark.parametrize(
    ("words", "days", "weekday"),
    [
        ("le mardi 12 avril", [(4, 12)], 1),
        ("du 12 au 14 mars 2031", [(3, 12), (3, 14)], None),
        ("le 1er août", [(8, 1)], None),
        ("dimanche", [], 6),
    ],
)
def test_reads_days(words, days, weekday):
    assert (days_in(words), weekday_in(words)) == (days, weekday)
