// Matches of a saved need; n: Need; $args: asOf, fromRing, toRing, allRings, weights, ties, thresholds, limits; columns: matches, ringsTried, similarNeeds, weights, statisticsVersion, asOf, unresolved
// include question_of_need
// include asked
// include candidates
LET found = linked + alike
// include gates
// include rings
// include score
// include answer
// include similar_needs
RETURN matches, ringsTried, similarNeeds, force AS weights, statistics.version AS statisticsVersion, toString(today) AS asOf, unresolved
