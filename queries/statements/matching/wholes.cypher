// Whoever asks for one of the asked terms asks for it, or for a problem that takes it; sets wholes [{id: of the term, by: ids}], asWholes (their ids, as an index takes them)
WITH *, COLLECT {
  UNWIND asked AS a
  WITH a.id AS id, a.term AS term
  ORDER BY id
  RETURN {id: id, by: COLLECT { MATCH (term)<-[:DECOMPOSES_INTO]-{0,2}(each) RETURN each.id }}
} AS wholes
LET asWholes = reduce(q = '', id IN reduce(all = [], w IN wholes | all + w.by) | q + ' "' + id + '"')
