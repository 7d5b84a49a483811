"""The right answers about what is not stated, worked out by hand from the two articles."""

import pytest
from known import (
    ACTIVITIES,
    CHINA,
    EXHIBITION,
    GDEC_2023,
    GDEC_2024,
    INITIATIVE,
    LHASA_FORUM,
    NOT_STATED_OF_GDEC_2024,
    OPENING,
    TDI,
    named,
)

from gdec.query.saved import load

# What each article leaves open.
NOT_STATED = [
    *(("conference:gdec-2024", GDEC_2024, question, prop, CHINA) for question, prop in NOT_STATED_OF_GDEC_2024),
    (
        *("series:lhasa-high-level-forum", "Lhasa High-Level Forum"),
        *("In which year was the Lhasa High-Level Forum first held?", "", CHINA),
    ),
    *(
        ("forum:lhasa-forum-2024", LHASA_FORUM, question, prop, CHINA)
        for question, prop in (
            ("At which venue in Lhasa was the forum held?", "schema:location"),
            ("How do the two themes of the Lhasa forum of 2024 relate?", "gdec:theme"),
            ("How many people attended the Lhasa forum of 2024?", "gdec:attendanceCount"),
            ("What are the three sub-forums called?", "schema:name"),
            ("When did the Lhasa forum of 2024 end?", "schema:endDate"),
            ("Which topic belongs to which sub-forum?", "gdec:topic"),
            ("Which topics did the forum cover beyond those given as examples?", "gdec:topic"),
        )
    ),
    *(
        (*thing, question, prop, CHINA)
        for thing, day, place in (
            (
                ("ceremony:lhasa-forum-2024-opening", OPENING),
                *("On which day was the opening ceremony held?", "Where was the opening ceremony held?"),
            ),
            (
                ("conference:gdec-first", "first GDEC"),
                *("In which year was the first GDEC held?", "Where was the first GDEC held?"),
            ),
            (
                ("forum:lhasa-forum-2024-main-forum", "main forum"),
                "On which day was the main forum of the Lhasa forum held?",
                "Where was the main forum of the Lhasa forum held?",
            ),
        )
        for question, prop in ((day, "schema:startDate"), (place, "schema:location"))
    ),
    (*ACTIVITIES, "On which days were the activities in Singapore held?", "schema:startDate", TDI),
    *(
        (*EXHIBITION, question, prop, TDI)
        for question, prop in (
            ("How many of the 110 enterprises come from abroad?", "gdec:exhibitorCount"),
            ("In which city was the Competitive Products Theme Exhibition held?", "schema:location"),
            ("On which days was the Competitive Products Theme Exhibition open?", "schema:startDate"),
        )
    ),
    *(
        (
            *(f"exhibition:gdec-2023-exhibition-{city.lower()}", f"Exhibition of GDEC 2023 in {city}"),
            *(f"On which days was the exhibition in {city} open?", "schema:startDate", TDI),
        )
        for city in ("Beijing", "Lhasa", "Singapore")
    ),
    *(
        ("conference:gdec-2023", GDEC_2023, question, prop, TDI)
        for question, prop in (
            ("At which venue in Beijing was GDEC 2023 held?", "schema:location"),
            ("How many people attended GDEC 2023?", "gdec:attendanceCount"),
            ("How many thematic forums were there?", "gdec:partCount"),
            ("What are the other five special activities called?", "gdec:partCount"),
            ("What are the six summit forums called?", "gdec:partCount"),
            ("Which of the two wordings is the official theme of GDEC 2023?", "gdec:theme"),
        )
    ),
    (
        *("place:singapore", "Singapore"),
        *("Was Singapore honoured as a city or as a country?", "gdec:hasParticipation", TDI),
    ),
    *(
        ("initiative:city-cooperation-initiative", INITIATIVE, question, "", TDI)
        for question in (
            "Has any aim of the initiative been reached?",
            "On which day was the initiative unveiled?",
            "Which cities have joined the initiative?",
        )
    ),
    *(
        ("forum:gdec-2023-main-forum", "main forum", question, prop, TDI)
        for question, prop in (
            ("On which day was the main forum of GDEC 2023 held?", "schema:startDate"),
            ("Where was the main forum of GDEC 2023 held?", "schema:location"),
        )
    ),
]
# (query, values of its parameters, answer): without values, the answer to the query's question.
ANSWERS = [
    ("not-stated", {}, NOT_STATED),
    (
        "not-stated",
        {"thing": "conference:gdec-2024"},
        [("conference:gdec-2024", GDEC_2024, question, prop, CHINA) for question, prop in NOT_STATED_OF_GDEC_2024],
    ),
]


@pytest.mark.parametrize(("name", "values", "right"), ANSWERS, ids=named)
def test_answer_is_right(shipped, rows_of, name, values, right):
    assert rows_of(shipped, load(name), **values) == right
