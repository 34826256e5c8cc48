"""Needs like one: others to pool with, what helped before, and likely duplicates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import strawberry

from queries.matching import asked
from queries.planner.declare import Arguments, apart, column, computed, node_column
from schema.base import Node, types
from schema.rows import AS_OF

if TYPE_CHECKING:
    from schema.matching import Need, ServiceTerm

LEAST, ALIKE = 0.25, 0.6
"""Share of a need's words (by weight) from which another is like it by words alone; and from which the two may be one."""


@types.row("一条相近的需求 / A need like this one")
class LikeNeed:
    """Why it is like it, and what helped then."""

    id: strawberry.ID = column("业务键 / Its key")
    need: Need = node_column("需求 / The need", label="Need")
    ring: int | None = column(
        "相距几圈，0 为同楼；不详为空 / How near, 0 the same building; null where not known"
    )
    shared: list[ServiceTerm] = node_column("共同的类目 / Terms that both ask for", label="ServiceTerm")
    words: list[str] = column("共有的词 / Words in common")
    similarity: float = column("共有词的比重，0 至 1 / Share of this need's words that it has, by weight")
    helped: list[Node] = node_column(
        "当时帮上忙的：完成的转介 / What helped then: completed referrals went to these", label="Entity"
    )
    resolved: list[Node] = node_column(
        "当时促成的能力：议事的决议 / Capabilities that a meeting's resolution brought about", label="Entity"
    )
    likely_duplicate: bool = column("可能重复登记 / Whether the two may be one need", "duplicate")
    why: str | None = computed(
        "为什么可能重复 / Why they may be one, in Chinese",
        ("duplicate", "agents", "place"),
        lambda row: _why(row, 0),
    )
    why_en: str | None = computed(
        "英文 / The same in English", ("duplicate", "agents", "place"), lambda row: _why(row, 1)
    )


def _why(row: Mapping[str, Any], at: int) -> str | None:
    if not row["duplicate"]:
        return None
    told = [
        pair
        for holds, pair in (
            (row["agents"], ("提出者或受益者相同", "raised by or for the same")),
            (row["place"], ("地点相同", "at the same place")),
        )
        if holds
    ]
    words = ("用词大半相同", "in mostly the same words")
    return ("，" if at == 0 else ", ").join(each[at] for each in [*told, words])


def _prepared(arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **asked(arguments),
        "id": arguments.get("id"),
        "least": LEAST,
        "alike": ALIKE,
        "minimumSimilarity": arguments.get("minimumSimilarity") or 0.0,
    }


SHOWN: Arguments = {
    "terms": (
        list[str] | None,
        "只看共同需要这些类目的，名称或业务键 / Those that ask for one of these terms too, by name or key",
    ),
    "rings": (
        list[int] | None,
        "只看相距这几圈的，0 为同楼 / Those in these rings only, 0 the same building",
    ),
    "minimumSimilarity": (float | None, "共有词比重不低于 / Those with at least this share of its words"),
}


def similar_needs_field(name: str, *, known: bool = False) -> Any:
    """`similarNeeds` of a need, or with `known`, of the root, by the need's key."""
    key: Arguments = {"id": (strawberry.ID, "需求的业务键 / Key of the need")}
    return apart(
        name,
        "相近的其他需求：可合并办理、当时怎么解决、是否重复 / Needs like this one: to pool, what helped then, and whether they may be duplicates",
        rows="rows",
        order=(("rank", False), ("id", False)),
        arguments={**(key if known else {}), **SHOWN, **AS_OF},
        prepare=_prepared,
    )
