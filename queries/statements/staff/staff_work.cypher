// What each member of a community's staff has to do on the day; $args: asOf, community; columns: members, unresolved
WITH date($args.asOf) AS today
WITH *, COLLECT {
  MATCH (:Community {name: $args.community})<-[:SERVES|ESTABLISHED_IN]-(body)<-[spell:POSTED_TO]-(person)
  WHERE coalesce(spell.from <= today, true) AND coalesce(spell.until >= today, true)
  WITH today, person, body, spell ORDER BY person.id, body.id
  WITH *, COLLECT {
    MATCH (person)<-[:ASSIGNED_TO]-(task)
    FILTER
    // include open_task
    RETURN task ORDER BY task.id
  } AS tasks
  RETURN {
    id: person.id + ' ' + body.id, person: person, at: body, path: spell.path,
    from: toString(spell.from), until: toString(spell.until), tasks: tasks[..50], open: size(tasks),
    overdue: size([task IN tasks WHERE coalesce(task.dueOn, task.promisedOn) < today])
  }
} AS members
LET unresolved = [name IN [$args.community] WHERE NOT EXISTS { (:Community {name: name}) }]
RETURN members, unresolved
