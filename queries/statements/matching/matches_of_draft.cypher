// Matches of a need that is not saved; $args: draft, asOf, fromRing, toRing, allRings, weights, ties, thresholds, limits; columns: matches, ringsTried, similarNeeds, weights, statisticsVersion, asOf, unresolved
// include question_of_draft
// include asked
// include similar_needs
// include sources
LET forced = []
LET alone = false
// include rings
// include score
// include answer
RETURN matches, ringsTried, similarNeeds, force AS weights, statistics.version AS statisticsVersion, toString(today) AS asOf, unresolved
