"""The pages: of things, articles, questions, disagreements, coverage, changes, the ontology and the shapes."""
