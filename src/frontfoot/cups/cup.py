"""Where a cup stands on a day and who wins it, asked in one call: the front door of this room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from frontfoot.core.errors import InputError
from frontfoot.cups.forecast import DRAWS, SEED, SIMULATIONS, forecast
from frontfoot.cups.live import Live
from frontfoot.cups.season import Season
from frontfoot.goals.strengths.shipped import shipped

if TYPE_CHECKING:
    from frontfoot.cups.forecast import CupForecast


def cup(
    competition: str,
    season: int,
    data: str | Path,
    *,
    day: date | None = None,
    live: Sequence[str] = (),
    draws: int = DRAWS,
    simulations: int = SIMULATIONS,
    seed: int = SEED,
) -> CupForecast:
    """The odds of a cup on the morning of a day: every round, who may meet whom, what the day's results change.

    Exact where every draw has been held, simulated before. Strengths are those known on the day.

    Args:
        competition: "ucl", "uel" or "uecl", or its name.
        season: the year in which it begins: 2023 is 2023/24.
        data: folder of results with `europe/2023-24/el.txt` and the like (openfootball/champions-league).
        day: earlier matches count as played; the day of the next match to come when None.
        live: matches under way on that day, such as "Atalanta 0-1 Liverpool @ 60".
        draws: of the uncertain strengths; 0 takes them as sure.
        simulations: how many, where a draw or a group is open.
        seed: of everything random.

    Returns:
        A `CupForecast`: `reach[round][club]`, `champion`, `interval`, `ties`, `opponents`, `changes`.

    Raises:
        ReadError: the results are not there or cannot be read.
        InputError: a season that is over, results that contradict themselves, a match under way that is not on this
            day, or a league, which has a table and no bracket (`frontfoot.cups.Season`).

    >>> import frontfoot
    >>> from datetime import date
    >>> odds = frontfoot.cup("uel", 2023, "data", day=date(2024, 4, 18))            # doctest: +SKIP
    >>> odds.champion["Atalanta"], odds.changes[0].result                           # doctest: +SKIP
    """
    if isinstance(live, str):
        raise InputError("Matches under way are a list", place="live", remedy=f"Write live=[{live!r}]")
    if isinstance(day, str):
        raise InputError(f"{day!r} is a text, not a day", place="day", remedy="Write day=datetime.date(2024, 4, 18)")
    whole = Season.read(Path(data), competition, season)
    if not whole.format.rounds:
        raise InputError(
            f"The {whole.format.name} is a league: it has a table, no bracket",
            place="competition",
            remedy="Ask frontfoot.cups.Season.read(...).at(day).table()",
        )
    on = day or whole.next_day
    matches = [Live.parse(text, whole.clubs) for text in live]
    return forecast(whole.at(on), shipped(on), live=matches, draws=draws, simulations=simulations, seed=seed)
