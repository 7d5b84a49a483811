"""The check of a facts file: keys, references, values, standing, words."""

import pytest
from msgspec.inspect import StructType, type_info

from gdec.errors import Problems
from gdec.evidence.text import digest
from gdec.facts.check import check, explain_key
from gdec.facts.model import Facts, Link, Theme
from gdec.facts.names import Registry
from gdec.facts.reading import parse
from gdec.facts.references import LINKS
from gdec.facts.values import explain_date
from gdec.site.frame.file import is_path

SHA = digest("w")

REGISTRY = """\
format: 1
organisations:
  example-agency: {name: Example Agency, reason: the same imprint, mentions: [porto-1, porto-2]}
  harbour-office: {name: Harbour Office, within: [example-agency], reason: the same office}
places:
  porto: {name: Porto, types: [city, municipality], reason: the same city}
  portugal: {name: Portugal, types: [country], reason: the same country}
series:
  hdf: {name: Harbour Data Forum, reason: the same series}
topics:
  open-data: {name: open data, reason: the same topic}
"""

PORTO = """\
format: 1
article:
  id: porto-1
  title: {is: Forum opens, words: w}
  publisher: {is: example-agency, words: w}
  published: {is: 2031-05-03, words: w}
  dateline: {is: porto, words: w}
  url: https://example.org/news/1
  language: en
forums:
  hdf-2031:
    name: {is: Harbour Data Forum 2031, words: w}
    edition_of: {is: hdf, words: w}
    starts: {is: 2031-05-01, words: Thursday, kind: inferred, rule: weekday-before-publication, rests_on: [DAY]}
    days: {is: 4, words: w}
    held_in: [{is: porto, words: w}]
    themes:
      ports: {is: Ports that think, words: w}
      quays: {is: Quays, words: w, variant_of: {is: ports, kind: inferred, rule: different-wording,
                                                rests_on: [forums.hdf-2031.themes.ports]}}
    topics: [{is: open-data, words: w}]
    parts:
      panels: {of: panels, things: forums, exactly: 2, words: w}
    attendance: {ships: {of: companies, more_than: 40, words: w}}
    not_stated: [{question: When does it end?, what: ends}]
  panel:
    label: {is: A panel, words: w}
    part_of: {is: hdf-2031, among: panels, words: w}
initiatives:
  open-berths:
    name: {is: Open Berths, words: w}
    launched_at: {is: hdf-2031, words: w}
    aims: [{content: to share, about: [open-data, porto], words: w}]
people:
  ana-lima:
    name: {is: Ana Lima, words: w, at: [1, 0, 1], sha256: SHA}
    posts:
      - {title: deputy mayor, in: harbour-office, for: porto, attested: 2031-05-02, words: w}
      - {title: chair, in: unnamed, words: w}
    took_part: [{in: hdf-2031, as: presenter, of: open-berths, words: w}]
    said: [{content: the port means to share, kind: intended, about: [open-data], words: w}]
  王强:
    name: {is: 王强, lang: zh-hans, words: w}
organisations:
  harbour-office:
    serves: [{is: porto, words: w}]
no_fact: [{words: share, why: furniture}]
""".replace("SHA", SHA).replace("[DAY]", "[article.published]")


def registry(*texts):
    return Registry([parse("registry.yaml", text.encode()) for text in texts or (REGISTRY,)])


def problems(text, known=None):
    """Check a facts file and give the problems as (line, message)."""
    facts = parse("porto.yaml", text.encode())
    with pytest.raises(Problems) as error:
        check(facts, known or registry(), "porto.yaml")
    assert str(error.value).splitlines() == [str(problem) for problem in error.value.problems]
    return [(problem.line, problem.message) for problem in error.value.problems]


def changed(old, new):
    assert PORTO.count(old) == 1, old
    return PORTO.replace(old, new)


def test_a_right_file_and_a_right_registry_pass():
    known = registry()
    check(parse("porto.yaml", PORTO.encode()), known, "porto.yaml")
    check(known.files[0], known, "registry.yaml")


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        # keys
        ("  ana-lima:", "  ana lima:", 35, 'must be letters, digits and single hyphens, as in "ana-lima"'),
        ("  id: porto-1", "  id: porto/1", 3, 'must be letters, digits and single hyphens, as in "porto-1"'),
        ("      quays: {is", "      quays#: {is", 19, 'must be letters, digits and single hyphens, as in "quays"'),
        ("  open-berths:\n", "  hdf-2031:\n", 30, '"hdf-2031" stands in forums: of this file already'),
        ("  panel:\n", "  porto:\n", 26, 'the key "porto" stands in places: of the registry already'),
        ("  panel:\n", "  unnamed:\n", 26, 'the key "unnamed" is kept for posts'),
        # references
        ("dateline: {is: porto", "dateline: {is: porta", 7, 'there is no "porta" in places; did you mean "porto"?'),
        ("dateline: {is: porto", "dateline: {is: hdf", 7, '"hdf" is one of the series; this leads to places'),
        ("publisher: {is: example-agency", "publisher: {is: nobody", 5, "add it to this file or to registry/organisat"),
        ("edition_of: {is: hdf,", "edition_of: {is: hdf-2031,", 13, "this leads to series"),
        ("held_in: [{is: porto", "held_in: [{is: harbour-office", 16, "this leads to places"),
        ("topics: [{is: open-data", "topics: [{is: open-date", 21, 'did you mean "open-data"?'),
        ("launched_at: {is: hdf-2031", "launched_at: {is: hdf", 32, "this leads to conferences or forums or"),
        ("part_of: {is: hdf-2031", "part_of: {is: open-berths", 28, "this leads to conferences or forums or"),
        ("among: panels", "among: panel", 28, '"hdf-2031" has no "panel" among its parts; did you mean "panels"?'),
        ("in: harbour-office", "in: porto", 38, '"porto" is one of the places; this leads to organisations'),
        (
            "for: porto",
            "for: lisbon",
            38,
            'there is no "lisbon" in places; add it to this file or to registry/places.yaml',
        ),
        ("{in: hdf-2031, as", "{in: hdf-2030, as", 40, 'did you mean "hdf-2031"?'),
        ("of: open-berths", "of: hdf", 40, "this leads to initiatives"),
        ("about: [open-data]", "about: [open-date]", 41, 'no "open-date" in any section; did you mean "open-data"?'),
        ("kind: intended", "kind: intended, speaker: hdf-2031", 41, "this leads to people or organisations or places"),
        ("{is: ports, kind", "{is: port, kind", 19, '"hdf-2031" has no theme "port"; did you mean "ports"?'),
        ("{is: ports, kind", "{is: quays, kind", 19, 'the theme "quays" leads to itself'),
        ("serves: [{is: porto", "serves: [{is: hdf", 46, "this leads to places"),
        (
            "[article.published]",
            "[article.publised]",
            14,
            'no fact "article.publised"; did you mean "article.published"?',
        ),
        # circles
        ("    starts:", "    part_of: {is: panel, words: w}\n    starts:", 11, "part_of goes round in a circle: "),
        (
            "[forums.hdf-2031.themes.ports]",
            "[forums.hdf-2031.themes.quays.variant_of]",
            19,
            "rests_on goes round in a ci",
        ),
        ("is: hdf, words", "is: panel, words", 13, '"panel" is one of the forums; this leads to series, as in "hdf"'),
        ("what: ends", "what: lieu", 25, '"lieu" is none; known are opened, starts, '),
        (
            "words: Thursday, kind: inferred, rule: weekday-before-publication, rests_on: [article.published]",
            "kind: inferred, rule: weekday-before-publication",
            14,
            "behind `words`, or name the facts that it follows from behind `rests_on`",
        ),
        # values
        ("2031-05-01", "2031-02-30", 14, "2031-02-30 is not in the calendar"),
        ("2031-05-01", '"May 1, 2031"', 14, '"May 1, 2031" is no date here; write 2031-05-01'),
        ("2031-05-02", "2 May 2031", 38, '"2 May 2031" is no date here; write 2031-05-02'),
        ("days: {is: 4", "days: {is: -4", 15, "-4 is negative; a number counts from 0"),
        ("of: panels", "of: panels, lang: Chinese", 23, '"Chinese" is no language tag; write one in lower case'),
        ("of: companies", "of: companies, lang: zh_CN", 24, '"zh_CN" is no language tag; write one in lower case'),
        ("title: chair", "title: chair, lang: ZH", 39, '"ZH" is no language tag; write one in lower case'),
        ("content: to share", "content: to share, lang: EN", 33, '"EN" is no language tag'),
        ("exactly: 2", "exactly: 2, about: 3", 23, "this has exactly and about"),
        (
            ", exactly: 2",
            "",
            23,
            "a count has exactly one of exactly, more_than, at_least, about, several; this has none",
        ),
        ("exactly: 2", "exactly: -2", 23, "exactly is -2; a number counts from 0"),
        ("exactly: 2", "several: false", 23, "several is true or left out"),
        ("things: forums", "things: forum", 23, '"things" names a section of the format; "forum" is none; did you'),
        ("the port means to share", "a " * 21, 41, "content has 21 words; say it in 20 or fewer"),
        ("lang: zh-hans", "lang: zh-Hans", 43, '"zh-Hans" is no language tag'),
        ("language: en", "language: English", 9, '"English" is no language tag'),
        ("https://example.org/news/1", "example.org", 8, '"example.org" is no web address'),
        ("what: ends", "what: end", 25, '"what" names a field of an entry; "end" is none; did you mean "ends"?'),
        ("language: en", "corrected: {on: 2031-02-30, reason: r}", 9, "2031-02-30 is not in the calendar"),
        ("language: en", "retracted: {on: 2031-05-09, reason: r, url: here}", 9, '"here" is no web address'),
        ("language: en", "supersedes: [porto-0, porto-1]", 9, "an article does not supersede itself"),
        ("language: en", "supersedes: [porto/0]", 9, 'must be letters, digits and single hyphens, as in "porto-0"'),
        ("language: en", "text: {sha256: abc}", 9, "sha256 of the text is not 64 hexadecimal digits"),
        (SHA, SHA[1:], 36, "sha256 is not 64 hexadecimal digits"),
        (", sha256: " + SHA, "", 36, "at and sha256 belong together"),
        ("at: [1, 0, 1]", "at: [0, 0, 1]", 36, "at is no place in a text"),
        ("at: [1, 0, 1]", "at: [1, 7, 7]", 36, "at is no place in a text"),
        ("at: [1, 0, 1]", "at: [1, 0, 2]", 36, "the words are not those that at and sha256 name"),
        (SHA, "a" * 64, 36, "the words are not those that at and sha256 name"),
        ("words: w, at: [1, 0, 1]", "words: v, at: [1, 0, 1]", 36, "the words are not those that at and sha256 name"),
        ("words: w, at: [1, 0, 1]", "words: w … v, at: [1, 0, 1]", 36, "the words are not those that"),
        # standing
        ("days: {is: 4", "days: {is: 4, kind: attributed", 15, "an attributed fact needs a speaker"),
        ("days: {is: 4", "days: {is: 4, speaker: ana-lima", 15, "a fact that is reported has no speaker"),
        (
            "days: {is: 4",
            "days: {is: 4, kind: scheduled, speaker: ana-lima",
            15,
            "a fact that is scheduled has no speaker",
        ),
        ("days: {is: 4", "days: {is: 4, kind: inferred", 15, "an inferred fact needs a rule, one of different-wording"),
        ("days: {is: 4", "days: {is: 4, rule: same-passage", 15, "a fact that is reported has no rule"),
        ("weekday-before-publication", "weekday-after", 14, 'there is no rule "weekday-after"'),
        ("kind: intended", "kind: reported", 41, "what somebody says is not reported; make the kind one of attributed"),
        # words and names
        ("days: {is: 4, words: w}", "days: 4", 15, "days has no words; quote a few words of the article behind"),
        ("    label: {is: A panel, words: w}\n", "", 26, '"panel" needs a name, as printed, or a label of ours'),
    ],
)
def test_tells_what_is_wrong(old, new, line, said):
    assert any(where == line and said in message for where, message in problems(changed(old, new)))


def test_tells_only_what_is_wrong_and_all_of_it():
    text = (
        changed("2031-05-01", "2031-13-01").replace("days: {is: 4", "days: {is: -1").replace("for: porto", "for: hdf")
    )
    assert problems(text) == [
        (14, "2031-13-01 is not in the calendar; did you mean 2031-01-13?"),
        (15, "-1 is negative; a number counts from 0"),
        (38, '"hdf" is one of the series; this leads to places, as in "porto"'),
    ]


def test_speakers_are_allowed_where_somebody_intends_hopes_or_praises():
    for kind in ("attributed", "intended", "hoped", "evaluated"):
        text = changed("days: {is: 4", f"days: {{is: 4, kind: {kind}, speaker: ana-lima")
        check(parse("porto.yaml", text.encode()), registry(), "porto.yaml")


def test_a_scheduled_fact_may_name_a_rule():
    text = changed("kind: inferred, rule: weekday", "kind: scheduled, rule: weekday")
    check(parse("porto.yaml", text.encode()), registry(), "porto.yaml")


def test_a_fact_that_does_not_follow_by_its_rule_is_told_with_what_does():
    assert problems(changed("starts: {is: 2031-05-01", "starts: {is: 2031-05-02")) == [
        (
            14,
            "forums.hdf-2031.starts does not follow by weekday-before-publication: "
            "the rule gives 2031-05-01, and the fact says 2031-05-02",
        )
    ]


def test_a_key_of_the_registry_needs_no_name_in_the_article():
    text = changed("people:\n", "places: {porto: {remarks: [{content: lively, words: w}]}}\npeople:\n")
    check(parse("porto.yaml", text.encode()), registry(), "porto.yaml")
    assert problems(text.replace("places: {porto: {rem", "places: {gaia: {rem")) == [
        (34, '"gaia" needs a name, as printed, or a label of ours')
    ]


def test_circles_through_the_registry_are_told_at_the_files_entry():
    text = changed("    serves:", "    within: [{is: new, words: w}]\n    serves:")
    text = text.replace(
        "no_fact:", "  new:\n    name: {is: New, words: w}\n    within: [{is: example-agency, words: w}]\nno_fact:"
    )
    check(parse("porto.yaml", text.encode()), registry(), "porto.yaml")
    text = text.replace("within: [{is: example-agency", "within: [{is: harbour-office")
    ((line, message),) = problems(text)
    assert line == 45
    assert message.startswith("within goes round in a circle: ")
    assert "harbour-office → new" in message


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        (", reason: the same city", "", 6, '"porto" needs a reason'),
        ("name: Porto,", "", 6, '"porto" needs a name'),
        ("{name: Porto,", "{name: {is: Porto, words: Porto},", 6, "quotes words; the registry has no article"),
        ("[city, municipality]", "[town]", 6, '"town" is no type of place; known are autonomous-region, city'),
        ("[porto-1, porto-2]", "[porto 1]", 3, 'mentions: the key "porto 1" must be'),
        (
            "within: [example-agency]",
            "within: [harbour-office]",
            4,
            "within goes round in a circle: harbour-office → har",
        ),
        ("topics:", "no_fact: [{words: a, why: b}]\ntopics:", 10, "no_fact belongs in the facts of an article"),
    ],
)
def test_the_registry_has_rules_of_its_own(old, new, line, said):
    text = REGISTRY.replace(old, new)
    assert text != REGISTRY
    assert any(where == line and said in message for where, message in problems(text, registry(text)))


def test_a_key_stands_once_in_the_registry():
    known = registry(REGISTRY, "format: 1\nplaces: {porto: {name: Porto, reason: again}}")
    with pytest.raises(Problems, match='"porto" stands in another file of the registry as well'):
        check(known.files[1], known, "places.yaml")


@pytest.mark.parametrize("key", ["ana-lima", "王强", "é", "नमस्ते", "2031", "5.5g-forum", "v1.0", "GDEC-2031", "한국"])
def test_right_keys(key):
    assert explain_key(key) == ""


WRONG = "- a- -a a--b a.b .5 a. a_b a/b a#b a:b a%20b ½ <a> a'b unnamed e\u0301 \u0301a a\u200db \ud800"


@pytest.mark.parametrize("key", ["", " ", "a b", "a\n", "a\u00a0b", *WRONG.split(" ")], ids=ascii)
def test_wrong_keys(key):
    assert explain_key(key)


@pytest.mark.parametrize("letter", ["a", "é", "王"])
def test_a_key_is_no_longer_than_the_name_of_a_file_may_be(letter):
    longest = letter * (238 // len(letter.encode()))
    assert explain_key(longest) == ""
    assert is_path(f"person/{longest}.jsonld")
    assert "too long for the name of a file" in explain_key(longest + letter)
    assert not is_path(f"person/{longest + letter}.jsonld")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024-08-01", ""),
        ("2024-02-29", ""),
        ("2023-02-29", "2023-02-29 is not in the calendar; the last day of that month is 2023-02-28"),
        ("0000-01-01", "0000-01-01 is not in the calendar"),
        ("August 1, 2024", '"August 1, 2024" is no date here; write 2024-08-01'),
        ("1 August 2024", '"1 August 2024" is no date here; write 2024-08-01'),
        ("Aug 1, 2024", '"Aug 1, 2024" is no date here; write 2024-08-01'),
        ("2024-8-1", '"2024-8-1" is no date here; write 2024-08-01'),
        ("2024/08/01", '"2024/08/01" is no date here; write 2024-08-01'),
        ("2024年8月1日", '"2024年8月1日" is no date here; write 2024-08-01'),
        ("2024-08", '"2024-08" is no date here; write year-month-day, as in 2024-08-01'),
        ("20240801", '"20240801" is no date here; write year-month-day, as in 2024-08-01'),
        ("２０２４-08-01", '"２０２４-08-01" is no date here; write 2024-08-01'),
        ("2024-08-01T10:00", '"2024-08-01T10:00" is no date here; write 2024-08-01'),
        ("1er août 2024", '"1er août 2024" is no date here; write 2024-08-01'),
        ("31.8.2024", '"31.8.2024" is no date here; write 2024-08-31'),
        ("1.8.2024", '"1.8.2024" is no date here; write year-month-day, here 2024-08-01 or 2024-01-08'),
    ],
)
def test_dates(text, said):
    assert explain_date(text) == said


def test_every_link_of_the_model_is_known_to_lead_somewhere():
    todo, seen, links = [type_info(Facts)], set(), set()
    while todo:
        kind = todo.pop()
        parts = [getattr(kind, name, None) for name in ("item_type", "value_type")] + list(getattr(kind, "types", ()))
        if isinstance(kind, StructType) and kind.cls not in seen:
            seen.add(kind.cls)
            for field in kind.fields:
                inner = [field.type, *getattr(field.type, "types", ()), getattr(field.type, "item_type", None)]
                if any(isinstance(one, StructType) and issubclass(one.cls, Link) for one in inner):
                    links.add((kind.cls, field.name))
                parts.append(field.type)
        todo += [part for part in parts if part is not None]
    apart = {link for link in links if link[0] is Theme or link[1] == "types"}
    assert links - apart == set(LINKS)
