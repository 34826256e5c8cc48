"""Data in: tables are read, checked, resolved, compared and upserted; bad rows are reported, never dropped."""

from loaders.load import load, load_folder
from loaders.report import Refusal, Report

__all__ = ["Refusal", "Report", "load", "load_folder"]
