"""How good matching is: rankings held against gold pairs. `metrics` is the maths, `run.evaluate` the whole of it."""
