"""The parts of a build: making the graphs of articles, holding them to the shapes, and what became of each."""
