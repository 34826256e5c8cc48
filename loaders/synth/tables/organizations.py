"""Organizations: enterprises in their towers, and everyone who serves them; tenancies over time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from loaders.synth.draw import Weighed
from loaders.synth.named import DEPARTMENTS, DISTRICT, SOCIETIES, TEAMS
from loaders.synth.table import Cells, SynthTable
from loaders.synth.world import Enterprise, World

WORDS = {
    "enterprise": ("企业", "Example firm"),
    "shop": ("商家", "Example shop"),
    "stallholder": ("摊位", "Example stall"),
}
MADE_UP_DEPARTMENTS = (
    ("department:example-fire", "示例消防", "Example fire department", "FIRE"),
    ("department:synth-market", "示例市场监管部门", "Example market regulation", "MARKET_REGULATION"),
    ("department:synth-labour", "示例劳动部门", "Example labour department", "LABOUR"),
    ("department:synth-civil", "示例民政部门", "Example civil affairs", "CIVIL_AFFAIRS"),
)
PARTNER_KINDS = Weighed(("BANK", 0.35), ("CHARITY", 0.2), ("SCHOOL", 0.2), ("RESCUE", 0.05), ("OTHER", 0.2))
PARTNER_WORDS = {
    "BANK": ("示例银行", "Example bank"), "CHARITY": ("示例公益机构", "Example charity"), "SCHOOL": ("示例院校", "Example school"),
    "RESCUE": ("示例救援队", "Example rescue service"), "OTHER": ("示例共建单位", "Example partner"),
}  # fmt: skip
SOCIETY_WORDS = (
    "读书会",
    "羽毛球社",
    "徒步社",
    "摄影社",
    "合唱团",
    "创业沙龙",
    "人力资源沙龙",
    "财税互助会",
    "程序员社",
    "公益社",
    "瑜伽社",
    "桌游社",
)
TEAM_WORDS = ("平安巡护队", "楼宇帮帮团", "银龄陪伴队", "政策宣讲队", "应急救护队", "法律服务队")


def center_id(world: World, community: int) -> str:
    """The key of a community's service center."""
    return f"center:{world.district.communities[community].code}"


def committee_id(world: World, community: int) -> str:
    """The key of a community's governance committee."""
    return f"committee:{world.district.communities[community].code}"


def society_id(world: World, number: int) -> str:
    """The key of a society; the named ones come first where their community is there."""
    return _known(world, SOCIETIES, number) or f"society:synth-{number + 1:03d}"


def team_id(world: World, number: int) -> str:
    """The key of a volunteer team; the named one comes first where its community is there."""
    return _known(world, TEAMS, number) or f"team:synth-{number + 1:02d}"


def team_community(world: World, number: int) -> int:
    """The community of a volunteer team."""
    return _home(world, TEAMS, number)


def society_community(world: World, number: int) -> int:
    """The community of a society."""
    return _home(world, SOCIETIES, number)


def partner_id(number: int) -> str:
    """The key of a partner organization."""
    return f"partner:synth-{number + 1:03d}"


def partner_kind(world: World, number: int) -> str:
    """The kind of a partner: the first is a bank."""
    return world.draw("partner", number).weighed(PARTNER_KINDS) if number else "BANK"


def manager_id(number: int) -> str:
    """The key of a property manager."""
    return f"property:synth-{number + 1:03d}"


def manager_of(world: World, building: int) -> int:
    """The property manager of a building: a few have many."""
    return world.draw("manager", building).skewed(world.counts.managers)


def earlier(world: World, number: int, one: Enterprise) -> int | None:
    """The building that an enterprise moved here from, of one in six."""
    draw = world.draw("moved", number)
    building = draw.below(world.counts.buildings)
    return building if draw.chance(0.16) and building != one.building else None


def _known(world: World, known: tuple[tuple[str, str, str, str], ...], number: int) -> str | None:
    if number < len(known) and known[number][3] in _codes(world):
        return known[number][0]
    return None


def _home(world: World, known: tuple[tuple[str, str, str, str], ...], number: int) -> int:
    if _known(world, known, number):
        return _codes(world).index(known[number][3])
    return number % world.counts.communities


def _codes(world: World) -> list[str]:
    return [each.code for each in world.district.communities]


def rows(world: World) -> Iterator[Cells]:
    """Everyone but the party organizations, those of the communities first."""
    yield from _of_communities(world)
    yield from _of_the_district(world)
    yield from _enterprises(world)


def _of_communities(world: World) -> Iterator[Cells]:
    for number, each in enumerate(world.district.communities):
        made_up = each.named is None
        common = {"serves": each.id, "synthetic": made_up}
        yield {
            "id": center_id(world, number),
            "name": f"{each.name}综合服务中心",
            "name_en": f"Service center of {each.name_en}",
            "kind": "center",
            **common,
        }
        yield {
            "id": committee_id(world, number),
            "name": f"{each.name}楼宇治理委员会",
            "name_en": f"Governance committee of {each.name_en}",
            "kind": "committee",
            **common,
        }
    for number in range(world.counts.societies):
        serial, word = f"{number + 1:03d}", SOCIETY_WORDS[number % len(SOCIETY_WORDS)]
        yield _one(
            world,
            society_id(world, number),
            SOCIETIES,
            number,
            (f"示例{word}{serial}", f"Example society {serial}"),
            "society",
        )
    for number in range(world.counts.teams):
        serial, word = f"{number + 1:02d}", TEAM_WORDS[number % len(TEAM_WORDS)]
        yield {
            **_one(
                world,
                team_id(world, number),
                TEAMS,
                number,
                (f"示例{word}{serial}", f"Example team {serial}"),
                "team",
            ),
            "status": "ACTIVE",
        }


def _one(
    world: World,
    id_: str,
    known: tuple[tuple[str, str, str, str], ...],
    number: int,
    words: tuple[str, str],
    kind: str,
) -> Cells:
    named = _known(world, known, number)
    name, name_en = known[number][1:3] if named else words
    place = world.district.communities[_home(world, known, number)].id
    return {
        "id": id_,
        "name": name,
        "name_en": name_en,
        "kind": kind,
        "serves": place,
        "synthetic": named is None,
    }


def _of_the_district(world: World) -> Iterator[Cells]:
    for known in (DEPARTMENTS, MADE_UP_DEPARTMENTS):
        for id_, name, name_en, competence in known:
            yield {
                "id": id_,
                "name": name,
                "name_en": name_en,
                "kind": "department",
                "competence": competence,
                "serves": DISTRICT[0],
                "synthetic": known is MADE_UP_DEPARTMENTS,
            }
    for number in range(world.counts.partners):
        kind = partner_kind(world, number)
        name, name_en = PARTNER_WORDS[kind]
        community = world.draw("partner", number, "community").below(world.counts.communities)
        yield {
            "id": partner_id(number), "name": f"{name}{number + 1:03d}", "name_en": f"{name_en} {number + 1:03d}", "kind": "partner",
            "partner_kind": kind, "serves": world.district.communities[community].id, "synthetic": True,
        }  # fmt: skip
    managed: dict[int, list[str]] = {}
    for building in range(world.counts.buildings):
        managed.setdefault(manager_of(world, building), []).append(world.district.buildings[building].id)
    for number in range(world.counts.managers):
        yield {
            "id": manager_id(number), "name": f"示例物业{number + 1:03d}", "name_en": f"Example property manager {number + 1:03d}",
            "kind": "property", "manages": managed.get(number), "serves": managed.get(number), "synthetic": True,
        }  # fmt: skip


def _enterprises(world: World) -> Iterator[Cells]:
    for number in range(world.counts.enterprises):
        one = world.enterprise(number)
        word, word_en = WORDS[one.kind]
        branch = one.industry[1].removesuffix("业") if one.kind == "enterprise" else ""
        draw = world.draw("joined", number)
        yield {
            "id": one.id, "name": f"示例{branch}{word}{number + 1:06d}", "name_en": f"{word_en} {number + 1:06d}", "kind": one.kind,
            "size": one.size, "headcount": one.headcount, "industry": one.industry[0],
            "belongs_to": society_id(world, draw.skewed(world.counts.societies)) if draw.chance(0.02) else None, "synthetic": True,
        }  # fmt: skip


def tenancies(world: World) -> Iterator[Cells]:
    """Which enterprise has, or had, its premises where, and since when."""
    for number in range(world.counts.enterprises):
        one = world.enterprise(number)
        before = earlier(world, number, one)
        if before is not None:
            left = one.since - timedelta(days=1)
            first = left - timedelta(days=300 + world.draw("moved", number, "first").below(1500))
            yield {
                "start": one.id,
                "type": "LOCATED_IN",
                "end": world.district.buildings[before].id,
                "from": first,
                "until": left,
            }
        yield {
            "start": one.id,
            "type": "LOCATED_IN",
            "end": world.district.buildings[one.building].id,
            "from": one.since,
        }


def partnerships(world: World) -> Iterator[Cells]:
    """Which center works with which partner, since when and about what."""
    for number in range(world.counts.partners):
        draw = world.draw("partnership", number)
        for community in draw.several(1, 3, world.counts.communities):
            since = world.rhythm.before(draw, 4)
            ended = since + timedelta(days=365 * draw.between(1, 3)) if draw.chance(0.3) else None
            yield {
                "start": center_id(world, community), "type": "PARTNERS_WITH", "end": partner_id(number), "from": since, "until": ended,
                "scope": draw.pick(("党建联建", "人才共育", "金融服务", "志愿服务", "场地共享")),
            }  # fmt: skip


COLUMNS = (
    "id", "name", "name_en", "kind", "size", "headcount", "status", "competence", "partner_kind", "serves", "industry", "manages", "belongs_to", "synthetic",
)  # fmt: skip
PERIOD = ("start", "type", "end", "from", "until")
TABLES = (
    SynthTable("organizations", COLUMNS, rows),
    SynthTable("ties", PERIOD, tenancies, "tenancies"),
    SynthTable("ties", (*PERIOD, "scope"), partnerships, "partnerships"),
)
