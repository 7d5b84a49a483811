"""Articles that there are copies of: one in Chinese, and a wire text as two publishers print it."""

from gdec.evidence.anchor import anchor
from gdec.evidence.text import ArticleText

CHINESE = "made-2031-05-03"
WIRES = ("harbour-wire-2031-05-04", "evening-wire-2031-05-05")
CENTRE = "Centre for the Slow Development of High Towers"
COMMITTEE = f"Committee of Friends of the {CENTRE}"
TEXT_IN_CHINESE = """2031年5月3日

全球数字经济大会在北京开幕

王强（Wang Qiang）说圣多美也参加。
"""
IN_CHINESE = f"""format: 1
article:
  id: {CHINESE}
  published: {{is: 2031-05-03, words: 2031年5月3日}}
  language: zh
  title: {{is: 全球数字经济大会在北京开幕, words: 全球数字经济大会在北京开幕}}
people:
  王强:
    name: {{is: 王强, words: 王强}}
    also: [{{is: Wang Qiang, words: Wang Qiang}}]
    said: [{{content: São Tomé takes part too, words: 圣多美也参加}}]
"""
WIRE = f"""Harbour Data Forum opens in Porto

The Harbour Data Forum opened in the old port of Porto on Thursday with forty shipping companies and a mayor. It was
prepared by the {COMMITTEE}, who had two springs for it and a house by the river with a view of all the ships.

Nobody knew that evening where the next one would be.
"""


def in_wire(key):
    """Give the facts of an article that prints the wire text."""
    return f"""format: 1
article:
  id: {key}
  published: {{is: {key[-10:]}, words: on Thursday}}
  title: {{is: Harbour Data Forum opens in Porto, words: Harbour Data Forum opens in Porto}}
forums:
  harbour-forum: {{name: {{is: Harbour Data Forum, words: Harbour Data Forum, paragraph: 2}}}}
organisations:
  estuary-committee:
    name: {{is: "{COMMITTEE}", words: "{COMMITTEE}"}}
    within: [{{is: estuary-centre, words: "the {COMMITTEE}"}}]
  estuary-centre: {{name: {{is: "{CENTRE}", words: "{CENTRE}"}}}}
no_fact:
- {{words: Nobody knew that evening where the next one would be, why: what nobody knew}}
"""


def lay(articles, copies):
    """Write the facts of these articles into one folder, and their texts into another, which is made."""
    copies.mkdir()
    told = {CHINESE: (IN_CHINESE, TEXT_IN_CHINESE)}
    told |= {key: (in_wire(key), f"{WIRE}\nBy {key[:12]}.\n") for key in WIRES}
    for key, (facts, text) in told.items():
        (copies / f"{key}.txt").write_text(text, encoding="utf-8")
        anchored, _ = anchor(f"{key}.yaml", facts.encode(), ArticleText(text))
        (articles / f"{key}.yaml").write_bytes(anchored)
