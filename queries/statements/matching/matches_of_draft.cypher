// Matches of a need that is not saved; $args: draft, asOf, fromRing, toRing, allRings, weights, ties, thresholds, limits, upTo; columns: matches, rowCount, ringsTried, similarNeeds, weights, statisticsVersion, asOf, unresolved
// include question_of_draft
// include asked
// include similar_needs
LET alone = false
// include sources
LET forced = []
// include rings
// include score
// include answer
RETURN matches, rowCount, ringsTried, similarNeeds, force AS weights, statistics.version AS statisticsVersion, toString(today) AS asOf, unresolved
