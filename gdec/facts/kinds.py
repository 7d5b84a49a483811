"""What an author chooses from: how a statement stands, and the part that somebody plays at an event."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """How a statement stands: who answers for it and whether it has come about."""

    REPORTED = "reported"
    ATTRIBUTED = "attributed"
    INTENDED = "intended"
    HOPED = "hoped"
    EVALUATED = "evaluated"
    SCHEDULED = "scheduled"
    INFERRED = "inferred"


PASSING_THE_GATE = frozenset({Kind.REPORTED, Kind.SCHEDULED, Kind.INFERRED})


class Part(StrEnum):
    """The part that a person, body or place plays at an event."""

    ATTENDEE = "attendee"
    SPEAKER = "speaker"
    PRESENTER = "presenter"
    UNVEILER = "unveiler"
    GUEST_OF_HONOUR = "guest-of-honour"
    HOST = "host"
    ORGANISER = "organiser"
    EXHIBITOR = "exhibitor"
