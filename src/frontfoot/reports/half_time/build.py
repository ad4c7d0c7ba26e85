"""From a match so far, its tie and a season's store to everything on the page of a pause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from frontfoot.approach.counts import minute_counts
from frontfoot.approach.cutting import passages
from frontfoot.approach.sequences import sequences
from frontfoot.core.version import __version__
from frontfoot.core.wording import signed
from frontfoot.core.writing import json_bytes
from frontfoot.decisions.advice import Advice
from frontfoot.decisions.evidence import evidence
from frontfoot.match.facts import MatchFacts, match_facts
from frontfoot.match.match import Match, Side, opponent
from frontfoot.reports import play, words
from frontfoot.reports.document import Story
from frontfoot.reports.event_parts import SideName, of_side
from frontfoot.reports.half_time import odds as odds_of
from frontfoot.reports.half_time.document import VERSION, Chance, HalfTime, Odds, Scorers, SideNow, Thirds
from frontfoot.reports.half_time.lasting import lasting
from frontfoot.reports.half_time.norms import NOTHING, SeasonNorms
from frontfoot.reports.half_time.odds import PausedTie
from frontfoot.reports.half_time.people import people
from frontfoot.reports.half_time.shows import clips_of, shows
from frontfoot.reports.story import story_of
from frontfoot.scouting.clips import Clip

SIDES: Final[tuple[Side, Side]] = ("home", "away")
CHANCES: Final = 5
THIRD: Final = 35.0


@dataclass(frozen=True, slots=True)
class Pause:
    """A match at a pause.

    Attributes:
        page: every figure and sentence.
        story: the match so far, from which the page draws its strip.
        clips: the moments of the page, for the lists that video tools read.
    """

    page: HalfTime
    story: Story
    clips: tuple[Clip, ...]

    def __repr__(self) -> str:
        """The headline; the whole page would be too long for a notebook."""
        return f"<Pause: {self.page.headline}>"

    def html(self) -> str:
        """The complete HTML page, without scripts, network access or external files."""
        from frontfoot.reports.half_time.page import page

        return page(self.page, self.story)

    def markdown(self) -> str:
        """GitHub-flavoured Markdown."""
        from frontfoot.reports.half_time.markdown import markdown

        return markdown(self.page)

    def json(self) -> str:
        """The JSON document."""
        return json_bytes(self.page).decode()


def pause(match: Match, placed: PausedTie | None = None, norms: SeasonNorms = NOTHING) -> Pause:
    """The page of a match that is not over.

    Args:
        match: so far, as `frontfoot.load` returns it, whole or cut.
        placed: the tie that it belongs to; odds and advice are left out without it.
        norms: what is usual for the sides (`frontfoot.reports.half_time.norms`).

    Raises:
        InputError: the match is over, or holds no play.
    """
    after_90 = odds_of.extra_time_next(match, placed)
    odds_of.check_over(match, after_90=after_90)
    story, facts = story_of(match), match_facts(match)
    cut, named = passages(match), play.names(match)
    counts, runs = minute_counts(match, cut), sequences(match, cut)
    clips = clips_of(match, runs, story.shots)
    odds: Odds | None = None
    advice: tuple[Advice, ...] = ()
    if placed is not None:
        situation = odds_of.situation_now(match, facts, placed.leg, after_90=after_90)
        seen = odds_of.seen_of(match, facts, _xg(story), _final_third(counts), placed.carried)
        odds, model, outlook = odds_of.odds_now(placed, situation, seen)
        advice = odds_of.advice_now(placed, model, outlook, situation)
    home, away = (_side(match, facts, story, runs, side, named, norms, after_90=after_90) for side in SIDES)
    words_now = "After 90 minutes" if after_90 else match.progress.words
    score = f"{story.home} {match.score[0]}–{match.score[1]} {story.away}"
    aggregate = None
    if placed is not None and placed.leg == 2:
        first = placed.tie.legs[0].last_score
        aggregate = (match.score[0] + first[1], match.score[1] + first[0])
    total = f" ({aggregate[0]}–{aggregate[1]} on aggregate)" if aggregate else ""
    page = HalfTime(
        schema="frontfoot.half_time",
        schema_version=VERSION,
        frontfoot=__version__,
        home=story.home,
        away=story.away,
        score=match.score,
        aggregate=aggregate,
        state="in play" if after_90 else match.progress.state,
        until=match.progress.minute,
        words=words_now,
        headline=f"{words_now}: {score}{total}",
        occasion=words.occasion(story),
        after_90=after_90,
        odds=odds,
        advice=advice,
        sides=(home, away),
        scorers=Scorers(home=_scorers(story, "home"), away=_scorers(story, "away")),
        lasting=lasting(match, counts, norms),
        chances=_chances(story),
        usual=_usual(match, placed, norms),
        clips=shows(clips),
        findings=tuple(note for note in story.findings if note.level != "note" or note.rule == "match-state"),
        terms=story.terms,
    )
    return Pause(page, story, tuple(clips))


def _scorers(story: Story, side: SideName) -> tuple[str, ...]:
    goals = [words.scorer(goal) for goal in story.goals if goal.side == side]
    off = [f"{card.player} {card.minute} (sent off)" for card in story.cards if card.side == side and card.costs_man]
    return (*goals, *off)


def _xg(story: Story) -> tuple[float, float] | None:
    home, away = story.sides.home.xg, story.sides.away.xg
    return None if home is None or away is None else (home, away)


def _final_third(counts: pl.DataFrame) -> tuple[float, float]:
    """Passes of both sides from the final third; none where the provider has no places."""
    sums = dict(counts.group_by("side").agg(pl.col("final_third_passes").sum()).iter_rows())
    return float(sums.get("home") or 0.0), float(sums.get("away") or 0.0)


def _side(
    match: Match,
    facts: MatchFacts,
    story: Story,
    runs: pl.DataFrame,
    side: SideName,
    named: dict[str, str],
    norms: SeasonNorms,
    *,
    after_90: bool,
) -> SideNow:
    side_story = of_side(story.sides, side)
    season = of_side(norms, side)
    counters = [counter for counter in story.counters if counter.side == side]
    return SideNow(
        team=side_story.team,
        front_foot=side_story.measures["match"]["front_foot"],
        usual_front_foot=None if season is None or season.front_foot is None else round(season.front_foot, 3),
        xg=side_story.xg,
        shots=sum(shot.side == side and shot.period <= 4 for shot in story.shots),
        thirds=Thirds(won=_thirds(runs, side, mirrored=False), lost=_thirds(runs, opponent(side), mirrored=True)),
        counters=len(counters),
        counter_shots=sum(counter.shot for counter in counters),
        penalties_conceded=sum(shot.side == opponent(side) and shot.period <= 4 for shot in story.penalties),
        people=people(match, facts, story.cards, side, named, norms, after_90=after_90),
    )


def _thirds(runs: pl.DataFrame, winner: Side, *, mirrored: bool) -> tuple[int, int, int]:
    """Balls that a side won in open play by third of the pitch; seen from the side that lost them where mirrored."""
    x = runs.filter((pl.col("side") == winner) & pl.col("regain") & (pl.col("period") <= 4))["start_x"].drop_nulls()
    places = [105.0 - value if mirrored else value for value in x.to_list() if value == value]
    own, last = sum(place < THIRD for place in places), sum(place >= 2 * THIRD for place in places)
    return own, len(places) - own - last, last


def _chances(story: Story) -> tuple[Chance, ...]:
    taken = [shot for shot in story.shots if shot.xg is not None and shot.period <= 4]
    best = sorted(taken, key=lambda shot: -(shot.xg or 0.0))[:CHANCES]
    return tuple(
        Chance(
            side=shot.side,
            minute=shot.minute,
            player=shot.player,
            xg=round(shot.xg or 0.0, 3),
            how=words.manner(shot),
            outcome=words.outcome(shot),
        )
        for shot in best
    )


def _usual(match: Match, placed: PausedTie | None, norms: SeasonNorms) -> tuple[str, ...]:
    """What sides in this situation usually do, by the leagues; and how the sides defend over their seasons."""
    lines = []
    lead = match.score[0] - match.score[1] + (placed.carried if placed is not None else 0)
    if lead == 0:
        lines.append("At a level score, sides of the leagues play on as they did until one scores.")
    else:
        shift = evidence().usual_shift
        ahead, behind = (match.home.name, match.away.name) if lead > 0 else (match.away.name, match.home.name)
        most = max(shift)
        goals = min(abs(lead), most)
        by = f"{goals} ahead" if abs(lead) <= most else f"{most} or more ahead"
        lines.append(
            f"Sides that are {by} in the leagues usually defend {abs(shift[goals]):.1f} SD further back than at level "
            f"({ahead}), their opponents {signed(shift[-goals], 1)} SD ({behind}). An association, not an effect."
        )
    seasons = [
        f"{team} {signed(season.front_foot, 2)} ({season.matches} matches)"
        for season, team in ((norms.home, match.home.name), (norms.away, match.away.name))
        if season is not None and season.front_foot is not None
    ]
    if seasons:
        lines.append(
            f"Front foot over the season: {', '.join(seasons)}. How one side changes with the score cannot be measured "
            "in a season, and is not given."
        )
    return tuple(lines)
