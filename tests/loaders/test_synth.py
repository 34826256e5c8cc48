"""The synthetic district: the same bytes for a seed, the counts promised, and a load without a refusal."""

from __future__ import annotations

import csv
import hashlib
import os
import subprocess
import sys
from collections import Counter
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from graph import Graph
from graph.audit import audit
from loaders import load
from loaders.rows import ROWS
from loaders.synth import write_folder
from loaders.synth.counts import Counts, counts
from loaders.synth.table import SynthTable, write
from loaders.synth.tables import TABLES
from loaders.synth.world import World

DAY = date(2026, 11, 24)
STORIES = Path(__file__).parents[2] / "data" / "stories"


def written(folder: Path, *, scale: float = 0.01, seed: int = 7, as_of: date = DAY) -> Path:
    write_folder(folder, scale=scale, seed=seed, as_of=as_of)
    return folder


def rows(folder: Path, pattern: str) -> list[dict[str, str]]:
    files = sorted(folder.glob(pattern))
    assert files, pattern
    return list(chain.from_iterable(csv.DictReader(each.open(encoding="utf-8")) for each in files))


def hashes(folder: Path) -> dict[str, str]:
    return {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("whole"), scale=1)


def test_a_seed_gives_the_same_bytes_in_another_process_with_another_hash_order_clock_and_locale(
    small: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-c", "from lianlou.cli import main; main()", "synth"]
    options = ["--scale", "0.01", "--seed", "7", "--as-of", str(DAY), "--out", str(tmp_path)]
    environment = os.environ | {"PYTHONHASHSEED": "4242", "TZ": "America/New_York", "LC_ALL": "C"}
    subprocess.run([*command, *options], check=True, env=environment, capture_output=True)
    assert hashes(tmp_path) == hashes(small)


@pytest.mark.parametrize("changed", [{"seed": 8}, {"as_of": date(2026, 11, 25)}], ids=["seed", "day"])
def test_another_seed_or_another_day_gives_other_bytes(
    small: Path, tmp_path: Path, changed: dict[str, Any]
) -> None:
    other = hashes(written(tmp_path, **changed))
    same = {each for each, value in hashes(small).items() if other[each] == value}
    assert not same & {"needs.csv", "activities.csv", "meetings.csv", "ties-tenancies.csv"}


def test_a_tables_bytes_do_not_hang_on_what_other_tables_were_written(small: Path, tmp_path: Path) -> None:
    world = World(0.01, 7, DAY)
    for table in reversed(TABLES):
        write(table, world, tmp_path)
    assert hashes(tmp_path).items() <= hashes(small).items()


@pytest.mark.parametrize("table", TABLES, ids=lambda each: each.stem)
def test_each_table_has_the_loaders_columns_and_is_read_as_its_table(table: SynthTable) -> None:
    known = {name.rstrip("_") for name in ROWS[table.name].columns()}
    assert set(table.columns) <= known
    assert len(table.columns) == len(set(table.columns))


def test_the_whole_district_has_the_counts_of_the_report(whole: Path) -> None:
    kinds = Counter(each["kind"] for each in rows(whole, "places.csv"))
    assert (kinds["community"], kinds["area"], kinds["building"]) == (20, 80, 236)
    organizations = Counter(each["kind"] for each in rows(whole, "organizations*.csv"))
    business = organizations["enterprise"] + organizations["shop"] + organizations["stallholder"]
    assert (business, organizations["society"], organizations["team"], organizations["center"]) == (
        20_000,
        116,
        17,
        20,
    )
    people = Counter(each["kind"] for each in rows(whole, "people.csv"))
    assert (people.total(), people["STAFF"]) == (60_000, 181)
    assert len(rows(whole, "capabilities.csv")) == 30_000
    assert len(rows(whole, "needs.csv")) == 12_000
    assert len({each["start"] for each in rows(whole, "ties-volunteers.csv")}) >= 1_500


def test_xintiandi_has_what_is_known_of_it(whole: Path) -> None:
    above = {each["id"]: each["part_of"] for each in rows(whole, "places.csv")}
    kinds = {each["id"]: each["kind"] for each in rows(whole, "places.csv")}

    def within(id_: str) -> bool:
        return id_ == "community:xintiandi" or (bool(above.get(id_)) and within(above[id_]))

    inside = Counter(kinds[each] for each in above if within(each))
    assert (inside["area"], inside["microgrid"]) == (4, 56)
    tenants = {
        each["start"]
        for each in rows(whole, "ties-tenancies.csv")
        if not each["until"] and within(each["end"])
    }
    assert 6_000 < len(tenants) < 6_500


def test_life_is_skewed(whole: Path) -> None:
    tenants = Counter(each["end"] for each in rows(whole, "ties-tenancies.csv") if not each["until"])
    fullest = [number for _, number in tenants.most_common()]
    assert fullest[0] > 8 * fullest[len(fullest) // 2]
    asked = Counter(each["asks_for"] for each in rows(whole, "needs.csv"))
    assert asked.most_common(1)[0][1] > 10 * sorted(asked.values())[len(asked) // 10]
    offers = Counter(each["offered_by"] for each in rows(whole, "capabilities.csv"))
    assert max(offers.values()) > 20
    days = Counter(date.fromisoformat(each["raised_on"]).isoweekday() for each in rows(whole, "needs.csv"))
    assert min(days[each] for each in range(1, 6)) > 5 * max(days[6], days[7])


def test_texts_are_many_and_often_not_the_terms_own_words(whole: Path) -> None:
    names = {each["id"]: each["name"] for each in rows(whole, "terms.csv")}
    needs = rows(whole, "needs.csv")
    texts = {each["text"] for each in needs}
    assert len(texts) > 4_000
    other_words = [each for each in needs if names[each["asks_for"].split(";")[0]] not in each["text"]]
    assert len(other_words) > len(needs) / 2
    assert (
        100
        < sum(each.isascii() for each in texts if each) + sum(each["text"].isascii() for each in needs)
        < 2_000
    )


def test_everything_is_marked_synthetic_but_what_the_report_names(whole: Path) -> None:
    stories = {each["id"]: each for each in rows(STORIES, "*.csv") if each.get("id")}
    vocabulary = {"terms.csv", "industries.csv", "qualifications.csv", "occupations.csv", "catalogue.csv"}
    for path in sorted(whole.glob("*.csv")):
        if path.name in vocabulary or path.name.startswith("ties"):
            continue
        for row in rows(whole, path.name):
            if row["synthetic"] == "true":
                assert "synth" in row["id"] or "example" in row["id"], row["id"]
            elif row["id"] in stories:
                assert stories[row["id"]]["synthetic"] == "false"
                assert row.get("name") == stories[row["id"]]["name"]
            else:
                raise AssertionError(row)


def test_what_became_of_a_need_fits_its_referrals(whole: Path) -> None:
    needs = {each["id"]: each for each in rows(whole, "needs.csv")}
    by_need: dict[str, list[str]] = {}
    for each in rows(whole, "referrals.csv"):
        by_need.setdefault(each["for_need"], []).append(each["status"])
        if each["parked_until"]:
            assert each["status"] == "REJECTED"
            assert each["parked_until"] > needs[each["for_need"]]["raised_on"]
    assert len(by_need) > 5_000
    assert sum("COMPLETED" in each for each in by_need.values()) > len(by_need) / 2
    for need, statuses in by_need.items():
        assert "COMPLETED" not in statuses or needs[need]["status"] == "MET", need
        assert not {"COMPLETED", "ACCEPTED", "REQUESTED"} & {*statuses[:-1]}, need


def test_nothing_that_happened_lies_after_the_day(whole: Path) -> None:
    today = str(DAY)
    assert all(each["raised_on"] <= today for each in rows(whole, "needs.csv"))
    assert all(each["held_on"] <= today for each in rows(whole, "meetings.csv"))
    for each in rows(whole, "activities.csv"):
        assert each["status"] != "HELD" or each["starts_at"] < today
    assert any(each["starts_at"] > today for each in rows(whole, "activities.csv"))


def test_a_table_that_grows_large_goes_on_in_a_further_file(tmp_path: Path) -> None:
    world = World(0.2, 7, DAY)
    people = next(each for each in TABLES if each.stem == "people")
    assert write(people, world, tmp_path, largest=50_000) == world.counts.people
    assert len(list(tmp_path.glob("people*.csv"))) > 1
    ids = [each["id"] for each in rows(tmp_path, "people*.csv")]
    assert len({*ids}) == len(ids) == world.counts.people


def test_counts_follow_the_scale_and_a_scale_of_nothing_is_refused() -> None:
    assert counts(1) == Counts()
    assert counts(10).enterprises == 200_000
    assert counts(10).named == 5
    assert counts(0.01).communities == 1
    with pytest.raises(ValueError, match="not above 0"):
        counts(0)


async def test_a_small_district_loads_without_a_refusal_and_the_audit_is_clean(
    graph: Graph, small: Path
) -> None:
    report = await load(graph, [small])
    assert report.refusals == []
    assert await audit(graph) == []
    again = await load(graph, [small])
    assert (again.total("created"), again.total("updated"), again.ties_created) == (0, 0, 0)


async def test_beside_the_stories_nothing_of_theirs_changes(graph: Graph, tmp_path: Path) -> None:
    assert (await load(graph, [STORIES])).refusals == []
    told = "MATCH (n:Entity) WHERE n.id IN $p.ids RETURN n.id AS id, n.name AS name, n.synthetic AS synthetic ORDER BY id"
    ids = [each["id"] for each in rows(STORIES, "*.csv") if each.get("id")]
    before = await graph.read(told, {"ids": ids})
    report = await load(graph, [written(tmp_path, scale=0.3)])
    assert report.refusals == []
    assert report.total("updated") == 0
    assert await graph.read(told, {"ids": ids}) == before
    assert await audit(graph) == []
