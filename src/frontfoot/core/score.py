"""The largest number of goals of one side that is taken for a score."""

from typing import Final

MOST_GOALS: Final = 149
"""AS Adema - SO l'Emyrne 149-0 (2002), the highest score on record."""
