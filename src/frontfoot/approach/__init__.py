"""Measures of how each side defended: sequences, press, height, territory, tempo, and the front-foot index."""
