"""The value of chances: expected goals, expected threat, big chances."""
