// What needs are matched with first; $args: needs (ids), and as of matching; columns: needs [{need, matches, enough, best}]
WITH COLLECT {
  UNWIND $args.needs AS asking
  MATCH (saved:Entity {id: asking})
  CALL (saved) {
    WITH saved AS n
    // include question_of_need
    // include asked
    LET alone = false
    // include sources
    LET forced = []
    // include rings
    // include score
    RETURN {
      need: n.id, matches: size([x IN scored WHERE NOT x.weak]),
      enough: all(leaf IN range(0, size(asked) - 1) WHERE any(t IN search.tried WHERE t.leaf = leaf AND t.enough)),
      best: [x IN scored WHERE NOT x.weak | {
        id: x.id, via: x.via, ring: x.ring, tier: x.tier, score: x.score, free: x.free, unit: x.unit,
        title: coalesce(x.has.title, x.has.name), provider: x.provider.id
      }][0]
    } AS row
  }
  RETURN row
} AS needs
RETURN needs
