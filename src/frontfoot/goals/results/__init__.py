"""Results of matches: one table from every source (schema in `frontfoot.goals.results.schema`)."""
