"""Agreements with partners, and the capabilities that they promise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from loaders.synth.phrases import OFFERS, PHRASES
from loaders.synth.table import Cells, SynthTable
from loaders.synth.tables.organizations import center_id, partner_id
from loaders.synth.world import World

SCOPES = ("党建联建", "人才共育", "金融服务", "志愿服务", "场地共享")
PROMISED = 3
"""Capabilities that a partner promises, at most."""


def _promises(world: World, partner: int) -> range:
    return range(world.draw("promises", partner).between(1, PROMISED))


def _capability(partner: int, number: int) -> str:
    return f"capability:synth-partner-{partner + 1:03d}-{number + 1}"


def _community(world: World, partner: int) -> int:
    return world.draw("agreement", partner, "community").below(world.counts.communities)


def capabilities(world: World) -> Iterator[Cells]:
    """What partners promise."""
    for partner in range(world.counts.partners):
        for number in _promises(world, partner):
            draw = world.draw("promise", partner, number)
            term = world.vocabulary.terms[draw.weighed(world.asked)]
            own = PHRASES.get(term.code)
            capacity = draw.between(5, 100)
            yield {
                "id": _capability(partner, number), "title": f"示例·共建单位的{term.name}",
                "text": draw.pick(own.offers) if own and own.offers else draw.pick(OFFERS).format(t=term.name), "status": "ACTIVE",
                "capacity": capacity, "reserved": draw.skewed(capacity + 1) if draw.chance(0.5) else 0, "unit": "次/周", "offered_by": partner_id(partner),
                "provides": term.id, "covers": world.district.communities[_community(world, partner)].id, "synthetic": True,
            }  # fmt: skip


def rows(world: World) -> Iterator[Cells]:
    """An agreement of each partner with a center; some have ended."""
    for partner in range(world.counts.partners):
        draw = world.draw("agreement", partner)
        community = _community(world, partner)
        since = world.rhythm.before(draw, 3)
        scope = draw.pick(SCOPES)
        yield {
            "id": f"agreement:synth-{partner + 1:03d}", "title": f"示例{scope}协议{partner + 1:03d}", "scope": scope, "valid_from": since,
            "valid_until": since + timedelta(days=365 * draw.between(1, 3)) if draw.chance(0.8) else None,
            "parties": [center_id(world, community), partner_id(partner)],
            "promises": [_capability(partner, each) for each in _promises(world, partner)], "synthetic": True,
        }  # fmt: skip


CAPABILITY = (
    "id",
    "title",
    "text",
    "status",
    "capacity",
    "reserved",
    "unit",
    "offered_by",
    "provides",
    "covers",
    "synthetic",
)
TABLES = (
    SynthTable("capabilities", CAPABILITY, capabilities, "partners"),
    SynthTable(
        "agreements",
        ("id", "title", "scope", "valid_from", "valid_until", "parties", "promises", "synthetic"),
        rows,
    ),
)
