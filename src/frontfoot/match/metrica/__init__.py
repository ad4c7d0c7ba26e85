"""Metrica Sports' open games: events as CSV."""
