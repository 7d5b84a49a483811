"""WCAG 2.2 AA by axe-core, on one page of each kind, by day and by night, on a desk and on a phone."""

from importlib.resources import files

import pytest
from kinds import DESKTOP, KINDS, PHONE

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}

# What repeats itself is looked at a dozen times.
A_DOZEN = """['.term', '.shape', '.rule', '.passage', 'tbody tr'].forEach((kind) =>
  [...document.querySelectorAll(`main ${kind}`)].slice(12).forEach((each) => each.remove()))"""


@pytest.fixture(scope="module")
def axe():
    pytest.importorskip(
        "axe_playwright_python", reason="axe-playwright-python, which carries axe-core, is not installed"
    )
    return next(path for path in files("axe_playwright_python").iterdir() if path.name == "axe.min.js").read_text(
        "utf-8"
    )


@pytest.mark.parametrize("path", KINDS)
def test_no_page_shuts_anybody_out(look, address, axe, path):
    page = look(viewport=DESKTOP)
    page.goto(f"{address}{path}.html{'?q=wang' if path == 'search' else ''}")
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    page.evaluate(A_DOZEN)
    page.evaluate(axe)
    for viewport in (DESKTOP, PHONE):
        page.set_viewport_size(viewport)
        for scheme, asked in (("light", TAGS), ("dark", COLOURS)):
            page.emulate_media(color_scheme=scheme)
            found = page.evaluate("asked => axe.run({runOnly: asked, resultTypes: ['violations']})", asked)
            assert told(found) == [], (viewport, scheme)


def told(found):
    return [
        (each["id"], node["html"][:200], node["failureSummary"])
        for each in found["violations"]
        for node in each["nodes"]
    ]


def test_it_finds_what_is_wrong(look, axe):
    page = look()
    page.set_content("<html lang=en><title>x</title><main><h1>x</h1><p style='color:#ccc'>pale</p><img src=x></main>")
    page.evaluate(axe)
    found = page.evaluate("tags => axe.run({runOnly: tags})", TAGS)
    assert {"color-contrast", "image-alt"} <= {each["id"] for each in found["violations"]}
