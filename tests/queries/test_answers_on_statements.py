"""The right answers about how things are said, worked out by hand from the two articles."""

import pytest
from known import (
    ATTRIBUTED,
    BUREAU,
    CHINA,
    DATA_DRIVES,
    DEPARTMENT,
    DIGITAL_DRIVES,
    EVALUATED,
    GDEC_2023,
    GDEC_2024,
    GUO,
    GUO_POST,
    HOPED,
    INFERRED,
    INITIATIVE,
    INTENDED,
    LHASA_COMMITTEE,
    LHASA_FORUM,
    MAO,
    MAO_POST,
    OPENING,
    SCHEDULED,
    TDI,
    WANG_DUI,
    WANG_DUI_POSTS,
    WANG_QIANG,
    WANG_QIANG_POSTS,
    Says,
    named,
)

from gdec.query.saved import load

# What the article by TDI intends or weighs in its own voice, sentence by sentence.
TDI_AIMS = [
    (INTENDED, Says("collaboration, exchange"), "6"),
    (INTENDED, Says("market"), "6"),
    (INTENDED, Says("innovation, science"), "8"),
    (INTENDED, Says("faster"), "8"),
    (INTENDED, Says("technolog, cities"), "8"),
    (INTENDED, Says("network, innovation"), "9"),
    (INTENDED, Says("together"), "11"),
    (INTENDED, Says("share"), "11"),
    (INTENDED, Says("innovation, technical"), "11"),
    (INTENDED, Says("innovation, growth"), "15"),
    (INTENDED, Says("future, intelligence"), "15"),
]
TDI_VOICE = [
    (EVALUATED, Says("products"), "2"),
    (EVALUATED, Says("leaders, experts"), "3"),
    (EVALUATED, Says("new ground"), "5"),
    (EVALUATED, Says("regard"), "5"),
    *TDI_AIMS[:9],
    (EVALUATED, Says("moment"), "12"),
    (INTENDED, Says("singapore"), "13"),
    (EVALUATED, Says("step, borders"), "14"),
    *TDI_AIMS[9:],
]
# What the other article says in its own voice, and what its four speakers say, in the order of the text.
NOBODY = ("", "")
CHINA_SAYS = [
    (*NOBODY, Says("potential, strengths, technology, economy"), EVALUATED, "6"),
    (*NOBODY, Says("strengths, natural"), EVALUATED, "6"),
    (*NOBODY, Says("strengths, policy"), EVALUATED, "6"),
    (*NOBODY, Says("strengths, will"), EVALUATED, "6"),
    (*WANG_QIANG, Says("climate, energy, carbon, policy, costs"), ATTRIBUTED, "7"),
    (*WANG_QIANG, Says("revolution, industrial"), ATTRIBUTED, "7"),
    (*WANG_QIANG, Says("belt and road"), INTENDED, "7"),
    (*WANG_QIANG, Says("platform, opening up, cooperation"), INTENDED, "7"),
    (*WANG_QIANG, Says("lhasa is a, channel, south asia"), ATTRIBUTED, "7"),
    (*WANG_QIANG, Says("lhasa is a, node city"), ATTRIBUTED, "7"),
    (*WANG_QIANG, Says("lhasa is a, bonded zone"), ATTRIBUTED, "7"),
    (*WANG_QIANG, Says("lhasa is a, pilot zone, trade"), ATTRIBUTED, "7"),
    (*WANG_DUI, Says("digital reform"), INTENDED, "8"),
    (*WANG_DUI, Says("data"), INTENDED, "8"),
    (*WANG_DUI, Says("digital infrastructure"), INTENDED, "8"),
    (*WANG_DUI, Says("integration"), INTENDED, "8"),
    (*WANG_DUI, Says("advance, digital economy"), INTENDED, "8"),
    (*WANG_DUI, Says("model, productive forces"), INTENDED, "8"),
    (*MAO, Says("lhasa, digital economy"), EVALUATED, "9"),
    (*MAO, Says("data centres, lhasa"), ATTRIBUTED, "9"),
    (*MAO, Says("clean energy, lhasa"), ATTRIBUTED, "9"),
    (*MAO, Says("dual gigabit, lhasa"), ATTRIBUTED, "9"),
    (*NOBODY, Says("achievements, will, ability"), EVALUATED, "9"),
    (*MAO, Says("cooperation, beijing, lhasa"), EVALUATED, "9"),
    (*GUO, "Lhasa High-Level Forum | establishedBy | first GDEC", ATTRIBUTED, "10"),
    (*GUO, "first GDEC | editionOf | Global Digital Economy Conference", ATTRIBUTED, "10"),
    (*GUO, Says("beijing, xizang, digital economy"), ATTRIBUTED, "10"),
    (*GUO, Says("achievements, digital economy"), EVALUATED, "10"),
    (*GUO, Says("geographical, cultural"), HOPED, "10"),
    (*GUO, Says("network"), HOPED, "10"),
    (*GUO, Says("more developed regions"), HOPED, "10"),
    (*GUO, Says("chapter"), HOPED, "10"),
]
CHINA_VOICE = [(kind, said, place) for *who, said, kind, place in CHINA_SAYS if tuple(who) == NOBODY]
SAID = [row for row in CHINA_SAYS if row[:2] != NOBODY]
CHINA_HEADED = [
    (kind, said, name, CHINA, place)
    for _, name, said, kind, place in CHINA_SAYS
    if kind in (INTENDED, HOPED, EVALUATED)
]
# What follows by a rule, and from what: subject, property, object, kind, rule, base, article, paragraph.
PUBLISHED = f"{LHASA_FORUM} opens | datePublished | 2024-08-01"
LAUNCHED = f"{INITIATIVE} | launchedAt | {GDEC_2023}"


def edition(name, article, place):
    """Give what follows from a conference's being named as its series is, with a year added."""
    series = "Global Digital Economy Conference"
    return name, "gdec:editionOf", series, "year-in-name", f"{name} | name | {name}", article, place


INFERENCES = [
    *(
        (post, "gdec:attestedOn", "2024-08-01", "attested-by-publication", f"{name} | holds | {post}", CHINA, "5")
        for post, name in (
            (MAO_POST, "Mao Dongjun"),
            (WANG_DUI_POSTS[0], "Wang Dui"),
            (WANG_QIANG_POSTS[0], "Wang Qiang"),
            (WANG_DUI_POSTS[1], "Wang Dui"),
            (WANG_QIANG_POSTS[1], "Wang Qiang"),
            (GUO_POST, "Guo Jinhai"),
        )
    ),
    *(
        (
            *("Beijing Lights up Lhasa", "gdec:apartFrom", "Digital Bridge Across the Himalayas"),
            *("different-wording", f"{LHASA_FORUM} | theme | {theme}", CHINA, ""),
        )
        for theme in ("Beijing Lights up Lhasa", "Digital Bridge Across the Himalayas")
    ),
    *(
        (body, prop, place, "place-in-name", f"{body} | name | {body}", CHINA, "5")
        for body, prop, place in (
            (BUREAU, "schema:areaServed", "Beijing"),
            (DEPARTMENT, "schema:areaServed", "Xizang"),
            (LHASA_COMMITTEE, "schema:areaServed", "Lhasa"),
            ("Southwest China", "schema:containedInPlace", "China"),
            ("Xizang Data Management Bureau", "schema:areaServed", "Xizang"),
        )
    ),
    (OPENING, "gdec:partOf", LHASA_FORUM, "same-passage", f"{LHASA_FORUM} | openingDate | 2024-07-29", CHINA, "5"),
    (LHASA_FORUM, "gdec:openingDate", "2024-07-29", "year-from-publication", PUBLISHED, CHINA, "5"),
    edition(GDEC_2024, CHINA, "5"),
    (
        *(f"Deputy Head, {BUREAU}", "gdec:attestedOn", "2023-07-04", "attested-by-publication"),
        *(f"Wang Lei | holds | Deputy Head, {BUREAU}", TDI, "6"),
    ),
    *(
        (
            *(DIGITAL_DRIVES, "gdec:variantOf", DATA_DRIVES, "near-identical-wording"),
            *(f"{GDEC_2023} | theme | {theme}", TDI, ""),
        )
        for theme in (DATA_DRIVES, DIGITAL_DRIVES)
    ),
    (BUREAU, "schema:areaServed", "Beijing", "place-in-name", f"{BUREAU} | name | {BUREAU}", TDI, "6"),
    *(
        (name, "gdec:hasParticipation", f"{name} as {part} at {GDEC_2023}", "same-passage", LAUNCHED, TDI, place)
        for name, part, place in (("Singapore", "guest of honour", "12"), ("Wang Lei", "presenter", "6"))
    ),
    *(
        (
            *(GDEC_2023, prop, day, "year-from-publication"),
            *("tdi-2023-07-04 | datePublished | 2023-07-04", TDI, "3"),
        )
        for prop, day in (("schema:endDate", "2023-07-07"), ("schema:startDate", "2023-07-04"))
    ),
    edition(GDEC_2023, TDI, "3"),
]


def standing(row):
    """Give an inference as the query does: with its kind, and its rule as a prefixed name."""
    subject, prop, value, rule, *rest = row
    kind = SCHEDULED if prop == "schema:endDate" else INFERRED
    return (subject, prop, value, kind, f"gdec:rule-{rule}", *rest)


# (query, values of its parameters, answer): without values, the answer to the query's question.
ANSWERS = [
    (
        "aims",
        {},
        [
            *(("aim", said, kind, TDI, place) for kind, said, place in TDI_AIMS),
            ("not stated", "Has any aim of the initiative been reached?", "", TDI, ""),
            ("not stated", "On which day was the initiative unveiled?", "", TDI, ""),
            ("not stated", "Which cities have joined the initiative?", "", TDI, ""),
        ],
    ),
    ("what-was-said", {}, [(*who, said, kind, CHINA, place) for *who, said, kind, place in SAID]),
    (
        "what-was-said",
        {"speaker": "person:wang-dui"},
        [(*who, said, kind, CHINA, place) for *who, said, kind, place in SAID if tuple(who) == WANG_DUI],
    ),
    (
        "intentions-hopes-praise",
        {},
        [*CHINA_HEADED, *((kind, said, "", TDI, place) for kind, said, place in TDI_VOICE)],
    ),
    ("intentions-hopes-praise", {"kind": "gdec:hoped"}, [row for row in CHINA_HEADED if row[0] == HOPED]),
    ("intentions-hopes-praise", {"kind": "gdec:attributed"}, []),
    (
        "no-named-speaker",
        {},
        [
            *((kind, said, CHINA, place) for kind, said, place in CHINA_VOICE),
            *((kind, said, TDI, place) for kind, said, place in TDI_VOICE),
        ],
    ),
    (
        "no-named-speaker",
        {"article": "article:china-org-cn-2024-08-01"},
        [(kind, said, CHINA, place) for kind, said, place in CHINA_VOICE],
    ),
    ("inferred-statements", {}, [standing(row) for row in INFERENCES]),
    (
        "inferred-statements",
        {"rule": "gdec:rule-same-passage"},
        [standing(row) for row in INFERENCES if row[3] == "same-passage"],
    ),
    ("inferred-statements", {"rule": "gdec:rule-label-by-editor"}, []),
]


@pytest.mark.parametrize(("name", "values", "right"), ANSWERS, ids=named)
def test_answer_is_right(shipped, rows_of, name, values, right):
    assert rows_of(shipped, load(name), **values) == right


def test_a_number_that_is_only_claimed_is_told_by_what_is_claimed_and_once(edited, rows_of):
    store = edited(CHINA, "more_than: 130,", "more_than: 130, kind: attributed, speaker: wang-qiang,")
    said = [row[2] for row in rows_of(store, load("what-was-said"), speaker=WANG_QIANG[0])]
    claims = [one for one in said if "130" in one]
    assert len(claims) == 1
    assert claims[0].endswith(
        " | attendanceCount | more than 130 digital enterprises and industry associations, through representatives"
    )


def test_a_number_that_somebody_claims_is_told_as_he_claims_it_though_an_article_reports_another(store_of, rows_of):
    store = store_of("""
        GRAPH <urn:a> { count:guests a gdec:Count ; rdfs:label 'more than 40 guests' . forum:porto rdfs:label 'Porto' .
          person:ana rdfs:label 'Ana' . }
        GRAPH <urn:b> {
          <urn:b#s1> sem:accordingTo person:ana ; gdec:kind gdec:attributed ; gdec:article article:two ;
            rdf:subject forum:porto ; rdf:predicate gdec:attendanceCount ; rdf:object count:guests .
          <urn:b#s2> sem:accordingTo person:ana ; gdec:kind gdec:attributed ; gdec:article article:two ;
            rdf:subject count:guests ; rdf:predicate rdfs:label ; rdf:object 'more than 90 guests' .
          <urn:b#s3> sem:accordingTo person:ana ; gdec:kind gdec:attributed ; gdec:article article:two ;
            rdf:subject count:guests ; rdf:predicate gdec:number ; rdf:object 90 . }""")
    rows = rows_of(store, load("what-was-said"))
    assert [row[2] for row in rows] == ["Porto | attendanceCount | more than 90 guests"]
