"""A small store whose texts and names try to break out of every format."""

from gdec import terms
from gdec.rdf.nquads import date, iri, line, literal
from gdec.store.changing import change
from gdec.store.local import open_current

LABEL = 'Ha\r\nX-Evil: 1\r\nEND:VEVENT\u2028</title><script>"\\;,&]]>\x01\x7f 王强\u202e'
FORMULAS = ("a;=1;+2", "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1+1")
EVENT, PERSON, ARTICLE = (f"{terms.BASE}{path}" for path in ("forum/港口-2.0", "person/王强", "article/a"))


def hostile(folder):
    """Make the store and open it."""
    graph = iri(f"{ARTICLE}#graph")
    triples = [
        (EVENT, terms.TYPE, terms.term("gdec:Forum")),
        (EVENT, terms.LABEL, literal(LABEL)),
        (EVENT, terms.START_DATE, date("2031-02-27")),
        (EVENT, terms.END_DATE, date("2031-02-28")),
        (PERSON, terms.TYPE, terms.term("gdec:Person")),
        (PERSON, terms.LABEL, literal("=HYPERLINK(1)")),
        *((PERSON, terms.ALTERNATE_NAME, literal(text)) for text in FORMULAS),
        (PERSON, terms.DURATION_IN_DAYS, literal("-5", datatype=terms.term("xsd:integer"))),
        (ARTICLE, terms.TYPE, terms.ARTICLE_CLASS),
        (ARTICLE, terms.LABEL, literal(LABEL)),
        (ARTICLE, terms.DATE_PUBLISHED, date("2031-03-01")),
        (f"{ARTICLE}#s-1", terms.TYPE, terms.STATEMENT_CLASS),
        (f"{ARTICLE}#s-1", terms.SUBJECT, iri(PERSON)),
    ]
    quads = "".join(line(iri(subject), predicate, value, graph) for subject, predicate, value in triples)
    with change(folder) as step:
        step.manifest["base"] = terms.BASE
        step.replace_graph(graph[1:-1], quads.encode())
    return open_current(folder)
