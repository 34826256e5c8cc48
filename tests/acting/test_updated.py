"""`updated` moves with every change that an event tells of, whoever makes it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import orjson

import schema
from graph import Graph
from loaders import load
from queries.lists import take
from queries.planner.execute import Planner
from queries.statements import loans
from tests.acting.desk import Desk

PLACES = "id,kind,name,part_of,synthetic\ncommunity:x,community,示例社区,,true\nbuilding:a,building,示例楼甲,community:x,true\n"
TERMS = "id,name,ring_policy,synthetic\nterm:lunch,示例午餐,rings,true\nterm:parking,示例停车,rings,true\n"
ORGANIZATIONS = "id,name,kind,located_in,synthetic\nenterprise:a,示例公司,enterprise,building:a,true\nproperty:a,示例物业,property,building:a,true\n"
RESOURCES = (
    "id,name,kind,capacity,unit,owned_by,synthetic\nresource:line,示例额度,FUND,1000,元,{owner},true\n"
)
CAPABILITIES = "id,title,status,offered_by,provides,capacity,unit,synthetic\ncapability:a,示例食堂,ACTIVE,enterprise:a,term:lunch,100,份/日,true\n"
NEEDS = "id,title,status,raised_by,asks_for,synthetic\nneed:a,示例需求,OPEN,enterprise:a,{asks},true\n"


async def do(planner: Planner, graph: Graph, name: str, **given: Any) -> str:
    thing = "referral" if name in {"refer", "respond"} else "need"
    return (await Desk(planner, graph).do(name, f"{thing} {{ id }}", **given))[thing]["id"]


FILTERS = {
    "needs": "Need",
    "capabilities": "Capability",
    "referrals": "Referral",
    "resources": "Resource",
    "organizations": "Organization",
    "places": "Place",
    "lists": "ServiceList",
    "loans": "Loan",
}
SINCE = (
    f"query ({', '.join(f'${name}: {type_}Filter' for name, type_ in FILTERS.items())}) {{"
    + " ".join(f"{name}(where: ${name}, first: 50) {{ nodes {{ id }} }}" for name in FILTERS)
    + "}"
)


def test_every_connection_is_filtered_by_when_a_thing_was_updated() -> None:
    core = schema.build()._schema
    filters = {
        f"{type_.name}.{name}": field.args["where"].type
        for type_ in core.type_map.values()
        for name, field in getattr(type_, "fields", {}).items()
        if "where" in getattr(field, "args", {}) and hasattr(field.args["where"].type, "fields")
    }
    connections = {key: each for key, each in filters.items() if key.partition(".")[2] != "needsSummary"}
    assert len(connections) > 50
    assert [key for key, each in connections.items() if "updated" not in each.fields] == []


class Looking:
    """Who asks, again and again, what was updated since."""

    def __init__(self, planner: Planner, graph: Graph) -> None:
        self.planner, self.graph, self.since = planner, graph, datetime.now(UTC)

    async def moved(self) -> set[str]:
        """By GraphQL's filter; and no event's subject is older than the event."""
        where = {"updated": {"gt": self.since.isoformat()}}
        answer = await self.planner.execute(self.graph, SINCE, dict.fromkeys(FILTERS, where))
        body = orjson.loads(answer.body)
        assert "errors" not in body, body["errors"]
        late = await self.graph.read(
            "MATCH (e:Event)-[:CHANGED]->(n) WHERE e.at > $p.since AND n.updated < e.at RETURN n.id AS id",
            {"since": self.since},
        )
        assert late == []
        self.since = datetime.now(UTC)
        return {node["id"] for each in body["data"].values() for node in each["nodes"]}


async def test_what_a_load_changes_is_updated_at_both_ends_that_say_so(
    planner: Planner, graph: Graph, tmp_path: Path
) -> None:
    async def loads(**tables: str) -> None:
        for name, text in tables.items():
            (tmp_path / f"{name}.csv").write_text(text, "utf-8")
        report = await load(graph, [tmp_path / f"{name}.csv" for name in tables])
        assert not report.refusals, report.refusals

    looking = Looking(planner, graph)
    await loads(places=PLACES, terms=TERMS, organizations=ORGANIZATIONS, capabilities=CAPABILITIES)
    assert await looking.moved() == {
        "community:x",
        "building:a",
        "enterprise:a",
        "property:a",
        "capability:a",
    }
    await loads(needs=NEEDS.format(asks="term:parking"))
    assert await looking.moved() == {"need:a"}
    await loads(needs=NEEDS.format(asks="term:lunch"))  # nothing but a relationship
    assert await looking.moved() == {"need:a"}
    await loads(resources=RESOURCES.format(owner="enterprise:a"))  # new, and what is there owns it
    assert await looking.moved() == {"resource:line", "enterprise:a"}
    await loads(
        resources=RESOURCES.format(owner="property:a")
    )  # the row is the resource's, the tie the owners'
    assert await looking.moved() == {"resource:line", "enterprise:a", "property:a"}
    await loads(ties="start,type,end,weight\nneed:a,ASKS_FOR,term:lunch,2\n")
    assert await looking.moved() == {"need:a"}
    await loads(needs=NEEDS.format(asks="term:lunch"))
    assert await looking.moved() == set()


async def test_what_acts_lists_and_loans_change_is_updated(
    planner: Planner, graph: Graph, tmp_path: Path
) -> None:
    tables = {"places": PLACES, "terms": TERMS, "organizations": ORGANIZATIONS, "capabilities": CAPABILITIES}
    for name, text in (tables | {"resources": RESOURCES.format(owner="enterprise:a")}).items():
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    assert not (await load(graph, [tmp_path])).refusals
    looking = Looking(planner, graph)
    need = await do(planner, graph, "recordNeed", text="想吃午饭", raisedBy="enterprise:a", quantity=3.0)
    assert await looking.moved() == {need}
    for terms in ([{"term": "term:lunch"}], []):
        await do(planner, graph, "confirmTerms", need=need, terms=terms)
        assert await looking.moved() == {need}
    referral = await do(planner, graph, "refer", need=need, capability="capability:a")
    assert await looking.moved() == {referral}
    await do(planner, graph, "respond", referral=referral, answer="ACCEPT")
    assert await looking.moved() == {referral, "capability:a"}
    await do(planner, graph, "respond", referral=referral, answer="FAIL")
    assert await looking.moved() == {referral, "capability:a"}
    again = await do(planner, graph, "refer", need=need, capability="capability:a")
    await do(planner, graph, "respond", referral=again, answer="ACCEPT")
    await looking.moved()
    await do(planner, graph, "respond", referral=again, answer="COMPLETE")
    assert await looking.moved() == {again, need}
    other = await do(planner, graph, "recordNeed", text="想停车", raisedBy="enterprise:a")
    await looking.moved()
    await do(planner, graph, "withdrawNeed", need=other, reason="不需要了")
    assert await looking.moved() == {other}
    (taken,) = await take(graph, "示例社区", ["ENTERPRISE_NEEDS"], by="示例岗位", reason="月度更新")
    assert await looking.moved() == {taken.list}
    day = date(2026, 11, 24)
    await loans.apply(graph, "loan:a", "enterprise:a", "resource:line", 100, day, actor="示例信贷员")
    assert await looking.moved() == {"loan:a"}
    await loans.lend(graph, "loan:a", day, actor="示例信贷员")
    assert await looking.moved() == {"loan:a", "resource:line"}
    await loans.repay(graph, "repayment:a", "loan:a", 40, day, actor="示例信贷员")
    assert await looking.moved() == {"loan:a", "resource:line"}
