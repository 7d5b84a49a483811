"""Pages of lists that stay as they are until something that they name is touched."""

from dataclasses import replace

import pytest
from sites import shipped, site_of

from gdec.site.frame.file import SAME
from gdec.site.kept.remembering import remembered


@pytest.fixture
def site(tmp_path):
    with shipped(tmp_path / "store") as reader:
        yield replace(site_of(reader), kept=tmp_path / "kept", touched=None)


def page(site, state="state"):
    thing = f"{site.base}place/beijing"
    with remembered(site, "list") as kept:
        return kept.page("list.html", state, lambda: site.label(thing).text.encode()).data


def test_a_page_stays_where_nothing_that_it_names_was_touched(site):
    assert page(site) == b"Beijing"
    assert page(replace(site, touched=frozenset())) is SAME
    assert page(replace(site, touched=frozenset({f"{site.base}place/lhasa"}))) is SAME


def test_a_page_is_made_anew_where_something_that_it_names_was_touched(site):
    page(site)
    assert page(replace(site, touched=frozenset({f"{site.base}place/beijing"}))) == b"Beijing"
    assert page(replace(site, touched=frozenset()), "another state") == b"Beijing"
    assert page(site) == b"Beijing"


def test_a_site_that_keeps_nothing_makes_every_page(site):
    assert page(replace(site, kept=None, touched=frozenset())) == b"Beijing"
    assert page(replace(site, kept=None, touched=frozenset())) == b"Beijing"


def several(site, state):
    """Make pages that are remembered one by one, and together."""
    made = []

    def some(kept):
        for city in ("beijing", "lhasa"):
            thing = f"{site.base}place/{city}"
            yield kept.page(f"{city}.html", "state", lambda: site.label(thing).text.encode())  # noqa: B023
            made.append(city)

    with remembered(site, "list") as kept:
        files = list(kept.pages("both", state, lambda: some(kept)))
    return [(file.path, file.data is SAME) for file in files], made


def test_several_pages_stay_together_and_are_made_of_those_that_stay(site):
    both = ["beijing", "lhasa"]
    assert several(site, 1) == ([("beijing.html", False), ("lhasa.html", False)], both)
    same = [("beijing.html", True), ("lhasa.html", True)]
    untouched = replace(site, touched=frozenset())
    assert several(untouched, 1) == (same, [])
    assert several(untouched, 2) == (same, both)
    # What pages name that were not made this time is not forgotten.
    touched = replace(site, touched=frozenset({f"{site.base}place/lhasa"}))
    assert several(touched, 2) == ([("beijing.html", True), ("lhasa.html", False)], both)
