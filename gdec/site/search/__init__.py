"""Search: names and words of articles in an index of small files."""
