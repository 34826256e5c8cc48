"""What a load does to the graph."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from graph import Graph, tallied
from graph.model import MODEL
from loaders import Report, load
from loaders.columns import Tie
from loaders.rows import ROWS
from queries.text import grams

PLACES = "id,kind,name,part_of\nbuilding:one,building,示例一号楼,示例商务社区\ncommunity:a,商务社区,示例商务社区,\n"
TERMS = "编号,名称,同义词,上位\nterm:canteen,食堂,员工餐厅；饭堂,餐饮\nterm:meals,餐饮,,\n"
ORGS = "id,kind,name,located_in,partners_with\nenterprise:a,企业,示例企业甲,building:one,enterprise:b\nenterprise:b,shop,示例商家乙,示例一号楼,enterprise:a\n"
NEEDS = "id,title,text,raised_by,asks_for,at,raised_on,weekdays\nneed:a,想要食堂,天天点外卖,示例企业甲,食堂,示例一号楼,2026年3月1日,周一至周五\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {"places": PLACES, "服务类目": TERMS, "organizations": ORGS, "需求": NEEDS}.items():
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    return tmp_path


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def well(report: Report) -> Report:
    assert not report.refusals, [
        f"{each.file}:{each.row}:{each.column} {each.reason}" for each in report.refusals
    ]
    assert report.exit_code == 0
    return report


async def one(graph: Graph, id_: str) -> dict[str, object]:
    rows = await graph.read("MATCH (n:Entity {id: $p.id}) RETURN properties(n) AS n", {"id": id_})
    return rows[0]["n"]


async def ties(graph: Graph, id_: str, type_: str) -> dict[str, dict[str, object]]:
    rows = await graph.read(
        "MATCH (:Entity {id: $p.id})-[r]->(m) WHERE type(r) = $p.type RETURN m.id AS id, properties(r) AS r",
        {"id": id_, "type": type_},
    )
    return {row["id"]: row["r"] for row in rows}


async def test_a_folder_of_tables_becomes_nodes_and_relationships(graph: Graph, folder: Path) -> None:
    report = well(await load(graph, [folder]))
    assert report.total("created") == 7
    need = await one(graph, "need:a")
    assert need["status"] == "OPEN"
    assert need["weekdays"] == [1, 2, 3, 4, 5]
    assert str(need["raisedOn"]) == "2026-03-01"
    assert need["synthetic"] is False
    assert need["source"] == "需求.csv"
    assert need["created"] == need["updated"]
    assert set(await ties(graph, "need:a", "RAISED_BY")) == {"enterprise:a"}
    labels = await graph.read("MATCH (n {id: 'building:one'}) RETURN labels(n) AS l, n.level AS level")
    assert sorted(labels[0]["l"]) == ["Building", "Entity", "Place", "PlaceOfNeed"]
    assert labels[0]["level"] == 0
    kinds = await graph.read("MATCH (n:Enterprise) RETURN n.kind AS kind ORDER BY n.id")
    assert [row["kind"] for row in kinds] == ["ENTERPRISE", "SHOP"]


async def test_rows_may_refer_to_later_rows_and_to_one_another(graph: Graph, folder: Path) -> None:
    well(await load(graph, [folder]))
    assert set(await ties(graph, "enterprise:a", "PARTNERS_WITH")) == {"enterprise:b"}
    assert set(await ties(graph, "enterprise:b", "PARTNERS_WITH")) == {"enterprise:a"}


async def test_a_second_run_finds_all_unchanged_and_writes_nothing(graph: Graph, folder: Path) -> None:
    well(await load(graph, [folder]))
    before = await graph.read(
        "MATCH (n:Entity) RETURN n.id AS id, n.updated AS at, n.grams AS grams ORDER BY id"
    )
    with tallied() as tally:
        report = well(await load(graph, [folder]))
    assert report.total("unchanged") == report.rows == 7
    assert not report.changed
    assert not [
        text for text in tally.texts if any(word in text for word in ("MERGE", "SET ", "CREATE", "DELETE"))
    ]
    assert before == await graph.read(
        "MATCH (n:Entity) RETURN n.id AS id, n.updated AS at, n.grams AS grams ORDER BY id"
    )


async def test_updated_moves_only_where_something_changed(graph: Graph, folder: Path) -> None:
    well(await load(graph, [folder]))
    before = {
        row["id"]: row["at"]
        for row in await graph.read("MATCH (n:Entity&!Event) RETURN n.id AS id, n.updated AS at")
    }
    put(folder, "需求.csv", NEEDS.replace("天天点外卖", "天天点外卖，太单调"))
    report = well(await load(graph, [folder]))
    assert (report.total("updated"), report.total("unchanged")) == (1, 6)
    after = {
        row["id"]: row["at"]
        for row in await graph.read("MATCH (n:Entity&!Event) RETURN n.id AS id, n.updated AS at")
    }
    assert {id_ for id_ in after if after[id_] != before[id_]} == {"need:a"}
    assert after["need:a"] > before["need:a"]


async def test_sheets_with_texts_alone_load_with_stable_ids(graph: Graph, tmp_path: Path) -> None:
    put(tmp_path, "needs.csv", "text\n我们想要一个食堂。最好便宜\n")
    put(tmp_path, "capabilities.csv", "能力\n提供职工食堂\n")
    assert well(await load(graph, [tmp_path])).total("created") == 2
    assert well(await load(graph, [tmp_path])).total("unchanged") == 2
    rows = await graph.read(
        "MATCH (n:Need) RETURN n.id AS id, n.title AS title, n.grams AS grams, n.gramCounts AS counts"
    )
    assert rows[0]["id"].startswith("need:t-")
    assert rows[0]["title"] == "我们想要一个食堂"
    assert dict(zip(rows[0]["grams"], rows[0]["counts"], strict=True)) == dict(
        grams("我们想要一个食堂\n我们想要一个食堂。最好便宜")
    )


async def counted(graph: Graph, id_: str) -> dict[str, int]:
    node: Any = await one(graph, id_)
    return dict(zip(node["grams"], node["gramCounts"], strict=True))


async def test_a_need_is_counted_by_its_own_words_and_a_capability_by_those_of_its_terms_too(
    graph: Graph, folder: Path
) -> None:
    put(folder, "能力.csv", "编号,内容,类目\ncapability:a,现炒套餐,食堂\n")
    well(await load(graph, [folder]))
    assert await counted(graph, "need:a") == dict(grams("想要食堂\n天天点外卖"))
    assert await counted(graph, "capability:a") == dict(grams("现炒套餐\n现炒套餐\n食堂\n员工餐厅\n饭堂"))
    assert await counted(graph, "term:canteen") == dict(grams("食堂\n员工餐厅\n饭堂"))


@pytest.mark.parametrize("column", ["同义词", "例句"])
async def test_a_term_given_more_words_changes_the_grams_of_who_provides_it(
    graph: Graph, folder: Path, column: str
) -> None:
    put(folder, "能力.csv", "编号,内容,类目\ncapability:a,现炒套餐,食堂\n")
    well(await load(graph, [folder]))
    put(folder, "服务类目.csv", f"编号,名称,{column}\nterm:canteen,食堂,员工餐厅；饭堂；伙食团\n")
    report = well(await load(graph, [folder]))
    assert report.total("updated") == 1
    assert "伙食" in await counted(graph, "term:canteen")
    assert "伙食" in await counted(graph, "capability:a")
    assert "伙食" not in await counted(graph, "need:a")


async def test_what_names_no_term_is_found_by_the_words_of_the_one_most_like_it(
    graph: Graph, folder: Path
) -> None:
    put(folder, "能力.csv", "编号,内容,类目\ncapability:a,现炒套餐，员工餐厅,\ncapability:b,电梯保养,\n")
    well(await load(graph, [folder]))
    assert "饭堂" in await counted(graph, "capability:a")
    assert await counted(graph, "capability:b") == dict(grams("电梯保养\n电梯保养"))
    first = await one(graph, "capability:a")
    assert first["likened"] == "term:canteen"

    well(await load(graph, [folder]))
    again = await one(graph, "capability:a")
    assert (again["grams"], again["gramWeights"]) == (first["grams"], first["gramWeights"])

    put(folder, "能力.csv", "编号,内容,类目\ncapability:a,现炒套餐，员工餐厅,餐饮\n")
    well(await load(graph, [folder]))
    named = await one(graph, "capability:a")
    assert "likened" not in named
    assert "饭堂" not in await counted(graph, "capability:a")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
async def test_the_encodings_of_chinese_spreadsheets_are_understood(
    graph: Graph, tmp_path: Path, encoding: str
) -> None:
    (tmp_path / "needs.csv").write_bytes("编号,内容\nneed:a,楼下停车难，违停严重\n".encode(encoding))
    well(await load(graph, [tmp_path]))
    assert (await one(graph, "need:a"))["text"] == "楼下停车难，违停严重"


async def test_a_workbook_holds_several_tables_by_its_sheets(graph: Graph, tmp_path: Path) -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "需求"
    first.append(["编号", "内容", "数量", "提出日期", "需要类目"])
    first.append(["need:a", "想要食堂", 30, datetime(2026, 3, 1), "食堂"])  # noqa: DTZ001 - as a spreadsheet holds it
    first.append([None, None, None, None, None])
    terms = book.create_sheet("terms")
    terms.append(["id", "name"])
    terms.append(["term:canteen", "食堂"])
    book.create_sheet("_notes").append(["left out"])
    written = io.BytesIO()
    book.save(written)
    (tmp_path / "表.xlsx").write_bytes(written.getvalue())
    assert well(await load(graph, [tmp_path / "表.xlsx"])).total("created") == 2
    need = await one(graph, "need:a")
    assert (need["quantity"], str(need["raisedOn"])) == (30.0, "2026-03-01")


async def test_an_empty_cell_says_nothing_and_a_filled_one_replaces(graph: Graph, folder: Path) -> None:
    well(await load(graph, [folder]))
    put(folder, "需求.csv", "id,title,text,raised_by,asks_for\nneed:a,想要便宜的食堂,,,餐饮\n")
    well(await load(graph, [folder / "需求.csv"]))
    need = await one(graph, "need:a")
    assert (need["title"], need["text"]) == ("想要便宜的食堂", "天天点外卖")
    assert set(await ties(graph, "need:a", "RAISED_BY")) == {"enterprise:a"}
    assert set(await ties(graph, "need:a", "ASKS_FOR")) == {"term:meals"}


async def test_a_cell_can_take_away_what_is_in_the_graph(graph: Graph, folder: Path) -> None:
    well(await load(graph, [folder]))
    path = put(
        folder, "needs-2.csv", "id,text,title,asks_for,weekdays\nneed:a,<清空>,想要食堂,<clear>,<clear>\n"
    )
    report = well(await load(graph, [path]))
    assert (report.total("updated"), report.ties_removed) == (1, 1)
    need = await one(graph, "need:a")
    assert not {"text", "weekdays"} & need.keys()
    assert dict(zip(need["grams"], need["gramCounts"], strict=True)) == dict(grams("想要食堂"))
    assert not await ties(graph, "need:a", "ASKS_FOR")
    assert well(await load(graph, [path])).total("unchanged") == 1


async def test_what_is_outstanding_never_exceeds_the_line_even_told_in_two_loads(
    graph: Graph, tmp_path: Path
) -> None:
    well(
        await load(
            graph, [put(tmp_path, "resources.csv", "id,name,kind,capacity\nresource:a,授信,资金,300\n")]
        )
    )
    more = put(tmp_path, "resources-2.csv", "id,name,kind,reserved\nresource:a,授信,资金,301\n")
    report = await load(graph, [more])
    assert [(each.code, each.column, each.value) for each in report.refusals] == [
        ("at_odds", "reserved", "301.0")
    ]
    assert "reserved" not in await one(graph, "resource:a")
    put(tmp_path, "resources-2.csv", "id,name,kind,reserved,capacity\nresource:a,授信,资金,301,400\n")
    well(await load(graph, [more]))


async def test_a_default_is_for_new_nodes_alone(graph: Graph, folder: Path) -> None:
    well(await load(graph, [folder]))
    well(await load(graph, [put(folder, "needs-met.csv", "id,title,status\nneed:a,想要食堂,已解决\n")]))
    (folder / "needs-met.csv").unlink()
    assert well(await load(graph, [folder])).total("updated") == 0
    assert (await one(graph, "need:a"))["status"] == "MET"


async def test_a_tie_with_properties_outlives_the_cell_that_no_longer_names_it(
    graph: Graph, folder: Path
) -> None:
    put(folder, "ties.csv", "start,type,end,weight\nneed:a,ASKS_FOR,餐饮,0.5\n")
    well(await load(graph, [folder]))
    assert (await ties(graph, "need:a", "ASKS_FOR")) == {"term:canteen": {}, "term:meals": {"weight": 0.5}}
    report = well(await load(graph, [folder / "需求.csv"]))
    assert report.ties_removed == 0
    assert set(await ties(graph, "need:a", "ASKS_FOR")) == {"term:canteen", "term:meals"}


async def test_one_bad_row_never_stops_the_rest(graph: Graph, folder: Path) -> None:
    put(folder, "需求.csv", NEEDS + "need:b,停车,,无名公司,,,,\nneed:c,停车,,,,,,\n")
    report = await load(graph, [folder])
    assert (report.total("created"), report.total("refused"), report.exit_code) == (8, 1, 1)
    assert (report.refusals[0].file, report.refusals[0].row) == ("需求.csv", 3)


async def test_strict_writes_nothing_and_reports_the_first_refusal(graph: Graph, folder: Path) -> None:
    put(folder, "需求.csv", NEEDS + "need:b,停车,,无名公司,,,,\nneed:c,停车,,无名公司,,,,\n")
    report = await load(graph, [folder], strict=True)
    assert (len(report.refusals), report.total("created"), report.exit_code) == (1, 0, 2)
    assert report.stopped
    assert await graph.read("MATCH (n:Entity) RETURN count(n) AS n") == [{"n": 0}]


async def test_a_dry_run_counts_as_the_load_will_and_writes_nothing(graph: Graph, folder: Path) -> None:
    dry = well(await load(graph, [folder], dry_run=True))
    assert await graph.read("MATCH (n:Entity) RETURN count(n) AS n") == [{"n": 0}]
    wet = well(await load(graph, [folder]))
    assert dry.tables == wet.tables
    assert (dry.ties_created, dry.json()["dryRun"]) == (wet.ties_created, True)


async def test_a_circle_with_what_is_in_the_graph_is_refused(graph: Graph, folder: Path) -> None:
    well(await load(graph, [folder]))
    report = await load(
        graph, [put(folder, "terms-2.csv", "id,name,broader\nterm:meals,餐饮,term:canteen\n")]
    )
    assert [each.code for each in report.refusals] == ["cycle"]
    assert not await ties(graph, "term:meals", "BROADER")


async def test_turning_a_hierarchy_around_in_one_load_is_no_circle(graph: Graph, folder: Path) -> None:
    put(folder, "places.csv", PLACES + "space:a,space,甲,space:b\nspace:b,space,乙,\n")
    well(await load(graph, [folder]))
    put(folder, "places.csv", PLACES + "space:a,space,甲,building:one\nspace:b,space,乙,space:a\n")
    well(await load(graph, [folder]))
    assert set(await ties(graph, "space:b", "PART_OF")) == {"space:a"}
    assert set(await ties(graph, "space:a", "PART_OF")) == {"building:one"}


async def test_reverse_columns_and_their_qualities(graph: Graph, folder: Path) -> None:
    put(
        folder,
        "resources.csv",
        'id,name,kind,capacity,reserved,owned_by,suggests,strength\nresource:a,厨房,空间,"1,200",１０,示例商家乙,食堂,0.8\n',
    )
    well(await load(graph, [folder]))
    assert set(await ties(graph, "enterprise:b", "OWNS")) == {"resource:a"}
    assert await ties(graph, "resource:a", "SUGGESTS") == {"term:canteen": {"strength": 0.8}}
    resource = await one(graph, "resource:a")
    assert (resource["kind"], resource["capacity"], resource["reserved"]) == ("SPACE", 1200.0, 10.0)


EVERY = {
    "places": ("id,name", [f"{n.prefix}:x,{n.label}" for n in MODEL.concrete("Place")]),
    "organizations": ("id,name,tier", [f"{n.prefix}:x,{n.label},{'ENTERPRISE' if n.prefix == 'party' else ''}" for n in MODEL.concrete("Organization")]),
    "people": ("id,name", ["person:x,甲", "person:y,乙"]),
    "terms": ("id,name", ["term:x,甲", "term:y,乙"]),
    "industries": ("id,name,code", ["industry:x,甲,62", "industry:y,乙,63"]),
    "qualifications": ("id,name", ["qualification:x,甲"]),
    "resources": ("id,name,kind", ["resource:x,甲,FUND"]),
    "needs": ("id,title", ["need:x,甲"]),
    "capabilities": ("id,title", ["capability:x,甲"]),
    "activities": ("id,title", ["activity:x,甲"]),
    "meetings": ("id,title", ["meeting:x,甲"]),
    "resolutions": ("id,title", ["resolution:x,甲"]),
    "referrals": ("id,for_need,referred_to", ["referral:x,need:x,capability:x"]),
    "sources": ("id,title", ["source:x,甲"]),
    "figures": ("id,title,qualifier,value", ["figure:x,甲,超过,20"]),
    "occupations": ("id,name,code", ["occupation:x,甲,62"]),
    "schedules": ("id,opens_at,closes_at", ["schedule:x,9:00,17:30"]),
    "bookings": ("id,space,starts_at,ends_at", ["booking:x,space:x,2026-03-01 12:00,2026-03-01 13:00"]),
    "posts": ("id,name,kind", ["post:x,甲,书记"]),
    "brands": ("id,name", ["brand:x,甲"]),
    "visits": ("id,visited_on,visited", ["visit:x,2026-03-01,enterprise:x"]),
    "lists": ("id,name,kind,of", ["list:x,甲,企业所需,community:x"]),
    "versions": ("id,of,number,taken_at", ["listversion:x,list:x,1,2026-03-01 12:00"]),
    "catalogue": ("id,name,number", ["catalogue:x,甲,1"]),
    "matters": ("id,name,kind", ["matter:x,甲,税务"]),
    "cases": ("id,title,opened_on", ["case:x,甲,2026-03-01"]),
    "steps": ("id,of,name,position", ["step:x,case:x,甲,1"]),
    "trainings": ("id,title,theme", ["training:x,甲,政策解读"]),
    "calls": ("id,topic,called_at,called_from", ["call:x,甲,2026-03-01 12:00,building:x"]),
    "agreements": ("id,title", ["agreement:x,甲"]),
    "loans": ("id,status,amount,borrowed_by,draws_on", ["loan:x,LENT,10,enterprise:x,resource:x"]),
    "repayments": ("id,amount,paid_on,repays", ["repayment:x,5,2026-03-01,loan:x"]),
}  # fmt: skip


MADE = {"Event", "EventLog", "CHANGED", "MutationKey", "Token", "Document"}
"""What the program makes of changes and of what clients do; no table holds it."""


def _every_tie() -> list[str]:
    """One tie of each type, with every property."""
    sample = {"DATE": "2026-03-01", "FLOAT": "1", "BOOLEAN": "是", "STRING": "甲", "INTEGERS": "1"}
    lines: list[str] = []
    names = [each.rstrip("_") for each in ROWS["ties"].columns() if each not in {"start", "type", "end"}]
    parts = {
        each.rstrip("_"): column.marker.part
        for each, column in ROWS["ties"].columns().items()
        if isinstance(column.marker, Tie)
    }
    for tie in (each for each in MODEL.relationships if each.type not in MADE):
        start, end = MODEL.concrete(tie.start[0])[0].prefix, MODEL.concrete(tie.end[0])[0].prefix
        first, last = f"{start}:x", f"{end}:{'y' if start == end else 'x'}"
        if tie.type == "PART_OF":
            first, last = "building:x", "area:x"
        if tie.type == "SUBORDINATE_TO":
            last = "party:y"
        if tie.type == "PARTNERS_WITH":
            last = "society:x"
        given = {
            each.name: each.values[0] if each.values else sample[each.kind.name] for each in tie.properties
        }
        lines.append(",".join([first, tie.type, last, *(given.pop(parts[name], "") for name in names)]))
        assert not given, f"the ties table lacks columns for {tie.type}: {given}"
    return [",".join(["start", "type", "end", *names]), *lines]


async def test_every_node_and_relationship_of_the_model_can_be_loaded(graph: Graph, tmp_path: Path) -> None:
    for name, (header, lines) in EVERY.items():
        more = ["party:y,上级,COMMUNITY"] if name == "organizations" else []
        put(tmp_path, f"{name}.csv", "\n".join([header, *lines, *more]) + "\n")
    put(tmp_path, "ties.csv", "\n".join(_every_tie()) + "\n")
    well(await load(graph, [tmp_path]))
    labels = {
        row["label"] for row in await graph.read("MATCH (n) UNWIND labels(n) AS label RETURN DISTINCT label")
    }
    assert {node.label for node in MODEL.nodes} - MADE <= labels
    types = {
        row["type"]: row["keys"]
        for row in await graph.read(
            "MATCH ()-[r]->() UNWIND [null] + keys(r) AS key RETURN type(r) AS type, collect(DISTINCT key) AS keys"
        )
    }
    wanted = {tie.type: {each.name for each in tie.properties} for tie in MODEL.relationships}
    assert {type_: keys for type_, keys in wanted.items() if type_ not in MADE} == {
        type_: set(keys) for type_, keys in types.items() if type_ not in MADE
    }
    required = [(node.label, prop.name) for node in MODEL.nodes for prop in node.properties if prop.required]
    for label, name in required:
        rows = await graph.read(
            "MATCH (n) WHERE $p.label IN labels(n) AND n[$p.name] IS NULL RETURN n.id AS id",
            {"label": label, "name": name},
        )
        assert not rows, f"{label}.{name}"
    assert well(await load(graph, [tmp_path])).changed is False
