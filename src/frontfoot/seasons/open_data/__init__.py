"""Open data sets by name: their contents, their terms, and downloading them into the cache."""
