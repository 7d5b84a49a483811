"""Moving facts files forward: one step a format, and no file of another is guessed at."""

import pytest

from gdec.errors import GdecError
from gdec.facts import migrate as module
from gdec.facts.migrate import migrate

NOW = b"# as it is\nformat: 1   # the format\npeople: {}\n"


def test_a_file_of_the_present_format_stays_as_it_is():
    assert migrate("x.yaml", NOW) is NOW


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"# a\nformat: 2\nthings: {}\n", "x.yaml:2: format 2 was made by a newer gdec, and this one knows format 1"),
        (b"people: {}\n", "x.yaml:1: names no format that gdec knows; the format is 1"),
        (b"format: 0\n", "x.yaml:1: names no format that gdec knows"),
        (b"format: one\n", "x.yaml:1: names no format"),
        (b"- format: 1\n", "x.yaml:1: names no format"),
        (b"format: [1\n", "not well-formed YAML"),
    ],
)
def test_what_cannot_be_moved_is_refused(data, said):
    with pytest.raises(GdecError) as error:
        migrate("x.yaml", data)
    assert said in str(error.value)


def test_steps_are_taken_one_after_the_other(monkeypatch):
    def to(number):
        return lambda document: document.text.replace(f"format: {number - 1}", f"format: {number}").encode()

    monkeypatch.setattr(module, "STEPS", {-1: to(0), 0: to(1)})
    assert migrate("x.yaml", b"# kept\nformat: -1\n") == b"# kept\nformat: 1\n"
