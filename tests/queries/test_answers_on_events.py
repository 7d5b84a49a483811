"""The right answers about events, worked out by hand from the two articles."""

import pytest
from known import (
    ACTIVITIES,
    ATTRIBUTED,
    BUREAU,
    CHINA,
    DATA_DRIVES,
    DIGITAL_DRIVES,
    ENTERPRISES,
    EXHIBITION,
    GDEC_2023,
    GDEC_2024,
    GUO_POST,
    INFERRED,
    INITIATIVE,
    LHASA_FORUM,
    MAO_POST,
    NOT_STATED_OF_GDEC_2024,
    OPENING,
    REPORTED,
    SCHEDULED,
    SINGAPORE_ACTIVITIES,
    TDI,
    WANG_DUI_POSTS,
    WANG_QIANG_POSTS,
    named,
)

from gdec.query.saved import load

TIMELINE = [
    ("2023-07-04", "tdi-2023-07-04", "schema:datePublished", REPORTED, TDI, "1"),
    ("2023-07-04", GDEC_2023, "schema:startDate", INFERRED, TDI, "3"),
    ("2023-07-04", f"Wang Lei: Deputy Head, {BUREAU}", "gdec:attestedOn", INFERRED, TDI, "6"),
    ("2023-07-07", GDEC_2023, "schema:endDate", SCHEDULED, TDI, "3"),
    ("2024-07-29", LHASA_FORUM, "gdec:openingDate", INFERRED, CHINA, "5"),
    ("2024-08-01", f"{LHASA_FORUM} opens", "schema:datePublished", REPORTED, CHINA, "3"),
    ("2024-08-01", f"Guo Jinhai: {GUO_POST}", "gdec:attestedOn", INFERRED, CHINA, "5"),
    ("2024-08-01", f"Mao Dongjun: {MAO_POST}", "gdec:attestedOn", INFERRED, CHINA, "5"),
    *(("2024-08-01", f"Wang Dui: {post}", "gdec:attestedOn", INFERRED, CHINA, "5") for post in WANG_DUI_POSTS),
    *(("2024-08-01", f"Wang Qiang: {post}", "gdec:attestedOn", INFERRED, CHINA, "5") for post in WANG_QIANG_POSTS),
]
UNVEILING = f"China as unveiler at {GDEC_2023}"
# (query, values of its parameters, answer): without values, the answer to the query's question.
ANSWERS = [
    (
        "editions",
        {},
        [
            ("conference:gdec-2024", GDEC_2024, INFERRED, "", CHINA, "5"),
            ("conference:gdec-first", "first GDEC", ATTRIBUTED, "Guo Jinhai", CHINA, "10"),
            ("conference:gdec-2023", GDEC_2023, INFERRED, "", TDI, "3"),
        ],
    ),
    (
        "editions",
        {"series": "series:lhasa-high-level-forum"},
        [("forum:lhasa-forum-2024", LHASA_FORUM, REPORTED, "", CHINA, "11")],
    ),
    (
        "when-and-how-long",
        {},
        [
            ("schema:startDate", "2023-07-04", INFERRED, "gdec:rule-year-from-publication", "", TDI, "3"),
            ("schema:endDate", "2023-07-07", SCHEDULED, "gdec:rule-year-from-publication", "", TDI, "3"),
            ("gdec:durationInDays", "4", SCHEDULED, "", "", TDI, "1"),
        ],
    ),
    (
        "when-and-how-long",
        {"event": "forum:lhasa-forum-2024"},
        [
            ("gdec:openingDate", "2024-07-29", INFERRED, "gdec:rule-year-from-publication", "", CHINA, "5"),
            ("schema:endDate", "", "", "", "When did the Lhasa forum of 2024 end?", CHINA, ""),
        ],
    ),
    (
        "end-observed-or-scheduled",
        {},
        [("conference:gdec-2023", GDEC_2023, "scheduled", "2023-07-07", "2023-07-04", TDI, "3")],
    ),
    (
        "end-observed-or-scheduled",
        {"event": "forum:lhasa-forum-2024"},
        [("forum:lhasa-forum-2024", LHASA_FORUM, "not stated", "", "2024-08-01", CHINA, "")],
    ),
    (
        "themes",
        {},
        [(DATA_DRIVES, DIGITAL_DRIVES, "", TDI, "1"), (DIGITAL_DRIVES, DATA_DRIVES, "", TDI, "3")],
    ),
    (
        "themes",
        {"event": "forum:lhasa-forum-2024"},
        [
            ("Digital Bridge Across the Himalayas", "", "Beijing Lights up Lhasa", CHINA, "5"),
            ("Beijing Lights up Lhasa", "", "Digital Bridge Across the Himalayas", CHINA, "11"),
        ],
    ),
    ("themes", {"event": "conference:gdec-2024"}, []),
    (
        "held-where",
        {},
        [
            (*ACTIVITIES, "gdec:Activity", "place:singapore", REPORTED, "", TDI, "13"),
            ("conference:gdec-2023", GDEC_2023, "gdec:Conference", "place:beijing", REPORTED, "", TDI, "3"),
            (
                *("conference:gdec-2023", GDEC_2023, "gdec:Conference", "", ""),
                *("At which venue in Beijing was GDEC 2023 held?", TDI, ""),
            ),
            (
                *(*EXHIBITION, "gdec:Exhibition", "", ""),
                *("In which city was the Competitive Products Theme Exhibition held?", TDI, ""),
            ),
            *(
                (
                    *(f"exhibition:gdec-2023-exhibition-{city.lower()}", f"Exhibition of GDEC 2023 in {city}"),
                    *("gdec:Exhibition", f"place:{city.lower()}", REPORTED, "", TDI, "1"),
                )
                for city in ("Beijing", "Lhasa", "Singapore")
            ),
            (
                *("forum:gdec-2023-main-forum", "main forum", "gdec:Forum", "", ""),
                *("Where was the main forum of GDEC 2023 held?", TDI, ""),
            ),
        ],
    ),
    (
        "held-where",
        {"event": "conference:gdec-2024"},
        [
            (
                *("ceremony:lhasa-forum-2024-opening", OPENING, "gdec:Ceremony", "", ""),
                *("Where was the opening ceremony held?", CHINA, ""),
            ),
            (
                *("conference:gdec-2024", GDEC_2024, "gdec:Conference", "", ""),
                *("In which city was GDEC 2024 itself held?", CHINA, ""),
            ),
            ("forum:lhasa-forum-2024", LHASA_FORUM, "gdec:Forum", "place:lhasa", REPORTED, "", CHINA, "5"),
            (
                *("forum:lhasa-forum-2024", LHASA_FORUM, "gdec:Forum", "", ""),
                *("At which venue in Lhasa was the forum held?", CHINA, ""),
            ),
            (
                *("forum:lhasa-forum-2024-main-forum", "main forum", "gdec:Forum", "", ""),
                *("Where was the main forum of the Lhasa forum held?", CHINA, ""),
            ),
        ],
    ),
    (
        "counted-parts",
        {},
        [
            ("simultaneous exhibitions", "gdec:unspecifiedPlural", "", TDI, "1"),
            ("main forum", "gdec:exactly", "1", TDI, "2"),
            ("special activities", "gdec:exactly", "6", TDI, "2"),
            ("summit forums", "gdec:exactly", "6", TDI, "2"),
            ("thematic forums", "gdec:unspecifiedPlural", "", TDI, "2"),
            (SINGAPORE_ACTIVITIES, "gdec:unspecifiedPlural", "", TDI, "13"),
        ],
    ),
    (
        "counted-parts",
        {"event": "forum:lhasa-forum-2024"},
        [("main forum", "gdec:exactly", "1", CHINA, "11"), ("sub-forums", "gdec:exactly", "3", CHINA, "11")],
    ),
    (
        "named-of-counted",
        {},
        [
            ("simultaneous exhibitions", "gdec:unspecifiedPlural", "", "0", "", "3", "", TDI, "1"),
            ("main forum", "gdec:exactly", "1", "1", "0", "1", "main forum", TDI, "2"),
            (
                *("special activities", "gdec:exactly", "6", "1", "5", "1"),
                *("Competitive Products Theme Exhibition", TDI, "2"),
            ),
            ("summit forums", "gdec:exactly", "6", "0", "6", "0", "", TDI, "2"),
            ("thematic forums", "gdec:unspecifiedPlural", "", "0", "", "0", "", TDI, "2"),
            (SINGAPORE_ACTIVITIES, "gdec:unspecifiedPlural", "", "0", "", "0", "", TDI, "13"),
        ],
    ),
    (
        "named-of-counted",
        {"event": "forum:lhasa-forum-2024"},
        [
            ("main forum", "gdec:exactly", "1", "1", "0", "1", "main forum", CHINA, "11"),
            ("sub-forums", "gdec:exactly", "3", "0", "3", "0", "", CHINA, "11"),
        ],
    ),
    (
        "attendance-at-least",
        {},
        [(ENTERPRISES, "gdec:moreThan", "130", "131", CHINA, "5")],
    ),
    (
        "attendance-at-least",
        {"sort": "gdec:Person"},
        [("leaders from departments of the region", "gdec:unspecifiedPlural", "", "2", CHINA, "5")],
    ),
    ("attendance-at-least", {"event": "conference:gdec-2023"}, []),
    (
        "parts-of-a-place",
        {},
        [
            (
                *("schema:location", "exhibition:gdec-2023-exhibition-singapore"),
                *("Exhibition of GDEC 2023 in Singapore", REPORTED, TDI, "1"),
            ),
            ("gdec:guestOfHonour", "conference:gdec-2023", GDEC_2023, INFERRED, TDI, "12"),
            ("schema:location", *ACTIVITIES, REPORTED, TDI, "13"),
        ],
    ),
    (
        "parts-of-a-place",
        {"place": "place:china"},
        [("gdec:unveiler", "conference:gdec-2023", GDEC_2023, REPORTED, TDI, "5")],
    ),
    (
        "parts-of-a-place",
        {"place": "place:lhasa"},
        [
            ("schema:location", "forum:lhasa-forum-2024", LHASA_FORUM, REPORTED, CHINA, "5"),
            (
                *("schema:location", "exhibition:gdec-2023-exhibition-lhasa"),
                *("Exhibition of GDEC 2023 in Lhasa", REPORTED, TDI, "1"),
            ),
        ],
    ),
    (
        "what-is-known-of",
        {},
        [
            (GDEC_2024, "rdf:type", "gdec:Conference", REPORTED, "", CHINA, "2"),
            (
                *(GDEC_2024, "schema:alternateName", "Global Digital Economy Conference (GDEC) 2024"),
                *(REPORTED, "", CHINA, "5"),
            ),
            (GDEC_2024, "schema:name", GDEC_2024, REPORTED, "", CHINA, "2"),
            (GDEC_2024, "gdec:editionOf", "Global Digital Economy Conference", INFERRED, "", CHINA, "5"),
            (LHASA_FORUM, "gdec:partOf", GDEC_2024, REPORTED, "", CHINA, "5"),
            *((GDEC_2024, prop, "", "", question, CHINA, "") for question, prop in NOT_STATED_OF_GDEC_2024),
        ],
    ),
    (
        "what-is-known-of",
        {"thing": "place:china"},
        [
            ("Southwest China", "schema:containedInPlace", "China", INFERRED, "", CHINA, "5"),
            ("China", "schema:name", "China", REPORTED, "", CHINA, "5"),
            ("China", "gdec:placeType", "gdec:country", REPORTED, "", CHINA, "7"),
            ("China", "schema:name", "China", REPORTED, "", TDI, "5"),
            (UNVEILING, "gdec:agent", "China", REPORTED, "", TDI, "5"),
            ("China", "gdec:hasParticipation", UNVEILING, REPORTED, "", TDI, "5"),
            (INITIATIVE, "gdec:proposedBy", "China", REPORTED, "", TDI, "5"),
        ],
    ),
    ("timeline", {}, TIMELINE),
    ("timeline", {"year": "2023"}, TIMELINE[:4]),
    ("timeline", {"year": "2025"}, []),
]


@pytest.mark.parametrize(("name", "values", "right"), ANSWERS, ids=named)
def test_answer_is_right(shipped, rows_of, name, values, right):
    assert rows_of(shipped, load(name), **values) == right


COUNT = """
    GRAPH <{g}> {{
      conference:fair gdec:{property} count:guests .
      count:guests gdec:counted 'guests' ; gdec:countedClass gdec:Person ; gdec:comparator gdec:{comparator} ;
        gdec:number {number} .
      <{g}#s> rdf:subject conference:fair ; rdf:object count:guests ; gdec:article article:{g} ; gdec:paragraph 1 .
    }}"""


@pytest.mark.parametrize(
    ("name", "property", "values"),
    [
        ("attendance-at-least", "attendanceCount", {"sort": "gdec:Person"}),
        ("counted-parts", "partCount", {}),
        ("named-of-counted", "partCount", {}),
    ],
)
def test_a_number_keeps_the_comparator_and_the_article_that_tell_it(store_of, rows_of, name, property, values):
    told = [("urn:a", "exactly", "900"), ("urn:b", "moreThan", "1500")]
    store = store_of("".join(COUNT.format(g=g, property=property, comparator=c, number=n) for g, c, n in told))
    query = load(name)
    rows = rows_of(store, query, event="conference:fair", **values)
    found = {(row[query.columns.index("article")], *row[1:3]) for row in rows}
    assert found == {("article:urn:a", "gdec:exactly", "900"), ("article:urn:b", "gdec:moreThan", "1500")}
    assert len(rows) == len(told)
