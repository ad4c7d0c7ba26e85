"""Errors, wording and other things that every package uses."""
