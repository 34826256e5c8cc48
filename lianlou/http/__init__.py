"""GraphQL over HTTP: requests in, responses out, and all that stands around them.

`endpoint` answers a request that `request` has read; `headers` are a request's by name, `refusals` the errors of HTTP
itself, `access` says who may ask, `hanging_up` ends what nobody waits for, `observed` logs and counts, `server` is
uvicorn with its time-outs.
"""
