"""What a bad table is told: each case is a table, the place of the refusal, and words of its message."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from openpyxl import Workbook

from graph import Graph
from loaders import load


def xlsx(*lines: tuple[object, ...], sheet: str = "needs", merge: str = "") -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for line in lines:
        page.append(line)
    if merge:
        page.merge_cells(merge)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def bomb() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/sharedStrings.xml", b" " * 64 * 1024 * 1024)
    return written.getvalue()


def changed(before: bytes, after: bytes) -> bytes:
    """A workbook whose sheet's XML was changed by hand."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx(("text",), ("a",)))) as old, zipfile.ZipFile(written, "w") as new:
        for each in old.namelist():
            text = old.read(each)
            new.writestr(each, text.replace(before, after, 1) if "sheet1" in each else text)
    return written.getvalue()


@dataclass(frozen=True)
class Bad:
    name: str
    files: dict[str, str | bytes]
    code: str
    says: tuple[str, ...] = ()
    row: int | None = None
    column: str | None = None
    others: int = 0
    """Refusals besides the one described."""
    created: int = 0
    """Rows that are loaded all the same."""
    paths: list[str] = field(default_factory=list[str])


PLACES = "id,kind,name,part_of\n"
TERMS = "id,name,broader\n"
BAD = [
    # headers
    Bad("an unknown column is told its nearest", {"needs.csv": "text,quantitty\n食堂,3\n"}, "unknown_column", ("quantitty", "did you mean quantity?", "数量")),
    Bad("a column unlike any other", {"needs.csv": "text,zzzzzz\n食堂,3\n"}, "unknown_column", ("lianlou load --columns",)),
    Bad("a wrong header in Chinese", {"地点.csv": "编号,名称,层级数\nbuilding:a,一号楼,3\n"}, "unknown_column", ("层级数", "did you mean")),
    Bad("a missing column", {"places.csv": "id,kind\nbuilding:a,building\n"}, "missing_column", ("name（名称）", "lacks the column name")),
    Bad("needs without a text or a title", {"needs.csv": "quantity\n3\n"}, "missing_column", ("text or title",)),
    Bad("a header twice", {"needs.csv": "text,内容\na,b\n"}, "duplicate_header", ("出现两次", "stands there twice")),
    Bad("an empty header in a csv", {"needs.csv": "text,,quantity\na,b,3\n"}, "empty_header", ("第 2 列",)),
    Bad("a merged header in a workbook", {"needs.xlsx": xlsx(("text", "quantity", "unit"), ("a", 1, "人"), merge="A1:B1")}, "empty_header", ("合并", "unmerge")),
    # files
    Bad("an empty file", {"needs.csv": b""}, "empty_file", ("文件是空的", "the file is empty")),
    Bad("a file of blank lines", {"needs.csv": "\n\n\n"}, "empty_file", ("no row of headers",)),
    Bad("a file that isn't there", {}, "no_file", ("找不到", "is not there"), paths=["needs.csv"]),
    Bad("a folder without tables", {"notes/readme.txt": "hello"}, "no_tables", ("holds no tables",), paths=["notes"]),
    Bad("a name that is no table's", {"capabilites.csv": "text\na\n"}, "unknown_table", ("did you mean capabilities?",)),
    Bad("a name unlike any table's", {"报表.csv": "text\na\n"}, "unknown_table", ("needs（需求）",)),
    Bad("a sheet that is no table's", {"book.xlsx": xlsx(("text",), ("a",), sheet="说明书")}, "unknown_table", ("starts with _",)),
    Bad("neither csv nor xlsx", {"needs.ods": b"PK"}, "unknown_format", (".csv 或 .xlsx",), paths=["needs.ods"]),
    Bad("utf-8 with a broken place", {"needs.csv": "text\n我们需要一个食堂，越近越好\n".encode() + b"\xe9\xa3\n"}, "bad_encoding", ("UTF-8, broken in line 3", "另存为")),
    Bad("bytes of no known encoding", {"needs.csv": b"text\n\xff\xff\xff\n"}, "bad_encoding", ("neither UTF-8 nor GB18030",)),
    Bad("utf-16", {"needs.csv": "text\n食堂\n".encode("utf-16")}, "bad_encoding", ("UTF-16",)),
    Bad("a file that only says it is a workbook", {"needs.xlsx": b"text\na\n"}, "not_xlsx", ("is not an .xlsx file",)),
    Bad("a zip that is no workbook", {"needs.xlsx": bomb()[:0] + b"PK\x05\x06" + b"\0" * 18}, "not_xlsx", ("is not an .xlsx file",)),
    Bad("a workbook with a password", {"needs.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600}, "protected", ("密码", "password")),
    Bad("a workbook that would unpack beyond bounds", {"needs.xlsx": bomb()}, "too_large_unpacked", ("would unpack to 64 MB",)),
    Bad("a workbook with entities", {"needs.xlsx": changed(b"<worksheet", b'<!DOCTYPE lolz [<!ENTITY lol "lol">]><worksheet')}, "not_xlsx", ("DOCTYPE",)),
    Bad("a workbook whose row numbers run away", {"needs.xlsx": changed(b'<row r="2"', b'<row r="999999999"')}, "too_many_rows", ("1048576",), 1_048_577, created=0),
    # rows
    Bad("a row with a cell too many", {"needs.csv": "text,quantity\na,1,2\nb,2\n"}, "ragged_row", ("3 cells under 2 headers",), 2, created=1),
    Bad("a row with a cell too few", {"needs.csv": "text,quantity\na\nb,2\n"}, "ragged_row", ("1 cells under 2",), 2, created=1),
    Bad("a quote that is never closed", {"needs.csv": 'text\na\n"b\nc\n'}, "unclosed_quote", ("未闭合", "never closed"), 3, created=1),
    Bad("letters after a closing quote", {"needs.csv": 'text\n"a"b\nc\n'}, "bad_quotes", ("twice",), 2, created=1),
    Bad("the same id twice", {"needs.csv": "id,text\nneed:a,x\nneed:a,y\n"}, "duplicate_key", ("needs.csv:2",), 3, "id", created=1),
    Bad("the same text twice, without ids", {"needs.csv": "text\n食堂\n 食堂 \n"}, "duplicate_key", ("needs.csv:2", "an id of its own"), 3, "text", created=1),
    Bad("the same id in two files for one table", {"needs.csv": "id,text\nneed:a,x\n", "needs-2.csv": "id,text\nneed:a,y\n"}, "duplicate_key", ("needs-2.csv:2",), 2, "id", created=1),
    Bad("a row without its name", {"places.csv": "id,name\nbuilding:a,\nbuilding:b,二号楼\n"}, "missing_value", ("必填", "required"), 2, "name", created=1),
    Bad("a need without words", {"needs.csv": "text,quantity\n,3\n"}, "missing_value", ("neither a text nor a title",), 2, "text"),
    # cells
    Bad("a million characters in a cell", {"needs.csv": "text\n" + "x" * 1_000_000 + "\nb\n"}, "too_long", ("1000000 characters", "20000"), 2, "text", created=1),
    Bad("a NUL in a cell", {"needs.csv": "text\na\0b\nc\n"}, "control_character", ("U+0000",), 2, "text", created=1),
    Bad("a formula in a csv", {"needs.csv": "text\n=A1&B1\n"}, "formula", ("paste it as a value",), 2, "text"),
    Bad("a formula in a workbook", {"needs.xlsx": xlsx(("text", "quantity"), ("a", "=1+1"))}, "formula", ("公式",), 2, "quantity"),
    Bad("an error value", {"needs.csv": "text\n#N/A\n"}, "error_value", ("#N/A",), 2, "text"),
    Bad("letters for a number", {"needs.csv": "text,quantity\na,三份\n"}, "not_a_number", ("单位", "unit"), 2, "quantity"),
    Bad("not a number, in so many letters", {"needs.csv": "text,quantity\na,NaN\n"}, "not_a_number", ("finite",), 2, "quantity"),
    Bad("infinity", {"needs.csv": "text,quantity\na,inf\n"}, "not_a_number", ("有限",), 2, "quantity"),
    Bad("a number beyond all bounds", {"needs.csv": "text,quantity\na,1e999\n"}, "not_a_number", ("finite",), 2, "quantity"),
    Bad("half an employee", {"组织.csv": "编号,名称,职工数\nenterprise:a,某公司,1.5\n"}, "not_whole", ("整数",), 2, "职工数"),
    Bad("a negative capacity", {"capabilities.csv": "text,capacity\na,-3\n"}, "too_small", ("below 0",), 2, "capacity"),
    Bad("a day that isn't in the calendar", {"needs.csv": "text,raised_on\na,2026-02-30\n"}, "no_such_day", ("没有这一天",), 2, "raised_on"),
    Bad("words for a day", {"needs.csv": "text,raised_on\na,上周三\n"}, "not_a_date", ("2026-03-01",), 2, "raised_on"),
    Bad("an hour that isn't on the clock", {"activities.csv": "id,title,starts_at\nactivity:a,会,2026-03-01 25:00\n"}, "no_such_time", ("18:30",), 2, "starts_at"),
    Bad("an end before its start", {"capabilities.csv": "text,valid_from,valid_until\na,2026-03-01,2026-02-01\n"}, "end_before_start", ("2026-03-01",), 2, "valid_until"),
    Bad("more outstanding than the line", {"resources.csv": "id,name,kind,capacity,reserved\nresource:a,授信,FUND,100,101\n"}, "too_large", ("more than capacity (100)",), 2, "reserved"),
    Bad("neither yes nor no", {"capabilities.csv": "text,members_only\na,也许\n"}, "not_yes_or_no", ("是 或 否",), 2, "members_only"),
    Bad("a value outside a closed set", {"组织.csv": "编号,名称,规模\nenterprise:a,某公司,巨型\n"}, "not_allowed", ("SMALL/小型",), 2, "规模"),
    Bad("an eighth weekday", {"needs.csv": "text,weekdays\na,1;8\n"}, "not_a_weekday", ("7（周日）",), 2, "weekdays"),
    Bad("a USCC that is too short", {"organizations.csv": "id,name,uscc\nenterprise:a,某公司,9133\n"}, "uscc_length", ("18", "4"), 2, "uscc"),
    Bad("a USCC whose check character is wrong", {"organizations.csv": "id,name,uscc\nenterprise:a,某公司,91110000600037341A\n"}, "uscc_checksum", ("L would fit", "末位应为 L"), 2, "uscc"),
    Bad("a USCC with a letter it can't have", {"organizations.csv": "id,name,uscc\nenterprise:a,某公司,9111000060003734IL\n"}, "uscc_format", ("I、O、S、V、Z",), 2, "uscc"),
    Bad("a USCC of two enterprises", {"organizations.csv": "id,name,uscc\nenterprise:a,甲,91110000600037341L\nenterprise:b,乙,91110000600037341L\n"}, "duplicate_key", ("organizations.csv:2",), 3, "uscc", created=1),
    Bad("an id with spaces", {"places.csv": "id,name\nbuilding:a b,一号楼\n"}, "id_with_spaces", ("空格",), 2, "id"),
    Bad("an id without its kind", {"places.csv": "id,name\nb42,一号楼\n"}, "bad_id", ("building:gs-0042",), 2, "id"),
    Bad("an id with another kind's prefix", {"places.csv": "id,kind,name\narea:a,building,一号楼\n"}, "wrong_prefix", ("building:",), 2, "id"),
    Bad("a kind that isn't one", {"places.csv": "id,kind,name\nbuilding:a,城堡,一号楼\n"}, "not_allowed", ("building/楼宇",), 2, "kind"),
    Bad("a property that such a thing hasn't", {"places.csv": "id,name,floors\nroad:a,安桥港街,3\n"}, "not_of_kind", ("道路没有“层数”",), 2, "floors"),
    Bad("a quality of nothing", {"people.csv": "id,name,standing\nperson:a,示例,FLOATING\n"}, "qualifies_nothing", ("member_of",), 2, "standing"),
    Bad("two where one is meant", {"places.csv": PLACES + "area:a,area,甲,\narea:b,area,乙,\nbuilding:c,building,丙,area:a;area:b\n"}, "only_one", ("2",), 4, "part_of", created=2),
    Bad("taking away what must be there", {"places.csv": "id,name\nbuilding:a,<清空>\n"}, "missing_value", ("必填",), 2, "name"),
    Bad("taking away a status", {"needs.csv": "text,status\na,<clear>\n"}, "not_clearable", ("give a value",), 2, "status"),
    # references
    Bad("a reference to nothing", {"places.csv": PLACES + "building:a,building,甲,area:none\nbuilding:b,building,乙,\n"}, "unknown_reference", ("area:none",), 2, "part_of", created=1),
    Bad("a name that nothing has", {"needs.csv": "text,at\na,无名大厦\n"}, "unknown_reference", ("无名大厦",), 2, "at"),
    Bad("a name that two things have", {"places.csv": "id,name\nbuilding:a,一号楼\nbuilding:b,一号楼\n", "needs.csv": "text,at\na,一号楼\n"}, "ambiguous", ("building:a、building:b",), 2, "at", created=2),
    Bad("a building where a term is meant", {"places.csv": "id,name\nbuilding:a,一号楼\n", "needs.csv": "text,asks_for\na,building:a\n"}, "wrong_kind", ("是楼宇，此处应为服务类目",), 2, "asks_for", created=1),
    Bad("itself as its own part", {"places.csv": PLACES + "area:a,area,甲,area:a\n"}, "self_reference", ("指向了自己",), 2, "part_of"),
    Bad("a larger place within a smaller", {"places.csv": PLACES + "area:a,area,甲,building:b\nbuilding:b,building,乙,\n"}, "not_larger", ("Area is not part of a Building",), 2, "part_of", created=1),
    Bad("a row that refers to a refused one", {"places.csv": PLACES + "area:a,area,甲,community:none\nbuilding:b,building,乙,area:a\n"}, "refers_to_refused", ("places.csv:2",), 3, "part_of", others=1),
    Bad("a circle of terms", {"terms.csv": TERMS + "term:a,甲,term:b\nterm:b,乙,term:c\nterm:c,丙,term:a\nterm:d,丁,\n"}, "cycle", ("terms.csv:2、terms.csv:3、terms.csv:4",), 2, "broader", others=2, created=1),
    Bad("a circle of public spaces", {"places.csv": PLACES + "space:a,space,甲,space:b\nspace:b,space,乙,space:a\n"}, "cycle", ("PART_OF 形成循环",), 2, "part_of", others=1),
    # ties
    Bad("a relationship type of no model", {"terms.csv": TERMS + "term:a,甲,\nterm:b,乙,\n", "ties.csv": "start,type,end\nterm:a,RELATES,term:b\n"}, "unknown_type", ("did you mean RELATED?",), 2, "type", created=2),
    Bad("a tie from the wrong kind", {"terms.csv": TERMS + "term:a,甲,\nterm:b,乙,\n", "ties.csv": "start,type,end\nterm:a,WORKS_AT,term:b\n"}, "wrong_kind", ("人员",), 2, "start", others=1, created=2),
    Bad("a property that such a tie hasn't", {"terms.csv": TERMS + "term:a,甲,\nterm:b,乙,\n", "ties.csv": "start,type,end,standing\nterm:a,RELATED,term:b,在册\n"}, "not_of_type", ("RELATED has no standing",), 2, "standing", created=2),
    Bad("a membership without its standing", {"organizations.csv": "id,name,tier\nparty:a,甲支部,ENTERPRISE\n", "people.csv": "id,name,member_of\nperson:a,示例,party:a\n"}, "missing_value", ("MEMBER_OF needs its standing",), 2, "standing", created=1),
    Bad("the same tie twice", {"terms.csv": TERMS + "term:a,甲,\nterm:b,乙,\n", "关系.csv": "起点,关系,终点\nterm:a,相关,term:b\n甲,RELATED,乙\n"}, "duplicate_key", ("关系.csv:2",), 3, "终点", created=3),
    Bad("a term and an industry under one another", {"terms.csv": TERMS + "term:a,甲,\n", "industries.csv": "id,name,code,broader\nindustry:a,餐饮业,62,term:a\n"}, "wrong_ends", ("同一类",), 2, "broader", created=1),
]  # fmt: skip


@pytest.mark.parametrize("bad", BAD, ids=[bad.name for bad in BAD])
async def test_a_bad_table_is_told_what_is_wrong_where_and_how_to_mend_it(
    bad: Bad, graph: Graph, tmp_path: Path
) -> None:
    for name, content in bad.files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    report = await load(graph, [tmp_path / name for name in bad.paths] or [tmp_path])

    told = [f"{each.code} {each.row} {each.column}: {each.reason} -> {each.mend}" for each in report.refusals]
    found = [each for each in report.refusals if each.code == bad.code]
    assert found, told
    assert len(told) == 1 + bad.others, told
    first = found[0]
    assert (first.row, first.column) == (bad.row, bad.column), told
    for words in bad.says:
        assert words in f"{first.reason} {first.mend}"
    for message in (first.reason, first.mend):
        assert " · " in message, "every message stands in Chinese and English"
    assert report.total("created") == bad.created
    assert report.exit_code == (1 if bad.created else 2)
    nodes = await graph.read("MATCH (n:Entity&!Event) RETURN count(n) AS n")
    ties = sum(counts["created"] for table, counts in report.tables.items() if table == "ties")
    assert nodes[0]["n"] == bad.created - ties, "nothing of a refused row is in the graph"


def test_at_least_thirty_kinds_of_bad_tables_are_shown() -> None:
    assert len({bad.code for bad in BAD}) >= 30
