"""The figures of both sides with their counts and intervals: parts of the document, see `frontfoot.reports.document`.

Units: metres, seconds, shares as 0-1.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Final, Literal

import msgspec

from frontfoot.reports.event_parts import PitchPlace, ReportPart


class ReportMoment(ReportPart, frozen=True, kw_only=True):
    """The front-foot index at one moment: 0 = league average, 1 = one standard deviation; 90% interval."""

    period: int
    seconds: float
    value: float
    low: float
    high: float


class Cell(ReportPart, frozen=True, kw_only=True):
    """One measure of one side in one window.

    `numerator` and `denominator` are the counts behind it; `low` and `high` its 90% interval where one is given.
    `value` is None where the window holds nothing to divide by or the provider does not record what is needed;
    `reason` then says which.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    reason: str = ""


def cell(value: float | None, *, reason: str = "", **figures: float | None) -> Cell:
    """A cell with its figures rounded to six decimals, so that the last bits of a sum never show in a document."""
    rounded = {name: figure(number) for name, number in figures.items()}
    return Cell(value=figure(value), reason=reason, **rounded)


def figure(value: float | None, places: int = 6) -> float | None:
    """A rounded number; None for null or NaN."""
    return None if value is None or value != value else round(float(value), places) + 0.0


class ReportWindow(ReportPart, frozen=True, kw_only=True):
    """A part of the match: `seconds` of play; `key` names it in `Side.measures`."""

    key: str
    label: str
    seconds: float


class ReportMeasure(ReportPart, frozen=True, kw_only=True):
    """What a measure is: its unit, how it is shown ("share" as a percentage, "count" or "number"), what it means.

    `sample` says what the counts behind it are: "numerator / denominator" in words, "denominator" alone, or nothing.
    """

    key: str
    group: str
    label: str
    unit: str = ""
    form: Literal["number", "share", "count"]
    decimals: int
    sample: str = ""
    about: str


class Conceded(ReportPart, frozen=True, kw_only=True):
    """Penalties conceded, against what the leagues' rate per opponent box entry leads one to expect.

    `low` and `high` hold the middle 90% of such matches (Poisson).
    """

    penalties: int
    box_entries: int
    expected: float
    low: int
    high: int


class ReportSide(ReportPart, frozen=True, kw_only=True):
    """The figures of one side over the whole match, and by window (`measures[window][measure]`)."""

    team: str
    goals: int
    ppda: float | None
    front_foot: float | None
    front_foot_interval: tuple[float, float] | None
    xg: float | None
    measures: dict[str, dict[str, Cell]]
    strip: tuple[ReportMoment, ...]
    press: tuple[PitchPlace, ...]
    regains: tuple[PitchPlace, ...]
    zones: tuple[tuple[int, ...], ...]
    conceded: Conceded | None


class Sides(ReportPart, frozen=True, kw_only=True):
    """Both sides."""

    home: ReportSide
    away: ReportSide


class ExpectedGoals(ReportPart, frozen=True, kw_only=True):
    """Totals of the match, (home, away), by our model and by the provider.

    `used` says which of them stand in the headline and every sum; `provider` is None where it does not state one for
    every shot; `model` names the fitted file made from this provider's events, None where there is none.
    """

    used: Literal["own", "provider"]
    model: str | None
    own: tuple[float | None, float | None]
    provider: tuple[float | None, float | None] | None
    text: str


class NormsNote(ReportPart, frozen=True, kw_only=True):
    """Whose matches put the front-foot index on its scale: None where there are none for this provider.

    `matches` is how many they are; without norms zero is not the average of the provider's matches.
    """

    standardised: bool
    provider: str | None
    matches: int | None
    text: str


CATALOGUE: Final[tuple[ReportMeasure, ...]] = msgspec.json.decode(
    (files("frontfoot.reports") / "catalogue.json").read_bytes(), type=tuple[ReportMeasure, ...]
)
"""Every measure, in the order in which it is shown."""
