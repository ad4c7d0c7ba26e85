"""Scouting: the figures of an opponent before a tie, and clips of moments to show."""
