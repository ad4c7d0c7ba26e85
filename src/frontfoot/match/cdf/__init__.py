"""The Common Data Format of match data (Anzer et al. 2025), https://www.cdf.football."""
