"""Answers that no single statement gives: pure functions from a question's row to an answer of plain values and ids."""
