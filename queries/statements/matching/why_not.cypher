// Why a candidate is, or is not, among a need's matches; n: Need; $args: candidate (id or name, its own or that of who offers it), asOf, fromRing, toRing, allRings, weights, ties, thresholds, limits; columns: candidate, provider, absence, via, ring, weak, score, rank, enoughIn, gates
// include question_of_need
// include verdict
RETURN named_one.id AS candidate, provider.id AS provider, absence, via, ring, weak, score, rank, enoughIn, gates
