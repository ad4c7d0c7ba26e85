"""Wyscout event files, versions 2 and 3."""
