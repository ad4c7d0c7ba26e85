"""Matches: readers of event and tracking data; every provider's match becomes the same tables."""
