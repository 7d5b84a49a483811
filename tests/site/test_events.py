"""The calendar, read back by the icalendar library."""

from datetime import date

import pytest
from hostile import EVENT, hostile
from icalendar import Calendar
from published import loose
from sites import SETTINGS, shipped, site_of

from gdec import terms
from gdec.site.feeds import events
from gdec.site.frame.settings import Settings
from gdec.store.local import open_current


@pytest.fixture(scope="module", params=[shipped, hostile], ids=lambda made: made.__name__)
def site(request, tmp_path_factory):
    with request.param(tmp_path_factory.mktemp("store")) as reader:
        yield site_of(reader)


def calendar(site):
    (file,) = events.files(site)
    return file.data, Calendar.from_ical(file.data)


def test_it_is_a_calendar_in_short_lines(site):
    data, read = calendar(site)
    assert read["VERSION"] == "2.0"
    assert not read.errors
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")
    uids = [event["UID"] for event in read.walk("VEVENT")]
    assert len(uids) == len(set(uids)) == data.count(b"BEGIN:VEVENT\r\n") > 0
    for line in data.replace(b"\r\n ", b"").split(b"\r\n"):
        line.decode()


def test_an_event_keeps_its_name_when_its_days_change_and_the_site_moves(tmp_path):
    def uids(*days, settings=SETTINGS):
        store = tmp_path / f"{len(list(tmp_path.iterdir()))}"
        told = [(f"<{EVENT}>", name, f'"{day}"^^{terms.term("xsd:date")}') for name, day in days]
        with open_current(loose(store, told)) as reader:
            return [str(event["UID"]) for event in calendar(site_of(reader, settings))[1].walk("VEVENT")]

    first, later, last = (
        (terms.START_DATE, "2031-05-01"),
        (terms.START_DATE, "2031-05-02"),
        (terms.END_DATE, "2031-05-03"),
    )
    one = uids(first)
    assert len(one) == 1
    assert one == uids(later, last) == uids(first, settings=Settings("https://elsewhere.example/"))
    assert len(set(uids(first, later, last))) == 2


def test_the_same_store_gives_the_same_calendar(site):
    assert calendar(site)[0] == calendar(site)[0]


def test_dated_events_of_the_shipped_data_are_there(tmp_path):
    with shipped(tmp_path / "s") as reader:
        _, read = calendar(site_of(reader))
    found = {str(event["SUMMARY"]): event for event in read.walk("VEVENT")}
    conference = found["Global Digital Economy Conference 2023"]
    # The last day is 7 July; the end is the day after it (section 3.6.1).
    assert (conference["DTSTART"].dt, conference["DTEND"].dt) == (date(2023, 7, 4), date(2023, 7, 8))
    assert conference["LOCATION"] == "Beijing"
    assert conference["URL"] == f"{SETTINGS.base_url}conference/gdec-2023.html"
    forum = found["Lhasa High-Level Forum of Global Digital Economy Conference 2024"]
    assert forum["DTSTART"].dt == date(2024, 7, 29)
    assert "DTEND" not in forum
    assert len(found) == 2
    # The article tells of the last day before it is there, and of the first one when it has come.
    assert conference["STATUS"] == "TENTATIVE"
    assert conference["DESCRIPTION"] == "First day: inferred (TDI, 4 July 2023)\nLast day: scheduled (TDI, 4 July 2023)"
    assert (forum["STATUS"], forum["DESCRIPTION"]) == ("CONFIRMED", "Opening: inferred (China.org.cn, 1 August 2024)")


def test_an_event_of_which_only_the_last_day_is_known_stands_on_it(tmp_path):
    told = [(f"<{EVENT}>", terms.END_DATE, f'"2031-05-03"^^{terms.term("xsd:date")}')]
    with open_current(loose(tmp_path, told)) as reader:
        (event,) = calendar(site_of(reader))[1].walk("VEVENT")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2031, 5, 3), date(2031, 5, 4))
    assert "STATUS" not in event


def test_without_events_there_is_no_calendar(tmp_path):
    with open_current(loose(tmp_path, [(f"<{EVENT}>", terms.LABEL, '"Undated"')])) as reader:
        assert list(events.files(site_of(reader))) == []


def test_a_hostile_label_stays_a_summary(tmp_path):
    with hostile(tmp_path / "s") as reader:
        data, read = calendar(site_of(reader))
    (event,) = read.walk("VEVENT")
    assert "X-EVIL" not in event
    assert str(event["SUMMARY"]).startswith("Ha\nX-Evil: 1\nEND:VEVENT")
    assert '"\\;,&]]> 王强' in str(event["SUMMARY"])
    assert event["DTEND"].dt == date(2031, 3, 1)
    assert str(event["URL"]).isascii()
    assert EVENT.rpartition("/")[2] in event["UID"]
    assert b"\x01" not in data


@pytest.mark.parametrize("text", ["a" * 75, "a" * 76, "王" * 100, "a" + "王" * 49, "", "😀" * 40, "é" * 37 + "a"])
def test_folding_cuts_no_character_and_unfolds_to_the_same(text):
    folded = events.folded(text)
    lines = folded.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert all(line.decode() is not None for line in lines)
    assert folded.replace(b"\r\n ", b"").removesuffix(b"\r\n").decode() == text
