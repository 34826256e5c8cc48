"""A community's three lists: taking a version, and what a difference of two is asked by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from graph import Graph, Transaction
from graph.errors import InputError
from queries.days import end_of, today
from queries.planner.values import SHANGHAI
from queries.statements import lists as statements
from queries.statements.history import Happened, append
from queries.statements.lists import Taken

KINDS: Mapping[str, str] = {
    "ENTERPRISE_NEEDS": "企业所需",
    "EMPLOYEE_HOPES": "职工所盼",
    "COMMUNITY_CAN": "社区所能",
}
"""Kind of a list -> its name."""


async def take(
    graph: Graph, community: str, kinds: Sequence[str] = (), *, by: str, reason: str
) -> list[Taken]:
    """Take the next version of a community's lists as they stand now, all in one transaction.

    Args:
        graph: A migrated graph.
        community: Name or key of the community.
        kinds: Which of `KINDS`, all three by default.
        by: Who takes it: a role or an office.
        reason: Why it is taken.

    Raises:
        InputError: no community, or more than one, goes by the name; a kind is none; `by` or `reason` is empty.
    """
    for word, value in (("by", by), ("reason", reason)):
        if not value.strip():
            raise InputError(
                f"没有写明由谁生成、为何生成 · `{word}` is empty: a version says who took it and why."
            )
    if wrong := [kind for kind in kinds if kind not in KINDS]:
        raise InputError(
            f"没有这种清单：{wrong[0]} · {wrong[0]!r} is no list: it is one of {', '.join(KINDS)}."
        )

    async def work(tx: Transaction) -> list[Taken]:
        key = await _locked(tx, community)
        now = datetime.now(UTC)  # after the lock: numbers and instants run alike
        day = now.astimezone(SHANGHAI).date().isoformat()
        taken = [
            await statements.take_list(
                tx, key, kind, label=KINDS[kind], as_of=day, now=now, by=by.strip(), reason=reason.strip()
            )
            for kind in kinds or KINDS
        ]
        await append(tx, now, by.strip(), reason.strip(), [_event(each) for each in taken])
        return taken

    return await graph.write(work)


def _event(taken: Taken) -> Happened:
    counted = {"entries": taken.entries, "added": taken.added, "removed": taken.removed}
    after = {"number": taken.number, **counted, "VERSION_OF": [{"id": taken.list}]}
    return Happened(taken.version, "CREATED", None, after)


async def _locked(tx: Transaction, community: str) -> str:
    found = await statements.lock_community(tx, community)
    if not found:
        known = "、".join(await statements.some_communities(tx)) or "（无 · none yet: `lianlou load`）"
        raise InputError(
            f"没有叫“{community}”的商务社区，已有：{known} · There is no community {community!r}; there are those named here."
        )
    if len(found) > 1:
        keys = ", ".join(sorted(key for key, _ in found))
        raise InputError(
            f"不止一个商务社区叫“{community}”，请用业务键 · Several communities are named {community!r}: give the key, one of {keys}."
        )
    return found[0][0]


def compared(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The `$args` of list_difference.

    Raises:
        InputError: two versions are named neither by their keys nor by community and kind.
    """
    keys = [arguments.get(each) for each in ("from", "to")]
    named = [arguments.get(each) for each in ("community", "kind")]
    if not (all(keys) and not any(named)) and not (all(named) and not any(keys)):
        raise InputError(
            "请给出两个版本的业务键，或者社区和清单类别 · Give both `from` and `to`, keys of versions; or `community` and "
            "`kind`, and of that list `fromNumber`/`toNumber` or `since`/`asOf`."
        )
    since = arguments.get("since")
    return {
        **arguments,
        "sinceEnd": end_of(since) if since else None,
        "asOfEnd": end_of(arguments.get("asOf") or today()),
    }
