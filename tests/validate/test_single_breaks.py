"""One value of the shipped facts broken at a time: whoever does it is told the file, the line, and what to write."""

import calendar
import re
import shutil
from pathlib import Path

import pytest

from gdec.build import build
from gdec.errors import GdecError
from gdec.facts.model import ELLIPSIS
from gdec.facts.nodes import Mapping, Scalar, Sequence, compose
from gdec.project import find_project
from gdec.validate import to_text, validate
from gdec.validate.inputs import read_inputs

DATA = Path(__file__).parents[2] / "data"
ARTICLES = sorted((DATA / "articles").glob("*.yaml"))
REFERENCES = {
    "publisher", "dateline", "edition_of", "established_by", "part_of", "held_in", "topics", "proposed_by",
    "launched_at", "within", "serves", "capital_of", "types", "in", "of", "for", "speaker", "about", "rests_on",
    "variant_of", "apart_from", "among",
}  # fmt: skip
DATES = {"published", "opened", "starts", "ends", "attested"}
WORDS = {"kind", "as", "rule", "things", "what"}
NUMBERS = {"days", "exactly", "more_than", "at_least", "about"}
WRITTEN = {"1": "one", "3": "three", "4": "four", "6": "six"}


def scalars(node, path=()):
    """Give every scalar value of a tree with the keys that lead to it; list items count as their list."""
    if isinstance(node, Mapping):
        for key, pair in node.pairs.items():
            yield from scalars(pair.value, (*path, key))
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from scalars(item, path)
    elif isinstance(node, Scalar):
        yield path, node


def breaks_of(path, node):
    """Give what is written in place of a value, and what the hint must name; nothing where no hint can be told."""
    field = path[-2] if path[-1] == "is" and len(path) > 1 else path[-1]
    value = node.value
    counted = field in ("of", "about") and set(path) & {"parts", "attendance", "exhibitors", "venues"}
    if field in DATES and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        year, month, day = value.split("-")
        name = calendar.month_name[int(month)]
        yield f"{int(day)} {name} {year}", value
        yield f'"{name} {int(day)}, {year}"', value
        yield f"{year}/{month}/{day}", value
        yield f"{year}-{int(month)}-{int(day)}", value
        yield f"{day}.{month}.{year}", value if int(day) > 12 else ""
        yield f"{year}-{month}-32", ""
        if int(day) > 12:
            yield f"{year}-{day}-{month}", value
    elif field in NUMBERS and value.isdecimal():
        yield f'"{value}"', value
        yield f"{value}.0", value
        yield f"-{value}", ""
        if value in WRITTEN:
            yield WRITTEN[value], value
    elif (field in REFERENCES and value != "unnamed" and not counted) or field in WORDS:
        yield misspelt(value), value
    elif field == "several":
        yield "yes", "true"
    elif field == "language":
        yield "EN", "en"
        yield "english", "en"
    elif field == "sha256":
        yield value[:-1], ""
    elif field == "words" and not re.search(f"{ELLIPSIS}|,", value):
        yield f"{value}s", "gdec anchor"


def misspelt(value):
    return value[: len(value) // 2] + value[len(value) // 2 + 1 :] if len(value) > 3 else value + value[-1]


def all_breaks():
    """Give breaks of all values, but of the same field and way no more than a few."""
    for path in ARTICLES:
        document = compose(str(path), path.read_bytes())
        seen = {}
        for keys, node in scalars(document.root):
            for number, (wrong, right) in enumerate(breaks_of(keys, node)):
                sort = (keys[0], keys[-2:] if keys[-1] == "is" else keys[-1], number)
                seen[sort] = seen.get(sort, 0) + 1
                if seen[sort] <= 2:
                    line = document.text.count("\n", 0, node.start) + 1
                    column = node.start - document.text.rfind("\n", 0, node.start)
                    yield pytest.param(
                        path.name, node.start, node.end, wrong, right, line, column, id=f"{path.stem}-{line}-{wrong}"
                    )


BREAKS = list(all_breaks())


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    return Path(shutil.copytree(DATA, tmp_path_factory.mktemp("project") / "data"))


@pytest.fixture
def broken(shipped):
    """Write an article with a piece of its text replaced, and put it right at the end."""
    changed = []

    def write(name, start, end, wrong):
        path = shipped / "articles" / name
        right = path.read_text(encoding="utf-8")
        changed.append((path, right))
        path.write_text(right[:start] + wrong + right[end:], encoding="utf-8")
        return path

    yield write
    for path, right in changed:
        path.write_text(right, encoding="utf-8")


def told(path):
    """Give what validation tells of a file."""
    try:
        inputs = read_inputs([path])
        report = inputs.locate(validate(inputs.quads, provenance=True))
    except GdecError as error:
        return str(error)
    assert not report.conforms
    return "\n".join(f"{result.origin}: {result.message} {result.hint}" for result in report.results) + to_text(report)


def test_there_are_breaks_of_many_kinds():
    assert len(BREAKS) >= 60
    fields = {param.id.split("-")[-2] for param in BREAKS}
    assert len(fields) > 20


@pytest.mark.parametrize(("name", "start", "end", "wrong", "right", "line", "column"), BREAKS)
def test_a_broken_value_is_told_with_its_line_and_the_right_value(broken, name, start, end, wrong, right, line, column):
    path = broken(name, start, end, wrong)
    text = told(path)
    at = [each for each in text.splitlines() if re.match(rf"{re.escape(str(path))}:{line}\b", each)]
    assert at, text
    assert not right or any(re.search(rf"(?<![\w-]){re.escape(right)}(?![\w-])", each) for each in at), text


RULE = "rule: year-from-publication, rests_on: [article.published],"
LATER = "must not be later than the end date"


def test_a_date_that_does_not_follow_by_its_rule_is_told_with_the_one_that_does(broken):
    name = "tdi-2023-07-04.yaml"
    text = (DATA / "articles" / name).read_text(encoding="utf-8")
    start = text.index("starts: {is: 2023-07-04")
    path = broken(name, start, start + 23, "starts: {is: 2023-07-05")
    line = text.count("\n", 0, start) + 1
    assert told(path) == (
        f"{path}:{line}: conferences.gdec-2023.starts does not follow by year-from-publication: "
        "the rule gives 2023-07-04, and the fact says 2023-07-05"
    )


@pytest.mark.parametrize(
    ("right", "wrong", "value", "message"),
    [
        ("days: {is: 4,", "days: {is: 5,", "5", "2023-07-07"),
        (f"ends: {{is: 2023-07-07, kind: scheduled, {RULE}", "ends: {is: 2023-07-03,", "2023-07-04", LATER),
        (f"starts: {{is: 2023-07-04, kind: inferred, {RULE}", "starts: {is: 2023-07-09,", "2023-07-09", LATER),
    ],
)
def test_what_only_the_shapes_see_is_told_at_its_value(broken, right, wrong, value, message):
    name = "tdi-2023-07-04.yaml"
    text = (DATA / "articles" / name).read_text(encoding="utf-8")
    path = broken(name, text.index(right), text.index(right) + len(right), wrong)
    lines = path.read_text(encoding="utf-8").splitlines()
    places = re.findall(rf"^{re.escape(str(path))}:(\d+):(\d+): .*{re.escape(message)}", told(path), re.MULTILINE)
    assert places
    assert all(lines[int(line) - 1][int(column) - 1 :].startswith(value) for line, column in places), places


def test_build_tells_what_validate_tells(broken, shipped, tmp_path):
    name = "tdi-2023-07-04.yaml"
    text = (DATA / "articles" / name).read_text(encoding="utf-8")
    start = text.index("days: {is: 4")
    path = broken(name, start, start + 12, "days: {is: 5")
    outcome = build(find_project(shipped), tmp_path / "store")
    (report,) = outcome.refused.values()
    line = text.count("\n", 0, start) + 1
    column = start - text.rfind("\n", 0, start) + len("days: {is: ")
    assert {str(result.origin) for result in report.results} == {f"{path}:{line}:{column}"}
