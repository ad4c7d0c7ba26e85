"""The verdict in words. The scale was fixed before any result was seen.

| probability that pressing on is better | words |
|---|---|
| .95 and more | press |
| .85 to .95 | probably press |
| .65 to .85 | leans press |
| between .35 and .65 | open |
| .15 to .35, .05 to .15, less | leans drop, probably drop, drop |

Where the whole 90% interval of the gain lies within .3 points of probability (.3% of what is at stake), the choice
hardly matters, whatever the probability.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

Verdict = Literal[
    "press", "probably press", "leans press", "open", "leans drop", "probably drop", "drop", "hardly matters"
]
VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)
SURE: Final = 0.95
PROBABLE: Final = 0.85
LEANING: Final = 0.65
SMALL: Final = 0.003
"""A gain whose whole interval is smaller than this share of the stakes hardly matters."""


def verdict(chance: float, low: float, high: float, *, stake: float = 1.0) -> Verdict:
    """The verdict.

    Args:
        chance: probability that pressing on is better than dropping back.
        low, high: the 90% interval of the gain.
        stake: what is at most to be won: 1 for a probability, 3 for league points.

    >>> verdict(0.97, 0.002, 0.03), verdict(0.5, -0.02, 0.02), verdict(0.99, 0.001, 0.002)
    ('press', 'open', 'hardly matters')
    """
    if max(abs(low), abs(high)) < SMALL * stake:
        return "hardly matters"
    toward = max(chance, 1.0 - chance)
    press = chance >= 0.5
    if toward >= SURE:
        return "press" if press else "drop"
    if toward >= PROBABLE:
        return "probably press" if press else "probably drop"
    if toward >= LEANING:
        return "leans press" if press else "leans drop"
    return "open"
