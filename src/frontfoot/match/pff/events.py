"""PFF's events as rows of our table.

A line of the file is one possession event within the possession of a player (the game event). It becomes a row for the
action of that player, and rows for the actions of others at the same moment: the interception or block that ended a
pass, the other half of a duel, a save, a pressure, a foul, a card. A ball ends where it is at the next event.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from frontfoot.match.pff import codes
from frontfoot.match.pff.file import PffEvent, PffPossession, only, text_of
from frontfoot.match.pff.setting import Setting

Row = dict[str, Any]
AHEAD: Final = 10.0  # seconds to the next event up to which its place is the end of the ball


class Reader:
    """The rows of a match.

    Args:
        events: the lines of the file, in its order.
        setting: where the sides play, when periods begin, and who plays for whom.
    """

    def __init__(self, events: Sequence[PffEvent], setting: Setting) -> None:
        self._events = events
        self._setting = setting
        self._pressed: set[tuple[str | None, str | None]] = set()
        self.rows: list[Row] = []
        self.frame_of: list[int | None] = [None] * len(events)  # row of each line whose positions are a freeze frame
        for number, event in enumerate(events):
            self._read(number, event)

    def _read(self, number: int, event: PffEvent) -> None:
        did, game = event.possession, event.game
        void = bool(did.non_event) if did else bool(game.initial_non_event)
        sort = (did.possession_event_type if did else None) or ""
        actor = text_of(game.player_id)
        if not void:
            before = len(self.rows)
            self._game(number, event)
            if did is not None and sort in _DID:
                _DID[sort](self, number, did, actor)
            if len(self.rows) > before and sort:
                self.frame_of[number] = before
            if did is not None and sort and len(self.rows) > before:
                self._pressure(number, did, self.rows[before])
        # A foul counts also where the possession event is void.
        self._fouls(number, event)

    def _game(self, number: int, event: PffEvent) -> None:
        game = event.game
        if game.game_event_type == codes.SUBSTITUTION:
            off, on = text_of(game.player_off_id), text_of(game.player_on_id)
            self._add(number, "substitution", off, related_player=on, side=self._setting.side(off, game.home_team))
        elif game.game_event_type == codes.PERIOD_ENDS:
            self._add(number, "period_end", None, side=None)
        elif game.game_event_type == codes.OUT:
            scored = codes.SCORED.get(game.out_type or "")
            if scored is None:
                self._add(number, "out", None, side=self._setting.side(text_of(game.player_id), game.home_team))
            else:
                self._goal_without_event(scored)

    def _goal_without_event(self, scored: str) -> None:
        """Record a goal that only the line of the ball out of play states: it counts for the last touch of the ball."""
        for row in reversed(self.rows):
            if row["outcome"] == "goal" or row["kind"] == "own_goal":
                return
            if row["kind"] in {"out", "period_end", "substitution"}:
                return
            if row["kind"] in {"pass", "clearance", "touch", "carry", "lost", "aerial", "shot"}:
                own = row["side"] != scored
                row["kind"], row["outcome"] = ("own_goal", None) if own else ("shot", "goal")
                row["end_x"] = row["end_y"] = None
                return

    def _pass(self, number: int, did: PffPossession, actor: str | None) -> None:
        crossed = did.possession_event_type == "CR"
        player = text_of(did.crosser_player_id if crossed else did.passer_player_id) or actor
        ending = (did.cross_outcome_type if crossed else did.pass_outcome_type) or ""
        outcome = None if ending in ("", codes.STOPPED) else "success" if ending == codes.COMPLETE else "failure"
        self._add(
            number,
            "pass",
            player,
            outcome=outcome,
            related_player=text_of(did.receiver_player_id),
            cross=crossed,
            through_ball=did.pass_type == "T",
            high=did.high_point_type == "A",
            end=True,
        )
        other = {codes.INTERCEPTED: did.defender_player_id, codes.BLOCKED: did.blocker_player_id}.get(ending)
        if (defender := text_of(other)) is not None:
            kind = "interception" if ending == codes.INTERCEPTED else "block"
            cut = kind == "interception"
            self._add(number, kind, defender, at=self._next(number), against=True, outcome="success", interception=cut)

    def _shot(self, number: int, did: PffPossession, actor: str | None) -> None:
        shooter = text_of(did.shooter_player_id) or actor
        outcome = codes.SHOTS.get(did.shot_outcome_type or "")
        after = self._events[number + 1] if number + 1 < len(self._events) else None
        if outcome == "off_target" and after is not None and after.game.game_event_type == codes.WOODWORK:
            outcome = "post"
        technique = codes.TECHNIQUES.get(did.shot_type or "", "normal")
        self._add(
            number,
            "shot",
            shooter,
            outcome=outcome,
            technique="backheel" if did.body_type in {"LB", "RB"} else technique,
        )
        keeper, blocker = text_of(did.keeper_player_id), text_of(did.blocker_player_id)
        if did.shot_outcome_type in {"S", "F"} and keeper is not None:
            self._add(number, "keeper", keeper, at=self._next(number), against=True, outcome="success")
        blocker = blocker or text_of(did.clearer_player_id)
        if outcome == "blocked" and blocker is not None:
            self._add(number, "block", blocker, at=self._next(number), against=True, outcome="success")

    def _carry(self, number: int, did: PffPossession, actor: str | None) -> None:
        player = text_of(did.ball_carrier_player_id) or text_of(did.carrier_player_id) or actor
        broken_off = did.ball_carry_outcome in codes.BROKE_OFF
        outcome = None if did.ball_carry_outcome is None else "failure" if broken_off else "success"
        self._add(number, "carry", player, outcome=outcome, end=True)

    def _challenge(self, number: int, did: PffPossession, actor: str | None) -> None:
        winner = text_of(did.challenge_winner_player_id)
        home, away = text_of(did.home_duel_player_id), text_of(did.away_duel_player_id)
        if did.challenge_type == codes.AERIAL and home and away:
            for side, player, other in (("home", home, away), ("away", away, home)):
                won = _duel(player, winner)
                self._add(number, "aerial", player, side=side, related_player=other, outcome=won)
            return
        carrier = text_of(did.ball_carrier_player_id) or text_of(did.carrier_player_id) or actor
        challenger = text_of(did.challenger_player_id)
        if carrier is None or challenger is None:
            return
        pair = ("aerial", "aerial") if did.challenge_type == codes.AERIAL else ("take_on", "tackle")
        slid = did.challenge_type == "L" if pair[1] == "tackle" else None
        self._add(number, pair[0], carrier, related_player=challenger, outcome=_duel(carrier, winner))
        self._add(
            number,
            pair[1],
            challenger,
            against=True,
            related_player=carrier,
            outcome=_duel(challenger, winner),
            sliding=slid,
        )

    def _clearance(self, number: int, did: PffPossession, actor: str | None) -> None:
        self._add(number, "clearance", text_of(did.clearer_player_id) or actor, outcome=None)

    def _rebound(self, number: int, did: PffPossession, actor: str | None) -> None:
        self._add(number, "touch", text_of(did.rebounder_player_id) or actor)

    def _touch(self, number: int, did: PffPossession, actor: str | None) -> None:
        lost = did.touch_type in codes.FAILED_TOUCHES and did.touch_outcome_type != "R"
        self._add(number, "lost" if lost else "touch", text_of(did.touch_player_id) or actor)

    def _pressure(self, number: int, did: PffPossession, row: Row) -> None:
        """Add the pressures; a player who presses one possession at its start and at its end is counted once."""
        event = self._events[number]
        touch = only(event.touch)
        pressed = row["under_pressure"] = did.pressure_type in codes.PRESSED
        pressures = [(did.pressure_type, did.pressure_player_id)] if pressed else []
        if touch is not None and touch.initial_pressure_type in codes.PRESSED:
            pressures.append((touch.initial_pressure_type, touch.initial_pressure_player_id))
        for sort, identifier in pressures:
            key = (text_of(event.game_event_id), text_of(identifier))
            if key[1] is not None and key not in self._pressed:
                self._pressed.add(key)
                self._add(number, "pressure", key[1], against=True, outcome=codes.PRESSED[sort or ""])

    def _fouls(self, number: int, event: PffEvent) -> None:
        for foul in event.fouls if isinstance(event.fouls, list) else [event.fouls] if event.fouls else []:
            outcome = foul.final_foul_outcome_type or foul.on_field_foul_outcome_type
            if outcome in (None, "F"):
                continue
            culprit = text_of(foul.final_culprit_player_id) or text_of(foul.on_field_culprit_player_id)
            after = self._events[number + 1] if number + 1 < len(self._events) else None
            victim = text_of(foul.victim_player_id)
            other = self._setting.side(victim, None)
            offence = foul.final_offense_type or foul.on_field_offense_type
            kind = {"O": "offside", "D": "card"}.get(offence or "", "foul")
            side = self._setting.side(culprit, None if other is None else other == "away")
            penalty = kind == "foul" and after is not None and after.game.setpiece_type == "P"
            self._add(
                number,
                kind,
                culprit,
                side=side,
                card=codes.CARDS.get(outcome or ""),
                related_player=victim,
                penalty_foul=penalty,
            )
            if kind == "foul" and victim is not None:
                won = self._setting.side(victim, None if side is None else side == "away")
                self._add(number, "foul_won", victim, side=won, related_player=culprit, penalty_foul=penalty)

    def _next(self, number: int) -> int:
        """The next line, whose place is the end of this action; this line if the next is too late."""
        following = number + 1
        if following < len(self._events) and self._setting.periods[following] == self._setting.periods[number]:
            wait = self._setting.seconds[following] - self._setting.seconds[number]
            return following if 0 <= wait <= AHEAD else number
        return number

    def _add(
        self,
        number: int,
        kind: str,
        player: str | None,
        *,
        at: int | None = None,
        against: bool = False,
        end: bool = False,
        **more: Any,
    ) -> None:
        """A row of a line.

        Args:
            number: the line.
            kind, player: kind of the action, and who acted.
            at: another line whose time and place are those of the action.
            against: the player is an opponent of the one in possession.
            end: the ball goes on from here to where it is at the next line.
            more: other columns.
        """
        event = self._events[number]
        home = event.game.home_team
        if "side" in more:
            side = more.pop("side")
        else:
            side = self._setting.side(player, home if home is None or not against else not home)
        at = number if at is None else at
        x, y = self._setting.place(at, side)
        first = text_of(event.possession_event_id) or text_of(event.game_event_id) or str(number)
        end_x, end_y = (None, None)
        if end and (after := self._next(number)) != number:
            end_x, end_y = self._setting.place(after, side)
        did = event.possession
        restart = codes.SET_PIECES.get(event.game.setpiece_type or "") if kind in {"pass", "shot"} else None
        if restart and any(row["game"] == event.game_event_id and row["set_piece"] for row in self.rows[-4:]):
            restart = None
        self.rows.append(
            {
                "event_id": f"{first}-{kind}" if kind in _BESIDE else first,
                "game": event.game_event_id,
                "period": self._setting.periods[at],
                "seconds": self._setting.seconds[at],
                "side": side,
                "player": player,
                "kind": kind,
                "outcome": None,
                "x": x,
                "y": y,
                "end_x": end_x,
                "end_y": end_y,
                "set_piece": restart,
                "body_part": codes.body_part(did.body_type) if did and kind in _WITH_BODY else None,
                "interception": False,
                "touched": kind not in _UNTOUCHED,
                "under_pressure": None,
                "type_name": (did.possession_event_type if did else None) or event.game.game_event_type,
                **more,
            }
        )


def _duel(player: str, winner: str | None) -> str:
    return "neutral" if winner is None else "success" if player == winner else "failure"


_BESIDE: Final = frozenset(
    {"interception", "block", "keeper", "pressure", "foul", "foul_won", "offside", "card", "tackle", "aerial"}
)
_WITH_BODY: Final = frozenset({"pass", "shot", "clearance", "own_goal", "touch", "lost"})
_UNTOUCHED: Final = frozenset({"out", "period_end", "substitution", "foul", "foul_won", "offside", "card", "pressure"})
_DID: Final = {
    "PA": Reader._pass,
    "CR": Reader._pass,
    "SH": Reader._shot,
    "BC": Reader._carry,
    "CH": Reader._challenge,
    "CL": Reader._clearance,
    "RE": Reader._rebound,
    "TC": Reader._touch,
}
