"""The tables, grouped by what they speak of. A new group is added here, and changes no other's bytes."""

from loaders.synth.table import SynthTable
from loaders.synth.tables import (
    activities,
    capabilities,
    meetings,
    needs,
    organizations,
    party,
    people,
    places,
    referrals,
    resources,
)

GROUPS = (
    places,
    organizations,
    party,
    people,
    resources,
    capabilities,
    needs,
    activities,
    meetings,
    referrals,
)
TABLES: tuple[SynthTable, ...] = tuple(table for group in GROUPS for table in group.TABLES)
