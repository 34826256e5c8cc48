"""A spreadsheet of needs and one of capabilities, texts alone: each need finds its answer by its words."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import anyio.to_thread
import pytest
from typer.testing import CliRunner, Result

from graph import Graph
from lianlou.cli import build

CHINESE = [
    ("员工天天点外卖，想在楼里吃上热乎的午饭", "开办楼宇食堂，提供午饭套餐，员工凭卡用餐"),
    ("楼下路边违停严重，高峰期车辆进不来", "协调交警整治路边违停，发放临时停车券"),
    ("小店想贷款周转，不知道找哪家银行", "对接银行，为小微商户办理低息贷款"),
    ("公司急缺财务人才，请推荐几位会计", "人才库推荐会计、财务等岗位人选"),
    ("单身员工多，希望组织一场联谊交友活动", "每季度举办单身青年联谊会"),
    ("独居老人需要有人帮忙买药送餐", "志愿者上门为独居老人送餐、代买药品"),
    ("电梯经常故障，维修没人管", "物业安排电梯维修与定期保养"),
    ("想请律师看一下租赁合同有没有风险", "律师公益坐诊，审阅合同、解答法律问题"),
    ("孩子放学早，没人接也没地方去", "开设四点半课堂，放学后照看孩子"),
    ("午休时想健身，附近找不到场地", "开放楼顶健身房，午休时段免费"),
]
ENGLISH = [
    ("Our staff want a warm lunch in the building instead of takeaway", "A canteen serving lunch to building staff"),
    ("Illegal parking blocks the road below the tower", "Patrols against illegal parking, with parking vouchers"),
    ("A small shop needs a loan to get through the winter", "Bank loans at low interest for small shops"),
    ("We cannot find an accountant in the talent market", "Talent pool that recommends an accountant or other hires"),
    ("Single employees would like a mixer to meet others", "Seasonal mixer evenings for single employees"),
    ("An elder living alone needs medicine brought home", "Volunteers bring medicine and meals to elders living alone"),
    ("The elevator breaks down every week", "Elevator repair and maintenance"),
    ("Could a lawyer check our lease contract", "Free hours with a lawyer: contracts and disputes"),
    ("Children have nowhere to go after school", "After-school classes that look after children"),
    ("Looking for a gym to exercise at noon", "Rooftop gym open at noon"),
]  # fmt: skip

INFLECTED = [
    ("Cars parked illegally block the road below the tower", "Patrols against illegal parking, with vouchers"),
    ("We are hiring an accountant and cannot find one", "Talent pool that recommends accountants and other hires"),
]  # fmt: skip


@pytest.fixture
def lianlou(server: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("LIANLOU_NEO4J_URI", server.uri)
    monkeypatch.setenv("LIANLOU_NEO4J_USER", server.user)
    if server.password:
        monkeypatch.setenv("LIANLOU_NEO4J_PASSWORD", server.password)

    async def run(*words: object) -> Result:
        return await anyio.to_thread.run_sync(partial(CliRunner().invoke, build(), [*map(str, words)]))

    return run


def table(path: Path, header: str, texts: list[str]) -> None:
    path.write_text("\n".join([header, *(f'"{text}"' for text in texts)]) + "\n", "utf-8-sig")


@pytest.mark.parametrize(
    ("pairs", "names", "headers"),
    [
        (CHINESE, ("需求.csv", "能力.csv"), ("需求", "能力")),
        (ENGLISH, ("needs.csv", "capabilities.csv"), ("text", "text")),
        (INFLECTED, ("needs.csv", "capabilities.csv"), ("text", "text")),
    ],
    ids=["Chinese", "English", "English, inflected"],
)
async def test_two_columns_of_text_are_enough_to_load_and_match(
    graph: Graph, lianlou: Any, tmp_path: Path, pairs: Any, names: Any, headers: Any
) -> None:
    table(tmp_path / names[0], headers[0], [need for need, _ in pairs])
    table(tmp_path / names[1], headers[1], [answer for _, answer in pairs])
    loaded = await lianlou("load", tmp_path)
    assert loaded.exit_code == 0, loaded.output

    ids = {
        row["text"]: row["id"]
        for row in await graph.read("MATCH (n:Need|Capability) RETURN n.text AS text, n.id AS id")
    }
    wrong: list[tuple[str, list[str]]] = []
    for need, answer in pairs:
        result = await lianlou("match", ids[need], "--json")
        assert result.exit_code in {0, 1}, result.output
        found = json.loads(result.stdout)["matches"] if result.exit_code == 0 else []
        order = [each["capability"]["id"] for each in found]
        if not order or order[0] != ids[answer]:
            wrong.append((need, [each["capability"]["title"] for each in found][:3]))
    assert not wrong, "\n".join(f"{need}: {titles}" for need, titles in wrong)
