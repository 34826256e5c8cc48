// The community that goes by a key or a name, where one alone does; $args: community; sets community
WITH COLLECT {
  MATCH (c:Entity {id: $args.community}) WHERE c:Community RETURN c
  UNION
  MATCH (c:Community {name: $args.community}) WHERE c.id IS NOT NULL RETURN c
} AS named
WITH *, CASE WHEN size(named) = 1 THEN named[0] END AS community
