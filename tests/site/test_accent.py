"""The colour of links can be read, by day and by night, or is refused with one that can."""

import re
from importlib.resources import files

import pytest

from gdec.errors import InputError
from gdec.project import find_project
from gdec.site.frame.contrast import LEAST, backgrounds, contrast, darker
from gdec.site.frame.settings import ACCENT, settings_of

CSS = (files("gdec.site") / "static/gdec.css").read_text("utf-8")
SHOWN = """names => names.map(name => {
  const brush = document.createElement('canvas').getContext('2d')
  document.body.style.color = `var(--${name})`
  brush.fillStyle = getComputedStyle(document.body).color
  brush.fillRect(0, 0, 1, 1)
  return '#' + [...brush.getImageData(0, 0, 1, 1).data].slice(0, 3).map(n => n.toString(16).padStart(2, '0')).join('')
})"""


def chosen(folder, accent):
    folder.mkdir(exist_ok=True)
    (folder / "gdec.toml").write_text(f'title = "x"\n[site]\nbase_url = "https://example.org/"\naccent = "{accent}"\n')
    return settings_of(find_project(folder)).accent


@pytest.mark.parametrize("accent", ["#ffffff", "#ffff00", "#FF0000", "#7777ff", "#787878", "#00ff7f"])
def test_a_colour_that_cannot_be_read_is_refused_with_one_that_can(tmp_path, accent):
    with pytest.raises(InputError, match=rf"gdec.toml: accent {accent} on #fef4d3 has a contrast of [1-4]\.") as told:
        chosen(tmp_path / "data", accent)
    better = re.search("; (#[0-9a-f]{6}) would do$", str(told.value))[1]
    assert chosen(tmp_path / "data", better) == better
    assert contrast(better, "#fef4d3") < LEAST + 0.1
    with pytest.raises(InputError, match="accent must be a colour"):
        chosen(tmp_path / "data", "")


def test_a_theme_with_its_own_stylesheet_has_its_own_colours(tmp_path):
    (tmp_path / "site/static").mkdir(parents=True)
    (tmp_path / "site/static/gdec.css").write_text("body { background: #000000 }")
    assert chosen(tmp_path, "#ffffff") == "#ffffff"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("accent", ["#000000", ACCENT, *(darker(each, "#fef4d3") for each in ("#ffff00", "#00ffff"))])
def test_what_is_taken_can_be_read_in_a_browser(look, accent, scheme):
    page = look(color_scheme=scheme)
    page.set_content(f"<style>{CSS.replace(ACCENT, accent)}</style>")
    link, *under = page.evaluate(SHOWN, ["link", "paper", "raised", "target"])
    assert (under == backgrounds(CSS)) == (scheme == "light")
    assert min(contrast(link, each) for each in under) >= LEAST
