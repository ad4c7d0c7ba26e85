"""The largest number of goals of one side that is accepted as a score."""

from typing import Final

MOST_GOALS: Final = 149
"""AS Adema - SO l'Emyrne 149-0 (2002), the highest score on record."""
