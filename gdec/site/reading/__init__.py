"""Reading: what the graphs of a store say, by node, and what is written of a node once for many pages."""
