"""The page of a match at a pause: figures so far, figures likely to last, and the advice."""
