"""A small project: facts of one made-up article, with a registry."""

import re
from hashlib import sha256

import pytest

REGISTRY = """format: 1
places:
  porto:
    name: Porto
    reason: Both articles mean the city at the mouth of the Douro.
    mentions: [example-agency-2031-05-03]
"""
ARTICLE = """format: 1
article:
  id: example-agency-2031-05-03
  title: {is: Harbour Data Forum opens in Porto, words: Harbour Data Forum opens in Porto}
  published: {is: 2031-05-03, words: May 3}
forums:
  forum-2031:
    name: {is: Harbour Data Forum 2031, words: Harbour Data Forum 2031}
    starts: {is: 2031-05-01, words: on Thursday}
    ends: {is: 2031-05-03, words: until Saturday}
    days: {is: 3, words: three days}
    held_in:
      - {is: porto, words: in Porto}
people:
  ana-lima:
    name: {is: Ana Lima, words: Ana Lima}
    took_part:
      - {in: forum-2031, as: speaker, words: gave an address}
    said:
      - {content: the port means to share its berth data, kind: intended, words: will share}
"""


def anchored(facts):
    """Give each quote a place; which one does not matter here."""

    def with_place(quote):
        words, start = quote[1], quote.start()
        digest = sha256(words.encode()).hexdigest()
        return f"words: {words}, at: [1, {start}, {start + len(words)}], sha256: {digest}}}"

    return re.sub(r"words: ([^}]+)}", with_place, facts)


@pytest.fixture
def project(tmp_path):
    """Write the project, with the article's facts changed as asked for, and give its folder."""

    def write(right="", wrong=""):
        assert right in ARTICLE
        article = ARTICLE.replace(right, wrong) if right else ARTICLE
        for name, text in (("registry/places.yaml", REGISTRY), ("articles/agency.yaml", anchored(article))):
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return write
