"""What a client may say that it takes, and what it is to be sent; the same for every host."""

HTML, TURTLE, JSONLD, NTRIPLES = "text/html", "text/turtle", "application/ld+json", "application/n-triples"
NONE = ""

ACCEPTS = {
    None: HTML,
    "": HTML,
    " , ,": HTML,
    "*/*": HTML,
    "text/html": HTML,
    "text/turtle": TURTLE,
    "application/ld+json": JSONLD,
    "application/n-triples": NTRIPLES,
    "TEXT/Turtle": TURTLE,
    # lists and weights
    "text/turtle, application/ld+json;q=0.9": TURTLE,
    "application/ld+json, text/turtle": TURTLE,
    "text/html;q=0.5,application/ld+json;q=0.7": JSONLD,
    "text/html;q=0.699,application/ld+json;q=0.7": JSONLD,
    "text/html;q=0.7,application/ld+json;q=0.70": HTML,
    "text/turtle;q=1.000,text/html;q=0.999": TURTLE,
    "application/n-triples;q=0.001": NTRIPLES,
    "text/html ; q=0.1 ,\ttext/turtle ; Q=0.2": TURTLE,
    "application/rdf+xml, application/n-triples;q=0.3, text/turtle;q=0.2": NTRIPLES,
    # what browsers, rdflib, Jena and curl send
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8": HTML,
    "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3": TURTLE,
    "application/ld+json;q=1, application/json;q=0.9,*/*;q=0.1": JSONLD,
    # wildcards, and what is named beside them
    "text/*": HTML,
    "application/*": JSONLD,
    "text/turtle, */*": TURTLE,
    "application/n-triples, application/*": NTRIPLES,
    "text/turtle;q=0.5, */*": HTML,
    "*/*;q=0.1, application/*;q=0.2": JSONLD,
    "text/*;q=0.3, text/html;q=0.1, */*;q=0.2": TURTLE,
    # what is not taken
    "text/html;q=0, */*": TURTLE,
    "text/html;q=0, */*;q=0.1": TURTLE,
    "text/*;q=0, */*;q=0.1": JSONLD,
    "text/html;q=0.0": NONE,
    "*/*;q=0": NONE,
    "*/*;q=0.000, text/turtle;q=0.4": TURTLE,
    # what there is not
    "image/png": NONE,
    "application/rdf+xml, application/json;q=0.5": NONE,
    "text": NONE,
    "text/turtlesoup, xtext/turtle": NONE,
    # parameters other than q are not looked at
    "text/turtle;charset=utf-8": TURTLE,
    'application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted";q=0.8, text/html;q=0.7': JSONLD,
    'image/png;x="a, text/html", application/n-triples;q=0.2': NTRIPLES,
    'image/png;x="\\", text/html", text/turtle;q=0.2': TURTLE,
    "text/html;level=1;q=0.3, text/turtle;q=0.4": TURTLE,
    "text/turtle;q=0.4;ext=1, text/html;q=0.3": TURTLE,
    "text/turtle;a=b;c=d;q=0.4;ext=1;ext=2, text/html;q=0.3": TURTLE,
    # what is not of the form is passed over
    "text/html;q=high, text/turtle;q=0.2": TURTLE,
    "text/html;q=1.5, text/turtle;q=0.2": TURTLE,
    "text/html;q=0.1234, text/turtle;q=0.1": TURTLE,
    "text/html;q=-1, text/turtle;q=0.1": TURTLE,
    "text/html;q=, text/turtle;q=0.1": TURTLE,
    "text/html q=1, text/turtle;q=0.1": TURTLE,
    ";;;, =, text/turtle": TURTLE,
    "(comment)": NONE,
    # of two that are the same the first counts
    "text/html;q=0.1, text/turtle;q=0.2, text/html;q=0.9": TURTLE,
    "x/y, " * 200 + "text/turtle": TURTLE,
}
