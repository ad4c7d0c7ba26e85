"""Metrica Sports' events, as CSV and as JSON with EPTS metadata."""
