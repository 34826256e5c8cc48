"""What would be if: drafts written and capabilities closed in a transaction that is never committed.

A capability that is not saved is matched by the very statements that would match it once it is: it is written, with
its relationships, words and keys, the statements read it, and all of it is undone (docs/decisions/supposing.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from graph import Graph, Transaction
from graph.errors import InputError
from graph.keys import settle
from queries import embedding, statistics
from queries.statements import load as written
from queries.statements import text
from queries.text import grams

TOUCHED = 100
"""Open needs that a supposition is worked out for, at most."""
TEXTS = ("title", "text")
PROPERTIES = (
    "title", "text", "capacity", "minimum", "unit", "weekdays", "validFrom", "validUntil", "membersOnly",
    "eligibleKinds", "eligibleSizes", "eligibleIndustries", "minAge", "maxAge",
)  # fmt: skip
"""Fields of a draft that are properties of a Capability."""
NAMED = {"offeredBy": "OFFERED_BY", "covers": "COVERS", "terms": "PROVIDES"}
"""Fields of a draft that name what it is tied to."""
LABELS = {"OFFERED_BY": {"Organization", "Person"}, "COVERS": {"Place"}, "PROVIDES": {"ServiceTerm"}}


@dataclass(frozen=True)
class Supposed:
    """What was written: the drafts' ids, in their order; what was closed; and the names in drafts that nothing goes by."""

    ids: Sequence[str]
    closed: Sequence[str]
    unresolved: Sequence[str]


def checked(draft: Mapping[str, Any], where: str) -> dict[str, Any]:
    """A draft that can be matched.

    Raises:
        InputError: it says nothing to match by, or a number is none.
    """
    if not draft.get("terms") and not grams(" ".join(draft.get(key) or "" for key in TEXTS)):
        raise InputError(
            f"`{where}` says nothing to match by: give `terms`, `title` or `text`. · 没有可以匹配的内容：请填写类目、标题或内容。"
        )
    for name in ("capacity", "minimum"):
        if (draft.get(name) or 0.0) < 0:
            raise InputError(f"`{where}.{name}` is {draft[name]}; give 0 or more. · 不能为负数。")
    return dict(draft)


async def suppose(
    tx: Transaction, drafts: Sequence[Mapping[str, Any]], removed: Iterable[str] = ()
) -> Supposed:
    """Write capabilities as they are drafted, and close those that are removed.

    Raises:
        InputError: `removed` names something that is no capability or activity.
    """
    now = datetime.now(UTC)
    closed: list[str] = []
    if removed := sorted(set(removed)):
        found = (await tx.run(text("close_some"), {"names": removed}))[0]["closed"]
        if missing := set(removed) - {name for name, _ in found}:
            raise InputError(
                f"`remove`: no capability or activity has the key or title {', '.join(sorted(missing))}. "
                "· 没有这个业务键或标题的能力、活动。"
            )
        closed = [id_ for _, id_ in found]
    known, unresolved = await _named(tx, drafts)
    ids = [f"capability:draft-{uuid4()}" for _ in drafts]
    nodes: list[dict[str, Any]] = []
    ties: dict[str, list[tuple[str, str, Mapping[str, Any]]]] = {type_: [] for type_ in LABELS}
    for id_, draft in zip(ids, drafts, strict=True):
        node = {name: draft[name] for name in PROPERTIES if draft.get(name) is not None}
        nodes.append({"title": "—", **node, "id": id_, "status": "ACTIVE", "synthetic": True})
        for name, type_ in NAMED.items():
            properties = {"consented": True} if type_ == "OFFERED_BY" and draft.get("consented") else {}
            ends = {known[type_, each] for each in _names(draft, name) if (type_, each) in known}
            ties[type_] += [(id_, end, properties) for end in sorted(ends)]
    if nodes:
        await written.create_nodes(tx, "Capability", now, nodes)
        for type_, rows in ties.items():
            if rows:
                await written.create_ties(tx, type_, rows)
        await tell(tx, ids)
    await settle(tx, [*ids, *closed])
    return Supposed(ids, closed, unresolved)


async def tell(tx: Transaction, ids: Sequence[str]) -> None:
    """Count and weigh the words of capabilities and activities, and embed them."""
    await statistics.take_up(tx, ids)
    await embedding.told(tx, ids)


def _names(draft: Mapping[str, Any], name: str) -> list[str]:
    value: str | list[str] = draft.get(name) or []
    return [value] if isinstance(value, str) else value


async def _named(
    tx: Transaction, drafts: Sequence[Mapping[str, Any]]
) -> tuple[dict[tuple[str, str], str], list[str]]:
    """Ids by relationship type and name; and the names that nothing of the right kind goes by."""
    wanted = {
        (type_, each): None
        for draft in drafts
        for name, type_ in NAMED.items()
        for each in _names(draft, name)
    }
    p = {
        "names": sorted({each for type_, each in wanted if type_ != "PROVIDES"}),
        "terms": sorted({each for type_, each in wanted if type_ == "PROVIDES"}),
    }
    rows: list[tuple[str, str | None, list[str]]] = (
        (await tx.run(text("names"), p))[0]["rows"] if wanted else []
    )
    found: dict[tuple[str, str], str] = {}
    for name, id_, labels in rows:
        for type_, kinds in LABELS.items():
            if id_ and kinds & set(labels) and (type_, name) in wanted:
                found.setdefault((type_, name), id_)
    return found, list(dict.fromkeys(name for type_, name in wanted if (type_, name) not in found))


async def offered(graph: Graph, statement: str, args: Mapping[str, Any]) -> dict[str, Any]:
    """The needs that a drafted capability could answer."""

    async def work(tx: Transaction) -> dict[str, Any]:
        supposed = await suppose(tx, [args["draft"]])
        asked = {**args, "supposed": supposed.ids[0], "draft": None}
        row = (await tx.run(statement, {"args": asked}))[0]["row"]
        return {**row, "unresolved": supposed.unresolved, "asOf": args["asOf"]}

    return await graph.supposing(work)


async def changed(graph: Graph, statement: str, args: Mapping[str, Any]) -> dict[str, Any]:
    """The needs whose first match would be another if some capabilities were added, and others closed."""
    args = {**args, "limits": {**args["limits"], "needs": TOUCHED + 1}}
    add, remove = args["add"], args["remove"]

    async def touched(tx: Transaction, ids: Sequence[str]) -> set[str]:
        found = text("needs_touched").replace("$args", "$p.args")
        return set((await tx.run(found, {"args": {"ids": ids, "limits": args["limits"]}}))[0]["ids"])

    async def firsts(tx: Transaction, needs: Sequence[str]) -> dict[str, Any]:
        asked = {**args, "needs": needs, "add": None}
        return {each["need"]: each for each in (await tx.run(statement, {"args": asked}))[0]["row"]["needs"]}

    async def after(tx: Transaction) -> tuple[Supposed, list[str], dict[str, Any]]:
        supposed = await suppose(tx, add, remove)
        ids = sorted(await touched(tx, [*supposed.ids, *supposed.closed]))
        return supposed, ids, await firsts(tx, ids[:TOUCHED])

    supposed, ids, then = await graph.supposing(after)
    now = await graph.reading(lambda tx: firsts(tx, ids[:TOUCHED])) if ids else {}
    titles = dict(
        zip(supposed.ids, (draft.get("title") or draft.get("text") or "" for draft in add), strict=True)
    )
    rows = [
        {"id": need, "need": need, **_compared(now[need], then[need], set(titles))}
        for need in ids[:TOUCHED]
        if need in now and need in then
    ]
    rows = [{**row, "rank": ORDER.index(row["change"])} for row in rows if row["change"] is not None]
    shown = args["changes"]
    return {
        "changes": [row for row in rows if shown is None or row["change"] in shown],
        "looked": min(len(ids), TOUCHED), "whole": len(ids) <= TOUCHED,
        "counts": [{"change": each, "count": sum(row["change"] == each for row in rows)} for each in ORDER],
        "unresolved": supposed.unresolved, "asOf": args["asOf"],
    }  # fmt: skip


ORDER = ("NO_LONGER_MET", "NEWLY_MET", "WORSE", "BETTER", "AS_GOOD")
"""What can become of a need's first match; the gravest first."""


def _compared(now: Mapping[str, Any], then: Mapping[str, Any], drafts: set[str]) -> dict[str, Any]:
    """What becomes of a need: its first matches, and how the second compares; `change` is null where nothing does."""
    before, after = now["best"], then["best"]
    rank = {
        id(each): (each["tier"], -round(each["score"], 9)) if each else (9, 0.0) for each in (before, after)
    }
    if before is None and after is None:
        change = None
    elif before is None:
        change = "NEWLY_MET"
    elif after is None:
        change = "NO_LONGER_MET"
    elif rank[id(after)] != rank[id(before)]:
        change = "BETTER" if rank[id(after)] < rank[id(before)] else "WORSE"
    elif after["id"] != before["id"] or now["enough"] != then["enough"] or now["matches"] != then["matches"]:
        change = "AS_GOOD"
    else:
        change = None
    return {
        "change": change, "before": _first(before, drafts), "after": _first(after, drafts),
        "matchesBefore": now["matches"], "matchesAfter": then["matches"],
        "enoughBefore": now["enough"], "enoughAfter": then["enough"],
        "difference": after["score"] - before["score"] if before and after else None,
    }  # fmt: skip


def _first(best: Mapping[str, Any] | None, drafts: set[str]) -> dict[str, Any] | None:
    if best is None:
        return None
    return {
        **best,
        "drafted": best["id"] in drafts,
        "candidate": None if best["id"] in drafts else best["id"],
    }
