"""Needs, referrals and capacity in any order of acts, held to a plain model of them."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from graph import Graph
from queries.planner.execute import Planner
from tests.acting.desk import Desk, loaded

T = TypeVar("T")
TABLES = {
    "places": "id,kind,name,synthetic\nbuilding:a,building,示例楼甲,true\n",
    "organizations": "id,name,kind,located_in,serves,synthetic\nenterprise:a,示例公司,enterprise,building:a,,true\n"
    "committee:a,示例楼委会,committee,,building:a,true\n",
    "meetings": "id,title,held_on,held_by,synthetic\nmeeting:a,示例会,2026-11-01,committee:a,true\n",
    "terms": "id,name,ring_policy,synthetic\nterm:canteen,示例食堂,RINGS,true\nterm:snacks,示例零食,RINGS,true\n",
}
NEXT = {
    "REQUESTED": {"ACCEPT": "ACCEPTED", "DECLINE": "REJECTED", "CANCEL": "CANCELLED"},
    "ACCEPTED": {"COMPLETE": "COMPLETED", "FAIL": "FAILED", "CANCEL": "CANCELLED"},
}
STATE = """
    RETURN COLLECT { MATCH (n:Need) WHERE n.id IN $p.ids RETURN [n.id, n.status, n.version] } +
      COLLECT { MATCH (r:Referral) WHERE r.id IN $p.ids RETURN [r.id, r.status, r.version] } +
      COLLECT { MATCH (c:Capability) WHERE c.id IN $p.ids RETURN [c.id, coalesce(c.reserved, 0.0), c.version] } AS rows,
      COLLECT { MATCH (log:EventLog) RETURN log.last }[0] AS last, COUNT { (:Event) } AS events
"""


@dataclass
class Thing:
    """What the model knows of a need (quantity, status), a capability (capacity, reserved) or a referral."""

    id: str
    status: str = ""
    quantity: float | None = None
    reserved: float = 0.0
    need: Thing | None = None
    capability: Thing | None = None


@dataclass
class Model:
    needs: list[Thing] = field(default_factory=list)
    capabilities: list[Thing] = field(default_factory=list)
    referrals: list[Thing] = field(default_factory=list)
    versions: dict[str, int] = field(default_factory=dict)
    last: int = 0

    def of(self, need: Thing) -> list[Thing]:
        return [each for each in self.referrals if each.need is need]

    def refer(self, need: Thing) -> str | None:
        return None if need.status == "OPEN" else "ILLEGAL_STEP"

    def respond(self, referral: Thing, answer: str, late: bool = False) -> str | None:
        """What comes of an answer: the error, or None where it is done."""
        need, capability, asked = referral.need, referral.capability, referral.quantity or 0.0
        assert need
        assert capability
        after = NEXT.get(referral.status, {}).get(answer)
        if after is None:
            return "ILLEGAL_STEP"
        if late:
            return "STALE_VERSION"
        if answer == "ACCEPT":
            if need.status != "OPEN":
                return "ILLEGAL_STEP"
            if asked > 0 and capability.reserved + asked > (capability.quantity or 0.0):
                return "OVER_CAPACITY"
            capability.reserved += asked
        elif referral.status == "ACCEPTED" and answer in {"FAIL", "CANCEL"}:
            capability.reserved -= asked
        referral.status = after
        if answer == "COMPLETE" and need.status == "OPEN":
            done = sum(
                (each.quantity if each.quantity is not None else need.quantity) or 0.0
                for each in self.of(need)
                if each.status == "COMPLETED"
            )
            if need.quantity is None or done >= need.quantity:
                need.status = "MET"
        return None

    def withdraw(self, need: Thing) -> str | None:
        if need.status != "OPEN" or any(each.status in NEXT for each in self.of(need)):
            return "ILLEGAL_STEP"
        need.status = "WITHDRAWN"
        return None


ANSWERS = [
    ("ACCEPT", "COMPLETE"),
    ("ACCEPT",),
    ("ACCEPT", "FAIL"),
    ("ACCEPT", "COMPLETE"),
    ("ACCEPT", "CANCEL"),
    (),
    ("DECLINE",),
    ("CANCEL", "ACCEPT"),
]
KEYS = count()
MOST_NEEDS = 4
"""So that runs are of more than recording."""
WHICH = st.integers(0, 11)
SETTINGS = settings(
    max_examples=30,
    stateful_step_count=30,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)


class Acting(RuleBasedStateMachine):
    """Each rule does one act and has the model do it."""

    runner: asyncio.Runner
    desk: Desk

    def __init__(self) -> None:
        super().__init__()
        self.model = Model()
        self.sent: list[tuple[str, dict[str, Any], Any]] = []

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    def act(self, name: str, shown: str, expected: str | None, **given: Any) -> Any:
        """Do it with a key of its own; its error is the model's, its events are the next and tell the versions."""
        given |= {"clientMutationKey": f"stateful-{next(KEYS)}"}
        shown = f"events {{ sequence subject }} {shown}"
        payload = self.run(self.desk.tried(name, shown, **given))
        assert [each["code"] for each in payload["errors"]] == ([expected] if expected else []), payload
        numbers = [each["sequence"] for each in payload["events"]]
        assert numbers == list(range(self.model.last + 1, self.model.last + 1 + len(numbers)))
        assert bool(numbers) is (expected is None)
        for each in payload["events"]:
            self.model.versions[each["subject"]] = self.model.last = each["sequence"]
        if expected is None:
            self.sent.append((name, {"shown": shown, **given}, payload))
        return payload

    @initialize(capacities=st.lists(st.sampled_from([5.0, 2.0, 0.0]), min_size=1, max_size=2))
    def agreed(self, capacities: list[float]) -> None:
        (row,) = self.run(self.desk.graph.read(STATE, {"ids": []}))
        self.model.last = row["last"]
        offered = {"offeredBy": "enterprise:a", "terms": ["term:canteen"], "unit": "份/日"}
        creates = [{"title": f"示例食堂 {n}", "capacity": n, **offered} for n in capacities]
        made = self.act(
            "recordResolution",
            "capabilities { id }",
            None,
            meeting="meeting:a",
            title="办食堂",
            creates=creates,
        )
        self.model.capabilities = [
            Thing(each["id"], "ACTIVE", capacity)
            for each, capacity in zip(made["capabilities"], capacities, strict=True)
        ]

    @precondition(lambda self: len(self.model.needs) < MOST_NEEDS)
    @rule(quantity=st.sampled_from([None, 1.0, 2.0, 4.0]))
    def record(self, quantity: float | None) -> None:
        given = {"text": "员工用餐", "raisedBy": "enterprise:a", "unit": "份/日", "quantity": quantity}
        made = self.act("recordNeed", "need { id }", None, **given)
        self.model.needs.append(Thing(made["need"]["id"], "OPEN", quantity))

    @precondition(lambda self: self.model.needs)
    @rule(which=WHICH, term=st.sampled_from(["term:canteen", "term:snacks"]), late=st.booleans())
    def confirm(self, which: int, term: str, late: bool) -> None:
        need = self.model.needs[which % len(self.model.needs)]
        version = self.model.versions[need.id] - late
        expected = "ILLEGAL_STEP" if need.status != "OPEN" else "STALE_VERSION" if late else None
        given = {"need": need.id, "terms": [{"term": term}], "expectedVersion": version}
        self.act("confirmTerms", "need { id }", expected, **given)

    @precondition(lambda self: self.model.needs)
    @rule(which=WHICH, to=WHICH, quantity=st.sampled_from([1.0, None, 3.0]), answers=st.sampled_from(ANSWERS))
    def refer(self, which: int, to: int, quantity: float | None, answers: tuple[str, ...]) -> None:
        need = self.model.needs[-1 - which % len(self.model.needs)]
        capability = self.model.capabilities[to % len(self.model.capabilities)]
        given = {"need": need.id, "capability": capability.id, "quantity": quantity}
        made = self.act("refer", "referral { id }", expected := self.model.refer(need), **given)
        if expected is None:
            asked = need.quantity if quantity is None else quantity
            referral = Thing(made["referral"]["id"], "REQUESTED", asked, need=need, capability=capability)
            self.model.referrals.append(referral)
            for answer in answers:
                self._answered(referral, answer)

    @precondition(lambda self: self.model.referrals)
    @rule(
        which=WHICH,
        answer=st.sampled_from(["COMPLETE", "FAIL", "ACCEPT", "CANCEL", "DECLINE"]),
        late=st.booleans(),
    )
    def respond(self, which: int, answer: str, late: bool) -> None:
        self._answered(self.model.referrals[-1 - which % len(self.model.referrals)], answer, late)

    def _answered(self, referral: Thing, answer: str, late: bool = False) -> None:
        reason = {"declineReason": "NO_CAPACITY"} if answer == "DECLINE" else {}
        expected = self.model.respond(referral, answer, late)
        version = self.model.versions[referral.id] - late
        self.act(
            "respond",
            "referral { id }",
            expected,
            referral=referral.id,
            answer=answer,
            expectedVersion=version,
            **reason,
        )

    @precondition(lambda self: len(self.model.referrals) >= MOST_NEEDS)
    @rule(which=WHICH)
    def withdraw(self, which: int) -> None:
        need = self.model.needs[which % len(self.model.needs)]
        self.act("withdrawNeed", "need { id }", self.model.withdraw(need), need=need.id, reason="不需要了")

    @precondition(lambda self: self.sent)
    @rule(which=WHICH)
    def send_again(self, which: int) -> None:
        name, given, payload = self.sent[-1 - which % len(self.sent)]
        assert self.run(self.desk.do(name, **given)) == payload

    @invariant()
    def the_graph_is_as_the_model(self) -> None:
        model = self.model
        things = [*model.needs, *model.referrals, *model.capabilities]
        (row,) = self.run(self.desk.graph.read(STATE, {"ids": [each.id for each in things]}))
        told = {each.id: each.reserved if each in model.capabilities else each.status for each in things}
        assert {id_: state for id_, state, _ in row["rows"]} == told
        assert {id_: version for id_, _, version in row["rows"]} == {
            each: model.versions[each] for each in told
        }
        if things:
            assert row["last"] == row["events"] == model.last


async def test_whatever_is_done_in_whatever_order_is_as_the_model_says(
    graph: Graph, server: Any, planner: Planner, tmp_path: Path
) -> None:
    await loaded(graph, tmp_path, TABLES)

    def explored() -> None:
        """In a thread with an event loop of its own, as hypothesis knows of none."""
        with asyncio.Runner() as runner:
            own = Graph(server.uri, server.user, server.password, timeout=120)
            runner.run(own.__aenter__())
            machine = type("Machine", (Acting,), {"runner": runner, "desk": Desk(planner, own)})
            try:
                run_state_machine_as_test(machine, settings=SETTINGS)
            finally:
                runner.run(own.__aexit__(None, None, None))

    await asyncio.to_thread(explored)
