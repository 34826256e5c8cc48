"""How long the plan of a whole district takes."""
