"""Acts of the community's staff, each once and whole: what is written, locked and appended (docs/acting.md)."""
