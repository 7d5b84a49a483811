"""The data-quality checks: what each finds in the shipped data, and that each finds a fault put there for it."""

import pytest

from gdec.query.checks import SEVERITIES, load_checks

CHECKS = {check.name: check for check in load_checks()}
EVENT = "forum:porto a gdec:Forum ; rdfs:label 'Porto' ."
ENTRY = "<urn:registry#porto> gdec:registers place:porto . place:porto rdfs:label 'Porto' ."
ARTICLE = "article:one a gdec:Article ."

# What the shipped data is known for: nothing that is a violation or a warning.
SHIPPED = {
    "counted-but-not-named": [
        ("conference:gdec-2023", "Global Digital Economy Conference 2023", "special activities", "6", "1"),
        ("conference:gdec-2023", "Global Digital Economy Conference 2023", "summit forums", "6", "0"),
        (
            *("forum:lhasa-forum-2024", "Lhasa High-Level Forum of Global Digital Economy Conference 2024"),
            *("sub-forums", "3", "0"),
        ),
    ],
    "same-label-different-thing": [
        ("forum:gdec-2023-main-forum", "main forum", "2"),
        ("forum:lhasa-forum-2024-main-forum", "main forum", "2"),
    ],
    "scheduled-never-confirmed": [
        ("conference:gdec-2023", "Global Digital Economy Conference 2023", "schema:endDate", "2023-07-07"),
        ("conference:gdec-2023", "Global Digital Economy Conference 2023", "gdec:durationInDays", "4"),
    ],
}

# For each check: data with a fault beside its like without, and the rows that tell the fault.
FAULTS = {
    "counted-but-not-named": (
        f"""{EVENT} GRAPH <urn:a> {{
            forum:porto gdec:partCount count:a , count:b .
            count:a gdec:number 2 ; gdec:counted 'sub-forums' ; gdec:includes forum:one . forum:one schema:name 'One' .
            count:b gdec:number 1 ; gdec:counted 'main forum' ; gdec:includes forum:two . forum:two schema:name 'Two' .
        }}
        GRAPH <urn:b> {{ forum:porto gdec:partCount count:a . count:a gdec:number 1 ; gdec:counted 'side rooms' . }}""",
        ("forum:porto", "Porto", "sub-forums", "2", "1"),
    ),
    "date-beyond-its-words": (
        """<urn:a#s1> gdec:kind gdec:reported ; rdf:subject forum:porto ; rdf:predicate schema:startDate ;
            rdf:object '2031-05-01'^^xsd:date ; gdec:evidence <urn:a#e1> .
        <urn:a#e1> gdec:words 'on 1 May' . <urn:a#e2> gdec:words 'on 1 May 2031' .
        <urn:a#s2> gdec:kind gdec:reported ; rdf:subject forum:gaia ; rdf:predicate schema:startDate ;
            rdf:object '2031-05-01'^^xsd:date ; gdec:evidence <urn:a#e2> .
        <urn:a#s3> gdec:kind gdec:scheduled ; gdec:rule gdec:rule-year-from-publication ; rdf:subject forum:gaia ;
            rdf:predicate schema:endDate ; rdf:object '2031-05-01'^^xsd:date ; gdec:evidence <urn:a#e1> .""",
        ("urn:a#s1", "forum:porto", "schema:startDate", "2031-05-01", "on 1 May"),
    ),
    "disagreement": (
        f"""GRAPH <urn:one> {{ {EVENT} forum:porto gdec:durationInDays 3 ; schema:location place:porto }}
        GRAPH <urn:two> {{ {EVENT} forum:porto gdec:durationInDays 4 ; schema:location place:gaia }}""",
        ("forum:porto", "Porto", "gdec:durationInDays", "3", "4"),
    ),
    "event-without-date": (
        f"""{EVENT} forum:gaia a gdec:Forum ; rdfs:label 'Gaia' ; gdec:openingDate '2031-05-01'^^xsd:date .
        forum:braga a gdec:Forum ; rdfs:label 'Braga' .
        <urn:a#u> gdec:about forum:braga ; gdec:property schema:endDate .""",
        ("forum:porto", "Porto"),
    ),
    "event-without-place": (
        f"""{EVENT} forum:gaia a gdec:Forum ; rdfs:label 'Gaia' ; schema:location place:gaia .
        forum:braga a gdec:Forum ; rdfs:label 'Braga' .
        <urn:a#u> gdec:about forum:braga ; gdec:property schema:location .""",
        ("forum:porto", "Porto"),
    ),
    "in-several-articles-not-in-registry": (
        f"""{EVENT} place:porto a gdec:Place ; rdfs:label 'Porto' . <urn:registry#porto> gdec:registers place:porto .
        <urn:a#s> rdf:subject forum:porto ; rdf:object place:porto ; gdec:article article:one .
        <urn:b#s> gdec:about forum:porto , place:porto ; gdec:article article:two .""",
        ("forum:porto", "Porto", "2"),
    ),
    "inference-without-ground": (
        """<urn:a#s1> gdec:kind gdec:inferred ; gdec:rule gdec:rule-same-passage ; rdf:subject forum:porto ;
            rdf:predicate gdec:partOf .
        <urn:a#s2> gdec:kind gdec:inferred ; gdec:rule gdec:rule-same-passage ; gdec:restsOn <urn:a#s3> .
        <urn:a#s3> gdec:kind gdec:inferred ; gdec:rule gdec:rule-as-received .""",
        ("urn:a#s1", "forum:porto", "gdec:partOf", "gdec:rule-same-passage"),
    ),
    "date-against-its-words": (
        """<urn:a#s1> gdec:kind gdec:reported ; rdf:subject article:one ; rdf:predicate schema:datePublished ;
            rdf:object '2024-07-03'^^xsd:date ; gdec:evidence <urn:a#e1> .
        <urn:a#e1> gdec:words 'on March 7, 2024' .
        <urn:a#s2> gdec:kind gdec:reported ; rdf:subject article:one ; rdf:predicate schema:datePublished ;
            rdf:object '2024-03-07'^^xsd:date ; gdec:evidence <urn:a#e1> .
        <urn:a#s3> gdec:kind gdec:inferred ; rdf:subject forum:gaia ; rdf:predicate schema:startDate ;
            rdf:object '2024-07-03'^^xsd:date ; gdec:evidence <urn:a#e1> .""",
        ("urn:a#s1", "article:one", "schema:datePublished", "2024-07-03", "on March 7, 2024", "write 2024-03-07"),
    ),
    "long-paraphrase": (
        f"<urn:a#s1> gdec:content '{'word ' * 20}word' . <urn:a#s2> gdec:content '{'word ' * 19}word' .",
        ("urn:a#s1", "word " * 20 + "word", "21"),
    ),
    "mention-not-in-registry": (
        f"""{ENTRY} <urn:registry#porto> gdec:mention article:one .
        <urn:a#s> rdf:subject place:porto ; gdec:article article:one .
        <urn:b#s> rdf:object place:porto ; gdec:article article:two .""",
        ("place:porto", "Porto", "article:two"),
    ),
    "mention-without-statement": (
        f"""{ENTRY} {ARTICLE} <urn:registry#porto> gdec:mention article:one , article:two , article:gone .
        article:two a gdec:Article . <urn:b#s> gdec:about place:porto ; gdec:article article:two .""",
        ("place:porto", "Porto", "article:one"),
    ),
    "name-beyond-its-words": (
        """person:wang a gdec:Person ; rdfs:label 'Wang Qiang' , 'Beida'@en .
        article:one schema:inLanguage 'en' .
        <urn:a#s1> gdec:kind gdec:reported ; rdf:subject person:wang ; rdf:predicate schema:name ;
            rdf:object 'Wang Qiang'@en ; gdec:evidence <urn:a#e1> ; gdec:article article:one .
        <urn:a#s2> gdec:kind gdec:reported ; rdf:subject person:wang ; rdf:predicate schema:alternateName ;
            rdf:object 'Wang Q.'@en ; gdec:evidence <urn:a#e2> , <urn:a#e3> ; gdec:article article:one .
        <urn:a#s3> gdec:kind gdec:reported ; rdf:subject person:wang ; rdf:predicate schema:alternateName ;
            rdf:object 'Ana'@pt ; gdec:evidence <urn:a#e2> ; gdec:article article:one .
        <urn:a#e1> gdec:words 'Mao Dongjun' . <urn:a#e2> gdec:words 'Mayor Wang' . <urn:a#e3> gdec:words 'Beida' .""",
        (
            *("urn:a#s1", "person:wang", "Wang Qiang", "Beida", "Mao Dongjun"),
            'write "Mao Dongjun", or quote words that hold "Wang Qiang"',
        ),
    ),
    "number-beyond-its-words": (
        """<urn:a#s1> gdec:kind gdec:reported ; rdf:subject count:six ; rdf:predicate gdec:number ; rdf:object 7 ;
            gdec:evidence <urn:a#e1> .
        <urn:a#c1> rdf:subject count:six ; rdf:predicate gdec:comparator ; rdf:object gdec:exactly ;
            gdec:evidence <urn:a#e1> , <urn:a#e2> .
        <urn:a#e1> gdec:words 'six forums' . <urn:a#e2> gdec:words 'seven forums' .
        <urn:a#s2> gdec:kind gdec:reported ; rdf:subject count:six ; rdf:predicate gdec:number ; rdf:object 7 ;
            gdec:evidence <urn:a#e2> .
        <urn:a#s3> gdec:kind gdec:scheduled ; rdf:subject forum:gaia ; rdf:predicate gdec:durationInDays ;
            rdf:object 5 ; gdec:evidence <urn:a#e3> .
        <urn:a#s3> gdec:article article:one . article:one schema:inLanguage 'en' .
        <urn:a#s5> gdec:kind gdec:reported ; rdf:subject forum:gaia ; rdf:predicate gdec:durationInDays ;
            rdf:object 9 ; gdec:evidence <urn:a#e5> ; gdec:article article:two . article:two schema:inLanguage 'fr' .
        <urn:a#e5> gdec:words 'neuf jours, et 40 heures' .
        <urn:a#e3> gdec:firstWords 'from May' ; gdec:lastWords 'for four days' .
        <urn:a#s4> gdec:kind gdec:inferred ; rdf:subject forum:gaia ; rdf:predicate gdec:durationInDays ;
            rdf:object 6 ; gdec:evidence <urn:a#e3> .""",
        ("urn:a#s1", "count:six", "gdec:number", "gdec:exactly", "7", "six forums", "", "write exactly: 6"),
        ("urn:a#s3", "forum:gaia", "gdec:durationInDays", "", "5", "from May … for four days", "en", "write 4"),
    ),
    "part-of-itself": (
        f"{EVENT} forum:porto gdec:partOf forum:gaia . forum:gaia gdec:partOf forum:braga . forum:braga "
        "gdec:partOf forum:gaia ; rdfs:label 'Braga' .",
        ("forum:braga", "Braga"),
    ),
    "person-without-role": (
        """person:ana a gdec:Person ; rdfs:label 'Ana' ; gdec:holds post:ana .
        person:rui a gdec:Person ; rdfs:label 'Rui' .""",
        ("person:rui", "Rui"),
    ),
    "plain-triple-without-source": (
        """GRAPH <urn:a> {
          forum:porto schema:location place:porto ; schema:startDate '2031-05-01'^^xsd:date .
          <urn:a#s1> a gdec:Statement ; gdec:kind gdec:reported ; rdf:subject forum:porto ;
            rdf:predicate schema:startDate ; rdf:object '2031-05-01'^^xsd:date .
          <urn:a#s2> a gdec:Statement ; gdec:kind gdec:attributed ; rdf:subject forum:porto ;
            rdf:predicate schema:location ; rdf:object place:porto .
        }
        GRAPH <urn:registry> {
          <urn:registry#porto> a gdec:RegistryEntry ; gdec:registers place:porto . place:porto rdfs:label 'Porto' .
        }""",
        ("forum:porto", "schema:location", "place:porto", "urn:a"),
    ),
    "post-without-attestation": (
        """post:ana a gdec:Post ; rdfs:label 'mayor, Porto' .
        post:rui a gdec:Post ; rdfs:label 'mayor, Gaia' ; gdec:attestedOn '2031-05-01'^^xsd:date .""",
        ("post:ana", "mayor, Porto"),
    ),
    "registered-but-mentioned-nowhere": (
        f"""{ENTRY} <urn:registry#gaia> gdec:registers place:gaia . place:gaia rdfs:label 'Gaia' .
        <urn:a#s> gdec:about place:gaia .""",
        ("place:porto", "Porto"),
    ),
    "same-label-different-thing": (
        f"""{EVENT} place:porto a gdec:Place ; rdfs:label 'Porto' .
        forum:gaia a gdec:Forum ; rdfs:label 'Gaia' , 'Porto' .""",
        ("forum:gaia", "Porto", "2"),
        ("forum:porto", "Porto", "2"),
    ),
    "replaced-but-not-retracted": (
        """article:two prov:wasRevisionOf article:one , article:none . article:one a gdec:Article .
        article:four prov:wasRevisionOf article:three . article:three a gdec:Article ;
            gdec:retractedOn '2031-05-09'^^xsd:date .""",
        ("article:one", "article:two"),
    ),
    "publication-day-exchanged": (
        """article:one schema:datePublished '2024-03-07'^^xsd:date .
        article:two schema:datePublished '2024-03-12'^^xsd:date .
        article:three schema:datePublished '2024-03-07'^^xsd:date .
        <urn:a#s1> gdec:article article:one ; rdf:predicate schema:startDate ; rdf:object '2024-07-01'^^xsd:date ;
            gdec:kind gdec:reported .
        <urn:b#s1> gdec:article article:two ; rdf:predicate schema:startDate ; rdf:object '2024-07-01'^^xsd:date ;
            gdec:kind gdec:reported .
        <urn:c#s1> gdec:article article:three ; rdf:predicate schema:startDate ; rdf:object '2024-07-01'^^xsd:date ;
            gdec:kind gdec:scheduled .""",
        ("article:one", "2024-03-07", "", "2024-07-01", "write 2024-07-03"),
    ),
    "rests-on-retracted-article": (
        """article:one gdec:retractedOn '2031-05-09'^^xsd:date .
        <urn:a#s> gdec:article article:one . <urn:b#s> gdec:article article:two ; gdec:restsOn <urn:a#s> , <urn:b#t> .
        <urn:b#t> gdec:article article:two . <urn:a#t> gdec:article article:one ; gdec:restsOn <urn:a#s> .
        <urn:editorial#c> gdec:prefers <urn:a#s> .
        <urn:editorial#d> gdec:deprecates <urn:a#s> ; gdec:prefers <urn:b#s> .
        <urn:registry#both> gdec:mention article:one , article:two . <urn:registry#one> gdec:mention article:one .""",
        ("urn:b#s", "article:one", "2031-05-09"),
        ("urn:editorial#c", "article:one", "2031-05-09"),
        ("urn:registry#one", "article:one", "2031-05-09"),
    ),
    "scheduled-never-confirmed": (
        f"""{EVENT} <urn:a#s1> gdec:kind gdec:scheduled ; rdf:subject forum:porto ; rdf:predicate schema:endDate ;
            rdf:object '2031-05-02'^^xsd:date .
        <urn:a#s2> gdec:kind gdec:scheduled ; rdf:subject forum:gaia ; rdf:predicate schema:endDate ; rdf:object 'x' .
        <urn:b#s> gdec:kind gdec:reported ; rdf:subject forum:gaia ; rdf:predicate schema:endDate ; rdf:object 'y' .
        <urn:a#s3> gdec:kind gdec:scheduled ; rdf:subject count:forty ; rdf:predicate gdec:number ; rdf:object 40 .
        count:forty a gdec:Count ; rdfs:label 'forty guests' .
        forum:gaia rdfs:label 'Gaia' .""",
        ("forum:porto", "Porto", "schema:endDate", "2031-05-02"),
    ),
    "several-labels": (
        "place:porto rdfs:label 'Porto'@en , 'Oporto'@en , 'Porto'@pt .",
        ("place:porto", "Oporto", "Porto"),
    ),
    "speaker-without-participation": (
        """<urn:a#s> sem:accordingTo person:ana , person:rui ; gdec:article article:one .
        person:ana rdfs:label 'Ana' . person:rui rdfs:label 'Rui' .
        participation:rui gdec:agent person:rui ; gdec:part gdec:speaker .
        participation:ana gdec:agent person:ana ; gdec:part gdec:attendee .""",
        ("person:ana", "Ana", "article:one"),
    ),
    "statement-without-evidence": (
        """<urn:a#s1> a gdec:Statement ; gdec:content 'a thing' .
        <urn:a#s2> a gdec:Statement ; gdec:evidence <urn:a#e> .
        <urn:a#s3> a gdec:Statement ; gdec:restsOn <urn:a#s2> .
        <urn:a#s4> a gdec:Statement ; gdec:rule gdec:rule-as-received .""",
        ("urn:a#s1", "", "", "a thing"),
    ),
    "theme-without-relation": (
        """forum:porto gdec:theme theme:a , theme:b , theme:c . theme:a gdec:variantOf theme:b .
        theme:c gdec:apartFrom theme:b .""",
        ("forum:porto", "theme:a", "theme:c"),
    ),
    "unknown-answered-elsewhere": (
        """<urn:a#u> gdec:about forum:porto ; gdec:property schema:endDate ; gdec:question 'When did it end?' ;
            gdec:notStatedIn article:one .
        <urn:b#s> rdf:subject forum:porto ; rdf:predicate schema:endDate ; rdf:object '2031-05-02'^^xsd:date ;
            gdec:article article:two .""",
        ("forum:porto", "When did it end?", "2031-05-02", "article:two"),
    ),
}


def test_each_check_is_tried():
    assert set(FAULTS) == set(CHECKS)


@pytest.mark.parametrize("name", CHECKS)
def test_check_finds_its_fault_and_nothing_else(name, store_of, rows_of):
    trig, *findings = FAULTS[name]
    assert rows_of(store_of(trig), CHECKS[name]) == findings


@pytest.mark.parametrize("name", CHECKS)
def test_shipped_data_has_the_findings_it_is_known_for(name, shipped, rows_of):
    assert rows_of(shipped, CHECKS[name]) == SHIPPED.get(name, [])


def test_shipped_data_has_no_violation_and_no_warning():
    assert {CHECKS[name].severity for name in SHIPPED} == {SEVERITIES[0]}
