"""The report of a tie from the board: one self-contained page, made from the same documents as the live page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec
from markupsafe import Markup

from frontfoot.board import odds
from frontfoot.board.board import Board
from frontfoot.board.decision import Asked, leader
from frontfoot.board.odds import Priced
from frontfoot.board.state import BoardState
from frontfoot.core.palette import LIGHT
from frontfoot.core.version import __version__
from frontfoot.decisions.advice import Advice
from frontfoot.draw.odds import odds as draw_odds
from frontfoot.draw.saving import DRAWING, inline_svg
from frontfoot.draw.tie_picture import replay_picture
from frontfoot.goals.clock import Moment
from frontfoot.reports import break_even
from frontfoot.reports.templates import style, template
from frontfoot.ties.course import match_course
from frontfoot.ties.replay import replay
from frontfoot.ties.situation import Situation, Tie


@dataclass(frozen=True, slots=True)
class BoardCrossroads:
    """Half-time or a goal, at which a decision was calculated."""

    title: str
    moment: Moment
    score: tuple[int, int]
    men: tuple[int, int]
    announced: int | None


async def page(board: Board, tie: str) -> bytes:
    """The page, UTF-8.

    Raises:
        UnknownTie: there is no such tie.
    """
    head, line = await board.document(tie, "head"), await board.document(tie, "line")
    state, priced = await board.state(tie)
    opening = await board.opening(tie)
    played, _ = odds.standing(state, board.now())
    weighed = []
    for point in crossroads(state, played):
        where = Situation(state.course.leg, point.moment, point.score, point.men, announced=point.announced)
        club = leader(played, where)
        anchor = _odds_then(head, line, state, point)
        question = tie, state.revision, point.moment, point.title, club
        answer = await board.judge.ask(Asked(opening, played, where, club, anchor), question)
        if "reason" not in answer:
            weighed.append((point, msgspec.convert(answer, Advice)))
    records = await board.threads.calculate(board.ledger.records, tie)
    curve = await board.threads.make_file(drawn_curve, state, priced)
    content: bytes = await board.threads.calculate(_render, head, line, curve, weighed, records[-1])
    return content


def crossroads(state: BoardState, tie: Tie) -> list[BoardCrossroads]:
    """Half-time and every goal of the 90 minutes of the match shown, with the odds and the decision right after it."""
    leg = tie.legs[state.course.leg - 1]
    course = match_course((leg.home, leg.away), state.file.events[state.course.leg - 1])
    points = []
    for standing in course.standings:
        event, moment, score = standing.event, standing.moment, standing.score
        if event is None or moment.period > 2 or event.kind not in ("goal", "var", "half-time"):
            continue
        text = "half-time" if event.kind == "half-time" else event.text()
        title = f"{text[0].upper()}{text[1:]}, {score[0]}–{score[1]}"
        points.append(BoardCrossroads(title, moment, score, standing.men, standing.announced(moment)))
    return points


def _odds_then(
    head: dict[str, Any], line: dict[str, Any], state: BoardState, point: BoardCrossroads
) -> dict[str, float]:
    """The odds of both clubs right after a moment, read from the curve."""
    first, second = head["clubs"]
    until = [row for row in line["points"] if (row[0], row[1], row[2]) <= _place(state, point)]
    if not until or not head["settles"]:
        return {}
    through = until[-1][5]
    return {first: through, second: 1.0 - through}


def _place(state: BoardState, point: BoardCrossroads) -> tuple[int, int, float]:
    # The curve rounds seconds to a tenth.
    return state.course.leg, point.moment.period, round(point.moment.second, 1)


def drawn_curve(state: BoardState, priced: Priced) -> Markup:
    """The drawing of the odds through the tie; empty before the first match."""
    from matplotlib.figure import Figure

    replayed = replay(state.file, priced.rates, played_only=True, models=priced.model, intervals=True)
    if not replayed.points:
        return Markup("")
    content = replay_picture(replayed)
    figure = Figure(figsize=(13.0, 5.0), facecolor=LIGHT.paper)
    with DRAWING:
        draw_odds(content, figure.add_axes((0.07, 0.07, 0.92, 0.91)))
        return inline_svg(figure, f"{content.headline} Odds minute by minute.")


def _render(head: dict[str, Any], line: dict[str, Any], curve: Markup, weighed: list[Any], last: Any) -> bytes:
    text = template("report.html", "frontfoot.board").render(
        head=head,
        line=line,
        curve=curve,
        weighed=[(p, a, break_even.draw(a, (a.club, a.opponent), p.title)) for p, a in weighed],
        last=last,
        style=style(),
        version=__version__,
    )
    return text.encode()
