"""How goals come: strength, clock, score, men and approach multiply into rates; forecasts are exact."""
