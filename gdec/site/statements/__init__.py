"""Statements as pages show them: how they stand, what they rest on, and the words."""
