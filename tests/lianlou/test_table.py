"""An answer as rows, variables as they are typed, and files in which no cell is a formula."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from graphql import build_schema
from openpyxl import load_workbook

from graph.errors import InputError
from lianlou.spreadsheet import csv_bytes, lines, write, xlsx_bytes
from lianlou.table import Table, pages_cut, table
from lianlou.variables import declared, given

NESTED: dict[str, Any] = {
    "needs": {
        "totalCount": 3,
        "nodes": [
            {
                "title": "午饭", "at": {"name": "楼"}, "tags": ["a", "b"],
                "matches": {"nodes": [
                    {"title": "食堂", "score": 0.5, "gates": [{"gate": "G", "state": "PASS"}, {"gate": "H", "state": None}]},
                    {"title": "咖啡", "score": 1.0, "gates": []},
                ]},
            },
            {"title": "停车", "at": None, "tags": [], "matches": {"nodes": []}},
        ],
    }
}  # fmt: skip


def test_a_connection_within_a_connection_gives_the_rows_and_repeats_what_stands_above() -> None:
    made = table(NESTED)
    assert made.columns == ["needs.title", "needs.at.name", "title", "score", "gates"]
    assert made.rows == [
        ["午饭", "楼", "食堂", 0.5, "G PASS；H"],
        ["午饭", "楼", "咖啡", 1.0, ""],
        ["停车", None, None, None, None],
    ]


def test_a_list_that_is_chosen_gives_the_rows() -> None:
    made = table(NESTED, "needs.nodes.matches.nodes.gates")
    assert made.columns[-2:] == ["gate", "state"]
    assert [row[-2:] for row in made.rows if row[-2]] == [["G", "PASS"], ["H", None]]
    with pytest.raises(InputError, match=r"it has needs\.nodes、needs\.nodes\.matches\.nodes"):
        table(NESTED, "needs.gates")


def test_lists_beside_each_other_are_told_apart_by_the_first_column() -> None:
    made = table(
        {
            "coverage": {
                "place": {"name": "楼"},
                "centers": [{"name": "甲"}],
                "teams": [{"name": "乙", "on": True}],
            }
        }
    )
    assert made.columns == ["list", "coverage.place.name", "name", "on"]
    assert made.rows == [["centers", "楼", "甲", None], ["teams", "楼", "乙", True]]


def test_what_belongs_to_one_list_is_not_repeated_beside_another() -> None:
    made = table({"a": {"all": 1, "nodes": [{"x": 1}]}, "b": {"nodes": [{"x": 2}]}})
    assert made.columns == ["list", "a.all", "x"]
    assert made.rows == [["a", 1, 1], ["b", None, 2]]


def test_an_answer_without_rows_has_none_and_a_page_that_is_cut_is_told() -> None:
    assert table({"needs": {"totalCount": 0, "nodes": []}}) == Table([], [])
    assert list(pages_cut(NESTED)) == [("needs", 2, 3)]


EVIL = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1"]
SAFE = Table(
    ["=cmd()", "number"], [*[[each, -1.0] for each in EVIL], ["普通 \x00文字", None], ['a"b,c', True]]
)


def test_no_cell_of_a_csv_file_becomes_a_formula() -> None:
    content = csv_bytes(SAFE)
    assert content.startswith(b"\xef\xbb\xbf")  # by which Excel knows UTF-8
    read = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert read[0] == ["'=cmd()", "number"]
    assert [row[0] for row in read[1 : len(EVIL) + 1]] == [f"'{each}" for each in EVIL]
    assert {row[1] for row in read[1 : len(EVIL) + 1]} == {"-1"}  # a number stays one
    assert read[-1] == ['a"b,c', "是"]


def test_no_cell_of_an_excel_file_becomes_a_formula(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", xlsx_bytes(SAFE))
    sheet = load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None
    cells = [list(row) for row in sheet.iter_rows()]
    assert {cell.data_type for row in cells for cell in row if isinstance(cell.value, str)} == {"s"}
    assert [row[0].value for row in cells[1:4]] == ["=1+1", "+1", "-1"]
    assert all(row[0].quotePrefix for row in cells[: len(EVIL) + 1])
    assert (cells[1][1].value, cells[1][1].data_type) == (-1, "n")
    assert cells[-2][0].value == "普通 文字"  # what XML can't hold is left out
    assert sheet.freeze_panes == "A2"


def test_a_file_that_cannot_be_written_is_told_with_the_mend(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="choose another folder"):
        write(tmp_path / "none" / "a.csv", b"")


def test_numbers_are_shown_as_people_write_them() -> None:
    assert lines(Table(["a"], [[50_530_000.0], [0.44340539], [None], [False]])) == [
        ["50530000"],
        ["0.4434"],
        [""],
        ["否"],
    ]


SCHEMA = build_schema(
    """enum E { A B } input I { x: Int } type Query { f(s: String, i: Int, n: Float, b: Boolean, e: [E!], o: I, l: [String!]): Int }"""
)
OPERATION = "query Q($s: String!, $i: Int = 3, $n: Float, $b: Boolean, $e: [E!], $o: I, $l: [String!]) { f }"


def read(*settings: str) -> dict[str, Any]:
    return given(list(declared(SCHEMA, OPERATION)), settings, {"s": "例"})


def test_each_variable_is_read_as_the_operation_declares_it() -> None:
    assert read("s=3", "i=4", "n=1.5", "b=是", "e=a，B", 'o={"x": 1}', "l=甲,乙 丙;") == {
        "s": "3", "i": 4, "n": 1.5, "b": True, "e": ["A", "B"], "o": {"x": 1}, "l": ["甲", "乙 丙"],
    }  # fmt: skip
    assert read("s=a=b", "i=null", 'l=["a,b"]') == {"s": "a=b", "i": None, "l": ["a,b"]}


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ((), "add --set 's=例'"),
        (("s",), "Write --set name=value"),
        (("s=1", "z=1"), "one of these names: s: String!、i: Int = 3"),
        (("s=1", "i=x"), "`i` must be a whole number"),
        (("s=1", "n=x"), "`n` must be a number"),
        (("s=1", "b=x"), "`b` must be true or false"),
        (("s=1", "e=C"), "`e` must be one of A, B"),
        (("s=1", "o=x"), "with the fields x"),
        (("s=1", "l=[1"), "must be JSON like"),
    ],
)
def test_a_variable_that_is_typed_wrongly_is_told_with_the_mend(settings: tuple[str, ...], told: str) -> None:
    with pytest.raises(InputError, match=r".") as refused:
        read(*settings)
    assert told in str(refused.value)
