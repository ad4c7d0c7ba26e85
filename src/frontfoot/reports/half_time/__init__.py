"""The page of a match at a pause: what has happened, what lasts, what to do."""
