"""The tables, grouped by what they speak of. A new group is added here, and changes no other's bytes."""

from loaders.synth.table import SynthTable
from loaders.synth.tables import (
    activities,
    agreements,
    calls,
    capabilities,
    lists,
    loans,
    meetings,
    needs,
    organizations,
    party,
    people,
    places,
    posts,
    referrals,
    resources,
    spaces,
    trainings,
    visits,
    window,
)  # fmt: skip

GROUPS = (
    places, spaces, organizations, party, posts, people, resources, capabilities, needs, activities, meetings, referrals, visits, lists,
    window, trainings, calls, agreements, loans,
)  # fmt: skip
TABLES: tuple[SynthTable, ...] = tuple(table for group in GROUPS for table in group.TABLES)
