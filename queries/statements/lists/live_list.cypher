// What is on one of a community's three lists on a day; $args: community (key or name), kind, asOf; columns: community, listed
// include community_named
WITH *, $args.kind AS kind, date($args.asOf) AS day
// include live_entries
WITH *, [e IN entries | {id: e.id, entry: e}] AS listed
RETURN community, listed
