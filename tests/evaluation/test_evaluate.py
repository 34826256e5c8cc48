"""From a folder to measures, on the real graph."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from graph import Graph
from graph.errors import InputError
from lianlou.cli import build
from lianlou.evaluation.report import document, show, write_rankings
from lianlou.evaluation.run import BARE, CHANCE, GIVEN, LABELLED, TEXT, evaluate

NEEDS = ["想在楼里吃上热乎的午饭", "路边违停严重", "Could a lawyer check our lease?"]
ANSWERS = ["楼宇食堂，提供午饭", "整治路边违停", "Lawyers check leases", "健身房", "电梯保养"]


@pytest.fixture
def sheets(tmp_path: Path) -> Path:
    """Two columns, one in each of two tables, and which belongs to which."""
    for name, texts in (("needs", NEEDS), ("capabilities", ANSWERS)):
        with (tmp_path / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([["text"], *([text] for text in texts)])
    with (tmp_path / "gold.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["need", "capability"], *zip(NEEDS, ANSWERS, strict=False)])
    return tmp_path


async def test_two_sheets_of_texts_and_gold_pairs_are_enough(graph: Graph, sheets: Path) -> None:
    found = await evaluate(graph, [sheets])
    assert GIVEN not in found.ways
    assert LABELLED not in found.ways
    assert {TEXT, BARE, CHANCE} <= found.ways.keys()
    told = document(found, seed=0)
    assert (told["needs"], told["capabilities"], told["suggestions"]) == (3, 5, None)
    assert told["ways"][TEXT]["acc@1"] == {"mean": 1.0, "low": 1.0, "high": 1.0}
    assert told["ways"][BARE]["MRR"]["mean"] == 1.0
    assert told["ways"][TEXT]["milliseconds"] > 0
    assert told["above"].keys() == {BARE}
    assert told["above"][BARE]["MRR"] == {"mean": 0, "low": 0, "high": 0}
    assert told["unshared"] == 0
    json.dumps(told)


async def test_terms_are_given_left_out_and_suggested(graph: Graph, tmp_path: Path) -> None:
    (tmp_path / "terms.csv").write_text(
        "id,name,examples\nterm:canteen,楼宇食堂,天天点外卖都吃腻了\nterm:gym,健身房,坐久了想出出汗\n",
        "utf-8",
    )
    (tmp_path / "needs.csv").write_text(
        "id,text,asks_for\nneed:a,外卖吃腻了,term:canteen\nneed:b,久坐想出汗,term:gym\n", "utf-8"
    )
    (tmp_path / "capabilities.csv").write_text(
        "id,title,provides\ncapability:a,现炒套餐,term:canteen\ncapability:b,器械与操课,term:gym\ncapability:c,保洁,\n",
        "utf-8",
    )
    (tmp_path / "gold.csv").write_text(
        "need,capability,grade,half\nneed:a,capability:a,2,test\nneed:b,capability:b,2,tuning\nneed:b,capability:c,0,tuning\n",
        "utf-8",
    )
    found = await evaluate(graph, [tmp_path])
    assert found.right_terms == [1.0, 1.0]
    above = document(found, seed=0)["above"]
    assert {name: each["MRR"]["mean"] for name, each in above.items()} == {LABELLED: 0, BARE: 1}
    told = document(found, seed=0)["ways"]
    assert told[GIVEN]["acc@1"]["mean"] == 1
    assert f"{GIVEN} – fit" in told
    assert f"{TEXT} – words" in told
    assert told[BARE]["MRR"]["mean"] == 0  # the texts share nothing
    assert told[LABELLED]["MRR"]["mean"] == 1
    assert found.unshared == 1

    rankings = tmp_path / "out" / "rankings.csv"
    rankings.parent.mkdir()
    write_rankings(found, rankings)
    with rankings.open(encoding="utf-8-sig") as file:
        lines = list(csv.DictReader(file))
    assert {(line["need"], line["way"]) for line in lines} == {
        (need, way) for need in ("need:a", "need:b") for way in (GIVEN, TEXT)
    }
    assert [line["title"] for line in lines if line["way"] == GIVEN and line["rank"] == "1"] == [
        "现炒套餐",
        "器械与操课",
    ]
    out = Console(record=True, width=220)
    show(found, 0, out)
    printed = out.export_text()
    assert "MRR" in printed
    assert "right term among 3 suggested: 1.000" in printed

    half = await evaluate(graph, [tmp_path], half="test")
    assert [*half.needs] == ["need:a"]
    with pytest.raises(InputError, match="half 'nights'"):
        await evaluate(graph, [tmp_path], half="nights")


async def test_a_table_with_a_bad_row_is_not_measured(graph: Graph, sheets: Path) -> None:
    (sheets / "capabilities.csv").write_text("text,capacity\n健身房,many\n", "utf-8")
    with pytest.raises(InputError, match=r"capabilities\.csv:2"):
        await evaluate(graph, [sheets])


def test_the_command_says_what_a_folder_lacks(tmp_path: Path) -> None:
    (tmp_path / "gold.csv").write_text("need,grade\na,1\n", "utf-8")
    for folder, told in ((tmp_path, "gold.csv:2"), (tmp_path / "none", "There is no gold.csv")):
        result = CliRunner().invoke(build(), ["evaluate", str(folder)])
        assert result.exit_code == 2
        assert told in result.stderr.replace("\n", " ")
