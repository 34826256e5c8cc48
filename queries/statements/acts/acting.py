"""What all acts share: the client's key, locks in the order of ids, checks, and events that are appended last."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Literal
from uuid import uuid4

import orjson

from graph import Transaction
from graph.keys import KEYED, KEYING, settle
from graph.model import MODEL, Kind, Property
from queries.planner.sources import Declined, Write
from queries.planner.values import today
from queries.planner.viewer import Forbidden, Viewer
from queries.statements import load, text
from queries.statements.acts.states import ACTS, TOLD, allowed
from queries.statements.history import Happened, append

Code = Literal[
    "NOT_FOUND", "ILLEGAL_STEP", "STALE_VERSION", "KEY_REUSED", "OVER_CAPACITY", "UNIT_DIFFERS", "INVALID"
]
AGENTS = ("Organization", "Person")
PERIODS = (("neededFrom", "neededUntil"), ("validFrom", "validUntil"))


def declined(
    code: Code,
    path: str,
    zh: str,
    en: str,
    *,
    state: str | None = None,
    may: Iterable[str] = (),
    **shown: Any,
) -> Declined:
    """An act that is refused, as the payload's one error; `shown` holds ids of what the payload shows."""
    error = {
        "code": code,
        "message": zh,
        "messageEn": en,
        "path": ["input", *path.split(".")],
        "state": state,
        "allowed": list(may),
    }
    return Declined(f"{zh} · {en}", {"errors": [error], "events": [], **shown})


@dataclass
class Act:
    """One act in its transaction: what it was given, what it locked, and what happened."""

    tx: Transaction
    given: Mapping[str, Any]
    now: datetime
    places: frozenset[str] | None = None
    """Keys of the places that whoever acts may act in; None is everywhere."""
    things: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    labels: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    happened: list[Happened] = field(default_factory=list[Happened])
    moved: set[str] = field(default_factory=set[str])
    """What may be looked up by other keys now."""

    async def lock(self, ids: Iterable[str | None]) -> None:
        """Lock nodes that will be changed, or that others must not change meanwhile, in the order of their ids; read them."""
        wanted = sorted({each for each in ids if each})
        await self.tx.run(text("lock_nodes"), {"ids": wanted})
        await self.know(wanted)

    async def know(self, ids: Iterable[str | None]) -> None:
        """Read nodes that are only named."""
        wanted = sorted({each for each in ids if each})
        for row in await self.tx.run(text("things"), {"ids": wanted}):
            self.things[row["id"]], self.labels[row["id"]] = row["node"], row["labels"]

    def there(self, id_: str, labels: Iterable[str], path: str) -> dict[str, Any]:
        """What is known of a node of one of the labels.

        Raises:
            Declined: there is none.
        """
        wanted = list(labels)
        if not set(wanted) & set(self.labels.get(id_, ())):
            raise declined(
                "NOT_FOUND",
                path,
                f"没有找到 {id_}（{'、'.join(wanted)}）：核对业务键。",
                f"There is no {' or '.join(wanted)} {id_!r}: check its key.",
            )
        return self.things[id_]

    async def own(self, *ids: str | None) -> None:
        """See that one of them belongs to a place of whoever acts.

        Raises:
            Forbidden: none does.
        """
        if self.places is None:
            return
        named, places = [each for each in ids if each], sorted(self.places)
        p = {"ids": named, "places": places, "today": today()}
        if not (await self.tx.run(text("belong"), p))[0]["belong"]:
            known = ", ".join(named)
            raise Forbidden(
                f"{known} 不在您的社区（{'、'.join(places)}）内，什么也没有写入。 · "
                f"{known} is not of your communities ({', '.join(places)}); nothing was written."
            )

    def step(self, kind: str, id_: str, act: str, path: str, **shown: Any) -> str:
        """The state after an act.

        Raises:
            Declined: the state does not allow it.
        """
        state = self.there(id_, [kind], path)["status"]
        if (after := ACTS[kind][state].get(act)) is not None:
            return after
        may = allowed(kind, state)
        raise declined(
            "ILLEGAL_STEP",
            path,
            f"{id_} {TOLD[state]}（{state}），不能{TOLD[act]}；可以：{'、'.join(TOLD[each] for each in may) or '无'}。",
            f"{id_!r} is {state}, which does not allow {act}; allowed: {', '.join(may) or 'nothing'}.",
            state=state,
            may=may,
            **shown,
        )

    def unchanged(self, id_: str, **shown: Any) -> None:
        """See that nobody changed it since the client read it.

        Raises:
            Declined: it is at another version.
        """
        expected, version = self.given.get("expectedVersion"), self.things[id_].get("version") or 0
        if expected is not None and expected != version:
            raise declined(
                "STALE_VERSION",
                "expectedVersion",
                f"{id_} 已被他人修改（现版本 {version}）：请重新读取后再提交。",
                f"{id_!r} was changed by somebody else and is at version {version}: read it again.",
                **shown,
            )

    async def create(
        self,
        label: str,
        properties: Mapping[str, Any],
        ties: Mapping[str, list[dict[str, Any]]],
        path: str = "",
    ) -> str:
        """Create a node with its relationships, of the input at a path (which ends with a point); its key.

        Days may be as the input has them: text.

        Raises:
            Declined: a property's value makes no sense.
        """
        id_ = f"{MODEL.by_label[label].prefix}:{uuid4().hex}"
        declared = MODEL.properties_of(label)
        told = {
            name: date.fromisoformat(value)
            if declared[name].kind is Kind.DATE and isinstance(value, str)
            else value
            for name, value in properties.items()
            if value is not None
        }
        _sensible(declared, told, path)
        await load.create_nodes(self.tx, label, self.now, [{"id": id_, **told}])
        for type_, ends in ties.items():
            rows = [(id_, end["id"], {k: v for k, v in end.items() if k != "id"}) for end in ends]
            if rows:
                await load.create_ties(self.tx, type_, rows)
        shown = {k: v for k, v in told.items() if k not in {"grams", "gramCounts", "synthetic"}}
        after = shown | {type_: ends for type_, ends in ties.items() if ends}
        self.happened.append(Happened(id_, "CREATED", None, after))
        if KEYED & set(MODEL.labels_of(label)):
            self.moved.add(id_)
        return id_

    async def change(self, id_: str, properties: dict[str, Any]) -> None:
        """Change properties of a locked node."""
        before = {name: self.things[id_].get(name) for name in properties}
        p = {"id": id_, "now": self.now, "properties": properties}
        await self.tx.run(text("change_node"), p)
        self.happened.append(Happened(id_, "CHANGED", before, properties))
        self.things[id_] |= properties
        if "status" in properties and KEYED & set(self.labels[id_]):
            self.moved.add(id_)

    async def ties(self, id_: str, type_: str) -> list[dict[str, Any]]:
        """Relationships of a type that start at a node: the far end's `id` beside their properties."""
        return await load.ties_in(self.tx, type_, id_)

    async def tie(self, id_: str, type_: str, ends: Iterable[Mapping[str, Any]]) -> None:
        """Add relationships that start at a locked node, or change the properties of those that are there."""
        before = await self.ties(id_, type_)
        after = {each["id"]: each for each in before}
        rows: list[dict[str, Any]] = []
        for end in ends:
            properties = {k: v for k, v in end.items() if k != "id" and v is not None}
            after[end["id"]] = {**after.get(end["id"], {}), "id": end["id"], **properties}
            rows.append({"start": id_, "end": end["id"], "properties": properties, "owner": id_})
        if list(after.values()) == before:
            return
        await load.write_ties(self.tx, type_, self.now, rows)
        self.changed_ties(id_, type_, before, list(after.values()))

    def changed_ties(self, id_: str, type_: str, before: list[Any], after: list[Any]) -> None:
        """Note that a node's relationships of a type were replaced."""
        self.happened.append(Happened(id_, "CHANGED", {type_: before}, {type_: after}))
        if type_ in KEYING:
            self.moved.add(id_)


def _sensible(declared: Mapping[str, Property], properties: Mapping[str, Any], path: str) -> None:
    for name, value in properties.items():
        least = declared[name].minimum
        if least is not None and value < least:
            raise declined(
                "INVALID", path + name, f"{value:g} 小于 {least}。", f"It is {value:g}; give {least} or more."
            )
    if wrong := [each for each in properties.get("weekdays") or () if not 1 <= each <= 7]:
        raise declined(
            "INVALID",
            f"{path}weekdays",
            f"星期为 1 至 7，没有 {wrong[0]}。",
            f"Weekdays are 1 (Monday) to 7 (Sunday); there is no {wrong[0]}.",
        )
    for first, last in PERIODS:
        if (from_ := properties.get(first)) and (until := properties.get(last)) and until < from_:
            raise declined(
                "INVALID",
                path + last,
                f"{until} 早于 {from_}。",
                f"The last day {until} is before the first, {from_}.",
            )


Work = Callable[[Act], Awaitable[Mapping[str, Any]]]


def act(name: str, work: Work) -> Write:
    """A mutation's write: once for each client's key, its events appended last."""

    async def write(tx: Transaction, args: Mapping[str, Any], viewer: Viewer) -> Mapping[str, Any]:
        given, now = args["input"], datetime.now(UTC)
        asked = {k: v for k, v in given.items() if k != "clientMutationKey" and v is not None}
        body = orjson.dumps([name, asked], option=orjson.OPT_SORT_KEYS, default=str)
        digest = hashlib.sha256(body).hexdigest()
        client = given.get("clientMutationKey")
        key = f"{viewer.name}/{client}"
        if client:
            kept = (await tx.run(text("mutation_key"), {"key": key, "digest": digest, "now": now}))[0]
            if kept["digest"] != digest:
                raise declined(
                    "KEY_REUSED",
                    "clientMutationKey",
                    f"键 {client} 已用于内容不同的另一次办理：换一个键。",
                    f"The key {client!r} stands for another act with other contents: choose a new one.",
                )
            if kept["answer"] is not None:
                return orjson.loads(kept["answer"])
        doing = Act(tx, given, now, viewer.places)
        row: dict[str, Any] = {**await work(doing), "errors": []}
        await settle(tx, doing.moved)
        last = await append(tx, now, viewer.name, given.get("reason"), doing.happened) or 0
        row["events"] = [f"event:{n}" for n in range(last - len(doing.happened) + 1, last + 1)]
        if client:
            await tx.run(text("keep_answer"), {"key": key, "answer": orjson.dumps(row).decode()})
        return row

    return write
