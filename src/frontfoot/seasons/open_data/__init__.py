"""Open data sets by name: what there is, on what terms, and how it comes into the cache whole or not at all."""
