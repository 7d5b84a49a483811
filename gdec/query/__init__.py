"""Queries: saved ones, their parameters, what is refused, running them, and writing what they give."""
