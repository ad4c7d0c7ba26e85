"""The evidence ladder: what several designs say a change of approach does, from the main model to the simplest."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from frontfoot.core.errors import InputError
from frontfoot.decisions.effect import Effects


@dataclass(frozen=True, eq=False)
class Rung:
    """One design's answer.

    Attributes:
        name: short stable name, such as "latent".
        title: what the design does, for people.
        effects: its draws.
        matches: number of matches it rests on.
        rows: number of rows (spells of play) it rests on.
        caution: the design's known weakness; empty where none is known.
    """

    name: str
    title: str
    effects: Effects
    matches: int
    rows: int
    caution: str = ""


@dataclass(frozen=True, eq=False)
class Ladder:
    """All designs; the first is the main model."""

    rungs: tuple[Rung, ...]

    def __post_init__(self) -> None:
        names = [rung.name for rung in self.rungs]
        if not names or len(set(names)) != len(names):
            raise InputError(
                "A ladder needs rungs with different names", place="Ladder.rungs", remedy="Give one rung or more"
            )

    @property
    def main(self) -> Rung:
        """The main model's rung."""
        return self.rungs[0]


@cache
def ladder() -> Ladder:
    """The shipped ladder (`frontfoot fit effects` makes it again)."""
    from frontfoot.fitted import read

    rungs = []
    for entry in read("effects")["parameters"]["rungs"]:
        draws = np.array(entry["draws"])
        effects = Effects(*(draws[:, column] for column in range(draws.shape[1])))
        rungs.append(
            Rung(entry["name"], entry["title"], effects, entry["matches"], entry["rows"], entry.get("caution", ""))
        )
    return Ladder(tuple(rungs))


@cache
def usual_shift() -> dict[int, float]:
    """How far sides shift of their own accord by their lead, against level scores, in standard deviations."""
    from frontfoot.fitted import read

    shift = read("effects")["parameters"]["usual_shift"]
    return {lead: float(shift[str(lead)]) for lead in sorted(map(int, shift))}
