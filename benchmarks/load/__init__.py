"""How fast tables load, beside the same graph written by bare statements. Start reading at `__main__`."""
