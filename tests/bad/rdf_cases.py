"""Bad RDF files, and shapes that are no shapes."""

from cases import call, rdf

# fmt: off

PREFIXES = "@prefix s: <https://schema.org/> .\n"
XML = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="https://schema.org/">\n'
LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">\n' for i in range(1, 10))
SH = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"

CASES = [
    # Turtle and its relatives
    rdf("Turtle cut short", "bad.ttl", PREFIXES + "<a:b> s:name ", r"bad\.ttl:2: is no Turtle"),
    rdf("Turtle cut short inside a text", "bad.ttl", PREFIXES + '\n<a:b> s:name "Por', r"bad\.ttl:3: is no Turtle"),
    rdf("Turtle cut short inside a long text", "bad.ttl", PREFIXES + '<a:b> s:name """Por\n\n', r"bad\.ttl:\d: is no Turtle"),
    rdf("Turtle without a full stop", "bad.ttl", PREFIXES + "<a:b> s:name 'x'\n<a:c> s:name 'y' .", r"bad\.ttl:3: is no Turtle"),
    rdf("an unknown prefix in Turtle", "bad.ttl", PREFIXES + "<a:b> schema:name 'x' .", r"bad\.ttl:2: .*schema"),
    rdf("an IRI with a space in Turtle", "bad.ttl", "\n<https://example.org/a b> <a:b> <a:c> .", r"bad\.ttl:2: is no Turtle"),
    rdf("an IRI with a brace", "bad.ttl", "<https://example.org/{a}> <a:b> <a:c> .", r"bad\.ttl:1: is no Turtle"),
    rdf("an IRI with an escaped space", "bad.ttl", r"<https://example.org/a\u0020b> <a:b> <a:c> .", r"bad\.ttl:1: is no Turtle"),
    rdf("a literal as a subject", "bad.ttl", "'x' <a:b> <a:c> .", r"bad\.ttl:1: is no Turtle"),
    rdf("a blank node as a predicate", "bad.ttl", "<a:a> _:b <a:c> .", r"bad\.ttl:1: is no Turtle"),
    rdf("a wrong language", "bad.ttl", "<a:a> <a:b> 'x'@123 .", r"bad\.ttl:1: is no Turtle"),
    rdf("a triple term", "bad.ttl", "<a:a> <a:b> <<( <a:a> <a:b> <a:c> )>> .", r"bad\.ttl: .* has a triple as its value"),
    rdf("triple terms in triple terms", "bad.ttl", "<< " * 5000, r"bad\.ttl:1: a triple inside a triple"),
    rdf("Turtle lists in lists", "bad.ttl", "<a:a> <a:b> " + "(" * 100_000, r"bad\.ttl:1: "),
    rdf("Turtle blank nodes in blank nodes", "bad.ttl", "<a:a> <a:b> " + "[ <a:b> " * 100_000, r"bad\.ttl:\d+: "),
    rdf("an empty Turtle file", "bad.ttl", "", r"bad\.ttl: is empty; an empty Turtle file is most often a failed download"),
    rdf("Turtle with nothing in it", "bad.ttl", "# nothing\n", r".", code=1),
    rdf("a binary file named Turtle", "bad.ttl", bytes(range(256)), r"bad\.ttl:\d+: "),
    rdf("Turtle in UTF-16", "bad.ttl", "<a:a> <a:b> <a:c> .".encode("utf-16"), r"bad\.ttl:1: is UTF-16; save it as UTF-8"),
    rdf("Turtle in Latin-1", "bad.ttl", "<a:a> <a:b>\n 'café' .".encode("latin-1"), r"bad\.ttl:2: is not UTF-8"),
    rdf("a zero byte in Turtle", "bad.ttl", b"<a:a> <a:b> <a:c> .\n\0", r"bad\.ttl:2: "),
    rdf("a web page named Turtle", "bad.ttl", "<!doctype html>\n<title>404</title>", r"bad\.ttl:1: is no Turtle"),
    rdf("N-Triples cut short", "bad.nt", "<a:a> <a:b> <a:c> .\n<a:a> <a:b>", r"bad\.nt:2: is no N-Triples"),
    rdf("a prefix in N-Triples", "bad.nt", "@prefix a: <a:> .\n", r"bad\.nt:1: is no N-Triples"),
    rdf("a relative IRI in N-Triples", "bad.nt", "<a> <a:b> <a:c> .\n", r"bad\.nt:1: is no N-Triples"),
    rdf("N-Quads cut short", "bad.nq", "<a:a> <a:b> <a:c> <a:g> .\n<a:a> <a:b> <a:c", r"bad\.nq:2: is no N-Quads"),
    rdf("five terms in N-Quads", "bad.nq", "\n<a:a> <a:b> <a:c> <a:d> <a:e> .\n", r"bad\.nq:2: is no N-Quads"),
    rdf("TriG cut short", "bad.trig", "<a:g> { <a:a> <a:b> <a:c> .\n", r"bad\.trig:\d: is no TriG"),
    rdf("graphs in graphs", "bad.trig", "<a:g> { " * 5000, r"bad\.trig:1: is no TriG"),
    # RDF/XML
    rdf("RDF/XML cut short", "bad.rdf", XML + '<s:Event rdf:about="a:b">\n<s:name>Por', r"bad\.rdf:3: is no RDF/XML"),
    rdf("RDF/XML that is not well-formed", "bad.rdf", XML + "<s:Event></s:Evnt></rdf:RDF>", r"bad\.rdf:2: is no RDF/XML: mismatched tag"),
    rdf("an entity bomb", "bad.rdf", f'<!DOCTYPE r [\n<!ENTITY l0 "lol">\n{LAUGHS}]>\n{XML}<s:Event s:name="&l9;"/></rdf:RDF>', r"bad\.rdf:3: an entity may only stand for plain text"),
    rdf("a quadratic entity bomb", "bad.rdf", f'<!DOCTYPE r [<!ENTITY l "{"x" * 50_000}">]>\n{XML}<s:Event s:name="{"&l;" * 5000}"/></rdf:RDF>', r"bad\.rdf.* times longer"),
    rdf("an entity of a file", "bad.rdf", f'<!DOCTYPE r [<!ENTITY l SYSTEM "file:///etc/passwd">]>\n{XML}<s:Event s:name="x">&l;</s:Event></rdf:RDF>', r"bad\.rdf:1: an entity may only stand for plain text"),
    rdf("an entity from the web", "bad.rdf", f'<!DOCTYPE r [<!ENTITY l SYSTEM "{{address}}/x">]>\n{XML}<s:Event>&l;</s:Event></rdf:RDF>', r"bad\.rdf:1: an entity may only stand for plain text"),
    rdf("a document type from the web", "bad.rdf", f'<!DOCTYPE r SYSTEM "{{address}}/x.dtd">\n{XML}<s:Event s:name="&l;"/></rdf:RDF>', r"bad\.rdf:\d: "),
    rdf("a parameter entity", "bad.rdf", f'<!DOCTYPE r [<!ENTITY % l SYSTEM "{{address}}/x"> %l;]>\n{XML}</rdf:RDF>', r"bad\.rdf:1: an entity may only stand for plain text"),
    rdf("an unknown entity", "bad.rdf", XML + '<s:Event s:name="&nope;"/></rdf:RDF>', r"bad\.rdf:2: "),
    rdf("elements in elements", "bad.rdf", XML + "<s:a><s:b>" * 5000, r"bad\.rdf:2: is nested more than 1000 deep"),
    rdf("an empty RDF/XML file", "bad.rdf", "", r"bad\.rdf: is empty"),
    rdf("RDF/XML with an IRI with a space", "bad.rdf", XML + '<s:Event rdf:about="https://example.org/a b"/></rdf:RDF>', r"bad\.rdf:2: is no RDF/XML"),
    rdf("RDF/XML whose attribute has no end of its line", "bad.rdf", XML + f'<s:Event s:name="x" {"9" * 70_000}="y"/></rdf:RDF>', r"bad\.rdf:2: is no RDF/XML"),
    rdf("RDF/XML with a name twice", "bad.rdf", XML + '<s:Event rdf:ID="a"/>\n<s:Event rdf:ID="a"/></rdf:RDF>', r"bad\.rdf:[23]: |."),
    # JSON-LD
    rdf("JSON-LD with a remote context", "bad.jsonld", '{"@type": "Event",\n"@context": "{address}/context.jsonld"}', r'bad\.jsonld:2: the context "http://127\.0\.0\.1:\d+/context\.jsonld" lies elsewhere and nothing is ever fetched'),
    rdf("JSON-LD with a file: context", "bad.jsonld", '{"@context": "file:///etc/passwd", "name": "x"}', r'bad\.jsonld:1: the context "file:///etc/passwd" lies elsewhere'),
    rdf("JSON-LD with a relative context", "bad.jsonld", '{"@context": "context.jsonld", "name": "x"}', r'bad\.jsonld:1: the context "context.jsonld" lies elsewhere'),
    rdf("JSON-LD with a remote context among others", "bad.jsonld", '{"@context": [{"@version": 1.1},\n"{address}/c"], "a:b": 1}', r"bad\.jsonld:\d: the context \"http"),
    rdf("JSON-LD with an imported context", "bad.jsonld", '{"@context": {"@version": 1.1, "@import": "{address}/c"}, "a:b": 1}', r"bad\.jsonld:1: .*lies elsewhere"),
    rdf("JSON-LD with a context of a term", "bad.jsonld", '{"@context": {"@version": 1.1, "n": {"@id": "a:n", "@context": "{address}/c"}}, "n": {"x": 1}}', r"bad\.jsonld:1: .*lies elsewhere"),
    rdf("JSON-LD with a hidden context", "bad.jsonld", '{"\\u0040context": "{address}/c", "a:b": 1}', r"bad\.jsonld"),
    rdf("JSON-LD of schema.org", "bad.jsonld", '{"@context": "https://schema.org", "@type": "Event"}', r'bad\.jsonld:1: the context "https://schema\.org" lies elsewhere'),
    rdf("JSON-LD cut short", "bad.jsonld", '{"@context": {},\n"a:b": ', r"bad\.jsonld:?\d*: "),
    rdf("JSON-LD nested deep", "bad.jsonld", '{"a:b": ' * 20_000, r"bad\.jsonld: is nested more than 100 deep"),
    rdf("an empty JSON-LD file", "bad.jsonld", "", r"bad\.jsonld: is empty"),
    rdf("JSON-LD with a comma too many", "bad.jsonld", '{"a:b": 1,}', r"bad\.jsonld:1: is no JSON-LD"),
    rdf("JSON-LD in UTF-16", "bad.jsonld", '{"a:b": 1}'.encode("utf-16"), r"bad\.jsonld:1: is UTF-16"),
    rdf("JSON-LD whose context is a number", "bad.jsonld", '{"@context": 7, "a:b": 1}', r"bad\.jsonld"),
    rdf("JSON that is no object", "bad.json", '"x"', r"Nothing was checked", code=1),
    # Other files
    rdf("a suffix of no format", "bad.rdfx", "<a:a> <a:b> <a:c> .", r'the suffix ".rdfx" belongs to no format of RDF; did you mean'),
    rdf("a file without a suffix", "bad", "x", r'the suffix "" belongs to no format of RDF; known are'),
    call("a folder without any RDF", "validate empty", r"empty: holds neither facts nor RDF", files={"empty/readme.md": "x"}),
    call("a folder named like a file", "validate dir.ttl", r"dir\.ttl", files={"dir.ttl/readme.md": "x"}),
    # Shapes
    call("shapes that do not parse", "validate data --shapes bad.ttl", r"bad\.ttl:3: is no Turtle", files={"bad.ttl": SH + "<a:S> a sh:NodeShape ; sh:path ( \n"}),
    call("shapes that are none", "validate data --shapes bad.ttl", r"bad\.ttl.*|no shape", files={"bad.ttl": "<a:a> <a:b> <a:c> ."}),
    call("shapes with a wrong query", "validate data --shapes bad.ttl", r"bad\.ttl|SPARQL|query", files={"bad.ttl": SH + '<a:S> a sh:NodeShape ; sh:targetNode <a:x> ; sh:sparql [ sh:select "SELEKT" ] .'}),
    call("shapes that call an unknown function", "validate data --shapes bad.ttl", r"bad\.ttl: .*a:f> is not supported", files={"bad.ttl": SH + '<a:S> a sh:NodeShape ; sh:targetNode <a:x> ; sh:sparql [ sh:message "m" ; sh:select "SELECT $this WHERE { $this ?p ?o FILTER (<a:f>(?o)) }" ] .'}),
    call("shapes with a pattern that is none", "validate data --shapes bad.ttl", r".", files={"bad.ttl": SH + '<a:S> a sh:NodeShape ; sh:targetNode <a:x> ; sh:pattern "(" .'}),
    call("shapes that import from the web", "validate data --shapes bad.ttl", r".", files={"bad.ttl": SH + "<a:o> <http://www.w3.org/2002/07/owl#imports> <{address}/s.ttl> . <a:S> a sh:NodeShape ; sh:targetClass <a:C> ; sh:property [ sh:path <a:p> ; sh:minCount 1 ] ."}, code=1),
    call("shapes that ask a service", "validate data --shapes bad.ttl", r"SERVICE|bad\.ttl", files={"bad.ttl": SH + '<a:S> a sh:NodeShape ; sh:targetClass <https://w3id.org/gdec/ontology#Forum> ; sh:sparql [ a sh:SPARQLConstraint ; sh:message "m" ; sh:select "SELECT $this { $this ?p ?o SERVICE <{address}/sparql> { ?a ?b ?c } }" ] .'}),
    call("shapes that go round in a circle", "validate data --shapes bad.ttl", r".", files={"bad.ttl": SH + "<a:S> a sh:NodeShape ; sh:targetClass <https://w3id.org/gdec/ontology#Forum> ; sh:node <a:T> . <a:T> a sh:NodeShape ; sh:node <a:S> ."}),
    call("shapes by address", "validate data --shapes {address}/shapes.ttl", r"does not exist"),
    call("data by address", "validate {address}/data.ttl", r"does not exist"),
]
# fmt: on
