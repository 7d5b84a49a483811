"""Links that open a page with words marked: as the specification writes them, and in a real browser."""

import shutil
import struct
import subprocess
import zlib
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from gdec.evidence.links import link, link_in
from gdec.evidence.text import ArticleText, Span

URL = "https://example.org/news/1"
ARTICLE = """\
Porto, 3 May 2031: The Harbour Data Forum opened in\u00a0Porto.

Ana Lima, deputy mayor of Porto, said the port “will share the co-op’s data, costs & berths” with every company.

The port is a port of 100% ports; the port is open, says a mayor – 王强 of the city’s data office.

The deputy mayor of Gaia came from Porto to see the berths, the cranes and every company’s café: he is glad of all.
"""
TEXT = ArticleText(ARTICLE)
MARK, BACK = bytes([1, 203, 4]), bytes([250, 1, 2])
LINE = 60
STYLE = f"""<style>
  ::target-text {{ background: rgb{tuple(MARK)}; color: rgb{tuple(MARK)} }}
  b {{ background: rgb{tuple(BACK)}; color: rgb{tuple(BACK)}; font-weight: normal }}
  body {{ margin: 0 }} p {{ font: 12px/{LINE}px monospace; margin: 0; white-space: nowrap }}
</style>"""


def span_of(words, number=0):
    start = -1
    for _ in range(number + 1):
        start = ARTICLE.index(words, start + 1)
    return Span(TEXT.paragraph_at(start).paragraph, start, start + len(words))


@pytest.mark.parametrize(
    ("words", "directive"),
    [
        ("Ana Lima", "Ana%20Lima"),
        ("co-op", "co%2Dop"),
        ("data, costs & berths", "data%2C%20costs%20%26%20berths"),
        (
            "Ana Lima, deputy mayor … data, costs & berths”",
            "Ana%20Lima%2C%20deputy%20mayor,data%2C%20costs%20%26%20berths%E2%80%9D",
        ),
        ("100%", "100%25"),
        ("in\u00a0Porto", "in%20Porto"),
        ("王强", "%E7%8E%8B%E5%BC%BA"),
        ("a#b?c=d/e", "a%23b%3Fc%3Dd%2Fe"),
    ],
)
def test_words_are_encoded(words, directive):
    assert link(URL, words) == f"{URL}#:~:text={directive}"


def test_a_fragment_and_another_directive_stay():
    assert link(f"{URL}#part-2", "Ana") == f"{URL}#part-2:~:text=Ana"
    assert link(f"{URL}#:~:text=Ana", "Lima") == f"{URL}#:~:text=Ana&text=Lima"


@pytest.mark.parametrize(
    ("words", "number", "directive"),
    [
        ("Ana Lima", 0, "Ana%20Lima"),
        ("deputy mayor", 0, "deputy%20mayor"),
        ("deputy mayor", 1, "The-,deputy%20mayor,-of"),
        ("Porto", 0, "Porto"),
        ("Porto", 1, "in-,Porto,-."),
        ("every company", 1, "and-,every%20company,-%E2%80%99s"),
    ],
)
def test_neighbours_tell_words_from_the_same_words_before(words, number, directive):
    assert link_in(URL, words, TEXT, span_of(words, number)) == f"{URL}#:~:text={directive}"


@pytest.fixture(scope="session")
def chromium():
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("the browser chromium, of the Debian package of that name, is not installed")
    return program


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    """Give a folder and the address that it is served at."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    folder = tmp_path_factory.mktemp("pages")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield folder, f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture
def page(served):
    """Give a function that puts the article on a page, with a span of it on a background, and gives its address."""
    folder, address = served

    def put(span):
        pieces = ARTICLE[: span.start], ARTICLE[span.start : span.end], ARTICLE[span.end :]
        before, words, after = (escape(piece, quote=False) for piece in pieces)
        lines = f"{before}<b>{words}</b>{after}".split("\n")
        body = "".join(f"<p>{line}</p>" for line in lines if line)
        (folder / f"{span.start}.html").write_text(f'<!doctype html><meta charset="utf-8">{STYLE}{body}', "utf-8")
        return f"{address}/{span.start}.html"

    return put


@pytest.fixture
def picture(chromium, tmp_path):
    """Give a function that shows what the browser shows of an address, as rows of RGB bytes."""

    def take(address):
        command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        command += [
            f"--user-data-dir={tmp_path}/profile",
            "--window-size=1100,300",
            f"--screenshot={tmp_path}/shot.png",
        ]
        subprocess.run([*command, address], check=True, capture_output=True, timeout=120)
        return decoded((tmp_path / "shot.png").read_bytes())

    return take


def columns(rows, colours):
    """Tell in which lines of text, and in which columns of pixels, a picture has one of some colours."""
    found = set()
    for y, row in enumerate(rows):
        if any(colour in row for colour in colours):
            found |= {(y // LINE, at // 3) for at in range(0, len(row), 3) if row[at : at + 3] in colours}
    return found


def decoded(png):
    """Decode a PNG of 8-bit RGB or RGBA to rows of RGB bytes."""
    data, at, width, channels = b"", 8, 0, 3
    while at < len(png):
        (length,), kind = struct.unpack(">I", png[at : at + 4]), png[at + 4 : at + 8]
        chunk = png[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, channels = struct.unpack(">I", chunk[:4])[0], {2: 3, 6: 4}[chunk[9]]
        data += chunk if kind == b"IDAT" else b""
        at += length + 12
    rows = unfiltered(zlib.decompress(data), width * channels, channels)
    return [row if channels == 3 else b"".join(row[at : at + 3] for at in range(0, len(row), 4)) for row in rows]


def unfiltered(data, stride, channels):
    before = bytes(stride)
    for start in range(0, len(data), stride + 1):
        filter_, row = data[start], bytearray(data[start + 1 : start + 1 + stride])
        for at in range(stride) if filter_ else ():
            left, corner = (row[at - channels], before[at - channels]) if at >= channels else (0, 0)
            up = before[at]
            near = min((left, up, corner), key=lambda value, sum_=left + up - corner: abs(sum_ - value))
            row[at] = (row[at] + (0, left, up, (left + up) // 2, near)[filter_]) & 255
        before = bytes(row)
        yield before


@pytest.mark.parametrize(
    ("words", "number", "shown"),
    [
        ("Ana Lima", 0, None),
        ("co-op’s data, costs & berths", 0, None),
        ("in\u00a0Porto", 0, None),
        ("100% ports", 0, None),
        ("王强", 0, None),
        ("deputy mayor", 1, None),
        ("Porto", 1, None),
        ("every company", 1, None),
        ("company’s café", 0, None),
        ("Ana Lima, deputy mayor of Porto, said the port “will share", 0, "Ana Lima, deputy mayor … port “will share"),
        (
            "berths, the cranes and every company’s café: he is glad of all",
            0,
            "berths, the cranes and … is glad of all",
        ),
    ],
)
def test_a_browser_opens_the_page_with_the_words_marked(page, picture, words, number, shown):
    span = span_of(words, number)
    rows = picture(link_in(page(span), shown or words, TEXT, span))
    marked = columns(rows, [MARK])
    assert marked
    assert marked == columns(rows, [MARK, BACK])


def test_a_browser_marks_nothing_without_the_link(page, picture):
    rows = picture(page(span_of("Ana Lima")))
    assert not columns(rows, [MARK])
    assert columns(rows, [BACK])
