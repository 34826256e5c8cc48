// Whether a task is to be done on the day: its own days tell, else its status as it stands now; reads task, today
CASE
  WHEN task:Case THEN task.openedOn <= today AND coalesce(task.closedOn > today, task.status = 'OPEN')
  WHEN task:Need THEN task.status = 'OPEN'
  WHEN task:Referral THEN coalesce(task.closedOn > today, task.status IN ['REQUESTED', 'ACCEPTED'])
  ELSE coalesce(task.doneOn > today, true)
END
