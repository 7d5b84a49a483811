"""Fill in what an author need not write: the kinds that follow from where a fact stands, and who said it."""

from __future__ import annotations

from copy import deepcopy

from gdec.facts.model import Fact, Facts, Kind
from gdec.facts.walk import structs_of

_DEFAULTS = {"said": Kind.ATTRIBUTED, "aims": Kind.INTENDED, "remarks": Kind.EVALUATED}


def complete(facts: Facts) -> Facts:
    """Give the facts with every kind filled in, and every `said` remark's speaker.

    A remark under `said` is attributed to the entry it stands under, one under `aims` is intended, one under `remarks`
    evaluated, any other fact reported, each unless the author says otherwise.
    """
    done = deepcopy(facts)
    for path, _, field, fact in structs_of(done):
        if isinstance(fact, Fact):
            fact.kind = fact.kind or _DEFAULTS.get(field, Kind.REPORTED)
            if field == "said":
                fact.speaker = fact.speaker or path[1]
    return done
