"""The statements of a removal (queries/removal.py)."""
