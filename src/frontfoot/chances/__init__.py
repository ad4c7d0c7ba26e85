"""What each chance was worth: expected goals, expected threat, big chances."""
