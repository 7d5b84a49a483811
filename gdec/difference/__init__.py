"""What differs between two graphs: read, compared by meaning, and told as text, as a patch or as a page."""
