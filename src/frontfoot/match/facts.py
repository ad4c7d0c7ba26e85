"""The facts of a match: goals, cards, substitutions, and the score and the players on the pitch at any moment.

A card is joined to who is on the pitch when it is shown. A card for a player who was substituted or never came on, for
a coach, or for a player already sent off costs no player.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, Final, Literal, TypeAlias

import numpy as np
import polars as pl

from frontfoot.match.codes import code_mask
from frontfoot.match.match import Match, Period, Side, opponent
from frontfoot.match.schema import KINDS, OUTCOMES

HowScored: TypeAlias = Literal["goal", "penalty", "own_goal"]
CardColour: TypeAlias = Literal["yellow", "second_yellow", "red"]

PLAYERS_OF_A_SIDE: Final = 11
FEWEST_PLAYERS: Final = 7
"""With fewer players of one side a match is abandoned (IFAB, Laws of the Game 3.1)."""
LAST_OF_PLAY: Final = 4
"""The last period before a shoot-out."""
_NO_PLAY: Final = ("card", "substitution", "other", "period_start", "period_end")


@dataclass(frozen=True, slots=True)
class GoalFact:
    """A goal of open play or a penalty in play, shoot-outs excluded.

    Attributes:
        index: of its event.
        period, seconds: when; seconds since the period began.
        side: the side that it counts for.
        player: identifier of the scorer, who of an own goal belongs to the other side; None where not recorded.
        how: goal, penalty or own goal.
        score: (home, away) after it.
    """

    index: int
    period: int
    seconds: float
    side: Side
    player: str | None
    how: HowScored
    score: tuple[int, int]


@dataclass(frozen=True, slots=True)
class CardFact:
    """A card, and whether the side loses a player by it.

    Attributes:
        index: of its event.
        period, seconds: when; seconds since the period began.
        side, player: who is shown the card; `player` is None where not recorded.
        card: yellow, second yellow or red.
        on_pitch: whether the player was on the pitch; None if the record does not show it.
        costs_man: whether the side has one player less from now on; a player of whom the record does not show it
            counts as on the pitch.
        men: (home, away) numbers of players on the pitch after it.
    """

    index: int
    period: int
    seconds: float
    side: Side
    player: str | None
    card: CardColour
    on_pitch: bool | None
    costs_man: bool
    men: tuple[int, int]


@dataclass(frozen=True, slots=True)
class SubstitutionFact:
    """A change of players: `off` and `on` are identifiers, None where not recorded."""

    index: int
    period: int
    seconds: float
    side: Side
    off: str | None
    on: str | None


@dataclass(frozen=True, slots=True)
class MatchFacts:
    """Goals, cards, substitutions and periods of a match, each in order of play."""

    goals: tuple[GoalFact, ...]
    cards: tuple[CardFact, ...]
    substitutions: tuple[SubstitutionFact, ...]
    periods: tuple[Period, ...]

    def score_at(self, period: int, seconds: float) -> tuple[int, int]:
        """(home, away) goals right after a moment, goals at that moment included."""
        scores = [goal.score for goal in self.goals if (goal.period, goal.seconds) <= (period, seconds)]
        return scores[-1] if scores else (0, 0)

    def men_at(self, period: int, seconds: float) -> tuple[int, int]:
        """(home, away) players on the pitch right after a moment."""
        men = [card.men for card in self.cards if (card.period, card.seconds) <= (period, seconds)]
        return men[-1] if men else (PLAYERS_OF_A_SIDE, PLAYERS_OF_A_SIDE)

    @property
    def sendings_off(self) -> tuple[CardFact, ...]:
        """The cards by which a side loses a player."""
        return tuple(card for card in self.cards if card.costs_man)

    @property
    def half_time(self) -> tuple[int, int] | None:
        """The score when the first half ended; None before a second half."""
        if not any(period.number == 2 for period in self.periods):
            return None
        return self.score_at(1, float("inf"))

    @property
    def after_90(self) -> tuple[int, int] | None:
        """The score after 90 minutes of a match that went on to extra time or kicks; None of any other."""
        if not any(period.number > 2 for period in self.periods):
            return None
        return self.score_at(2, float("inf"))

    @property
    def extra_time(self) -> bool:
        """Whether extra time was played."""
        return any(period.number in (3, 4) for period in self.periods)


def match_facts(match: Match) -> MatchFacts:
    """The facts of a match, from its event and player tables.

    >>> from pathlib import Path
    >>> import frontfoot, kloppy
    >>> match = frontfoot.load(Path(kloppy.__file__).parent / "tests" / "files" / "wyscout_events_v3.json")
    >>> facts = match_facts(match)
    >>> [(goal.side, goal.score) for goal in facts.goals], facts.men_at(2, 2700.0)
    ([('home', (1, 0)), ('home', (2, 0)), ('home', (3, 0))], (11, 11))
    """
    kind = _codes(match, "kind")
    scored = _IS_SHOT[kind] & (_codes(match, "outcome") == OUTCOMES.index("goal"))
    is_fact = _IS_CHANGE[kind] | scored | match.events["card"].is_not_null().to_numpy()
    facts = match.events[_READ][pl.Series(np.flatnonzero(is_fact).astype(np.uint32))]
    rows = [row for row in facts.rows(named=True) if row["side"] is not None]
    return MatchFacts(_goals(rows), _cards(match, rows), _substitutions(rows), match.periods)


_IS_SHOT, _IS_CHANGE = code_mask(KINDS, ("shot",)), code_mask(KINDS, ("substitution", "own_goal"))
_IS_PLAYED: Final = ~code_mask(KINDS, _NO_PLAY)
_READ: Final = [
    "index", "period", "seconds", "side", "player", "related_player", "kind", "outcome", "set_piece", "card",
]  # fmt: skip
_Rows: TypeAlias = list[dict[str, Any]]
_FirstActs: TypeAlias = Callable[[], dict[Side, dict[str, int]]]


def _goals(rows: _Rows) -> tuple[GoalFact, ...]:
    score: dict[Side, int] = {"home": 0, "away": 0}
    goals = []
    for row in rows:
        own = row["kind"] == "own_goal"
        if row["period"] > LAST_OF_PLAY or not (own or (row["kind"] == "shot" and row["outcome"] == "goal")):
            continue
        side: Side = opponent(row["side"]) if own else row["side"]
        score[side] += 1
        how: HowScored = "own_goal" if own else "penalty" if row["set_piece"] == "penalty" else "goal"
        now = (score["home"], score["away"])
        goals.append(GoalFact(row["index"], row["period"], row["seconds"], side, row["player"], how, now))
    return tuple(goals)


def _substitutions(rows: _Rows) -> tuple[SubstitutionFact, ...]:
    columns = ("index", "period", "seconds", "side", "player", "related_player")
    return tuple(SubstitutionFact(*(row[name] for name in columns)) for row in rows if row["kind"] == "substitution")


def _cards(match: Match, rows: _Rows) -> tuple[CardFact, ...]:
    shown = [row for row in rows if row["card"] is not None]
    if not shown:
        return ()
    men: dict[Side, int] = {"home": PLAYERS_OF_A_SIDE, "away": PLAYERS_OF_A_SIDE}
    firsts = cache(partial(_first_acts, match))
    recorded = "substitution" in match.provides or any(row["kind"] == "substitution" for row in rows)
    pitch: dict[Side, _Pitch] = {side: _Pitch.of(match, side, rows, recorded, firsts) for side in men}
    cards = []
    for row in shown:
        index, period, side, player, card = (row[name] for name in ("index", "period", "side", "player", "card"))
        on_pitch = pitch[side].holds(player, index, attached=row["kind"] != "card")
        in_play = period <= LAST_OF_PLAY
        costs_man = card != "yellow" and in_play and on_pitch is not False and men[side] > FEWEST_PLAYERS
        if card != "yellow":
            pitch[side].sent_off.add(player)
        men[side] -= costs_man
        now = (men["home"], men["away"])
        cards.append(CardFact(index, period, row["seconds"], side, player, card, on_pitch, costs_man, now))
    return tuple(cards)


@dataclass(slots=True)
class _Pitch:
    """The players of one side on the pitch, according to the record.

    Attributes:
        starters: who began the match; empty where not recorded.
        changes: of each player, (event index, whether the player came on) in order of play.
        side: whose players.
        first_acts: event index of each player's first act with or without the ball, by side; only asked for in doubt.
        records_changes: whether the record has substitutions at all.
        sent_off: who was sent off so far.
    """

    starters: frozenset[str]
    changes: dict[str, list[tuple[int, bool]]]
    side: Side
    first_acts: _FirstActs
    records_changes: bool
    sent_off: set[str | None]

    @classmethod
    def of(cls, match: Match, side: Side, rows: _Rows, recorded: bool, first_acts: _FirstActs) -> _Pitch:
        """The players of a side from a match and the rows of its facts."""
        players = match.players
        listed = zip(*(players[name].to_list() for name in ("player", "side", "starter")), strict=True)
        starters = frozenset(player for player, of, starts in listed if of == side and starts)
        changes: dict[str, list[tuple[int, bool]]] = defaultdict(list)
        for row in rows:
            if row["kind"] == "substitution" and row["side"] == side:
                if row["player"] is not None:
                    changes[row["player"]].append((row["index"], False))
                if row["related_player"] is not None:
                    changes[row["related_player"]].append((row["index"], True))
        return cls(starters, dict(changes), side, first_acts, recorded, set())

    def holds(self, player: str | None, index: int, *, attached: bool) -> bool | None:
        """Whether a player is on the pitch at an event; None if the record does not show it.

        Args:
            player: identifier of the player.
            index: of the event in which the player is shown a card.
            attached: the card is part of another act, such as a foul, which only a player on the pitch commits.
        """
        if player is None:
            return None
        if player in self.sent_off:
            return False
        changes = [came_on for place, came_on in self.changes.get(player, ()) if place <= index]
        if changes:
            return changes[-1]
        if player in self.starters or attached:
            return True
        firsts = self.first_acts()[self.side]
        if firsts.get(player, index) < index:
            return True
        complete = len(self.starters) >= PLAYERS_OF_A_SIDE and self.records_changes
        seen = sum(first < index for first in firsts.values()) >= PLAYERS_OF_A_SIDE
        comes_on_later = any(came_on for place, came_on in self.changes.get(player, ()) if place > index)
        never_plays = player not in firsts
        return False if complete or comes_on_later or (seen and never_plays) else None


def _first_acts(match: Match) -> dict[Side, dict[str, int]]:
    """Event index of each player's first act with or without the ball, by side."""
    events = match.events
    acted, side = _IS_PLAYED[_codes(match, "kind")] & events["card"].is_null().to_numpy(), _codes(match, "side")
    firsts: dict[Side, dict[str, int]] = {"home": {}, "away": {}}
    for code, first in enumerate(firsts.values()):
        # From the last act to the first, which stays.
        rows = pl.Series(np.flatnonzero(acted & (side == code))[::-1].astype(np.uint32))
        acts = zip(events["player"][rows].to_list(), events["index"][rows].to_list(), strict=True)
        first.update((player, index) for player, index in acts if player is not None)
    return firsts


def _codes(match: Match, name: str) -> Any:
    """A column as positions in the schema's tuple; NaN for null."""
    return match.events[name].to_physical().to_numpy()
