// What open needs ask for in a place's parts, problems as the terms that solve them; place, smaller (its parts), meant; $args: all (whether no term is named); sets demands [{part, term, asked [{need, quantity, unit, around}]}]
WITH *, COLLECT {
  UNWIND [place] + smaller AS part
  MATCH (part)<-[:PART_OF]-{0,4}(spot)<-[:AT]-(need:Need)
  WHERE need.status = 'OPEN' AND (part <> place OR spot = place OR size(smaller) = 0)
  MATCH (need)-[ask:ASKS_FOR]->()-[:DECOMPOSES_INTO]->{0,3}(term)
  WHERE NOT EXISTS { (term)-[:DECOMPOSES_INTO]->() } AND ($args.all OR any(m IN meant WHERE term IN m.under))
  WITH part, spot, term, need, max(coalesce(ask.quantity, need.quantity)) AS quantity ORDER BY need.raisedOn, need.id
  WITH part, term, need, quantity, COLLECT { MATCH (spot)-[:PART_OF]->{0,6}(larger) RETURN larger } AS around
  WITH part, term, collect({need: need, quantity: quantity, unit: need.unit, around: around}) AS asked
  RETURN {part: part, term: term, asked: asked}
} AS demands
