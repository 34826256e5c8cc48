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


TOLD: Mapping[str, str] = {
    "OPEN": "待办", "MET": "已满足", "WITHDRAWN": "已撤回", "ACTIVE": "有效", "CLOSED": "已停", "REQUESTED": "已提出", "ACCEPTED": "已接受",
    "REJECTED": "已谢绝", "COMPLETED": "已办成", "FAILED": "未办成", "CANCELLED": "已取消", "CONFIRM_TERMS": "确认类目", "DISCUSS": "上会",
    "REFER": "转介", "MEET": "满足", "WITHDRAW": "撤回", "ACCEPT": "接受", "DECLINE": "谢绝", "COMPLETE": "办成", "FAIL": "登记未成", "CANCEL": "取消",
}  # fmt: skip
"""States and acts in Chinese."""


def allowed(kind: str, state: str) -> list[str]:
    """The acts that a state allows."""
    return sorted(ACTS[kind][state])
