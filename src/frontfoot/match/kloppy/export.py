"""A match as kloppy's `EventDataset`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from frontfoot.core.errors import MissingExtra
from frontfoot.match.kloppy.load import our_pitch
from frontfoot.match.match import Match

_SET_PIECES: Final = {"corner": "CORNER_KICK"}
_BODY: Final = ("right_foot", "left_foot", "head", "other")
_CARDS: Final = {"yellow": "FIRST_YELLOW", "second_yellow": "SECOND_YELLOW", "red": "RED"}
_DUELS: Final = {"aerial": "AERIAL", "loose_ball": "LOOSE_BALL", "tackle": "GROUND", "take_on": "GROUND"}
_COMPLETE: Final = {"success": "COMPLETE", "failure": "INCOMPLETE"}
_WON: Final = {"success": "WON", "failure": "LOST", "neutral": "NEUTRAL"}


def kloppy_dataset(match: Match) -> Any:
    """The events of a match as a kloppy `EventDataset`, in metres on 105 x 68 from the acting side's point of view.

    An event without a type in kloppy becomes a `GenericEvent` with our kind as its name. Results, set pieces, body
    parts, cards and ends of passes, carries and shots are exported too.

    Raises:
        MissingExtra: kloppy is not installed.
    """
    try:
        from kloppy import domain
    except ImportError:
        raise MissingExtra("A kloppy dataset", extra="providers") from None
    teams = _teams(domain, match)
    start = datetime(1970, 1, 1, tzinfo=UTC)
    periods = {
        period.number: domain.Period(
            id=period.number, start_timestamp=start, end_timestamp=start + timedelta(seconds=period.seconds)
        )
        for period in match.periods
    }
    people = {player.player_id: player for team in teams.values() for player in team.players}
    build = _Builder(domain, teams, periods, people)
    pitch = our_pitch()
    return domain.EventDataset(
        metadata=domain.Metadata(
            teams=list(teams.values()),
            periods=list(periods.values()),
            pitch_dimensions=pitch.pitch_dimensions,
            coordinate_system=pitch,
            orientation=domain.Orientation.ACTION_EXECUTING_TEAM,
            flags=domain.DatasetFlag(0),
            provider=domain.Provider.OTHER,
            score=domain.Score(*match.score),
            game_id=match.info.match_id or None,
        ),
        records=[build.event(row) for row in match.events.iter_rows(named=True) if row["side"] is not None],
    )


def _teams(domain: Any, match: Match) -> dict[str, Any]:
    teams = {}
    for side, ground in (("home", domain.Ground.HOME), ("away", domain.Ground.AWAY)):
        named = match.home if side == "home" else match.away
        team = domain.Team(team_id=named.id, name=named.name, ground=ground)
        team.players = [
            domain.Player(
                player_id=row["player"],
                team=team,
                jersey_no=row["shirt"],
                name=row["name"],
                starting=bool(row["starter"]),
            )
            for row in match.players.filter(side=side).iter_rows(named=True)
        ]
        teams[side] = team
    return teams


class _Builder:
    def __init__(self, domain: Any, teams: dict[str, Any], periods: dict[int, Any], people: dict[str, Any]) -> None:
        from kloppy.domain import EventFactory

        self._domain, self._teams, self._periods, self._people = domain, teams, periods, people
        self._factory = EventFactory()

    def event(self, row: dict[str, Any]) -> Any:
        """One row as an event."""
        domain, kind, outcome = self._domain, row["kind"], row["outcome"]
        end = self._point(row["end_x"], row["end_y"])
        common = {
            "event_id": row["event_id"] or str(row["index"]),
            "period": self._periods[row["period"]],
            "timestamp": timedelta(seconds=row["seconds"]),
            "team": self._teams[row["side"]],
            "player": self._people.get(row["player"]),
            "coordinates": self._point(row["x"], row["y"]),
            "ball_owning_team": self._teams[row["side"]] if kind in {"pass", "shot", "carry", "take_on"} else None,
            "ball_state": domain.BallState.ALIVE,
            "raw_event": row,
            "result": None,
            "qualifiers": self._qualifiers(row),
        }
        other = self._people.get(row["related_player"])
        if kind == "pass":
            common["result"] = self._named(domain.PassResult, _COMPLETE.get(outcome))
            extra = {"receiver_player": other, "receiver_coordinates": end, "receive_timestamp": None}
            return self._factory.build_pass(**common, **extra)
        if kind in {"shot", "own_goal"}:
            result = "own_goal" if kind == "own_goal" else outcome
            common["result"] = self._named(domain.ShotResult, result and result.upper())
            return self._factory.build_shot(**common, result_coordinates=end)
        if kind == "carry":
            common["result"] = self._named(domain.CarryResult, _COMPLETE.get(outcome))
            return self._factory.build_carry(**common, end_coordinates=end, end_timestamp=None)
        if kind in _DUELS:
            common["result"] = self._named(domain.DuelResult, _WON.get(outcome))
            return self._factory.build_duel(**common)
        if kind == "substitution" and other is not None and common["player"] is not None:
            return self._factory.build_substitution(**common, replacement_player=other, position=None)
        if kind == "card":
            card = self._named(domain.CardType, _CARDS.get(row["card"]))
            return self._factory.build_card(**common, card_type=card)
        builders = {
            "clearance": self._factory.build_clearance,
            "recovery": self._factory.build_recovery,
            "out": self._factory.build_ball_out,
            "foul": self._factory.build_foul_committed,
            "lost": self._factory.build_miscontrol,
            "interception": self._factory.build_interception,
            "keeper": self._factory.build_goalkeeper_event,
            "pressure": self._factory.build_pressure_event,
        }
        if kind in builders:
            if kind == "pressure":
                common["end_timestamp"] = None
            return builders[kind](**common)
        return self._factory.build_generic(**common, event_name=kind)

    def _qualifiers(self, row: dict[str, Any]) -> list[Any]:
        domain = self._domain
        qualifiers = []
        if row["set_piece"]:
            name = _SET_PIECES.get(row["set_piece"], row["set_piece"].upper())
            qualifiers.append(domain.SetPieceQualifier(value=domain.SetPieceType[name]))
        if row["body_part"] in _BODY:
            qualifiers.append(domain.BodyPartQualifier(value=domain.BodyPart[row["body_part"].upper()]))
        if row["kind"] in _DUELS:
            qualifiers.append(domain.DuelQualifier(value=domain.DuelType[_DUELS[row["kind"]]]))
        if row["card"] and row["kind"] != "card":
            qualifiers.append(domain.CardQualifier(value=domain.CardType[_CARDS[row["card"]]]))
        for flag, name in (("cross", "CROSS"), ("through_ball", "THROUGH_BALL"), ("assist", "ASSIST")):
            if row[flag] and row["kind"] == "pass":
                qualifiers.append(domain.PassQualifier(value=domain.PassType[name]))
        return qualifiers

    def _point(self, x: float | None, y: float | None) -> Any:
        return None if x is None or y is None else self._domain.Point(x=x, y=y)

    @staticmethod
    def _named(results: Any, name: str | None) -> Any:
        return None if name is None else results[name]
