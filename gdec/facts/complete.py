"""Fill in what an author need not write: the kinds that follow from where a fact stands, and who said it."""

from __future__ import annotations

from copy import deepcopy

from gdec.facts.model import Fact, Facts, Kind
from gdec.facts.names import sections
from gdec.facts.walk import Found, plain_structs_of

_DEFAULTS = {"said": Kind.ATTRIBUTED, "aims": Kind.INTENDED, "remarks": Kind.EVALUATED}


def complete(facts: Facts) -> Facts:
    """Give the facts with every kind filled in, and every `said` remark's speaker.

    A remark under `said` is attributed to the entry it stands under, one under `aims` is intended, one under `remarks`
    evaluated, any other fact reported, each unless the author says otherwise.
    """
    done = deepcopy(facts)
    fill_in(done)
    return done


def fill_in(facts: Facts) -> list[Fact]:
    """Complete facts where they stand, as `complete` does, and list them."""
    for _, section in sections(facts):
        for key, entry in section.items():
            for field, kind in _DEFAULTS.items():
                for remark in getattr(entry, field, ()):
                    remark.kind = remark.kind or kind
                    if field == "said":
                        remark.speaker = remark.speaker or key
    found = [struct for struct in plain_structs_of(facts) if isinstance(struct, Fact)]
    for fact in found:
        fact.kind = fact.kind or Kind.REPORTED
    return found


def is_complete(found: Found) -> bool:
    """Tell that nothing of a struct of a facts file is left to be filled in."""
    fact = found.struct
    return not isinstance(fact, Fact) or bool(fact.kind and (fact.speaker or found.field != "said"))
