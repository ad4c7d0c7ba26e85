"""The arguments that say which tie is meant and where it stands: shared by `frontfoot tie` and `frontfoot decide`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from frontfoot.errors import InputError

if TYPE_CHECKING:
    from frontfoot.tie import Rules, Situation, Tie

CompetitionOption: TypeAlias = Annotated[
    str, typer.Option(help="Name or short code: uel, ucl, ...; league for a league.")
]
SeasonOption: TypeAlias = Annotated[int | None, typer.Option(help="Year in which the season begins: 2023 is 2023/24.")]
RoundOption: TypeAlias = Annotated[str | None, typer.Option("--round", help="QF, 'Round of 16', Final, ...")]
FirstLegOption: TypeAlias = Annotated[str | None, typer.Option(help="Its score, first club's goals first: 3-0.")]
ScoreOption: TypeAlias = Annotated[str, typer.Option(help="Score of this match now, first club's goals first.")]
MenOption: TypeAlias = Annotated[str, typer.Option(help="Men on the pitch, first club first.")]
DateOption: TypeAlias = Annotated[str | None, typer.Option(help="Strengths as known on this day, 2024-04-18.")]
RatesOption: TypeAlias = Annotated[
    tuple[float, float] | None, typer.Option(help="Expected goals of each club over 90 minutes of this match.")
]
SecondLegRatesOption: TypeAlias = Annotated[
    tuple[float, float] | None, typer.Option(help="The same for the second leg, while the first is still on.")
]


def tie_file(name: str) -> Path:
    """The path of a tie file."""
    path = Path(name)
    if not path.exists():
        raise InputError(
            f"'{name}' is not a file, and only one club is named",
            place="frontfoot tie",
            remedy="Name two clubs, or a tie file such as examples/atalanta-liverpool-2024.toml",
        )
    return path


def score_pair(text: str, place: str) -> tuple[int, int]:
    """Two numbers of goals (or men) from text such as 3-0."""
    from frontfoot.tie.leg import check_score

    parts = text.strip().replace(":", "-").replace("–", "-").split("-")
    if len(parts) != 2 or not all(part.strip().isdigit() for part in parts):
        raise InputError(f"'{text}' is not a score", place=place, remedy="Write it like 3-0, first club's goals first")
    return check_score((int(parts[0]), int(parts[1])), place=place)


def named_clubs(first: str, second: str, rule: Rules, *, given: bool) -> tuple[str, str]:
    """The canonical names of two clubs."""
    from frontfoot.goals.clubs import UnknownClub, find
    from frontfoot.goals.results.competitions import EUROPEAN

    names = []
    for name in (first, second):
        try:
            names.append(find(name))
        except UnknownClub:
            # Outside Europe's club cups the table of clubs is not complete; with rates given nothing else is needed.
            if not given or rule.competition in EUROPEAN:
                raise
            names.append(name)
    if names[0] == names[1]:
        raise InputError(f"{names[0]} cannot play itself", place="clubs", remedy="Name two clubs")
    return names[0], names[1]


def built_tie(
    clubs: tuple[str, str], rule: Rules, first_leg: tuple[int, int] | None, at: str | None
) -> tuple[Tie, bool]:
    """The tie with its legs, and whether the first club is the away side of the match under way."""
    from frontfoot.tie import Leg, Tie

    place = at or ("neutral" if rule.neutral else "home")
    if place not in ("home", "away", "neutral"):
        raise InputError(f"'{at}' is not a place", place="--at", remedy="Give home, away or neutral")
    swapped, neutral = place == "away", place == "neutral"
    here = (clubs[1], clubs[0]) if swapped else clubs
    now = Leg(*here, neutral=neutral)
    if rule.legs == 1:
        return Tie(rule, (now,)), swapped
    if first_leg is None:
        return Tie(rule, (now, Leg(here[1], here[0], neutral=neutral))), swapped
    there = (first_leg[0], first_leg[1]) if swapped else (first_leg[1], first_leg[0])
    return Tie(rule, (Leg(here[1], here[0], there, neutral=neutral), now)), swapped


def standing(built: Tie, minute: str, score: str, men: str, kicks: str | None, *, leg: int, swapped: bool) -> Situation:
    """Where the tie stands, the home side of the match under way first."""
    from frontfoot.tie import ShootOut, Situation
    from frontfoot.tie.minute import moment_of
    from frontfoot.tie.situation import check_fit

    goals, on_pitch = score_pair(score, "--score"), score_pair(men, "--men")
    if swapped:
        goals, on_pitch = (goals[1], goals[0]), (on_pitch[1], on_pitch[0])
    shoot_out = None
    if kicks is not None:
        rows = kicks.split(":")
        if len(rows) != 2:
            raise InputError(f"'{kicks}' is not a shoot-out", place="--kicks", remedy="Write xx-:x-x, first club first")
        own, other = rows
        first_begins = len(own) >= len(other)
        home, away = (other, own) if swapped else (own, other)
        shoot_out = ShootOut.of(home, away, home_first=first_begins != swapped)
    situation = Situation(leg, moment_of(minute), goals, on_pitch, shoot_out)
    check_fit(built, situation)
    return situation


def rates_of_legs(
    built: Tie,
    situation: Situation,
    given: tuple[float, float] | None,
    second_leg: tuple[float, float] | None,
    date: str | None,
    *,
    swapped: bool,
) -> tuple[list[Any], str]:
    """Rates of the legs that are needed, and where they come from."""
    from frontfoot.goals.rates import Rates

    def turned(pair: tuple[float, float], *, away: bool) -> tuple[float, float]:
        return (pair[1], pair[0]) if away else pair

    if given is None:
        from frontfoot.tie.strengths import strengths_for

        return strengths_for(built, date)
    this = Rates.from_expected(*turned(given, away=swapped))
    if built.rules.legs == 1 or situation.leg == 2:
        return [this], "rates as given"
    if second_leg is None:
        raise InputError(
            "With both legs to play the rates of the second leg are needed too",
            place="--rates",
            remedy="Add --rates-second-leg with the first club's expected goals first, or --first-leg with its score",
        )
    return [this, Rates.from_expected(*turned(second_leg, away=not swapped))], "rates as given"
