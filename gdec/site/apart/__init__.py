"""What tells alike things apart: namesakes, and articles that are near-duplicates of one another."""
