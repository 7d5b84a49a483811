"""Pictures are well-formed, fit their frame, keep their labels apart, and are harmless whatever the data say."""

import re
import xml.etree.ElementTree as ElementTree
from itertools import combinations

import pytest

from gdec.site.pictures.axis import Span, posts_axis, timeline
from gdec.site.pictures.bars import kinds_bars
from gdec.site.pictures.classes import classes_diagram
from gdec.site.pictures.drawing import NARROW, SMALL, TEXT, WIDE, breadth, fit, standalone, wrap
from gdec.site.pictures.network import Edge, Node, network
from gdec.site.reading.vocabulary import vocabulary

SVG = "{http://www.w3.org/2000/svg}"
NASTY = (
    "</title><script>alert(1)</script>\u202e\x01 “Forum” of the Very Long Names & of 王强 of Everything Else There Is"
)


def link(iri):
    return f"{iri}.html"


def events(count=12):
    return [
        Span(f"e{at}", NASTY if at % 3 == 0 else f"Forum {at}", f"20{10 + at}-05-0{at % 9 + 1}", "", "opened", at % 4)
        for at in range(count)
    ] + [Span("u", "undated"), Span("l", "long", "2010-01-01", "2021-12-31")]


def tied():
    people = [Node(f"p{at}", f"Person {at}", 1) for at in range(9)]
    bodies = [Node(f"b{at}", NASTY, 0) for at in range(4)]
    forums = [Node(f"f{at}", f"Forum {at} on ports", 2) for at in range(3)]
    edges = [Edge(f"p{at}", f"b{at % 4}", "director") for at in range(9)] + [
        Edge(f"p{at}", f"f{at % 3}", "speaker") for at in range(9)
    ]
    return [*people, *bodies, *forums], [*edges, Edge("b0", "f2", "host"), Edge("p0", "p1", "attendee")]


PICTURES = {
    "timeline": lambda: timeline(events(), link, left_out=7),
    "posts": lambda: posts_axis(events(3), link),
    "network": lambda: network(*tied(), link, left_out=3),
    "kinds": lambda: kinds_bars([("o#reported", "reported", 329), ("o#hoped", "hoped", 0)], link),
    "classes": lambda: classes_diagram(vocabulary(), link),
}


@pytest.fixture(params=PICTURES)
def picture(request):
    return PICTURES[request.param]()


def drawings(picture):
    return [ElementTree.fromstring(svg) for svg in (picture.svg, picture.narrow)]


def boxes_of_text(root):
    for text in root.iter(f"{SVG}text"):
        size = float(text.get("font-size", TEXT))
        wide = breadth(text.text, size) * 0.9  # the measure is one for broad faces
        x, y = float(text.get("x")), float(text.get("y"))
        left = x - wide if text.get("text-anchor") == "end" else x
        yield left, y - size * 0.75, left + wide, y + size * 0.2, text.text


def test_a_picture_says_what_it_is_and_tells_the_same_as_a_table(picture):
    for root in drawings(picture):
        assert root.get("role") == "group"
        ids = root.get("aria-labelledby").split()
        told = {each.get("id"): each.text for each in root if each.tag in (f"{SVG}title", f"{SVG}desc")}
        assert [told[each] for each in ids] == [picture.title, picture.description]
    assert picture.rows
    assert all(len(row) == len(picture.columns) for row in picture.rows)


def test_the_ids_of_its_two_layouts_differ(picture):
    ids = re.findall(r' id="([^"]+)"', picture.svg + picture.narrow)
    assert len(ids) == len(set(ids))


def test_nothing_leaves_the_frame_and_no_label_lies_on_another(picture):
    for root in drawings(picture):
        width, height = (float(root.get(side)) for side in ("width", "height"))
        assert width in (WIDE, NARROW)
        found = list(boxes_of_text(root))
        for left, top, right, bottom, text in found:
            assert left >= 0, text
            assert right <= width, text
            assert top >= 0, text
            assert bottom <= height, text
        for one, other in combinations(found, 2):
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, (one[4], other[4])


def test_things_are_linked_and_hostile_text_stays_text(picture):
    svg = picture.svg + picture.narrow
    links = [a.get("href") for root in drawings(picture) for a in root.iter(f"{SVG}a")]
    assert links
    assert all(address.endswith(".html") for address in links)
    assert "<script" not in svg
    assert not re.search("[\x00-\x08\u202e]", svg)


def test_the_same_data_give_the_same_bytes(picture):
    again = PICTURES[picture.name]()
    assert (again.svg, again.narrow) == (picture.svg, picture.narrow)


def test_a_standalone_picture_is_xml_with_the_sites_stylesheet(picture):
    data = standalone(picture.svg, "../static/gdec.css")
    assert data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<?xml-stylesheet type="text/css"')
    assert ElementTree.fromstring(data).tag == f"{SVG}svg"


def test_there_is_no_picture_of_nothing():
    assert timeline([], link) is None
    assert posts_axis([], link) is None
    assert network([], [], link) is None
    assert kinds_bars([("o#reported", "reported", 0)], link) is None


def test_what_is_left_out_is_said():
    assert "of 21" in timeline(events(), link, left_out=7).description
    assert "of 12" in network(*tied(), link, left_out=3).description


def test_a_day_that_is_none_and_axes_of_a_thousand_years_do_no_harm():
    spans = [
        Span("a", "a", "0001-01-01"),
        Span("b", "b", "9999-12-31"),
        Span("c", "c", "2024-02-31"),
        Span("d", "d", "soon"),
    ]
    (root,) = (ElementTree.fromstring(timeline(spans, link).svg),)
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert len(texts) < 40
    assert "no date stated" not in texts  # the days are told as they are given
    assert "2024-02-31" in texts


def test_undated_events_are_said_to_be_so_beside_the_axis():
    for root in drawings(timeline(events(), link)):
        ticks = [each for each in root.iter(f"{SVG}line") if each.get("x1") == each.get("x2")]
        axis = min(float(each.get("x1")) for each in ticks)
        found = {text: (left, top, right, bottom) for left, top, right, bottom, text in boxes_of_text(root)}
        assert found["no date stated"][2] < axis
        for left, top, right, bottom in found.values():
            for tick in ticks:
                x, above, below = (float(tick.get(name)) for name in ("x1", "y1", "y2"))
                assert not (left < x < right and above < bottom and top < below)


def test_the_network_tells_the_part_played_and_names_to_their_end():
    nodes = [Node("p", "Ana Lima", 1), Node("f", "Harbour Data Forum of the Western Coast and of the Isles 2031", 2)]
    drawn = network(nodes, [Edge("p", "f", "speaker")], link)
    for root in drawings(drawn):
        texts = [text.text for text in root.iter(f"{SVG}text")]
        assert "speaker" in texts
        assert any(text.endswith("2031") for text in texts)
        assert "speaker" in [title.text for title in root.iter(f"{SVG}title")]


def test_no_line_of_the_ontology_passes_under_a_box():
    wide, narrow = drawings(PICTURES["classes"]())
    assert not list(narrow.iter(f"{SVG}path"))
    boxes = [[float(each.get(name)) for name in ("x", "width")] for each in wide.iter(f"{SVG}rect")]
    spans = {(x, x + width) for x, width in boxes}
    for path in wide.iter(f"{SVG}path"):
        xs = [float(each) for each in re.findall(r"[-\d.]+", path.get("d"))[::2]]
        for left, right in spans:
            assert max(xs) <= left or min(xs) >= right, path.get("d")
    assert not any("…" in (text.text or "") for text in wide.iter(f"{SVG}text"))


@pytest.mark.parametrize(
    "text", ["Harbour Data Forum", "王强在港口数据论坛上发言并介绍了开放泊位数据", "WWWWWWWWWWWWWWWWWWWWWWWW", ""]
)
@pytest.mark.parametrize("width", [30, 90, 400])
def test_text_is_fitted_into_its_width(text, width):
    assert breadth(fit(text, width, SMALL), SMALL) <= width
    lines = wrap(text, width, 2, SMALL)
    assert 1 <= len(lines) <= 2
    assert all(breadth(each, SMALL) <= width for each in lines)


def test_nothing_is_lost_of_a_text_that_fits():
    assert " ".join(wrap("Harbour Data Forum of the year 2031", 120, 4)) == "Harbour Data Forum of the year 2031"


def test_a_range_says_nothing_twice_and_that_its_end_is_only_scheduled():
    whole = Span("a", "a", "2031-05-03", "2031-05-07", is_scheduled=True)
    assert whole.when == "3 to 7 May 2031 (end as scheduled)"
    assert Span("a", "a", "2030-12-30", "2031-01-02").when == "30 December 2030 to 2 January 2031"
    assert Span("a", "a", "", "2031-05-07", "ends", is_scheduled=True).when == "ends 7 May 2031 (as scheduled)"
