"""Players: minutes, line-ups, and each player's figures with and without the ball."""
