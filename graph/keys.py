"""The keys under which supply and demand are looked up: what a thing is about, and where it stands.

A capability, an activity, an organization and a need each carry `keys`, derived from the relationships around them:
the terms it provides or asks for (of an organization, its industry and resources), every place that contains a
place it stands in, and `live` where it is open. A fulltext index over them finds the nearest first, however much
else there is of the kind. They only find: matching reads the relationships of whatever is found, so that what the
keys say too much costs a read, never an answer. Whoever writes such a relationship calls `settle` in the same
transaction; `audit` finds keys that are not what they should be.
"""

from __future__ import annotations

from collections.abc import Iterable

from graph.client import Transaction

KEYING = frozenset(
    {
        "PROVIDES", "ASKS_FOR", "IN_INDUSTRY", "OWNS", "OFFERED_BY", "RAISED_BY", "BENEFITS", "COVERS", "HELD_IN", "AT",
        "LOCATED_IN", "LIVES_NEAR", "SERVES", "WORKS_AT", "VOLUNTEERS_IN", "PART_OF",
    }
)  # fmt: skip
"""Types of relationships that keys follow from."""

DERIVED = """
CALL (n) {
  MATCH (n)-[:PROVIDES|ASKS_FOR|IN_INDUSTRY|OWNS]->(by) RETURN by.id AS key
  UNION
  MATCH (n)-[r:COVERS|HELD_IN|AT|LOCATED_IN|SERVES]->(home)
  WHERE type(r) <> 'COVERS' OR coalesce(home.level, 0) = 0
  MATCH (home)-[:PART_OF]->{0,6}(place) RETURN place.id AS key
  UNION
  MATCH (n)-[r:OFFERED_BY|RAISED_BY|BENEFITS]->(agent)-[:LOCATED_IN|LIVES_NEAR|SERVES]->(home)
  WHERE type(r) = 'OFFERED_BY' OR NOT (EXISTS { (n)-[:AT]->() } OR type(r) = 'RAISED_BY' AND EXISTS { (n)-[:BENEFITS]->() })
  MATCH (home)-[:PART_OF]->{0,6}(place) RETURN place.id AS key
  UNION
  MATCH (n)-[:OFFERED_BY]->(agent)-[:WORKS_AT|VOLUNTEERS_IN]->(base)-[:LOCATED_IN|SERVES]->(home)
  MATCH (home)-[:PART_OF]->{0,6}(place) RETURN place.id AS key
  UNION
  MATCH (n)-[:COVERS]->(place) RETURN '~' + place.id AS key
  UNION
  MATCH (n:Capability)-[:OFFERED_BY]->()-[:SERVES]->(place)
  WHERE NOT EXISTS { (n)-[:COVERS]->() }
  RETURN '~' + place.id AS key
  UNION
  WITH n WHERE NOT EXISTS { (n)-[:COVERS]->() } AND (n:Activity OR NOT EXISTS { (n)-[:OFFERED_BY]->()-[:SERVES]->() })
  RETURN '~' AS key
  UNION
  MATCH (n)-[:OFFERED_BY]->(:Department) RETURN 'department' AS key
  UNION
  WITH n WHERE n.status IN ['OPEN', 'ACTIVE', 'PLANNED'] RETURN 'live' AS key
}
WITH n, key ORDER BY key
WITH n, collect(key) AS keys
"""
"""From a Need, Capability, Activity or Organization `n` to its `keys`, in order."""

SETTLE = f"""CYPHER 25
UNWIND $p.ids AS id
MATCH (x:Entity {{id: id}})
CALL (x) {{
  WITH x WHERE NOT x:Place
  RETURN x AS y
  UNION
  WITH x WHERE x:Place
  MATCH (x)<-[:PART_OF]-{{0,6}}()<-[:COVERS|HELD_IN|AT|LOCATED_IN|LIVES_NEAR|SERVES]-(y)
  RETURN y
}}
WITH DISTINCT y
CALL (y) {{
  WITH y WHERE y:Need|Capability|Activity|Organization
  RETURN y AS n
  UNION
  MATCH (y)<-[:OFFERED_BY|RAISED_BY|BENEFITS]-(n:Need|Capability|Activity) RETURN n
  UNION
  MATCH (y)<-[:WORKS_AT|VOLUNTEERS_IN]-()<-[:OFFERED_BY]-(n:Capability|Activity) RETURN n
}}
WITH collect(DISTINCT n) AS changed
// whoever changes the same things, or who offers or asks for them, has committed before they are read
CALL (changed) {{
  UNWIND changed AS n
  MATCH (n)-[:OFFERED_BY|RAISED_BY|BENEFITS]->{{0,1}}(held)
  WITH DISTINCT held ORDER BY held.id  // two writers at once take the locks in one order
  SET held.id = held.id
  RETURN count(*) AS held
}}
UNWIND changed AS n
{DERIVED}
SET n.keys = keys
RETURN count(*) AS settled
"""

SETTLE_ALL = f"""CYPHER 25
MATCH (n:Need|Capability|Activity|Organization)
CALL (n) {{
{DERIVED}
SET n.keys = keys
}} IN TRANSACTIONS OF 2000 ROWS
"""
"""Derives all keys anew, some thousand a transaction: a `Graph.command`, which may be repeated."""

UNSETTLED = f"""CYPHER 25
MATCH (n:Need|Capability|Activity|Organization)
{DERIVED}
WITH n, keys
WHERE coalesce(n.keys, []) <> keys
RETURN 'keys' AS check, n.id AS id, 'looked up by keys that its relationships no longer give' AS detail
"""
"""Whoever's keys are not what its relationships give."""


KEYED = frozenset({"Need", "Capability", "Activity", "Organization"})
"""Labels of what has keys."""


async def settle(tx: Transaction, ids: Iterable[str]) -> None:
    """Bring the keys up to date of what the nodes are, offer, ask for or contain, in the transaction that changed them.

    Args:
        tx: The transaction, with the relationships written.
        ids: The changed nodes, and the starts of the changed relationships of `KEYING`.
    """
    if changed := sorted(set(ids)):
        await tx.run(SETTLE, {"ids": changed})
