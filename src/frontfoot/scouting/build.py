"""The page of an opponent, from a season's store."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl

from frontfoot.approach.style import REGAIN_BANDS
from frontfoot.core.minute import minute_of_event
from frontfoot.core.version import __version__
from frontfoot.match.names import display_name
from frontfoot.scouting import wording
from frontfoot.scouting.choose import FEWEST, Chosen
from frontfoot.scouting.clips import Clip
from frontfoot.scouting.document import (
    FigureRow,
    Fixture,
    Ladder,
    Lane,
    Moving,
    OpponentPage,
    RegainBand,
)
from frontfoot.scouting.estimate import LIKELY, PLAIN, Estimate, Noise, estimates, has_noise, measured, noise_of
from frontfoot.scouting.figures import BY_NAME, FIGURES, Figure
from frontfoot.scouting.leagues import usual
from frontfoot.scouting.matches import Played, played
from frontfoot.scouting.moments import chosen_clips
from frontfoot.scouting.people import TRAITS, expected_eleven, standouts
from frontfoot.scouting.places import places
from frontfoot.seasons.store import Store

LADDER: Final = 10
"""Last matches in the ladder of minutes."""

_PEOPLE: Final = (
    "match_id",
    "provider",
    "side",
    "team",
    "player",
    "name",
    "position",
    "starter",
    "minutes",
    "minutes_estimated",
)


def all_estimates(chosen: Chosen) -> dict[str, dict[str, Estimate]]:
    """By figure the estimates of every side of the league; figures without any are left out."""
    noises, known = noise_of(chosen.provider), has_noise(chosen.provider)
    by_figure = {}
    for figure in FIGURES:
        if figure.name in noises and (sides := estimates(chosen.league, figure, noises[figure.name], known=known)):
            by_figure[figure.name] = sides
    return by_figure


def opponent_page(
    store: Store, chosen: Chosen, other: Chosen | None = None
) -> tuple[OpponentPage, list[Clip], list[Played]]:
    """The page of the chosen side, its clips, and its matches.

    Args:
        store: a season's store.
        chosen: of `frontfoot.scouting.choose.choose`.
        other: the own side, to put beside it.
    """
    by_figure = all_estimates(chosen)
    mine = {name: sides[chosen.team] for name, sides in by_figure.items() if chosen.team in sides}
    ours: dict[str, Estimate] = {}
    if other is not None:
        ours = {name: sides[other.team] for name, sides in all_estimates(other).items() if other.team in sides}
    noises = noise_of(chosen.provider)
    fits = measured(chosen.provider)
    printed = {name: one for name, one in mine.items() if one.word != "none" and BY_NAME[name].use != "never"}

    def rows(use: str) -> tuple[FigureRow, ...]:
        return tuple(
            _row(BY_NAME[name], one, by_figure[name], noises[name], fits["figures"][name], ours.get(name))
            for name, one in printed.items()
            if BY_NAME[name].use == use
        )

    matches = played(store, chosen.competition, chosen.season, chosen.team, chosen.ids)
    clips = chosen_clips(matches, chosen.team)
    people = store.read("players", competition=chosen.competition, season=chosen.season, columns=[*_PEOPLE, *TRAITS])
    people = people.filter(pl.col("provider") == chosen.provider)
    own = people.filter((pl.col("team") == chosen.team) & pl.col("match_id").is_in(chosen.ids))
    estimated = bool(own["minutes_estimated"].any())
    transitions = rows("season")
    page = OpponentPage(
        team=chosen.team,
        competition=chosen.competition,
        season=chosen.season,
        provider=display_name(chosen.provider),
        other=other.team if other is not None else None,
        fixtures=_fixtures(chosen),
        sentences=wording.sentences(chosen.team, mine),
        ruler=rows("ruler"),
        more=rows("range"),
        transitions=transitions,
        transition=wording.transition_line(transitions),
        lanes=_lanes(chosen),
        regains=_regains(store, chosen),
        places=places(matches, LADDER),
        ladder=_ladder(own, chosen.ids[-LADDER:]),
        people=standouts(
            people.filter((pl.col("team") != chosen.team) | pl.col("match_id").is_in(chosen.ids)),
            chosen.team,
            fits["players"],
            chosen.ids[-LADDER:],
        ),
        eleven=expected_eleven(own, chosen.ids, fits["starting"]),
        minutes_estimated=estimated,
        usual=usual(chosen, fits["by_score"]),
        meets=wording.meets(chosen.team, other.team, mine, ours) if other is not None else (),
        not_printed=_not_printed(mine, noises),
        clips=tuple(_moving(clip, matches) for clip in clips),
        notes=_notes(chosen, other, estimated=estimated),
        frontfoot=__version__,
    )
    return page, clips, matches


def _row(
    figure: Figure,
    one: Estimate,
    sides: Mapping[str, Estimate],
    noise: Noise,
    fits: Mapping[str, float],
    other: Estimate | None,
) -> FigureRow:
    needed = noise.needed(PLAIN)
    return FigureRow(
        name=figure.name,
        label=figure.label,
        what=figure.what,
        unit=figure.unit,
        raw=one.raw,
        value=one.value,
        low=one.low,
        high=one.high,
        league=one.league,
        sides=tuple(sorted(side.value for side in sides.values())),
        weight=one.weight,
        reliability=fits["r"],
        needed=round(needed, 1) if needed < 1e6 else None,
        matches=one.matches,
        rank=one.rank if one.word == "plain" else None,
        of=one.of,
        text=wording.figure_text(figure, one),
        other=(other.value, other.low, other.high) if other is not None and other.word != "none" else None,
    )


def _fixtures(chosen: Chosen) -> tuple[Fixture, ...]:
    rows = chosen.own.select("match_id", "date", "opponent", "side", "goals", "goals_against").iter_rows()
    return tuple(
        Fixture(match, date or "", other, side, (own, against)) for match, date, other, side, own, against in rows
    )


def _lanes(chosen: Chosen) -> tuple[Lane, ...]:
    lanes = []
    for lane in ("left", "centre", "right"):
        own, league = (
            table.select(pl.col(f"entries_{lane}").sum() / pl.col("entries").sum()).item()
            for table in (chosen.own, chosen.league)
        )
        if own is None or league is None:
            return ()
        lanes.append(Lane(lane, float(own), float(league)))
    return tuple(lanes)


def _regains(store: Store, chosen: Chosen) -> tuple[RegainBand, ...]:
    """Balls won by bands beside the league's; none where the provider does not record them."""
    names = [name for _, _, name in REGAIN_BANDS]
    style = store.read(
        "style",
        columns=["match_id", "provider", "side", *names],
        competition=chosen.competition,
        season=chosen.season,
    )
    keys = ["match_id", "provider", "side"]
    league, own = (
        table.select(keys).join(style, on=keys).select(pl.col(names).sum()).row(0)
        for table in (chosen.league, chosen.own)
    )
    if not sum(own):
        return ()
    return tuple(
        RegainBand(start, end, int(mine), mine / sum(own), every / sum(league))
        for (start, end, _), mine, every in zip(REGAIN_BANDS, own, league, strict=True)
    )


def _ladder(own: pl.DataFrame, recent: tuple[str, ...]) -> tuple[Ladder, ...]:
    rows = own.filter(pl.col("match_id").is_in(recent))
    men = []
    for (player,), part in rows.group_by("player", maintain_order=True):
        minutes = dict(part.select("match_id", "minutes").iter_rows())
        name = part["name"].drop_nulls().last() if part["name"].drop_nulls().len() else str(player)
        cells = tuple(None if match not in minutes else round(minutes[match]) for match in recent)
        men.append(Ladder(str(name), cells, round(sum(minutes.values()))))
    return tuple(sorted(men, key=lambda man: (-man.total, man.name)))[:18]


def _not_printed(mine: Mapping[str, Estimate], noises: Mapping[str, Noise]) -> tuple[str, ...]:
    never = ", ".join(wording.small(figure.label) for figure in FIGURES if figure.use == "never")
    lines = [f"Noise over a season: {never}"]
    lines += [
        wording.too_few(BY_NAME[name], one, noises[name].needed(LIKELY))
        for name, one in mine.items()
        if one.word == "none" and BY_NAME[name].use != "never"
    ]
    lines.append(
        "What this side changes when it leads, trails or tires; home less away; failure under pressure apart from "
        "failure in general"
    )
    return tuple(lines)


def _moving(clip: Clip, matches: list[Played]) -> Moving:
    one = next(one for one in matches if one.match.info.match_id == clip.match)
    labels = dict(clip.labels)
    minute = labels.get("Minute") or minute_of_event(clip.period, max(clip.start, 0.0))
    name = f"{one.match.home.name} \u2013 {one.match.away.name}"
    return Moving(
        clip.match, name, minute, clip.period, round(max(clip.start, 0.0), 2), round(clip.end, 2), clip.code, clip.note
    )


def _notes(chosen: Chosen, other: Chosen | None, *, estimated: bool) -> tuple[str, ...]:
    notes = []
    if estimated:
        notes.append("The record names no line-ups: minutes and starters are estimated from first and last touches")
    if not has_noise(chosen.provider):
        notes.append("No variances were measured for this provider: Wyscout's are used, at the spread of this league")
    counted = chosen.league.group_by("team").len()["len"]
    if float(counted.to_numpy().mean()) < FEWEST:
        notes.append(
            f"The league is thin here: {chosen.league['match_id'].n_unique()} matches of {len(counted)} sides; add "
            "the rest of its season to the store before the league's figures are relied on"
        )
    doubtful = chosen.own.filter(~pl.col("trusted"))
    if doubtful.height:
        notes.append(f"{doubtful.height} of these matches have an error in their record")
    if other is not None and (other.competition, other.season) != (chosen.competition, chosen.season):
        notes.append(f"{other.team} is held against its own league, {other.competition} {other.season}")
    return tuple(notes)
