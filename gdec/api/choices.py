"""The words that an argument may be where only a few are known; `typing.get_args` lists them."""

from __future__ import annotations

from typing import Literal, TypeAlias

AnswerForm: TypeAlias = Literal["table", "csv", "tsv", "json", "xml", "markdown", "turtle"]
"""What the answer to a query can be written as."""

DataFormat: TypeAlias = Literal["turtle", "jsonld", "nt", "nq", "trig", "xml", "yaml", "jsonl"]
"""What data to be validated can be in: a format of RDF, or one of facts."""

DifferenceForm: TypeAlias = Literal["text", "patch", "html"]
"""What a difference can be written as."""

Engine: TypeAlias = Literal["compiled", "pyshacl", "both"]
"""What holds data to shapes."""

Format: TypeAlias = Literal["turtle", "jsonld", "nt", "nq", "trig", "xml", "csv"]
"""What a graph can be exported as."""

Level: TypeAlias = Literal["violation", "warning", "info", "never"]
"""From when on a report fails: at its least serious results, or at none."""

Part: TypeAlias = Literal[
    "attendee", "speaker", "presenter", "unveiler", "guest-of-honour", "host", "organiser", "exhibitor"
]
"""The part that a person plays at an event."""

Relation: TypeAlias = Literal["wording-variant", "precision", "scope", "contradiction"]
"""How the sides of a disagreement relate."""

ReportForm: TypeAlias = Literal["text", "json", "turtle", "sarif", "junit", "github"]
"""What a report can be written as."""

Severity: TypeAlias = Literal["info", "warning", "violation"]
"""How much a finding matters, from the least to the most serious."""

Statements: TypeAlias = Literal["reified", "rdf12"]
"""The standard forms of statements: nodes of RDF 1.1 reification, and reifiers of RDF 1.2."""

TableRows: TypeAlias = Literal["people", "forums"]
"""What the rows of a table can be."""
