"""Evidence: where in the article the words of a fact stand."""
