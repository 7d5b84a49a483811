"""The site as a visitor meets it, in a real browser."""

import re
from urllib.parse import unquote, urljoin

import pytest
from conftest import shown
from kinds import DESKTOP, KINDS, PHONE
from published import loose
from pyoxigraph import RdfFormat, parse

from gdec import terms
from gdec.rdf.nquads import iri, literal
from gdec.site.frame.settings import Settings
from gdec.site.publish import publish

SHIFTS = """
window.shifts = 0; window.refused = [];
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) window.shifts += each.value;
}).observe({type: "layout-shift", buffered: true});
document.addEventListener("securitypolicyviolation", (event) => {
  window.refused.push(`${event.blockedURI} ${event.violatedDirective}`);
});
"""


def by_words(page, text):
    """Give the link with these words in the content of a page."""
    return page.locator("main").get_by_role("link", name=text, exact=True).first


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_the_home_page_to_the_words_that_say_so(look, address, scripts):
    page = look(java_script_enabled=scripts)
    page.goto(address)
    page.get_by_role("navigation", name="Site").get_by_role("link", name="Series").click()
    by_words(page, "Global Digital Economy Conference").click()
    by_words(page, "Global Digital Economy Conference 2024").click()
    assert page.url.endswith("/conference/gdec-2024.html")
    by_words(page, "Lhasa High-Level Forum of Global Digital Economy Conference 2024").click()
    by_words(page, "Opening ceremony of the Lhasa High-Level Forum 2024").click()
    by_words(page, re.compile("^Wang Qiang as speaker")).click()
    by_words(page, "Wang Qiang").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Wang Qiang"
    row = page.locator("table.statements tr", has_text="mayor, Lhasa").first
    assert row.locator("mark").inner_text() == "mayor of Lhasa"
    row.get_by_role("link", name="statement").click()
    statement = page.locator(":target")
    assert "Wang Qiang" in statement.inner_text()
    assert "mayor, Lhasa" in statement.inner_text()
    assert statement.locator("xpath=ancestor::*[contains(@class, 'passage')]//mark").inner_text() == "mayor of Lhasa"
    page.go_back()
    row.get_by_role("link", name="¶ 5").click()
    assert page.locator(":target").locator("mark").inner_text() == "mayor of Lhasa"


@pytest.mark.parametrize("path", ["person/王强", "article/made-2031-05-03"])
def test_an_alternate_speaks_of_the_page(look, address, path):
    page = look()
    page.goto(f"{address}{path}.html")
    links = page.locator("link[rel=alternate]").all()
    found = {each.get_attribute("type"): urljoin(page.url, each.get_attribute("href")) for each in links}
    assert set(found) >= {"text/turtle", "application/ld+json", "application/n-triples"}
    triples = set()
    for media_type, link in found.items():
        answer = page.request.get(link)
        assert answer.headers["content-type"].split(";")[0] == media_type
        parsed = {quad.triple for quad in parse(answer.body(), RdfFormat.from_media_type(media_type))}
        assert triples in (set(), parsed)
        triples = parsed
    assert f"{terms.BASE}{path}" in {triple.subject.value for triple in triples}
    negotiated = page.request.get(unquote(page.url).removesuffix(".html"), headers={"Accept": "text/turtle"})
    assert negotiated.text() == page.request.get(found["text/turtle"]).text()


@pytest.mark.parametrize("path", KINDS)
def test_every_kind_of_page_is_calm_and_fits(look, address, path):
    page = look(viewport=PHONE)
    page.add_init_script(SHIFTS)
    told, asked = [], []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: told.append(request.url))
    page.on("response", lambda response: told.append(response.url) if response.status >= 400 else None)
    page.goto(f"{address}{path}.html{'?q=wang' if path == 'search' else ''}")
    page.wait_for_load_state("networkidle")
    page.mouse.wheel(0, 3000)
    page.wait_for_timeout(50)
    assert page.evaluate("window.shifts") == 0
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{width} px"
    assert told + page.evaluate("window.refused") == []
    assert all(url.startswith(address) for url in asked)


@pytest.mark.usefixtures("few_parts")
def test_a_name_that_is_long_or_turns_the_direction_moves_nothing_else(look, tmp_path):
    people = {"long": "y" * 10_000, "turning": "a \u202eb", "other": "c"}
    event = iri(f"{terms.BASE}forum/f")
    triples = [(event, terms.TYPE, terms.term("gdec:Forum")), (event, terms.LABEL, literal("f"))]
    for key, name in people.items():
        person = iri(f"{terms.BASE}person/{key}")
        triples += [(person, terms.TYPE, terms.term("gdec:Person")), (person, terms.LABEL, literal(name))]
        triples += [(event, terms.ABOUT, person)]
    publish(loose(tmp_path / "store", triples), tmp_path / "site", Settings("https://example.org/data/"), jobs=1)
    page = look()
    with shown(tmp_path / "site") as home:
        for path in ("person", "person/long", "forum/f"):
            for viewport in (DESKTOP, PHONE):
                page.set_viewport_size(viewport)
                page.goto(f"{home}{path}.html")
                assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], path
        links = page.locator("main a").evaluate_all("links => links.map((each) => getComputedStyle(each).unicodeBidi)")
    assert set(links) == {"isolate"}


def test_the_colours_follow_the_visitor(look, address):
    page = look(viewport=DESKTOP)
    page.goto(f"{address}person/wang-qiang.html")
    shown = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        shown[scheme] = [page.locator(each).first.evaluate(BRIGHTNESS) for each in ("html", "main mark", "h1")]
    assert shown["light"][0] > 0.9 > 0.2 > shown["dark"][0]
    assert shown["dark"][1] < 0.5 < shown["light"][1]


# The brightness of an element's background, between 0 and 1.
BRIGHTNESS = """(element) => {
  const pen = new OffscreenCanvas(1, 1).getContext("2d");
  pen.fillStyle = getComputedStyle(element).backgroundColor;
  pen.fillRect(0, 0, 1, 1);
  const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data;
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}"""


def test_on_paper_there_are_the_words_and_no_menu(look, address):
    page = look(viewport=DESKTOP, color_scheme="dark")
    page.goto(f"{address}person/wang-qiang.html")
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation", name="Site").is_visible()
    assert page.locator("main mark").first.is_visible()
    assert page.locator("html").evaluate(BRIGHTNESS) > 0.9
    for each in ("h1", "main mark", "main .kind"):
        ink = BRIGHTNESS.replace("backgroundColor", "color")
        assert page.locator(each).first.evaluate(ink) < 0.5, each
    assert page.pdf().startswith(b"%PDF")


A4 = {"width": 661, "height": 935}
# The elements of the content that end right of the window, or are cut where they end.
CUT = """() => [...document.querySelectorAll("main *")].filter((each) =>
  each.getBoundingClientRect().right > innerWidth + 1
  || each.scrollWidth > each.clientWidth + 1 && ["auto", "hidden"].includes(getComputedStyle(each).overflowX))
  .map((each) => each.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize(
    "path", ["query/inferred-statements", "query/named-of-counted", "coverage", "ontology", "index"]
)
def test_paper_cuts_nothing(look, address, path):
    page = look(viewport=A4)
    page.emulate_media(media="print")
    page.goto(f"{address}{path}.html")
    assert page.evaluate(CUT) == []


@pytest.mark.parametrize("path", ["query/who-spoke", "query/inferred-statements"])
def test_an_answer_is_read_on_a_phone_without_moving_it(look, address, path):
    page = look(viewport=PHONE)
    page.goto(f"{address}{path}.html")
    assert page.locator(".answer").evaluate("each => each.scrollWidth <= each.clientWidth")
    assert page.locator(".answer td").first.evaluate("each => getComputedStyle(each, '::before').content") != "none"


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("path", ["index", "ontology"])
def test_letters_may_be_spread(look, address, path, viewport):
    page = look(viewport=viewport, bypass_csp=True)
    page.goto(f"{address}{path}.html")
    page.add_style_tag(content="* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }")
    assert page.evaluate(BEYOND) == []


# The labels that lead out of their box or drawing.
BEYOND = """() => [...document.querySelectorAll("svg text")].filter((each) => {
  const box = each.closest("a, g")?.querySelector("rect.box") ?? each.closest("svg");
  return each.getBoundingClientRect().right > box.getBoundingClientRect().right + 1;
}).map((each) => each.textContent)"""


def test_by_keyboard_alone(look, address):
    page = look(viewport=DESKTOP, reduced_motion="reduce")
    page.goto(f"{address}person/wang-qiang.html")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    assert skip.evaluate("(link) => link === document.activeElement && link.getBoundingClientRect().top >= 0")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    page.reload()
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUSED))
    places = [place for place, _, _ in reached if place >= 0]
    assert places == sorted(places)
    assert len(set(places)) >= 40
    assert [each for each in reached if each[0] >= 0 and (not each[1] or each[2] == "none")] == []


# Which of the focusable elements has the focus, whether it is in view, and its outline.
FOCUSED = """() => {
  const all = [...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")];
  const now = document.activeElement;
  const box = now.getBoundingClientRect();
  const inView = box.bottom > 0 && box.top < innerHeight && box.width > 0;
  return [all.indexOf(now), inView, getComputedStyle(now).outlineStyle];
}"""
