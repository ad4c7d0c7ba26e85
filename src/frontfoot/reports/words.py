"""Figures and events in words, the same for the page, the terminal and Markdown."""

from __future__ import annotations

from datetime import date
from typing import Final

from frontfoot.core.wording import long_date, signed
from frontfoot.reports.document import Story
from frontfoot.reports.event_parts import Card, Counter, Goal, ReportShot, ShootOutKick, Turnover
from frontfoot.reports.figure_parts import Cell, ReportMeasure

MISSING: Final = "not recorded"
NOTHING: Final = "–"

HOW: Final = {"goal": "", "penalty": "pen.", "own_goal": "own goal"}
_SET_PIECES: Final = {
    "penalty": "penalty",
    "free_kick": "direct free kick",
    "corner": "straight from a corner",
    "throw_in": "straight from a throw-in",
    "kick_off": "from kick-off",
    "goal_kick": "from a goal kick",
}
_OUTCOMES: Final = {"off_target": "off target", "post": "post", "goal": "goal", "saved": "saved", "blocked": "blocked"}


def decimals(value: float | None, places: int) -> str:
    """A number with a true minus sign; a dash for none.

    >>> decimals(-0.25, 1), decimals(None, 1), decimals(-0.04, 1)
    ('−0.2', '–', '0.0')
    """
    if value is None:
        return NOTHING
    text = f"{value:.{places}f}"
    if float(text) == 0:
        text = text.lstrip("-")
    return text.replace("-", "\u2212")


def signed_decimals(value: float | None, places: int) -> str:
    """A number with its sign, the minus a true one; a dash for none, no sign for what rounds to zero.

    >>> signed_decimals(0.25, 1), signed_decimals(-0.25, 1), signed_decimals(None, 1), signed_decimals(-0.04, 1)
    ('+0.2', '−0.2', '–', '0.0')
    """
    return NOTHING if value is None else signed(value, places)


def value(cell: Cell, measure: ReportMeasure) -> str:
    """The figure itself, in the measure's form."""
    return plain(cell.value, measure)


def plain(number: float | None, measure: ReportMeasure) -> str:
    """A number in a measure's form."""
    if number is None:
        return NOTHING
    if measure.form == "share":
        return f"{number * 100:.{measure.decimals}f}%"
    if measure.key == "front_foot":
        return signed_decimals(number, 2)
    return decimals(number, measure.decimals)


def interval(cell: Cell, measure: ReportMeasure) -> str:
    """The 90% interval, or nothing."""
    if cell.low is None or cell.high is None:
        return ""
    if measure.key == "xg":
        return f"{cell.low:.0f} to {cell.high:.0f} goals"
    return f"{plain(cell.low, measure)} to {plain(cell.high, measure)}"


def short_interval(cell: Cell) -> str:
    """The interval of the index with one decimal, for narrow columns."""
    return "" if cell.low is None else f"{decimals(cell.low, 1)} to {decimals(cell.high, 1)}"


def sample(cell: Cell, measure: ReportMeasure) -> str:
    """The counts behind a figure, or nothing."""
    if not measure.sample or cell.denominator is None:
        return ""
    if " / " not in measure.sample:
        return f"n = {cell.denominator:.0f}"
    return f"{cell.numerator or 0:.0f} / {cell.denominator:.0f}"


def missed_penalties(story: Story, side: str) -> tuple[ReportShot, ...]:
    """Penalties of a side that did not go in, the shoot-out left out."""
    return tuple(shot for shot in story.penalties if shot.side == side and shot.period <= 4 and shot.outcome != "goal")


def missed(shot: ReportShot) -> str:
    """A penalty that did not go in, in words: "L. Messi 67' (pen. saved)"."""
    return f"{shot.player} {shot.minute} (pen. {'saved' if shot.outcome == 'saved' else 'missed'})"


def scorer(goal: Goal) -> str:
    """A scorer with minute and manner.

    >>> from frontfoot.reports.event_parts import Goal
    >>> scorer(Goal(side="home", player="L. Messi", minute="67'", period=2, seconds=1300.0, how="penalty",
    ...             score=(1, 0), xg=0.76))
    "L. Messi 67' (pen.)"
    """
    manner = f" ({HOW[goal.how]})" if HOW[goal.how] else ""
    return f"{goal.player} {goal.minute}{manner}"


def manner(shot: ReportShot) -> str:
    """How a shot was taken: restart, body part, counter."""
    parts = []
    if shot.set_piece:
        parts.append(_SET_PIECES.get(shot.set_piece, shot.set_piece))
    elif shot.counter:
        parts.append("counter-attack")
    if shot.body_part and shot.set_piece != "penalty":
        parts.append(shot.body_part.replace("_", " "))
    if shot.big_chance:
        parts.append("big chance")
    return ", ".join(parts)


def outcome(shot: ReportShot) -> str:
    """The outcome of a shot in words."""
    return _OUTCOMES.get(shot.outcome or "", "not recorded")


def came_to(event: Counter | Turnover) -> str:
    """The result of a counter-attack or a turnover in words."""
    return "goal" if event.goal else "shot" if event.shot else "no shot"


def so_far(story: Story) -> str:
    """How far an unfinished match has come, "half-time" or "60' played"; nothing of a finished one."""
    if story.state == "finished":
        return ""
    return "half-time" if story.state == "half-time" else f"{story.until} played"


def occasion(story: Story) -> str:
    """Competition, season, date and venue, as far as the file states them."""
    # Some files state competition and season by the provider's own numbers only, which say nothing to people.
    named = [part for part in (story.competition, story.season) if not part.isdigit()]
    return ", ".join(part for part in (*named, day(story.date), story.venue) if part)


def day(stated: str) -> str:
    """A day as it is printed; as the file states it where that is no date."""
    try:
        return long_date(date.fromisoformat(stated))
    except ValueError:
        return stated


def codes(story: Story) -> tuple[str, str]:
    """Two short codes of three letters for narrow columns, never the same."""

    def short(team: str) -> str:
        letters = "".join(c for c in team if c.isalnum())
        return letters[:3].upper() or "?"

    home, away = short(story.home), short(story.away)
    return (home, away) if home != away else (f"{home} (H)", f"{away} (A)")


def sendings_off(story: Story, side: str) -> tuple[Card, ...]:
    """The second yellow and red cards of a side in play, in order."""
    return tuple(card for card in story.cards if card.side == side and card.card != "yellow" and card.period <= 4)


def sent_off(card: Card) -> str:
    """A second yellow or red card in words, with the reason if the side loses no player by it."""
    remarks = ["second yellow"] if card.card == "second_yellow" else []
    remarks += ["not on the pitch"] if card.on_pitch is False else []
    return f"{card.player} sent off {card.minute}" + (f" ({', '.join(remarks)})" if remarks else "")


def stages(story: Story) -> list[str]:
    """The score after 90 minutes, and of the shoot-out, of a match that went on: "1–1 after 90 minutes"."""
    parts = []
    if story.after_90 is not None:
        parts.append(f"{story.after_90[0]}–{story.after_90[1]} after 90 minutes")
    if story.extra_time and story.state == "finished":
        parts.append("after extra time")
    if story.shoot_out is not None:
        parts.append(f"shoot-out {story.shoot_out[0]}–{story.shoot_out[1]}")
    return parts


def beside_score(story: Story) -> list[str]:
    """What stands beside the score: another one that the file states, how far the match has come, half-time, stages."""
    parts = []
    if story.stated_score and story.stated_score != story.score:
        parts.append(f"the file states {story.stated_score[0]}–{story.stated_score[1]}")
    parts += filter(None, [so_far(story)])
    if story.half_time:
        parts.append(f"half-time {story.half_time[0]}–{story.half_time[1]}")
    return parts + stages(story)


def kick(one: ShootOutKick) -> str:
    """A kick of a shoot-out in words: "1–0 Messi, scored"."""
    return f"{one.score[0]}–{one.score[1]} {one.player}, {one.outcome}"
