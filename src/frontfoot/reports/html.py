"""The page: one self-contained HTML file, made from a `Story` by a template that escapes everything."""

from __future__ import annotations

import re
from functools import partial
from itertools import groupby

from markupsafe import Markup, escape

from frontfoot.core.wording import several
from frontfoot.reports import (
    break_even,
    maps,
    odds,
    player_columns,
    race,
    rows,
    strip,
    tie_captions,
    tilt,
    video,
    words,
)
from frontfoot.reports.captions import captions
from frontfoot.reports.document import Story
from frontfoot.reports.event_parts import SideName, of_side
from frontfoot.reports.figure_parts import ReportMeasure, ReportWindow
from frontfoot.reports.svg import element
from frontfoot.reports.templates import style, template
from frontfoot.reports.tie_parts import Crossroads


def page(story: Story) -> str:
    """The whole page as one string; same story, same bytes. No script, no network, no outside file."""
    shared = {"s": story, "codes": words.codes(story), "at": partial(video.linked, story)}
    lists = vars(template("lists.html").make_module({**shared, "words": words}))
    return template("match.html").render(
        **shared,
        style=style(),
        headline=_keep_scores(story.headline),
        occasion=words.occasion(story),
        so_far=words.so_far(story),
        stages=words.stages(story),
        rounds=rows.rounds(story.kicks),
        shot_groups=rows.by_period(story.shots),
        notes=captions(story),
        video=video.starts_line(story),
        contents=_contents(story),
        window_tables=rows.window_tables([window for window in story.windows if window.seconds > 0]),
        groups=[(group, list(members)) for group, members in groupby(story.measures, lambda m: m.group)],
        has_strip=bool(story.sides.home.strip or story.sides.away.strip),
        has_xg=any(shot.xg is not None for shot in story.shots),
        provider_xg=any(shot.provider_xg is not None for shot in story.shots),
        strip=partial(strip.draw, story),
        tie=story.tie,
        odds=partial(odds.draw, story),
        captions=tie_captions,
        choice=of_side,
        balance=partial(_balance, story),
        race=partial(race.draw, story),
        tilt=partial(tilt.draw, story),
        territory=partial(maps.territory, story),
        press=partial(_press, story),
        regains=partial(_regains, story),
        shots=partial(_shots, story),
        versus=partial(_versus, story),
        cell=partial(_cell, story),
        scorers=partial(_scorers, story),
        how=words.manner,
        who=player_columns,
        shirts=any(player.shirt for player in story.players),
        outcome=words.outcome,
        decimals=words.decimals,
        counters=lists["counters"],
        turnovers=lists["turnovers"],
        penalties=lists["penalties"],
    )


def _contents(story: Story) -> list[tuple[str, str]]:
    """The sections of the page: where they stand, and what they are called."""
    weighed = story.tie is not None and story.tie.crossroads
    return [
        *([("shoot-out", "The shoot-out")] if story.kicks else []),
        ("front-foot", "On the front foot"),
        *([("approach", "Pressing or dropping back")] if weighed else []),
        ("figures", "Figures"),
        ("press", "Pressing"),
        ("chances", "Chances"),
        ("players", "Players"),
        ("territory", "Territory"),
        ("windows", "By half and by score"),
        ("lists", "Counter-attacks and penalties"),
        ("record", "The record"),
    ]


def _keep_scores(text: str) -> Markup:
    """Text in which no line breaks inside a score."""
    pieces = re.split(r"(\d+–\d+)", text)
    return Markup("").join(
        element("span", piece, class_="keep") if place % 2 else escape(piece) for place, piece in enumerate(pieces)
    )


def _balance(story: Story, at: Crossroads) -> Markup:
    teams = (story.home, story.away) if at.decider == "home" else (story.away, story.home)
    return break_even.draw(of_side(at, at.decider).advice, teams, at.label)


def _press(story: Story, side: SideName) -> Markup:
    own = of_side(story.sides, side)
    return maps.actions(own.press, side, f"Places of {len(own.press)} defensive actions of {own.team}", high=False)


def _regains(story: Story, side: SideName) -> Markup:
    own = of_side(story.sides, side)
    label = f"Places where {own.team} won {several(len(own.regains), 'ball', 'balls')}"
    return maps.actions(own.regains, side, label, high=True)


def _shots(story: Story, side: SideName) -> Markup:
    taken = [shot for shot in story.shots if shot.side == side and shot.period <= 4]
    return maps.shots(taken, side, f"{several(len(taken), 'shot', 'shots')} of {of_side(story.sides, side).team}")


def _versus(story: Story, measure: ReportMeasure, side: SideName) -> Markup:
    """A side's figure over the whole match, with its interval and the counts behind it."""
    cell = of_side(story.sides, side).measures["match"][measure.key]
    if cell.value is None:
        return element("td", element("span", cell.reason or words.MISSING, class_="none"), class_=f"value {side}")
    details = [text for text in (words.interval(cell, measure), words.sample(cell, measure)) if text]
    parts = Markup(" · ").join(element("span", text) for text in details)
    small = [element("small", parts)] if details else []
    return element("td", words.value(cell, measure), *small, class_=f"value {side}")


def _cell(story: Story, measure: ReportMeasure, window: ReportWindow, side: SideName) -> Markup:
    """A side's figure in one window, with the counts behind it."""
    cell = of_side(story.sides, side).measures[window.key][measure.key]
    class_ = "num first" if side == "home" else "num"
    if cell.value is None:
        return element("td", words.NOTHING, class_=f"{class_} none", title=cell.reason or None)
    text = words.short_interval(cell) if measure.key == "front_foot" else words.sample(cell, measure)
    return element("td", words.value(cell, measure), *([element("small", text)] if text else []), class_=class_)


def _scorers(story: Story, side: SideName) -> Markup:
    """Goals, missed penalties and sendings-off of a side, as list items."""
    linked = partial(video.linked, story)
    goals = [linked(goal, "shot", words.scorer(goal)) for goal in story.goals if goal.side == side]
    missed = [linked(shot, "penalty", words.missed(shot)) for shot in words.missed_penalties(story, side)]
    sent_off = [linked(card, "shot", words.sent_off(card)) for card in words.sendings_off(story, side)]
    items = [element("li", text) for text in (*goals, *missed)]
    return Markup("").join([*items, *(element("li", text, class_="sent-off") for text in sent_off)])
