"""Decisions: the value of pressing higher or dropping back, with its uncertainty."""
