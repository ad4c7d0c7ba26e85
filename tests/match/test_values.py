"""Which values of the package can be changed after they are made, what they compare by, and what is left out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from frontfoot.match.columns import Related
from frontfoot.match.draft import Draft
from frontfoot.match.match import Finding, Info, Match, Period, Team
from frontfoot.match.play import NONE, play
from frontfoot.match.state import Progress
from frontfoot.match.until import Until
from tests.match import made
from tests.values import changeable, without_names


def test_values_cannot_be_changed() -> None:
    """Only what a reader fills while it reads a file is changed."""
    assert changeable("match") == {"Columns", "Draft", "Related", "_Count", "_Pitch"}


def test_every_argument_has_a_name() -> None:
    assert not without_names("match")


def related() -> Related:
    return Related(np.array([1, 1]), np.array([0, 1]))


def test_tables_of_arrays_are_the_same_only_if_they_are_one() -> None:
    events = made.match(made.row("pass", 1.0), made.row("pass", 2.0))
    pairs: list[tuple[Any, Any]] = [
        (made.columns(made.row("pass")), made.columns(made.row("pass"))),
        (made.draft(made.row("pass")), made.draft(made.row("pass"))),
        (related(), related()),
        (play(events), play(events)),
    ]
    for one, other in pairs:
        assert one != other
        assert len({one, other, one}) == 2


def test_working_tables_have_no_columns_but_their_own() -> None:
    tables: list[Any] = [made.columns(made.row("pass")), made.draft(made.row("pass")), related()]
    for one in tables:
        with pytest.raises(AttributeError):
            one.colour = 1


def test_what_is_not_stated_is_empty() -> None:
    assert Finding("rule", "note", "what").events == 0
    info, teams = Info("test", "7"), (Team("1", "A"), Team("2", "B"))
    assert (info.competition, info.season, info.date, info.venue) == ("", "", "", "")
    assert (info.stated_score, info.sources) == (None, ())
    tables = made.match()
    match = Match(info, *teams, (Period(1, 1.0),), tables.events, tables.players)
    assert (match.freeze_frames, match.formations, match.provides) == (None, None, frozenset())
    assert (match.repairs, match.findings, match.progress) == ((), (), Progress())
    draft = Draft(info, *teams, made.columns(made.row("pass")), tables.players, frozenset())
    assert (draft.place, made.draft(made.row("pass")).place) == ("", "7.json")
    assert (draft.over, draft.ended, draft.cut, draft.inserted) == (None, None, None, None)
    assert (draft.stated_periods, draft.placeholders) == (frozenset(), 0)
    assert (draft.freeze_frames, draft.formations, draft.repairs, draft.findings) == (None, None, [], [])
    assert Until(2).seconds == float("inf")
    assert NONE == 255
