"""Search: the index in files, and a browser that finds names and words by it."""

import json
import random

import pytest
from hostile import hostile
from kinds import DESKTOP
from sites import site_of

from gdec.site.search import index as search_index
from gdec.site.search import page as search
from gdec.site.search.index import Document, Index
from gdec.site.search.words import words

TEXTS = [
    "Wang Qiang (王强), São Tomé; Łódź ÆØÅ straße İstanbul ΣΊΣΥΦΟΣ 𠮷野家 ２０２４ ①",
    "全球数字经济大会2024在北京开幕 カタカナ ひらがな",
    "ལྷ་ས། Лхаса לְהָסָה لاسا ล่าซา ल्हासा x" * 3,
    "a_b-c.d'e’f 1,000 \u202eevil\u0000 </script>",
]


def index_of(*documents):
    index = Index()
    files = [
        file for href, text in documents for file in index.add(Document(href, text, "", "Places"), set(words(text)))
    ]
    return {file.path: json.loads(bytes(file.data)) for file in (*files, *index.finish(things=len(documents)))}


def test_a_word_leads_to_the_documents_that_have_it():
    found = index_of(("a.html", "Porto"), ("b.html", "Gaia"), ("c.html", "Porto, Gaia, porto"))
    assert found["search/words-0.json"] == {"gaia": [1, 1], "porto": [0, 2]}
    assert found["search/documents-0.json"]["documents"][2] == ["c.html", "Porto, Gaia, porto", "", 0]
    assert found["search/index.json"]["things"] == 3


def test_shards_are_in_the_order_of_a_browser_and_small(monkeypatch):
    monkeypatch.setattr(search_index, "SHARD", 40)
    names = ["porto", "豈", "𠮷野", "zürich", "ａｂｃ", "王强", "gaia"]
    found = index_of(*((f"{at}.html", name) for at, name in enumerate(names)))
    shards = [found[f"search/words-{at}.json"] for at in range(len(found) - 2)]
    assert [next(iter(shard)) for shard in shards] == found["search/index.json"]["first"]
    together = [word for shard in shards for word in shard]
    assert together == sorted(together, key=lambda word: word.encode("utf-16-be"))
    assert set(together) == {word for name in names for word in words(name)}
    assert len(shards) > 2


def test_words_in_too_many_places_are_named_and_left_out(monkeypatch):
    monkeypatch.setattr(search_index, "FEW", 10)
    found = index_of(*((f"{at}.html", f"forum {at}") for at in range(20)))
    assert found["search/index.json"]["common"] == ["forum"]
    assert "forum" not in found["search/words-0.json"]


def test_documents_are_divided_into_files(monkeypatch):
    monkeypatch.setattr(search_index, "DOCUMENTS", 2)
    found = index_of(*((f"{at}.html", str(at)) for at in range(5)))
    parts = [found[f"search/documents-{at}.json"]["documents"] for at in range(3)]
    assert [[href for href, *_ in part] for part in parts] == [["0.html", "1.html"], ["2.html", "3.html"], ["4.html"]]


def test_names_that_try_to_break_out_stay_texts(tmp_path):
    with hostile(tmp_path) as reader:
        files = {file.path: bytes(file.data) for file in search.files(site_of(reader))}
        again = {file.path: bytes(file.data) for file in search.files(site_of(reader))}
    assert files == again
    documents = json.loads(files["search/documents-0.json"])["documents"]
    assert "person/%E7%8E%8B%E5%BC%BA.html" in {href for href, *_ in documents}
    assert b"javascript:" not in files["search.html"]


def found(page, text="found"):
    """Give the line that says how many there are, once it says so."""
    return page.locator("#found", has_text=text)


def titles(page):
    return page.locator("#results li a").all_inner_texts()


@pytest.mark.parametrize(
    ("typed", "first", "address_of"),
    [
        ("Wang Qiang", "Wang Qiang", "person/wang-qiang.html"),
        ("王强", "王强", "person/%E7%8E%8B%E5%BC%BA.html"),
        ("王", "王强", "person/%E7%8E%8B%E5%BC%BA.html"),
        ("qiang wan", "Wang Qiang", "person/wang-qiang.html"),
        ("wáng léi", "Wang Lei", "person/wang-lei.html"),
        ("数字经济", "全球数字经济大会在北京开幕", "article/made-2031-05-03.html"),
        ("lhasa", "Lhasa", "place/lhasa.html"),
    ],
)
def test_a_name_is_found_in_either_script(look, address, typed, first, address_of):
    page = look()
    page.goto(f"{address}search.html")
    page.get_by_role("searchbox").fill(typed)
    found(page).wait_for()
    assert titles(page)[0] == first
    page.locator("#results li a").first.click()
    page.wait_for_url(f"**/{address_of}")


def test_both_who_are_called_so_are_found(look, address):
    page = look()
    page.goto(f"{address}search.html?q=Wang+Qiang")
    page.wait_for_selector("#results li")
    assert {"Wang Qiang", "王强"} <= set(titles(page))
    assert page.locator("#results li", has_text="Wang Qiang").first.inner_text() == "Wang Qiang Person"


def test_the_words_of_an_article_are_found_and_lead_to_their_place(look, address):
    page = look()
    page.goto(f"{address}search.html?q=mayor+of+lhasa")
    passage = page.locator("#results li", has=page.locator("mark", has_text="mayor of Lhasa")).first
    passage.get_by_role("link").click()
    assert page.locator(":target mark").inner_text() == "mayor of Lhasa"
    page.goto(f"{address}search.html?q=sao+tome")
    assert page.locator("#results mark").inner_text() == "圣多美也参加"


def test_a_question_stays_in_the_address_and_later_answers_win(look, address):
    page = look()
    page.goto(f"{address}search.html")
    box = page.get_by_role("searchbox")
    for typed in ("w", "wa", "wang", "wang le"):
        box.fill(typed)
    page.locator("#results li:first-child a", has_text="Wang Lei").wait_for()
    assert "Wang Dui" not in titles(page)
    box.press("Enter")
    assert page.url == f"{address}search.html?q=wang+le"
    box.fill("nobody anywhere")
    found(page, "0 things").wait_for()
    assert titles(page) == []


def test_no_room_is_kept_for_what_nobody_asked(look, address):
    page = look(viewport=DESKTOP)
    page.goto(f"{address}search.html")
    assert page.evaluate("document.documentElement.scrollHeight") == DESKTOP["height"]
    page.get_by_role("searchbox").fill("wang")
    assert page.locator("#results").evaluate("each => each.offsetHeight") >= DESKTOP["height"]
    page.get_by_role("searchbox").fill("")
    assert page.evaluate("document.documentElement.scrollHeight") == DESKTOP["height"]


def test_more_are_shown_when_they_are_asked_for(look, address):
    page = look()
    page.goto(f"{address}search.html?q=the")
    section = page.locator("#results section").last
    section.get_by_role("button", name="Show more").click()
    section.locator("li").nth(20).wait_for()
    assert page.evaluate("document.activeElement.closest('li') !== null")


def test_what_is_typed_is_only_text(look, address):
    page = look()
    page.goto(f"{address}search.html?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    found(page).wait_for()
    assert page.get_by_role("searchbox").input_value() == "<img src=x onerror=alert(1)>"
    assert page.locator("main img").count() == 0


def test_without_scripts_the_page_says_so_and_leads_to_the_lists(look, address):
    page = look(java_script_enabled=False)
    page.goto(f"{address}search.html")
    assert "Search needs JavaScript" in page.locator("main").inner_text()
    page.locator("main").get_by_role("link", name="People").click()
    page.locator("main").get_by_role("link", name="Wang Qiang", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text() == "Wang Qiang"


def test_browser_and_index_read_words_alike(look, address):
    page = look()
    page.goto(f"{address}search.html")
    dice = random.Random(7)
    letters = "".join(TEXTS) + "".join(chr(dice.randrange(0xA0, 0x2FFF)) for _ in range(300))
    texts = TEXTS + ["".join(dice.choices(letters, k=30)) for _ in range(300)]
    for text, found in zip(texts, page.evaluate("texts => texts.map(words)", texts), strict=True):
        known = list(words(text))
        assert set(found) <= set(known), ascii(text)
        assert [word for word in found if word.isascii()] == list(dict.fromkeys(filter(str.isascii, known)))
