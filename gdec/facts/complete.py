"""Fill in what an author need not write: the kinds that follow from where a fact stands, and who said it."""

from __future__ import annotations

from copy import deepcopy

from gdec.facts.kinds import Kind
from gdec.facts.model import Fact, Facts, TextSource
from gdec.facts.walk import Found, structs_of

_REPORTED = Kind.REPORTED  # to look it up there takes ten times as long, and every fact needs it
_DEFAULTS = {"said": Kind.ATTRIBUTED, "aims": Kind.INTENDED, "remarks": Kind.EVALUATED}


def complete(facts: Facts) -> Facts:
    """Give the facts with every kind filled in, and every `said` remark's speaker.

    A remark under `said` is attributed to the entry it stands under, one under `aims` is intended, one under `remarks`
    evaluated, any other fact reported, each unless the author says otherwise.
    """
    done = deepcopy(facts)
    fill_in(done)
    return done


def fill_in(facts: Facts, line: int = 0) -> list[Found]:
    """Complete facts where they stand, as `complete` does, and list every struct of the file as `structs_of` does.

    Args:
        facts: the facts of a file, or of a line of one.
        line: the number of that line, which all of them are told; 0 where they know their lines.
    """
    found = structs_of(facts)
    for each in found:  # to unpack a named tuple takes longer than to look for what is needed of it
        struct = each.struct
        if isinstance(struct, Fact):
            if not struct.kind:
                struct.kind = _DEFAULTS.get(each.field, _REPORTED)
            if each.field == "said" and not struct.speaker:
                struct.speaker = each.path[1]
        if line and type(struct) is not TextSource:
            struct.line = line  # type: ignore[attr-defined]
    return found


def is_complete(found: Found) -> bool:
    """Tell that nothing of a struct of a facts file is left to be filled in."""
    fact = found.struct
    return not isinstance(fact, Fact) or bool(fact.kind and (fact.speaker or found.field != "said"))
