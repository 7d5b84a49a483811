"""The right answers about people, bodies and places, worked out by hand from the two articles."""

import pytest
from known import (
    BUREAU,
    CENTER,
    CHINA,
    CITY_BUREAU,
    COMMITTEE,
    ENTERPRISES,
    GDEC_2023,
    GUO,
    GUO_POST,
    INFERRED,
    LHASA_COMMITTEE,
    LHASA_FORUM,
    MAO,
    MAO_POST,
    OPENING,
    REPORTED,
    TDI,
    WANG_DUI,
    WANG_DUI_POSTS,
    WANG_QIANG,
    WANG_QIANG_POSTS,
    named,
)

from gdec.query.saved import load

SPOKEN_AT = "ceremony:lhasa-forum-2024-opening"

# (query, values of its parameters, answer): without values, the answer to the query's question.
ANSWERS = [
    (
        "unveiled-and-presented",
        {},
        [
            (
                *("gdec:unveiler", "China", GDEC_2023, "2023-07-04", "2023-07-07", "place:beijing"),
                *(REPORTED, TDI, "5"),
            ),
            (
                *("gdec:presenter", "Wang Lei", GDEC_2023, "2023-07-04", "2023-07-07", "place:beijing"),
                *(INFERRED, TDI, "6"),
            ),
        ],
    ),
    (
        "posts-held-at-once",
        {},
        [
            *((*WANG_DUI, post, "", "2024-08-01", CHINA, "5") for post in WANG_DUI_POSTS),
            (*WANG_QIANG, WANG_QIANG_POSTS[0], "", "2024-08-01", CHINA, "5"),
            (*WANG_QIANG, WANG_QIANG_POSTS[1], "true", "2024-08-01", CHINA, "5"),
        ],
    ),
    ("posts-held-at-once", {"person": "person:mao-dongjun"}, []),
    (
        "who-held-which-post",
        {},
        [
            ("person:wang-lei", "Wang Lei", "Deputy Head", "2023-07-04", TDI, "6"),
            (*MAO, "deputy director", "2024-08-01", CHINA, "5"),
        ],
    ),
    (
        "who-held-which-post",
        {"body": "organisation:xizang-data-management-bureau"},
        [(*WANG_DUI, "director", "2024-08-01", CHINA, "5")],
    ),
    (
        "up-to-which-ministry",
        {},
        [
            ("member", COMMITTEE, CENTER, "1", CHINA, "5"),
            ("member", CENTER, "Ministry of Industry and Information Technology", "0", CHINA, "5"),
        ],
    ),
    (
        "up-to-which-ministry",
        {"person": "person:wang-qiang"},
        [("deputy secretary", LHASA_COMMITTEE, "Communist Party of China", "0", CHINA, "5")],
    ),
    *(
        (
            "who-spoke",
            values,
            [
                (SPOKEN_AT, *GUO, GUO_POST, CHINA, "5"),
                (SPOKEN_AT, *MAO, MAO_POST, CHINA, "5"),
                *((SPOKEN_AT, *WANG_DUI, post, CHINA, "5") for post in WANG_DUI_POSTS),
                *((SPOKEN_AT, *WANG_QIANG, post, CHINA, "5") for post in WANG_QIANG_POSTS),
            ],
        )
        for values in ({}, {"event": SPOKEN_AT})
    ),
    ("who-spoke", {"event": "conference:gdec-2023"}, []),
    (
        "attended-what",
        {},
        [
            (
                *("forum:lhasa-forum-2024", LHASA_FORUM),
                *(f"more than 130 {ENTERPRISES}", "false", CHINA, "5"),
            ),
            (
                *("forum:lhasa-forum-2024", LHASA_FORUM),
                *("several leaders from departments of the region", "false", CHINA, "5"),
            ),
            *(
                ("ceremony:lhasa-forum-2024-opening", OPENING, name, "true", CHINA, "5")
                for _, name in (GUO, MAO, WANG_DUI, WANG_QIANG)
            ),
        ],
    ),
    ("attended-what", {"event": "conference:gdec-2023"}, []),
    (
        "in-both-articles",
        {},
        [
            (CITY_BUREAU, BUREAU, "gdec:Organisation", CHINA, "5"),
            (CITY_BUREAU, BUREAU, "gdec:Organisation", TDI, "6"),
            ("place:beijing", "Beijing", "gdec:Place", CHINA, "5"),
            ("place:beijing", "Beijing", "gdec:Place", TDI, "1"),
            ("place:china", "China", "gdec:Place", CHINA, "5"),
            ("place:china", "China", "gdec:Place", TDI, "5"),
            ("place:lhasa", "Lhasa", "gdec:Place", CHINA, "5"),
            ("place:lhasa", "Lhasa", "gdec:Place", TDI, "1"),
        ],
    ),
]


@pytest.mark.parametrize(("name", "values", "right"), ANSWERS, ids=named)
def test_answer_is_right(shipped, rows_of, name, values, right):
    assert rows_of(shipped, load(name), **values) == right
