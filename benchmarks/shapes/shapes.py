"""The questions: as GraphQL, as the best Cypher that we know for each by hand, and as the peer asks them.

A floor's Cypher follows the same rules as ours does (docs/decisions/): a map of maps in one row, an index for each
order, LIMIT before maps are built, all values in one parameter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph import Graph
from queries import exploring, matching, sentences
from queries.planner.values import today
from queries.statements import text

Values = Mapping[str, Any]


def as_they_are(values: Values) -> dict[str, Any]:
    """Parameters that are the variables, with the day."""
    return {**values, "today": today()}


def as_it_is(data: Any) -> Any:
    """An answer that needs nothing done."""
    return data


@dataclass(frozen=True)
class Shape:
    """One question."""

    name: str
    query: str
    """As GraphQL, to ours and (where `stock`) to stock Strawberry."""
    cypher: str
    """By hand, with the values in `$p`; one row with one column, `data`."""
    values: Values = field(default_factory=dict[str, Any])
    parameters: Callable[[Values], dict[str, Any]] = as_they_are
    finish: Callable[[Any], Any] = as_it_is
    """What Python still does with the floor's answer, where ours does it in Python too."""
    stock: bool = False
    peer: str | None = None


CURSOR = (
    "query($id: ID!) { enterprises(where: {id: {eq: $id}}, orderBy: [{name: ASC}]) { edges { cursor } } }"
)
"""Ours: the cursor of an enterprise, from which a deep page follows."""
IN_FORCE = (
    "[at:LOCATED_IN WHERE coalesce(at.from <= $p.today, true) AND coalesce(at.until >= $p.today, true)]"
)
PEER_IN_FORCE = "{edge: {AND: [{OR: [{from: {eq: null}}, {from: {lte: $today}}]}, {OR: [{until: {eq: null}}, {until: {gte: $today}}]}]}}"
PAGE = """COLLECT { MATCH (n:Enterprise) WHERE n.name IS NOT NULL AND n.id IS NOT NULL
  WITH n ORDER BY n.name, n.id LIMIT $p.first RETURN n {.id, .name, .kind, .size, .headcount} }"""
FLAT = "query($first: Int!) { enterprises(first: $first, orderBy: [{name: ASC}]) { nodes { id name kind size headcount } } }"
PEER_FLAT = "query($first: Int!) { nodes_enterprises: enterprises(limit: $first, sort: [{name: ASC}, {id: ASC}]) { id name kind size headcount } }"
MANY = "id source synthetic name nameEn note kind uscc size headcount"
KEYS = ", ".join(f".{each}" for each in MANY.split())
PROJECTED = "{score: m.score, id: m.id, ring: m.ring, via: m.via, contributions: m.contributions, gates: m.gates, said: m.said}"


def _called(name: str, returned: str, head: str = "", given: str = "") -> str:
    """A statement file by hand: called for its columns, of which what is asked for is returned."""
    body = text(name).replace("$args", "$p.args").replace("CYPHER 25", "")
    return f"CYPHER 25 {head} CALL ({given}) {{ {body} }} RETURN {returned} AS data"


def _reasons(data: Any) -> Any:
    """The sentences, as ours make them; and only the keys that are asked for."""
    for match in data["need"]["matches"]["nodes"]:
        match["reason"] = sentences.reason(match.pop("said"))[0]
        match["contributions"] = [
            {"feature": c["feature"], "points": c["points"]} for c in match["contributions"]
        ]
        match["gates"] = [{"gate": gate["gate"], "state": gate["state"]} for gate in match["gates"]]
    return data


async def shapes(graph: Graph) -> list[Shape]:
    """All of them, with values that are in the graph."""
    (known,) = await graph.read(
        """CYPHER 25 RETURN
        COLLECT { MATCH (n:Need {status: 'OPEN'})-[:ASKS_FOR]->() RETURN DISTINCT n.id ORDER BY n.id LIMIT 400 }[399] AS need,
        COLLECT { MATCH (n:Enterprise) WHERE n.name IS NOT NULL AND n.id IS NOT NULL
          WITH n ORDER BY n.name, n.id SKIP 15000 LIMIT 1 RETURN {name: n.name, id: n.id} }[0] AS deep,
        COLLECT { MATCH (n:Enterprise) RETURN n.id ORDER BY n.id LIMIT 2 } AS firms,
        COLLECT { MATCH (n:Community) RETURN n.id ORDER BY n.id LIMIT 1 }[0] AS community,
        COLLECT { MATCH (n:Building) RETURN n.id ORDER BY n.id LIMIT 1 }[0] AS building"""
    )
    need, firm, other, deep = known["need"], *known["firms"], known["deep"]
    return [
        Shape(
            "by id",
            "query($id: ID!) { need(id: $id) { id title status quantity unit } }",
            "CYPHER 25 RETURN {need: COLLECT { MATCH (n:Need&Entity {id: $p.id}) RETURN n {.id, .title, .status, .quantity, .unit} }[0]} AS data",
            {"id": need},
            stock=True,
            peer="query($id: String!) { one_need: needs(where: {id: {eq: $id}}) { id title status quantity unit } }",
        ),
        Shape(
            "flat, 50",
            FLAT,
            f"CYPHER 25 RETURN {{enterprises: {{nodes: {PAGE}}}}} AS data",
            {"first": 50},
            stock=True,
            peer=PEER_FLAT,
        ),
        Shape(
            "flat, 1,000",
            FLAT,
            f"CYPHER 25 RETURN {{enterprises: {{nodes: {PAGE}}}}} AS data",
            {"first": 1000},
            stock=True,
            peer=PEER_FLAT,
        ),
        Shape(
            "nested 3 deep",
            """query($n: Int!) { buildings(first: $n) { nodes { id name tenants(first: 10) { nodes { id name
              needs(first: 5) { nodes { id title } } } } } } }""",
            f"""CYPHER 25 RETURN {{buildings: {{nodes: COLLECT {{
              MATCH (b:Building) WHERE b.name IS NOT NULL AND b.id IS NOT NULL
              WITH b ORDER BY b.name, b.id LIMIT $p.n
              RETURN b {{.id, .name, tenants: {{nodes: COLLECT {{
                MATCH (b)<-{IN_FORCE}-(e:Enterprise)
                WITH DISTINCT e ORDER BY e.name, e.id LIMIT 10
                RETURN e {{.id, .name, needs: {{nodes: COLLECT {{
                  MATCH (e)<-[:RAISED_BY]-(n:Need) WITH n ORDER BY n.title, n.id LIMIT 5 RETURN n {{.id, .title}} }} }} }}
              }} }} }} }} }} }} AS data""",
            {"n": 20},
            stock=True,
            peer=f"""query($n: Int!, $today: Date!) {{ nodes_buildings: buildings(limit: $n, sort: [{{name: ASC}}, {{id: ASC}}]) {{ id name
              tenants: tenantsConnection(first: 10, where: {PEER_IN_FORCE}, sort: [{{node: {{name: ASC}}}}, {{node: {{id: ASC}}}}]) {{ edges {{ node {{ id name
                nodes_needs: needs(limit: 5, sort: [{{title: ASC}}, {{id: ASC}}]) {{ id title }} }} }} }} }} }}""",
        ),
        Shape(
            "nested 5 deep",
            """query($n: Int!) { buildings(first: $n) { nodes { name tenants(first: 5) { nodes { name
              needs(first: 3) { nodes { title at { name partOf { name partOf { name } } } } } } } } } }""",
            f"""CYPHER 25 RETURN {{buildings: {{nodes: COLLECT {{
              MATCH (b:Building) WHERE b.name IS NOT NULL AND b.id IS NOT NULL
              WITH b ORDER BY b.name, b.id LIMIT $p.n
              RETURN b {{.name, tenants: {{nodes: COLLECT {{
                MATCH (b)<-{IN_FORCE}-(e:Enterprise)
                WITH DISTINCT e ORDER BY e.name, e.id LIMIT 5
                RETURN e {{.name, needs: {{nodes: COLLECT {{
                  MATCH (e)<-[:RAISED_BY]-(n:Need) WITH n ORDER BY n.title, n.id LIMIT 3
                  RETURN n {{.title, at: COLLECT {{ MATCH (n)-[:AT]->(p) RETURN p {{.name, partOf: COLLECT {{
                    MATCH (p)-[:PART_OF]->(q:Place) RETURN q {{.name, partOf: COLLECT {{
                      MATCH (q)-[:PART_OF]->(o:Place) RETURN o {{.name}} LIMIT 1 }}[0]}} LIMIT 1 }}[0]}} LIMIT 1 }}[0]}} }} }} }}
              }} }} }} }} }} }} AS data""",
            {"n": 20},
            stock=True,
            peer=f"""query($n: Int!, $today: Date!) {{ nodes_buildings: buildings(limit: $n, sort: [{{name: ASC}}, {{id: ASC}}]) {{ name
              tenants: tenantsConnection(first: 5, where: {PEER_IN_FORCE}, sort: [{{node: {{name: ASC}}}}, {{node: {{id: ASC}}}}]) {{ edges {{ node {{ name
                nodes_needs: needs(limit: 3, sort: [{{title: ASC}}, {{id: ASC}}]) {{ title one_at: at {{ name one_partOf: partOf {{ name one_partOf: partOf {{ name }} }} }} }} }} }} }} }} }}""",
        ),
        Shape(
            "13,000 fields",
            f"query($first: Int!) {{ enterprises(first: $first, orderBy: [{{name: ASC}}]) {{ nodes {{ {MANY} locatedIn {{ id name }} }} }} }}",
            f"""CYPHER 25 RETURN {{enterprises: {{nodes: COLLECT {{
              MATCH (n:Enterprise) WHERE n.name IS NOT NULL AND n.id IS NOT NULL
              WITH n ORDER BY n.name, n.id LIMIT $p.first
              RETURN n {{{KEYS}, locatedIn: COLLECT {{
                MATCH (n)-{IN_FORCE}->(p) WITH DISTINCT p ORDER BY p.name, p.id LIMIT 100 RETURN p {{.id, .name}} }}}} }} }} }} AS data""",
            {"first": 1000},
            stock=True,
            peer=f"""query($first: Int!, $today: Date!) {{ nodes_enterprises: enterprises(limit: $first, sort: [{{name: ASC}}, {{id: ASC}}]) {{ {MANY}
              list_locatedIn: locatedInConnection(where: {PEER_IN_FORCE}, first: 100, sort: [{{node: {{name: ASC}}}}, {{node: {{id: ASC}}}}]) {{ edges {{ node {{ id name }} }} }} }} }}""",
        ),
        Shape(
            "pages at depth 2 with totalCount",
            "query($n: Int!) { buildings(first: $n) { nodes { name needs(first: 10) { totalCount nodes { id title } } } } }",
            """CYPHER 25 RETURN {buildings: {nodes: COLLECT {
              MATCH (b:Building) WHERE b.name IS NOT NULL AND b.id IS NOT NULL
              WITH b ORDER BY b.name, b.id LIMIT $p.n
              RETURN b {.name, needs: {totalCount: COUNT { (b)<-[:AT]-(:Need) }, nodes: COLLECT {
                MATCH (b)<-[:AT]-(n:Need) WITH n ORDER BY n.title, n.id LIMIT 10 RETURN n {.id, .title} } } } }}} AS data""",
            {"n": 20},
            stock=True,
            peer="""query($n: Int!) { nodes_buildings: buildings(limit: $n, sort: [{name: ASC}, {id: ASC}]) { name
              needs: needsConnection(first: 10, sort: [{node: {title: ASC}}, {node: {id: ASC}}]) { totalCount edges { node { id title } } } } }""",
        ),
        Shape(
            "deep page by cursor",
            "query($after: String!) { enterprises(first: 50, after: $after, orderBy: [{name: ASC}]) { nodes { id name kind size headcount } } }",
            """CYPHER 25 RETURN {enterprises: {nodes: COLLECT { MATCH (n:Enterprise)
              WHERE n.name >= $p.deep.name AND n.id IS NOT NULL AND (n.name > $p.deep.name OR n.id > $p.deep.id)
              WITH n ORDER BY n.name, n.id LIMIT 50 RETURN n {.id, .name, .kind, .size, .headcount} }}} AS data""",
            {"deep": deep},
            stock=True,
            peer="""query($after: String!) { enterprises: enterprisesConnection(first: 50, after: $after, sort: [{name: ASC}, {id: ASC}]) {
              edges { node { id name kind size headcount } } } }""",
        ),
        Shape(
            "sorted by a related node",
            "query($first: Int!) { needs(first: $first, orderBy: [{at: {name: ASC}}]) { nodes { id title at { name } } } }",
            """CYPHER 25 RETURN {needs: {nodes: COLLECT { MATCH (p:PlaceOfNeed) WHERE p.name IS NOT NULL AND p.id IS NOT NULL
              WITH p ORDER BY p.name, p.id
              CALL (p) { MATCH (p)<-[:AT]-(n:Need) WITH n ORDER BY n.id LIMIT $p.first RETURN n }
              WITH n, p ORDER BY p.name, p.id, n.id LIMIT $p.first RETURN n {.id, .title, at: p {.name}} }}} AS data""",
            {"first": 50},
        ),
        Shape(
            "8 root fields",
            """query($need: ID!, $firm: ID!, $other: ID!, $building: ID!) {
              a: need(id: $need) { title } b: node(id: $firm) { id } c: node(id: $other) { id } d: node(id: $building) { id }
              e: needs(first: 5) { nodes { id title } } f: capabilities(first: 5) { nodes { id title } }
              g: buildings(first: 5) { nodes { id name } } h: enterprises(first: 5) { nodes { id name } } }""",
            """CYPHER 25 RETURN {
              a: COLLECT { MATCH (n:Need&Entity {id: $p.need}) RETURN n {.title} }[0], b: COLLECT { MATCH (n:Entity {id: $p.firm}) RETURN n {.id} }[0],
              c: COLLECT { MATCH (n:Entity {id: $p.other}) RETURN n {.id} }[0], d: COLLECT { MATCH (n:Entity {id: $p.building}) RETURN n {.id} }[0],
              e: {nodes: COLLECT { MATCH (n:Need) WHERE n.title IS NOT NULL AND n.id IS NOT NULL WITH n ORDER BY n.title, n.id LIMIT 5 RETURN n {.id, .title} }},
              f: {nodes: COLLECT { MATCH (n:Capability) WHERE n.title IS NOT NULL AND n.id IS NOT NULL WITH n ORDER BY n.title, n.id LIMIT 5 RETURN n {.id, .title} }},
              g: {nodes: COLLECT { MATCH (n:Building) WHERE n.name IS NOT NULL AND n.id IS NOT NULL WITH n ORDER BY n.name, n.id LIMIT 5 RETURN n {.id, .name} }},
              h: {nodes: COLLECT { MATCH (n:Enterprise) WHERE n.name IS NOT NULL AND n.id IS NOT NULL WITH n ORDER BY n.name, n.id LIMIT 5 RETURN n {.id, .name} }}
            } AS data""",
            {"need": need, "firm": firm, "other": other, "building": known["building"]},
            stock=True,
            peer="""query($need: String!, $firm: String!, $other: String!, $building: String!) {
              one_a: needs(where: {id: {eq: $need}}) { title } one_b: enterprises(where: {id: {eq: $firm}}) { id }
              one_c: enterprises(where: {id: {eq: $other}}) { id } one_d: buildings(where: {id: {eq: $building}}) { id }
              nodes_e: needs(limit: 5, sort: [{title: ASC}, {id: ASC}]) { id title } nodes_f: capabilities(limit: 5, sort: [{title: ASC}, {id: ASC}]) { id title }
              nodes_g: buildings(limit: 5, sort: [{name: ASC}, {id: ASC}]) { id name } nodes_h: enterprises(limit: 5, sort: [{name: ASC}, {id: ASC}]) { id name } }""",
        ),
        Shape(
            "aggregates",
            "query($unit: String!) { needs(where: {unit: {eq: $unit}}) { aggregate { count quantity { sum average min max } } } }",
            """CYPHER 25 RETURN {needs: {aggregate: COLLECT { MATCH (n:Need {unit: $p.unit})
              RETURN {count: count(*), quantity: {sum: sum(n.quantity), average: avg(n.quantity), min: min(n.quantity), max: max(n.quantity)}} }[0]}} AS data""",
            {"unit": "人"},
            stock=True,
            peer="""query($unit: String!) { needs: needsConnection(where: {unit: {eq: $unit}}) {
              aggregate { one_count: count { nodes } node { quantity { sum average min max } } } } }""",
        ),
        Shape(
            "groups",
            "query { needs { groups(by: [STATUS]) { key { status } count } } }",
            """CYPHER 25 RETURN {needs: {groups: COLLECT { MATCH (n:Need) WITH n.status AS status, count(*) AS many
              ORDER BY many DESC, status RETURN {key: {status: status}, count: many} LIMIT 100 }}} AS data""",
        ),
        Shape(
            "place chain of 200 buildings",
            "query($n: Int!) { buildings(first: $n) { nodes { name partOf { name partOf { name partOf { name } } } } } }",
            """CYPHER 25 RETURN {buildings: {nodes: COLLECT {
              MATCH (b:Building) WHERE b.name IS NOT NULL AND b.id IS NOT NULL
              WITH b ORDER BY b.name, b.id LIMIT $p.n
              RETURN b {.name, partOf: COLLECT { MATCH (b)-[:PART_OF]->(p:Place) RETURN p {.name, partOf: COLLECT {
                MATCH (p)-[:PART_OF]->(q:Place) RETURN q {.name, partOf: COLLECT {
                  MATCH (q)-[:PART_OF]->(o:Place) RETURN o {.name} LIMIT 1 }[0]} LIMIT 1 }[0]} LIMIT 1 }[0]} } }} AS data""",
            {"n": 200},
            stock=True,
            peer="""query($n: Int!) { nodes_buildings: buildings(limit: $n, sort: [{name: ASC}, {id: ASC}]) { name
              one_partOf: partOf { name one_partOf: partOf { name one_partOf: partOf { name } } } } }""",
        ),
        Shape(
            "search",
            "query($text: String!) { search(text: $text, first: 20) { nodes { id score } } }",
            _called("search", "{search: {nodes: [hit IN hits[..20] | hit {.id, .score}]}}"),
            {"text": "员工食堂"},
            lambda values: {"args": matching.searched(values)},
        ),
        Shape(
            "matches, explained",
            "query($need: ID!) { need(id: $need) { matches(first: 20) { totalCount nodes { id score ring via reason contributions { feature points } gates { gate state } } } } }",
            _called(
                "matches_of_need",
                f"{{need: {{matches: {{totalCount: size(matches), nodes: [m IN matches[..20] | {PROJECTED}]}}}}}}",
                "MATCH (n:Need&Entity {id: $p.need})",
                "n",
            ),
            {"need": need},
            lambda values: {**values, "args": matching.asked({})},
            _reasons,
        ),
        Shape(
            "paths",
            "query($from: ID!, $to: ID!) { paths(from: $from, to: $to) { paths { length nodes { id } } } }",
            _called(
                "paths",
                "{paths: {paths: [p IN paths | {length: p.length, nodes: [n IN p.nodes | {id: n.id}]}]}}",
            ),
            {"from": firm, "to": other},
            lambda values: {"args": exploring.between(values)},
        ),
        Shape(
            "neighborhood",
            "query($id: ID!) { neighborhood(id: $id) { nodes { distance relevance node { id } } relationships { type } } }",
            _called(
                "neighborhood",
                """{neighborhood: {nodes: [f IN around | {distance: f.distance, relevance: f.relevance, node: {id: f.node.id}}],
                  relationships: [r IN relationships | {type: r.type}]}}""",
            ),
            {"id": firm},
            lambda values: {"args": exploring.around(values)},
        ),
        Shape(
            "gaps",
            "query($place: String!) { gaps(place: $place, first: 50) { nodes { id needCount quantity unmet } } }",
            _called("gaps", "{gaps: {nodes: [g IN gaps[..50] | g {.id, .needCount, .quantity, .unmet}]}}"),
            {"place": known["community"]},
            lambda values: {"args": exploring.gaps(values)},
        ),
    ]
