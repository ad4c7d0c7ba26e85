"""The content of a report from a match: one frozen value, without files or output."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

import polars as pl

from frontfoot.approach.counts import minute_counts
from frontfoot.approach.cutting import passages
from frontfoot.approach.sequences import sequences
from frontfoot.chances.minutes import minute_chances
from frontfoot.chances.shots import XgSource, shots
from frontfoot.chances.xt import xt
from frontfoot.core.version import __version__
from frontfoot.match.facts import MatchFacts, match_facts
from frontfoot.match.match import Match
from frontfoot.match.match import Side as SideKey
from frontfoot.match.names import display_name
from frontfoot.players.spells import spells
from frontfoot.players.table import player_table
from frontfoot.reports import attacks, figures, front, norms, people, play
from frontfoot.reports.document import VERSION, Absent, Note, Story
from frontfoot.reports.event_parts import Goal, PitchPlace, ShootOutKick, Span, Tilt
from frontfoot.reports.expected import expected
from frontfoot.reports.figure_parts import CATALOGUE, Cell, Conceded, ReportMoment, ReportSide, ReportWindow, Sides
from frontfoot.reports.headline import Facts, headline, standfirst
from frontfoot.reports.methods import METHODS
from frontfoot.reports.terms import terms
from frontfoot.reports.windows import View, views

SIDES: tuple[SideKey, SideKey] = ("home", "away")


def story_of(match: Match, xg: XgSource | None = None) -> Story:
    """The content of the report of a match.

    Args:
        match: any match that `frontfoot.match.load.load` returns.
        xg: whose expected goals are used; None for the provider's where it states one for every shot, else ours.

    Returns:
        The story: result, goals, figures by window, the front-foot strip, shots, places, what was put right.

    Raises:
        InputError: the match has no play to measure.
        NotProvided: the provider's expected goals are asked for, and it does not state them.

    Example:
        >>> from frontfoot.match.load import load                                     # doctest: +SKIP
        >>> story_of(load("2575959.json.gz")).headline                                    # doctest: +SKIP
    """
    named, score = play.names(match), match.score
    cut, taken, moves = passages(match), shots(match, xg), xt(match)
    counts, runs, on_pitch = minute_counts(match, cut), sequences(match, cut), spells(match, events=cut.events)
    listed_shots = attacks.report_shots(taken, named)
    known = match_facts(match)
    goals = play.goals(known, named, {shot.index: shot.xg for shot in listed_shots if shot.xg is not None})
    kicks = play.kicks(match, named)
    windows = views(match)
    worth = {side: [shot.xg for shot in listed_shots if shot.side == side and shot.xg is not None] for side in SIDES}
    rows = figures.table(counts, minute_chances(match, taken, moves, cut.events))
    totals = {view.key: figures.sums(rows, view) for view in windows}
    measured = _measured(match, counts, totals, worth, windows)
    strips, defended = front.moments(match, counts), play.defensive_actions(match)
    facts = _facts(match, known, kicks, goals, worth, measured)
    sides = {
        side: _side(
            match,
            runs,
            side,
            score[place],
            figures.conceded(match, totals["match"][side]),
            measured[side],
            strips[side],
            play.places(defended, side, named),
            named,
        )
        for place, side in enumerate(SIDES)
    }
    return Story(
        schema="frontfoot.match",
        schema_version=VERSION,
        frontfoot=__version__,
        home=match.home.name,
        away=match.away.name,
        score=score,
        state=match.progress.state,
        until=match.progress.minute,
        stated_score=match.info.stated_score,
        half_time=known.half_time,
        after_90=known.after_90,
        extra_time=known.extra_time,
        shoot_out=kicks[-1].score if kicks else None,
        kicks=kicks,
        headline=headline(facts),
        standfirst=standfirst(facts),
        competition=match.info.competition,
        season=match.info.season,
        date=match.info.date,
        venue=match.info.venue,
        provider=match.info.provider,
        match_id=match.info.match_id,
        sources=tuple(PurePath(source).name for source in match.info.sources),
        periods=tuple(Span(number=period.number, seconds=round(period.seconds, 3)) for period in match.periods),
        sides=Sides(home=sides["home"], away=sides["away"]),
        windows=tuple(
            ReportWindow(key=view.key, label=view.label, seconds=round(totals[view.key]["home"]["seconds"], 3))
            for view in windows
        ),
        measures=norms.measures(match),
        goals=goals,
        cards=play.cards(known, named),
        substitutions=play.substitutions(known, named),
        shots=listed_shots,
        expected_goals=expected(match, taken, xg),
        players=people.report_players(player_table(match, taken, moves, on_pitch, cut), named),
        line_ups=people.line_ups(match, known, on_pitch, named),
        norms=norms.norms(match),
        counters=attacks.report_counters(match, runs, named),
        high_turnovers=attacks.report_turnovers(runs),
        penalties=tuple(shot for shot in listed_shots if shot.set_piece == "penalty"),
        tilt=_tilt(counts),
        repairs=tuple(Note(rule=r.rule, what=r.what, events=r.events, level="repaired") for r in match.repairs),
        findings=tuple(Note(rule=f.rule, what=f.what, events=f.events, level=f.level) for f in match.findings),
        not_recorded=_absent(match, measured["home"]["match"]),
        terms=terms(match.info.provider),
        methods=METHODS,
    )


def _measured(
    match: Match,
    counts: pl.DataFrame,
    totals: Mapping[str, Mapping[SideKey, figures.Sums]],
    worth: Mapping[SideKey, list[float]],
    windows: tuple[View, ...],
) -> dict[SideKey, dict[str, dict[str, Cell]]]:
    """Every measure of each side in every window, in the order of the catalogue."""
    index = front.cells(match, counts, windows)
    measured: dict[SideKey, dict[str, dict[str, Cell]]] = {"home": {}, "away": {}}
    for view in windows:
        for side in SIDES:
            values = figures.cells(match, totals[view.key][side], worth[side] if view.key == "match" else None)
            values["front_foot"] = index[(view.key, side)]
            measured[side][view.key] = {measure.key: values[measure.key] for measure in CATALOGUE}
    return measured


def _facts(
    match: Match,
    known: MatchFacts,
    kicks: tuple[ShootOutKick, ...],
    goals: tuple[Goal, ...],
    worth: Mapping[SideKey, list[float]],
    measured: Mapping[SideKey, dict[str, dict[str, Cell]]],
) -> Facts:
    home, away = measured["home"]["match"], measured["away"]["match"]
    return Facts(
        home=match.home.name,
        away=match.away.name,
        score=match.score,
        after_90=known.after_90 if known.extra_time else None,
        shoot_out=kicks[-1].score if kicks else None,
        goals=goals,
        xg=(worth["home"], worth["away"]) if home["xg"].value is not None else None,
        front_foot=(home["front_foot"], away["front_foot"]),
        ppda=(home["ppda"], away["ppda"]),
        so_far=match.progress.words if match.progress.unfinished else "",
        doubtful=any(finding.level == "error" for finding in match.findings),
        standardised=norms.norms(match).standardised,
    )


def _side(
    match: Match,
    runs: pl.DataFrame,
    side: SideKey,
    goals: int,
    conceded: Conceded | None,
    measured: dict[str, dict[str, Cell]],
    moments: tuple[ReportMoment, ...],
    press: tuple[PitchPlace, ...],
    named: Mapping[str, str],
) -> ReportSide:
    whole = measured["match"]
    front = whole["front_foot"]
    return ReportSide(
        team=match.team(side).name,
        goals=goals,
        ppda=whole["ppda"].value,
        front_foot=front.value,
        front_foot_interval=None if front.low is None or front.high is None else (front.low, front.high),
        xg=whole["xg"].value,
        measures=measured,
        strip=moments,
        press=press,
        regains=attacks.regains(match, runs, side, named),
        zones=play.zones(match, side),
        conceded=conceded,
    )


def _tilt(counts: pl.DataFrame) -> tuple[Tilt, ...]:
    """Final-third passes of both sides in every minute."""
    home, away = (counts.filter(pl.col("side") == side) for side in SIDES)
    rows = zip(home["period"], home["minute"], home["final_third_passes"], away["final_third_passes"], strict=True)
    return tuple(
        Tilt(period=period, seconds=60.0 * minute, home=int(ours), away=int(theirs))
        for period, minute, ours, theirs in rows
    )


def _absent(match: Match, whole: Mapping[str, Cell]) -> tuple[Absent, ...]:
    """Measures that this provider's data do not allow."""
    lacking = f"{display_name(match.info.provider)} records no "
    return tuple(
        Absent(measure=measure.label, reason=whole[measure.key].reason)
        for measure in CATALOGUE
        if whole[measure.key].reason.startswith(lacking)
    )
