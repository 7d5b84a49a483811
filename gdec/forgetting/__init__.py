"""Forgetting: a person's lawful erasure from facts, store and history."""
