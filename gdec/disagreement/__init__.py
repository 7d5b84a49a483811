"""Disagreement: statements that cannot all be the single value of a property, and what editors chose among them."""
