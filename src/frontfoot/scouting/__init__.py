"""One opponent before a tie, and the moments to show of a match."""
