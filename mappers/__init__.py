"""Facts to triples, one module a class. A mapper finds no file and opens no socket.

A mapper module names the `SECTIONS` it maps and gives `triples(section, key, entry, names)`, a generator of
`(fact, subject, predicate, object, rule)`: terms in N-Triples form, and the structural rule by which a triple
rests on the fact, or None for what the fact itself says. The triples of one fact stand together, and what the
fact itself says comes first.
"""
