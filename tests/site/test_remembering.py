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
