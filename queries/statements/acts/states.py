"""The one table of states: what each act finds, and what it leaves."""

from __future__ import annotations

from collections.abc import Mapping

ACTS: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "Need": {
        "OPEN": {
            "CONFIRM_TERMS": "OPEN",
            "DISCUSS": "OPEN",
            "REFER": "OPEN",
            "MEET": "MET",
            "WITHDRAW": "WITHDRAWN",
        },
        "MET": {},
        "WITHDRAWN": {},
    },
    "Capability": {"ACTIVE": {"REFER": "ACTIVE"}, "CLOSED": {}},
    "Referral": {
        "REQUESTED": {"ACCEPT": "ACCEPTED", "DECLINE": "REJECTED", "CANCEL": "CANCELLED"},
        "ACCEPTED": {"COMPLETE": "COMPLETED", "FAIL": "FAILED", "CANCEL": "CANCELLED"},
        "REJECTED": {},
        "COMPLETED": {},
        "FAILED": {},
        "CANCELLED": {},
    },
}
"""By kind and state: each act that is allowed, and the state after it (FHIR Task's for referrals)."""


def allowed(kind: str, state: str) -> list[str]:
    """The acts that a state allows."""
    return sorted(ACTS[kind][state])
