"""People, each once, with their roles; memberships and posts over time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from loaders.synth.draw import Draw, Weighed, zipf
from loaders.synth.spread import Spread
from loaders.synth.table import Cells, SynthTable
from loaders.synth.tables.organizations import center_id, society_id, team_community, team_id
from loaders.synth.tables.party import branch, community_party, nearest_party
from loaders.synth.world import World, enterprise_id, person_id

WORDS = {
    "staff": "工作人员",
    "talents": "人才",
    "riders": "骑手",
    "elders": "老人",
    "residents": "居民",
    "employees": "职工",
}
KIND = {
    "staff": "STAFF",
    "talents": "TALENT",
    "riders": "RIDER",
    "elders": "ELDER",
    "residents": "RESIDENT",
    "employees": "EMPLOYEE",
}
AGES = {
    "staff": (22, 58),
    "talents": (23, 55),
    "riders": (19, 50),
    "elders": (66, 95),
    "residents": (18, 80),
    "employees": (20, 59),
}
ROLES = Weighed(
    ("行政", 3.0), ("销售", 6.0), ("工程师", 6.0), ("会计", 2.0), ("人力资源", 1.5), ("店员", 3.0), ("设计师", 1.5), ("客服", 2.0), ("经理", 2.0), ("保安", 1.0), ("财务主管", 0.5),
)  # fmt: skip
PATHS = Weighed(("SOCIAL_WORKER", 0.6), ("ECONOMIC_OFFICIAL", 0.2), ("TALENT", 0.2))
MEMBERS = {"staff": 0.75, "talents": 0.3, "riders": 0.12, "elders": 0.1, "residents": 0.08, "employees": 0.11}
"""How many of a kind are in the party, or apply."""
STANDINGS = {
    "riders": Weighed(("FLOATING", 0.75), ("APPLICANT", 0.2), ("IN_REGISTER", 0.05)),
    "": Weighed(("IN_REGISTER", 0.75), ("FLOATING", 0.18), ("APPLICANT", 0.07)),
}
LIFEGUARD = "qualification:super-lifeguard"
AVAILABLE = ("6;7", "6;7", "6", "7", "1;2;3;4;5", "1;2;3;4;5;6;7", None)
VOLUNTEERS = (("employees", 0.5), ("residents", 0.2), ("riders", 0.2), ("talents", 0.1))
"""Whom the volunteer teams are drawn from."""


def rows(world: World) -> Iterator[Cells]:
    """Every person."""
    for number in range(world.counts.people):
        yield _person(world, number)


def _person(world: World, number: int) -> Cells:
    kind = world.kind_of(number)
    draw = world.draw("person", number)
    community, _ = world.home_of(number)
    row: dict[str, object] = {
        "id": person_id(number), "name": f"示例{WORDS[kind]}{number + 1:06d}", "kind": KIND[kind],
        "birth_year": world.as_of.year - draw.between(*AGES[kind]), "synthetic": True,
    }  # fmt: skip
    if kind in {"elders", "riders", "residents"} or draw.chance(0.12):
        row["lives_near"] = world.district.communities[community].id
    if kind == "talents" and draw.chance(0.6):
        row |= {
            "works_at": enterprise_id(world.some_enterprise(community, draw)),
            "role": draw.weighed(ROLES),
        }
    if kind == "employees" and draw.chance(world.counts.society_members / world.counts.employees):
        row["belongs_to"] = [
            society_id(world, each)
            for each in {draw.skewed(world.counts.societies): None, draw.skewed(world.counts.societies): None}
        ]
    return row


def certified(world: World, number: int) -> tuple[str, date, date] | None:
    """The certificate a person holds, with its validity: most riders, and some others; one in seven has run out."""
    kind = world.kind_of(number)
    draw = world.draw("certificate", number)
    if not draw.chance({"riders": 0.6, "staff": 0.3}.get(kind, 0.03)):
        return None
    since = world.rhythm.before(draw, 3)
    chosen = LIFEGUARD if kind == "riders" else draw.pick(world.vocabulary.qualifications)
    return chosen, since, since + timedelta(days=365 * draw.pick((2, 3, 5)))


def certificates(world: World) -> Iterator[Cells]:
    """Who holds which qualification, from when until when."""
    for number in range(world.counts.people):
        if found := certified(world, number):
            yield {
                "start": person_id(number),
                "type": "HOLDS",
                "end": found[0],
                "from": found[1],
                "until": found[2],
            }


def jobs(world: World) -> Iterator[Cells]:
    """Which employee works, or worked, at which enterprise of the building."""
    for community in world.communities:
        for number in world.people_of("employees", community):
            draw = world.draw("job", number)
            now = world.employer_of(number)
            since = world.as_of - timedelta(days=draw.skewed(2800) + 1)
            if draw.chance(0.08) and (before := world.some_enterprise(community, draw)) != now:
                left = since - timedelta(days=1 + draw.below(60))
                yield _job(number, before, left - timedelta(days=200 + draw.below(900)), left, draw)
            yield _job(number, now, since, None, draw)


def _job(person: int, enterprise: int, since: date, until: date | None, draw: Draw) -> Cells:
    return {
        "start": person_id(person),
        "type": "WORKS_AT",
        "end": enterprise_id(enterprise),
        "from": since,
        "until": until,
        "role": draw.weighed(ROLES),
    }


def memberships(world: World) -> Iterator[Cells]:
    """Who is, or was, a member of which party organization."""
    for number in range(world.counts.people):
        kind = world.kind_of(number)
        draw = world.draw("member", number)
        if not draw.chance(MEMBERS[kind]):
            continue
        community, building = world.home_of(number)
        above = community_party(world, community)
        if kind == "employees" and building is not None:
            here = branch(world, world.employer_of(number)) or nearest_party(world, building)
        else:
            here = above
        since = world.rhythm.before(draw, 8)
        standing = draw.weighed(STANDINGS.get(kind, STANDINGS[""]))
        common = {"start": person_id(number), "type": "MEMBER_OF", "standing": standing}
        if here != above and draw.chance(0.06):
            yield {
                **common,
                "end": above,
                "from": since - timedelta(days=500),
                "until": since - timedelta(days=1),
            }
        yield {**common, "end": here, "from": since}


def volunteers(world: World) -> Iterator[Cells]:
    """Who volunteers in which team, since when; one in twelve has left it."""
    over = Spread(world.counts.volunteers, zipf(world.counts.teams, 12), least=3)
    for team in range(over.parts):
        draw = world.draw("volunteers", team)
        community, wanted = team_community(world, team), len(over.of(team))
        for kind, share in (("riders", 1.0),) if team == 0 else VOLUNTEERS:
            here = world.people_of(kind, community)
            some = int(wanted * share + 0.5)
            for each in draw.several(some, some, len(here)):
                since = world.rhythm.before(draw, 3)
                left = since + (world.as_of - since) // 2 if draw.chance(0.08) else None
                person = person_id(here.start + each)
                yield {
                    "start": person,
                    "type": "VOLUNTEERS_IN",
                    "end": team_id(world, team),
                    "from": since,
                    "until": left,
                    "weekdays": draw.pick(AVAILABLE),
                }


def posts(world: World) -> Iterator[Cells]:
    """By which of the three paths staff came to which community."""
    for community in world.communities:
        for number in world.people_of("staff", community):
            draw = world.draw("post", number)
            yield {
                "start": person_id(number), "type": "POSTED_TO", "end": center_id(world, community),
                "from": world.rhythm.before(draw, 4), "path": draw.weighed(PATHS),
            }  # fmt: skip


@dataclass(frozen=True)
class Pair:
    """A rider and an elder."""

    rider: int
    elder: int
    since: date
    weekly: int
    """Visits agreed a week."""


def paired(world: World) -> Iterator[Pair]:
    """Riders with a certificate in force, and the elders they signed up to help: two at most."""
    for community in world.communities:
        free = iter(world.people_of("elders", community))
        for rider in world.people_of("riders", community):
            draw = world.draw("pairing", rider)
            held = certified(world, rider)
            if not held or held[2] < world.as_of or not draw.chance(0.4):
                continue
            for _ in range(draw.between(1, 2)):
                if (elder := next(free, None)) is not None:
                    since = max(held[1], world.as_of - timedelta(days=30 + draw.below(600)))
                    yield Pair(rider, elder, since, draw.between(1, 2))


def pairings(world: World) -> Iterator[Cells]:
    """Who is paired with whom, both having consented."""
    for each in paired(world):
        yield {
            "start": person_id(each.rider), "type": "PAIRED_WITH", "end": person_id(each.elder), "from": each.since,
            "rider_consented": True, "elder_consented": True, "visits_per_week": each.weekly,
        }  # fmt: skip


def practitioners(world: World) -> Iterator[Cells]:
    """Who works in which occupation: talents, and some employees; most consent to be recommended."""
    occupations = world.vocabulary.occupations
    for kind, share in (("talents", 0.9), ("employees", 0.12)):
        for community in world.communities:
            for number in world.people_of(kind, community):
                draw = world.draw("occupation", number)
                if occupations and draw.chance(share):
                    consented = draw.chance(0.7) if draw.chance(0.9) else None
                    yield {
                        "start": person_id(number), "type": "PRACTISES", "end": occupations[draw.skewed(len(occupations))],
                        "years": draw.between(0, 25), "consented": consented,
                    }  # fmt: skip


PERIOD = ("start", "type", "end", "from", "until")
TABLES = (
    SynthTable(
        "people",
        ("id", "name", "kind", "birth_year", "lives_near", "works_at", "role", "belongs_to", "synthetic"),
        rows,
    ),
    SynthTable("ties", PERIOD, certificates, "certificates"),
    SynthTable("ties", (*PERIOD, "role"), jobs, "jobs"),
    SynthTable("ties", (*PERIOD, "standing"), memberships, "memberships"),
    SynthTable("ties", (*PERIOD, "weekdays"), volunteers, "volunteers"),
    SynthTable("ties", (*PERIOD, "path"), posts, "postings"),
    SynthTable(
        "ties", (*PERIOD, "rider_consented", "elder_consented", "visits_per_week"), pairings, "pairings"
    ),
    SynthTable("ties", ("start", "type", "end", "years", "consented"), practitioners, "practitioners"),
)
