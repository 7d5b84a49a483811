"""Projects put into stores, to follow triples in."""

from pathlib import Path

from gdec.build import map_facts
from gdec.evidence.text import digest
from gdec.mapping import registry_quads
from gdec.project import find_project
from gdec.store.changing import change

ROOT = Path(__file__).parents[2]

PORTO = {
    "registry/places.yaml": """\
format: 1
places:
  porto: {name: Porto, reason: All articles mean the city on the Douro., mentions: [porto-1]}
  gaia: {name: Gaia, reason: One city of that name., mentions: []}
""",
    "articles/porto.yaml": f"""\
format: 1
article:
  id: porto-1
  url: https://example.org/news/1
  published: {{is: 2031-05-03, words: 3 May 2031, at: [1, 7, 17], sha256: {digest("3 May 2031")}}}
forums:
  hdf:
    name: {{is: Harbour Data Forum, words: Harbour Data Forum, at: [1, 23, 41], sha256: {digest("Harbour Data Forum")}}}
    opened:
      {{is: 2031-05-01, kind: inferred, rule: weekday-before-publication, rests_on: [article.published],
        words: on Thursday, at: [1, 58, 69], sha256: {digest("on Thursday")}}}
    held_in:
      - {{is: porto, kind: attributed, speaker: ana-lima, words: in Porto, at: [1, 49, 57],
          sha256: {digest("in Porto")}}}
    not_stated: [{{what: ends, question: When did it end?}}, {{question: Was it loud?}}]
people:
  ana-lima:
    name: {{is: Ana Lima, words: Ana Lima, at: [2, 72, 80], sha256: {digest("Ana Lima")}}}
    said:
      - {{content: it was a good day, about: [porto, hdf], words: Ana Lima, at: [2, 72, 80],
          sha256: {digest("Ana Lima")}}}
  ana-lima-2: {{name: {{is: ANA LIMA, words: Ana Lima, at: [2, 72, 80], sha256: {digest("Ana Lima")}}}}}
""",
}


def stored(data, folder):
    """Map a project and put it into a store."""
    project = find_project(data)
    with change(folder) as step:
        step.replace_graph(project.registry.graph[1:-1], registry_quads(project.registry))
        for path in project.articles():
            facts = project.read(path)
            step.replace_graph(f"{project.base}article/{facts.article.id}#graph", map_facts(facts, project))
    return folder
