"""What a page is called, and which language it says that it is in."""

import re

import pytest
from published import few_parts, loose

from gdec import terms
from gdec.site.frame.settings import Settings
from gdec.site.pages.formats import VARIANTS
from gdec.site.publish import publish

BASE_URL = "https://example.org/"
PERSON = terms.term("gdec:Person")


@pytest.mark.parametrize("length", [238, 239, 245, 250])
def test_a_thing_has_a_page_where_its_data_can_have_files_too(tmp_path, monkeypatch, length):
    few_parts(monkeypatch)
    key = "k" * length
    store = loose(tmp_path / "s", [(f"<{terms.BASE}person/{key}>", terms.TYPE, PERSON)])
    publish(store, tmp_path / "site", Settings(BASE_URL), jobs=1)
    found = {path.name for path in (tmp_path / "site").glob("person/*")}
    assert found in ({f"{key}{suffix}" for suffix in VARIANTS}, set())
    assert bool(found) is (length == 238)


def test_things_whose_escapes_are_no_text_have_no_page_rather_than_one_together(tmp_path, monkeypatch):
    few_parts(monkeypatch)
    people = [f"<{terms.BASE}person/{key}>" for key in ("a%FF", "a%FE", "b%C3%A9")]
    store = loose(tmp_path / "s", [(person, terms.TYPE, PERSON) for person in people])
    assert publish(store, tmp_path / "site", Settings(BASE_URL), jobs=1).pages == 2  # hers and the article's
    assert {path.name for path in (tmp_path / "site").glob("person/*")} == {f"bé{suffix}" for suffix in VARIANTS}


def test_whichever_labels_are_preferred_pages_say_the_language_of_their_own_words(tmp_path, monkeypatch):
    few_parts(monkeypatch)
    me = f"<{terms.BASE}person/wang>"
    labels = [(me, terms.LABEL, '"王强"@zh'), (me, terms.LABEL, '"Wang Qiang"@en')]
    store = loose(tmp_path / "s", [(me, terms.TYPE, PERSON), *labels])
    publish(store, tmp_path / "site", Settings(BASE_URL, languages=("zh", "en")), jobs=1)
    page = (tmp_path / "site/person/wang.html").read_text("utf-8")
    assert re.findall(r"<html[^>]*>", page) == ['<html lang="en">']
    assert '<h1><bdi lang="zh">王强</bdi></h1>' in page
    assert '<td class="value">Wang Qiang</td>' in page
