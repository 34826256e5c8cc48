"""A synthetic district with the real orders of magnitude, as tables that the loader reads."""

from loaders.synth.folder import Written, write_folder

__all__ = ["Written", "write_folder"]
