"""Rows of people and of forums as facts, each its own evidence."""

import pytest

from gdec.errors import GdecError
from gdec.evidence.rows import FIELDS, Plan, facts_of_table
from gdec.evidence.text import ArticleText, words_of
from gdec.facts.kinds import Part
from gdec.facts.model import Link
from gdec.facts.names import Registry
from gdec.facts.reading import parse
from gdec.facts.walk import facts_of

REGISTRY = Registry([parse("r.yaml", b"format: 1\nforums: {hdf-2031: {name: Harbour Data Forum 2031, reason: one}}\n")])
GUESTS = "Id,Name,Title,Organisation,City,Day\n1,Ana Lima,mayor,Porto City Council,Porto,3 May 2031\n2,王强,,,,\n"
FORUMS = (
    "Forum;Series;From;To;Days;City;Topic;Motto\nPorts 2031;Ports;2031-05-01;May 4, 2031;4;Porto;data;Ports think\n"
)
PEOPLE = {
    "name": "Name",
    "posts.title": "Title",
    "posts.in": "Organisation",
    "posts.for": "City",
    "posts.attested": "Day",
}
EVENTS = {
    "name": "Forum",
    "edition_of": "Series",
    "starts": "From",
    "ends": "To",
    "days": "Days",
    "held_in": "City",
    "topics": "Topic",
    "themes": "Motto",
}


def made(data, rows="people", columns=PEOPLE, **plan):
    text = ArticleText(data)
    facts = facts_of_table("list.csv", text, Plan("list-1", rows, columns, **plan), REGISTRY)
    for _, fact in facts_of(facts):
        assert words_of(fact, text)
    return facts


def told(data, rows="people", columns=PEOPLE, **plan):
    with pytest.raises(GdecError) as error:
        made(data, rows, columns, **plan)
    return str(error.value)


def test_a_person_has_a_post_and_a_part():
    facts = made(GUESTS, event="hdf-2031", part=Part.SPEAKER)
    ana = facts.people["ana-lima"]
    post, part = ana.posts[0], ana.took_part[0]
    assert (post.title, post.in_, post.for_, post.attested) == ("mayor", "porto-city-council", "porto", "2031-05-03")
    assert post.words == "mayor,Porto City Council,Porto"
    assert (part.in_, part.as_, part.words) == ("hdf-2031", Part.SPEAKER, GUESTS.splitlines()[1])
    assert facts.people["王强"].posts == []
    assert facts.people["王强"].took_part[0].words == "2,王强,,,,"
    assert facts.organisations["porto-city-council"].name.words == "Porto City Council"
    assert facts.article.text.sha256 == ArticleText(GUESTS).sha256
    assert (ana.line, post.line, facts.people["王强"].line) == (2, 2, 3)


def test_a_forum_has_its_days_and_places():
    facts = made(FORUMS, "forums", EVENTS)
    forum = facts.forums["ports-2031"]
    assert (forum.starts.is_, forum.ends.is_, forum.ends.words) == ("2031-05-01", "2031-05-04", "May 4, 2031")
    assert forum.days.is_ == 4
    assert [link.is_ for link in (*forum.held_in, *forum.topics, forum.edition_of)] == ["porto", "data", "ports"]
    assert isinstance(forum.edition_of, Link)
    assert forum.themes["ports-think"].words == "Ports think"


def test_rows_that_say_the_same_are_one():
    assert len(made(GUESTS + "3,Ana Lima,mayor,Porto City Council,Porto,3 May 2031\n").people) == 2


def test_rows_with_one_key_that_differ_name_both_lines():
    said = told(GUESTS + "3,ANA LIMA,deputy,Porto City Council,Porto,3 May 2031\n")
    assert said.startswith('list.csv:4: "ana-lima" stands in line 2 already, with another Name and Title; if they are')


def test_a_column_of_keys_keeps_namesakes_apart():
    again = GUESTS + "3,Ana Lima,clerk,,,3 May 2031\n"
    assert list(made(again, columns=PEOPLE | {"key": "Id"}).people) == ["1", "2", "3"]


def test_another_spelling_of_what_rows_lead_to_is_another_name():
    council = made(GUESTS + "3,Rui,clerk,PORTO City Council,,3 May 2031\n").organisations["porto-city-council"]
    assert [name.is_ for name in (council.name, *council.also)] == ["Porto City Council", "PORTO City Council"]


def test_a_post_without_an_organisation_says_so():
    columns = {"name": "Name", "posts.title": "Title"}
    facts = made(GUESTS, columns=columns, attested="2031-05-03")
    assert (facts.people["ana-lima"].posts[0].in_, facts.people["ana-lima"].posts[0].attested) == (
        "unnamed",
        "2031-05-03",
    )


def test_the_words_of_a_long_row_are_its_first_and_last():
    facts = made("Name,Note\nAna Lima,a b c d e f g h i j\n", columns={"name": "Name"}, event="hdf-2031")
    assert facts.people["ana-lima"].took_part[0].words == "Ana Lima,a b c … g h i j"


@pytest.mark.parametrize(
    ("columns", "plan", "said"),
    [
        ({"nam": "Name"}, {}, '"nam" is nothing that a column of people can be; did you mean "name"?'),
        ({"also": "Name"}, {}, "no column gives the name; map one, as in -m name=Name"),
        ({"name": "Name", "posts.in": "City"}, {}, "a post needs a title"),
        ({"name": "Name", "posts.title": "Title"}, {}, "a post needs the day it is attested on"),
        ({"name": "Name"}, {"attested": "3 May 2031"}, '"3 May 2031" is no date here; write 2031-05-03'),
        (
            {"name": "Name"},
            {"event": "hdf-2013"},
            'there is no event "hdf-2013" in the registry; did you mean "hdf-2031"?',
        ),
        ({"name": "Nmae"}, {}, 'list.csv:1: "Nmae" is no column; did you mean "Name"?'),
        ({"name": "Day"}, {}, "list.csv:3: has no name in the column"),
    ],
)
def test_plans_that_cannot_be_followed(columns, plan, said):
    assert told(GUESTS, columns=columns, **plan).startswith(said)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("2031-05-01", "1/5/2031", 'list.csv:2: "1/5/2031" is no date here; write year-month-day'),
        ("2031-05-01", "2031-02-30", "list.csv:2: 2031-02-30 is not in the calendar"),
        (";4;", ";four;", 'list.csv:2: "four" is no whole number'),
        (";Porto;", ";–;", 'list.csv:2: "–" gives no key'),
        (";Porto;", ";Ports 2031;", "list.csv:2: the key"),
    ],
)
def test_rows_that_give_no_facts(before, after, said):
    assert told(FORUMS.replace(before, after), "forums", EVENTS).startswith(said)


def test_only_people_take_part():
    assert told(FORUMS, "forums", EVENTS, event="hdf-2031").startswith("only people take part in an event")


def test_every_wrong_row_is_told():
    said = told(FORUMS + "Ships;;never;;;;;\nBerths;;;;x;;;\n", "forums", EVENTS).splitlines()
    assert [line.split(":")[1] for line in said] == ["3", "4"]


def test_every_field_can_be_a_column():
    assert {*PEOPLE, "key", "also"} == {*FIELDS["people"]}
    assert {*EVENTS, "key", "also", "opened"} == {*FIELDS["forums"]}
