"""A good project, made up, from which bad ones are made by one change each."""

ARTICLE = """\
Harbour Data Forum opens in Porto
By Example Agency, Porto, 3 May 2031
The Harbour Data Forum 2031, a part of Port Week 2031, opened on Thursday in Porto and lasts four days.
Its theme is “Ports that think”, and more than 40 shipping companies attend.
Ana Lima, deputy mayor at Porto City Council, gave the opening address. Porto will share berth data, she said.
"""

FACTS = """\
# A made-up article.
format: 1
article:
  id: porto-2031-05-03
  title: {is: Harbour Data Forum opens in Porto, words: Harbour Data Forum opens in Porto}
  publisher: {is: example-agency, words: Example Agency}
  published: {is: 2031-05-03, words: 3 May 2031}
  language: en
conferences:
  port-week-2031:
    name: {is: Port Week 2031, words: Port Week 2031}
forums:
  harbour-data-forum-2031:
    name: {is: Harbour Data Forum 2031, words: Harbour Data Forum 2031}
    part_of: {is: port-week-2031, words: a part of Port Week 2031}
    starts:
      is: 2031-05-01
      kind: inferred
      rule: weekday-before-publication
      rests_on: [article.published]
      words: opened on Thursday
    days: {is: 4, words: lasts four days}
    held_in:
      - {is: porto, words: Thursday in Porto}
    themes:
      thinking: {is: Ports that think, words: Ports that think}
    attendance:
      companies: {of: shipping companies, things: organisations, more_than: 40, words: more than 40 shipping companies}
people:
  ana-lima:
    name: {is: Ana Lima, words: Ana Lima}
    posts:
      - {title: deputy mayor, in: porto-city-council, words: deputy mayor at Porto City Council}
    took_part:
      - {in: harbour-data-forum-2031, as: speaker, words: gave the opening address}
    said:
      - {content: The city means to share berth data, kind: intended, about: [open-data], words: will share berth data}
organisations:
  porto-city-council:
    name: {is: Porto City Council, words: Porto City Council}
  example-agency:
    name: {is: Example Agency, words: Example Agency}
places:
  porto:
    name: {is: Porto, words: Thursday in Porto}
"""

REGISTRY = """\
format: 1
topics:
  open-data:
    name: open data
    reason: A subject heading of ours.
    mentions: [porto-2031-05-03]
"""
