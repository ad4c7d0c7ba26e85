"""The version of the package, as every fitted file and record names it."""

__version__ = "0.1.0"
