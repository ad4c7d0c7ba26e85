"""The check at the door: what can be put right is, and stands in `repairs`; what cannot is said in `findings`."""

from __future__ import annotations

import dataclasses
from typing import Final

import numpy as np
import polars as pl

from frontfoot.errors import ReadError
from frontfoot.match.draft import Draft
from frontfoot.match.duels import drop_doubled, pair, repeats
from frontfoot.match.flips import mend_flips
from frontfoot.match.match import Finding, Match, Period, Repair, score
from frontfoot.match.schema import PITCH_LENGTH, PITCH_WIDTH, KindType

_HALF_SECONDS: Final = 2_400.0  # a half that ends before 40 minutes is not complete
_EXTRA_SECONDS: Final = 780.0  # 13 minutes of extra time
_LATE_START: Final = 900.0  # a period whose first event comes after 15 minutes was timed from elsewhere
_LONGEST: Final = 7_200.0  # no period lasts two hours
_OWN_GOAL_METRES: Final = 25.0  # a "goal" from this close to the own goal line went into the own goal
_OFF_PITCH: Final = 3.0  # metres beyond the lines that a throw-in or a corner may lie
_PLAYED: Final = ("pass", "carry", "take_on", "shot", "tackle", "aerial", "loose_ball", "foul")
_KEEPERS: Final = r"(?i)^(goalkeeper|gk|torwart|tw)$"


def admit(draft: Draft) -> Match:
    """Check a draft, put right what can be put right, and turn it into a match.

    Raises:
        ReadError: not one event belongs to either team.
    """
    draft = dataclasses.replace(draft, repairs=list(draft.repairs), findings=list(draft.findings))
    for check in (_sides, _offset, _clock, _duplicates, _doubled, _off_pitch, _flips, _pairs):
        check(draft)
    periods = _periods(draft)
    if not _in_order(draft.events):
        draft.events = _renumbered(draft)
    _own_goals(draft)
    match = Match(
        info=draft.info,
        home=draft.home,
        away=draft.away,
        periods=periods,
        events=draft.events,
        players=draft.players,
        freeze_frames=draft.freeze_frames,
        provides=draft.provides,
        repairs=tuple(draft.repairs),
        findings=tuple(draft.findings),
    )
    return dataclasses.replace(match, findings=(*match.findings, *_score(match), *_shots(match)))


def _in_order(events: pl.DataFrame) -> bool:
    index = events["index"]
    return len(index) == 0 or bool((index == pl.int_range(len(index), dtype=pl.UInt32, eager=True)).all())


def _renumbered(draft: Draft) -> pl.DataFrame:
    """Count the events anew after some were removed or moved, in every column that names them."""
    events = draft.events
    new = pl.DataFrame({"index": events["index"], "_new": pl.int_range(len(events), dtype=pl.UInt32, eager=True)})
    related = (
        events.select("index", "related")
        .drop_nulls()
        .explode("related")
        .join(new, left_on="related", right_on="index", how="inner", maintain_order="left")
        .group_by("index", maintain_order=True)
        .agg(pl.col("_new").alias("_related"))
    )
    if draft.freeze_frames is not None:
        draft.freeze_frames = (
            draft.freeze_frames.join(new, on="index", how="inner", maintain_order="left")
            .with_columns(index=pl.col("_new"))
            .drop("_new")
            .sort("index", maintain_order=True)
        )
    return (
        events.join(related, on="index", how="left", maintain_order="left")
        .with_columns(related=pl.col("_related"), index=pl.int_range(pl.len(), dtype=pl.UInt32))
        .drop("_related")
    )


def _sides(draft: Draft) -> None:
    unknown = int(draft.events["side"].is_null().sum())
    if unknown == len(draft.events):
        raise ReadError(
            "Not one event belongs to either team",
            place=_place(draft),
            remedy="Check that events and teams are of the same match",
        )
    played = draft.events.filter(pl.col("side").is_null() & pl.col("kind").is_in(_PLAYED))
    if len(played):
        what = f"{len(played)} events belong to neither team and count for none"
        draft.findings.append(Finding("unknown-team", "warning", what, len(played)))


def _offset(draft: Draft) -> None:
    """Bring every period's clock to its own start, and leave out what no period can hold."""
    seconds, period = draft.events["seconds"].to_numpy(), draft.events["period"].to_numpy()
    first = [seconds[period == number].min() for number in np.unique(period)]
    if max(first) <= _LATE_START and bool((seconds <= _LONGEST).all()):
        return
    starts = draft.events.group_by("period").agg(pl.col("seconds").min().alias("start"))
    late = starts.filter((pl.col("start") > _LATE_START) & (pl.col("start") < _LONGEST))
    if len(late):
        draft.events = (
            draft.events.join(late, on="period", how="left", maintain_order="left")
            .with_columns(seconds=pl.col("seconds") - pl.col("start").fill_null(0.0))
            .drop("start")
        )
        what = f"The clock of period {', '.join(map(str, sorted(late['period'])))} did not start at the period's start"
        draft.repairs.append(Repair("clock-offset", what + "; its first event was taken as the start", len(late)))
    beyond = draft.events.select(far=~(pl.col("seconds") <= _LONGEST))["far"].fill_null(True)
    if count := int(beyond.sum()):
        draft.events = draft.events.filter(~beyond)
        what = f"{count} events lie more than two hours into their period and were left out"
        draft.findings.append(Finding("clock-impossible", "error", what, count))
    if draft.events.is_empty():
        raise ReadError(
            "No event has a time that a match could have", place=_place(draft), remedy="Export the file again"
        )


def _place(draft: Draft) -> str:
    return draft.info.sources[0] if draft.info.sources else ""


def _clock(draft: Draft) -> None:
    """Sort what is out of order: the clock may run backwards in a file, not in a match."""
    key = draft.events.select(backwards=pl.col("seconds") < pl.col("seconds").cum_max().over("period"))["backwards"]
    periods_back = bool((draft.events["period"].cast(pl.Int16).diff() < 0).any())
    late = int(key.sum())
    if not late and not periods_back:
        return
    draft.events = draft.events.sort("period", "seconds", maintain_order=True)
    what = f"The clock ran backwards at {late or 'some'} events; the events were put in the order of their times"
    draft.repairs.append(Repair("clock-backwards", what, late))


def _duplicates(draft: Draft) -> None:
    """Rows that agree in everything but their number: the same event entered twice."""
    if not repeats(draft.events, ("period", "seconds", "side", "kind", "x", "y")):
        return
    same = ["period", "seconds", "side", "player", "kind", "type_name", "outcome", "x", "y", "end_x", "end_y"]
    structural = ["other", "period_start", "period_end", "substitution", "card", "out", "foul", "foul_won"]
    repeated = pl.int_range(pl.len()).over(same) > 0
    known = pl.col("x").is_not_null() & (~pl.col("kind").is_in(structural) | (pl.col("kind") == "out"))
    surplus = draft.events.filter(repeated & known)["index"]
    if surplus.is_empty():
        return
    draft.events = draft.events.filter(~pl.col("index").is_in(surplus.implode()))
    what = f"{len(surplus)} events stood in the file twice; the second record was removed"
    draft.repairs.append(Repair("duplicate", what, len(surplus)))


def _doubled(draft: Draft) -> None:
    if draft.info.provider == "statsbomb":
        return  # every StatsBomb event has an identifier of its own and duels are named by both sides
    if not repeats(draft.events, ("period", "seconds", "side", "kind")):
        return
    draft.events, repairs = drop_doubled(draft.events)
    draft.repairs += repairs


def _off_pitch(draft: Draft) -> None:
    """Places that cannot be: not a number, or far outside the lines."""
    frame = draft.events
    impossible = pl.lit(False)
    for name, full in (("x", PITCH_LENGTH), ("end_x", PITCH_LENGTH), ("y", PITCH_WIDTH), ("end_y", PITCH_WIDTH)):
        impossible |= (
            ~pl.col(name).is_finite() | (pl.col(name) < -_OFF_PITCH) | (pl.col(name) > full + _OFF_PITCH)
        ).fill_null(False)
    bad = frame.select(impossible.alias("bad"))["bad"]
    count = int(bad.sum())
    if not count:
        return
    draft.events = frame.with_columns(
        pl.when(bad).then(None).otherwise(pl.col(name)).alias(name) for name in ("x", "y", "end_x", "end_y")
    )
    what = f"{count} events lay outside the pitch; their places were taken out"
    draft.repairs.append(Repair("off-pitch", what, count))


def _flips(draft: Draft) -> None:
    keepers = draft.players.filter(pl.col("position").str.contains(_KEEPERS))["player"].to_list()
    draft.events, repairs = mend_flips(draft.events, keepers)
    draft.repairs += repairs


def _pairs(draft: Draft) -> None:
    if draft.events["related"].null_count() == len(draft.events):
        draft.events = pair(draft.events)


def _own_goals(draft: Draft) -> None:
    """Some feeds write an own goal as a goal; where the stated score says so, it is taken as what it was."""
    stated = draft.info.stated_score
    goal = (pl.col("kind") == "shot") & (pl.col("outcome") == "goal") & (pl.col("x") < _OWN_GOAL_METRES)
    rows = draft.events.filter(goal & (pl.col("period") <= 4))
    if stated is None or rows.is_empty():
        return
    turned = draft.events.with_columns(
        kind=pl.when(pl.col("index").is_in(rows["index"].implode()))
        .then(pl.lit("own_goal", dtype=KindType))
        .otherwise("kind"),
    ).with_columns(outcome=pl.when(pl.col("kind") != "own_goal").then("outcome"))
    if score(turned) == stated != score(draft.events):
        draft.events = turned
        what = f"{len(rows)} of the goals lay right before the own goal: own goals, as the stated score tells"
        draft.repairs.append(Repair("own-goal", what, len(rows)))


def _periods(draft: Draft) -> tuple[Period, ...]:
    lengths = draft.events.group_by("period").agg(pl.col("seconds").max()).sort("period")
    periods = tuple(Period(int(number), float(seconds)) for number, seconds in lengths.iter_rows())
    numbers = {period.number for period in periods}
    for expected in (1, 2, *((3, 4) if numbers & {3, 4} else ())):
        if expected not in numbers:
            draft.findings.append(Finding("missing-period", "error", f"There are no events of period {expected}"))
    for period in periods:
        least = _HALF_SECONDS if period.number <= 2 else _EXTRA_SECONDS
        if period.number <= 4 and period.seconds < least:
            what = f"Period {period.number} ends after {period.seconds / 60:.0f} minutes"
            draft.findings.append(Finding("short-period", "warning", what))
    return periods


def _score(match: Match) -> list[Finding]:
    stated = match.info.stated_score
    if stated is None or stated == match.score:
        return []
    sides = []
    for team, theirs, ours in zip((match.home, match.away), stated, match.score, strict=True):
        if theirs != ours:
            number = abs(theirs - ours)
            goals = "1 goal" if number == 1 else f"{number} goals"
            sides.append(f"{goals} of {team.name} {'missing' if theirs > ours else 'too many'}")
    what = (
        f"The events give {match.score[0]}-{match.score[1]}, the stated score is {stated[0]}-{stated[1]}: "
        + ", ".join(sides)
        + _hint(match)
    )
    return [Finding("score-differs", "error", what, abs(stated[0] - match.score[0]) + abs(stated[1] - match.score[1]))]


def _hint(match: Match) -> str:
    """Keepers beaten by a shot that is not there."""
    beaten = match.events.filter(
        (pl.col("kind") == "keeper") & (pl.col("outcome") == "failure") & (pl.col("period") <= 4)
    )
    goals = match.events.filter(
        ((pl.col("kind") == "shot") & (pl.col("outcome") == "goal")) | (pl.col("kind") == "own_goal")
    )
    lost = [
        (int(period), float(seconds))
        for period, seconds in beaten.select("period", "seconds").iter_rows()
        if goals.filter((pl.col("period") == period) & ((pl.col("seconds") - seconds).abs() < 15)).is_empty()
    ]
    if not lost:
        return ""
    places = ", ".join(f"period {period} at {seconds:.0f} s" for period, seconds in lost)
    return f" (the goalkeeper is beaten in {places}, but there is no shot)"


def _shots(match: Match) -> list[Finding]:
    odd = match.events.filter((pl.col("kind") == "shot") & (pl.col("x") < 35.0) & (pl.col("period") <= 4))
    if odd.is_empty():
        return []
    return [Finding("shot-from-own-third", "note", f"Shots from the shooter's own third: {len(odd)}", len(odd))]
