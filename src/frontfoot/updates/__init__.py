"""Results of the season under way from public sources, and the strengths refitted with them."""
