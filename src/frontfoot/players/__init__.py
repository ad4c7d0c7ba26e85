"""Who did it: minutes, line-ups, and what each player did with and without the ball."""
