"""Gold tables: ours, and whatever a user brings."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from graph.errors import InputError
from lianlou.evaluation.baselines import BM25, shuffled
from lianlou.evaluation.gold import read_gold, resolved

GOLD = Path(__file__).parents[2] / "data" / "gold"


def table(folder: Path, text: str) -> Path:
    (folder / "gold.csv").write_text(text, "utf-8-sig")
    return folder


def test_grades_and_halves_are_read_by_need(tmp_path: Path) -> None:
    gold = read_gold([table(tmp_path, "need,capability,grade,half\na,x,2,test\na,y,0,test\nb,x,,tuning\n")])
    assert gold.grades == {"a": {"x": 2, "y": 0}, "b": {"x": 1}}
    assert gold.halves == {"a": "test", "b": "tuning"}


def test_a_table_of_pairs_alone_is_enough(tmp_path: Path) -> None:
    gold = read_gold([table(tmp_path, "need,capability\na,x\n")])
    assert gold.grades == {"a": {"x": 1}}


@pytest.mark.parametrize(
    "text", ["need,capability,grade\na,x,much\n", "need,grade\na,1\n", "need,capability\na\n"]
)
def test_a_row_that_cannot_be_read_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError, match=r"gold\.csv:2"):
        read_gold([table(tmp_path, text)])


def test_a_folder_without_gold_pairs_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no gold"):
        read_gold([tmp_path])


def test_a_name_is_an_id_a_title_or_a_text() -> None:
    nodes = [
        {"id": "need:1", "title": "饭", "text": "想吃饭"},
        {"id": "need:2", "title": "need:1", "text": None},
    ]
    assert resolved(["need:1", "饭", "想吃饭"], nodes, "need") == {
        "need:1": "need:1",
        "饭": "need:1",
        "想吃饭": "need:1",
    }
    with pytest.raises(InputError, match="面"):
        resolved(["面"], nodes, "need")


def test_our_own_set_is_large_enough_and_its_halves_are_fixed() -> None:
    gold = read_gold([GOLD])
    with (GOLD / "needs.csv").open(encoding="utf-8") as file:
        needs = {row["id"]: row for row in csv.DictReader(file)}
    with (GOLD / "capabilities.csv").open(encoding="utf-8") as file:
        capabilities = {row["id"]: row for row in csv.DictReader(file)}
    chinese = [need for need in needs.values() if not need["text"].isascii()]
    assert len(chinese) >= 60
    assert len(capabilities) >= 120
    assert gold.grades.keys() == needs.keys()
    assert {id_ for row in gold.grades.values() for id_ in row} <= capabilities.keys()
    assert Counter(gold.halves.values()) == {"tuning": 64, "test": 64}
    assert all(row["synthetic"] == "true" for row in (*needs.values(), *capabilities.values()))
    apart = [
        need["id"]
        for need in chinese
        if all(
            not {*need["text"]} & {*capabilities[id_]["title"], *capabilities[id_]["text"]} - {*"，、。 "}
            for id_, grade in gold.grades[need["id"]].items()
            if grade
        )
    ]
    assert len(apart) / len(chinese) > 0.6  # most share no character with what is right for them


def test_bm25_ranks_the_rarer_word_and_the_shorter_text_first() -> None:
    ranked = BM25(
        {"long": "lunch with coffee and cake and tea", "short": "lunch", "other": "parking", "tea": "tea tea"}
    )
    assert ranked.rank("Lunches") == ["short", "long"]
    assert ranked.rank("coffee lunch")[0] == "long"
    assert ranked.rank("nothing of it") == []


def test_chance_is_the_same_for_the_same_seed() -> None:
    ids = [str(number) for number in range(50)]
    assert shuffled(ids, "0 a") == shuffled(ids, "0 a") != shuffled(ids, "0 b")
    assert sorted(shuffled(ids, "0 a")) == sorted(ids)
