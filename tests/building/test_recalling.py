"""What statements say is recalled from digests of it, and asked of a store once for each value."""

from pyoxigraph import Literal, NamedNode, Quad, Store

from gdec import terms
from gdec.building.recalling import Recalled, digest
from gdec.disagreement.find import Said

NAME = terms.NAME


def statement(article, number, subject, value):
    node, graph = NamedNode(f"{article}#s-{number:016x}"), NamedNode(f"{article}#graph")
    says = {terms.SUBJECT: NamedNode(subject), terms.PREDICATE: NamedNode(NAME[1:-1]), terms.OBJECT: value}
    return [Quad(node, NamedNode(predicate[1:-1]), each, graph) for predicate, each in says.items()]


class Counting:
    """A store that counts how often it is asked."""

    def __init__(self, quads):
        self.store, self.asked = Store(), 0
        self.store.extend(quads)

    def quads_for_pattern(self, *pattern):
        self.asked += 1
        return self.store.quads_for_pattern(*pattern)


def test_all_statements_of_a_thing_are_recalled_and_each_value_is_asked_for_once():
    said = [
        ("x:a", 1, "x:fair", "Fair"),
        ("x:b", 2, "x:fair", "Fayre"),
        ("x:c", 3, "x:fair", "Fair"),
        ("x:c", 4, "x:port", "Port"),
    ]
    recalled = Recalled()
    for article in ("x:a", "x:b", "x:c"):
        recalled.keep(
            f"{article}#graph",
            [
                (
                    subject.encode(),
                    digest(subject.encode() + NAME.encode()),
                    digest(text.encode()),
                    b"%s#s-%016x" % (home.encode(), number),
                )
                for home, number, subject, text in said
                if home == article
            ],
        )
    store = Counting(
        quad for home, number, subject, text in said for quad in statement(home, number, subject, Literal(text))
    )
    assert list(recalled.of(["x:fair", "x:other"], store)) == [
        Said(f"{home}#s-{number:016x}", subject, NAME, Literal(text), home) for home, number, subject, text in said[:3]
    ]
    assert store.asked == 2
