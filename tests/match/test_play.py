"""The flat arrays of a match say what its table says."""

from __future__ import annotations

from frontfoot.match.play import play
from frontfoot.match.schema import SET_PIECES
from tests.chances.chances_tables import match, shot


def test_open_play_is_every_event_that_takes_no_set_piece() -> None:
    restarts = [*SET_PIECES, None, None, SET_PIECES[0]]
    rows = [shot(seconds=float(at), set_piece=restart) for at, restart in enumerate(restarts)]
    events = play(match(*rows))
    assert events.open_play.tolist() == [restart is None for restart in restarts]
    for name in SET_PIECES:
        assert events.is_set_piece(name).tolist() == [restart == name for restart in restarts]
