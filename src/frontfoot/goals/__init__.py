"""The model of goals: rates are a product of strength, clock, score, players and approach; forecasts are exact."""
