"""Where files of cases are kept; the migrations know it by this name."""

from lawgov.storage import private_files

__all__ = ["private_files"]
