"""Ways around the site: where one is, what is above, what an article's page holds, and what there is at no address."""

import re
from urllib.parse import urlsplit

import pytest
from kinds import DESKTOP, PHONE
from sites import Page


def read(site, path):
    return (site / f"{path}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("person", 'href="person.html" aria-current="page"'),
        ("person/wang-qiang", 'href="../person.html" aria-current="true"'),
        ("post/wang-qiang--unnamed--mayor", 'href="../post.html" aria-current="true"'),
        ("query/who-spoke", 'href="../queries.html" aria-current="true"'),
    ],
)
def test_the_menu_marks_where_one_is(whole_site, path, place):
    html = read(whole_site, path)
    assert place in html
    assert html.count("aria-current") == 1


@pytest.mark.parametrize(
    ("path", "above"),
    [
        ("forum/gdec-2023-main-forum", ["index.html", "series/gdec.html", "conference/gdec-2023.html"]),
        ("conference/gdec-2023", ["index.html", "series/gdec.html"]),
        ("person/wang-qiang", ["index.html", "person.html"]),
        ("article/made-2031-05-03", ["index.html", "article.html"]),
        ("query/who-spoke", ["index.html", "queries.html"]),
    ],
)
def test_what_is_above_leads_from_series_to_edition_to_forum(whole_site, path, above):
    (trail,) = re.findall(r'<nav class="trail".*?</nav>', read(whole_site, path), re.DOTALL)
    assert [link.removeprefix("../") for link in Page(trail).links] == above


def test_what_the_menu_has_no_room_for_stands_below(whole_site):
    _, _, footer = read(whole_site, "person/wang-qiang").partition('<footer class="bottom">')
    assert {"../coverage.html", "../changes.html", "../registry.html"} <= set(Page(footer).links)


def test_the_contents_of_an_article_lead_to_each_paragraph(whole_site):
    html = read(whole_site, "article/china-org-cn-2024-08-01")
    (contents,) = re.findall(r'<nav class="toc".*?</nav>', html, re.DOTALL)
    wanted = [link.removeprefix("#") for link in Page(contents).links]
    assert {"paragraph-5", "unknown", "data"} <= set(wanted)
    assert set(wanted) <= set(Page(html).ids)
    assert len(Page(html).ids) == len(set(Page(html).ids))


@pytest.mark.parametrize(("viewport", "position"), [(DESKTOP, "sticky"), (PHONE, "static")])
def test_contents_stay_in_sight_where_there_is_room(look, address, viewport, position):
    page = look(viewport=viewport, java_script_enabled=True)
    page.goto(f"{address}article/china-org-cn-2024-08-01.html")
    contents = page.get_by_role("navigation", name="On this page")
    assert contents.evaluate("each => getComputedStyle(each).position") == position
    contents.get_by_role("link", name="Paragraph 11").click()
    assert page.locator(":target").inner_text() == "Paragraph 11"


def test_what_is_shown_at_any_address_leads_into_the_site(whole_site):
    html = read(whole_site, "404")
    root = urlsplit("https://example.org/data/").path
    links = [*Page(html).links, *re.findall(r'(?:href|action)="([^"]+)"', html)]
    own = {link for link in links if not link.startswith(("#", "https://"))}
    assert all(link.startswith(root) for link in own)
    assert all((whole_site / link.removeprefix(root)).is_file() for link in own)
    assert f'action="{root}search.html"' in html
    assert "404.html" not in (whole_site / "sitemap.xml").read_text(encoding="utf-8")
