"""Whatever was acknowledged can be shown: entries at random fold, are exported, read again and told."""

from __future__ import annotations

import pytest

from frontfoot.board.odds import Priced
from frontfoot.ties.strengths import file_rates
from tests.board.random_lists import folded, lists, openings, told


@pytest.mark.slow
def test_entries_at_random_fold_are_exported_and_read_again() -> None:
    seen = set()
    for opening, bodies, dice in lists(7, 400):
        state, _, _ = folded(opening, bodies, dice)
        seen.add(state.course.phase)
    assert seen >= {"before", "play", "break", "over"}


@pytest.mark.slow
def test_some_of_them_are_told_with_their_odds() -> None:
    for opening, bodies, dice in lists(11, 12):
        state, _, _ = folded(opening, bodies, dice)
        told(state, Priced(file_rates(opening)), 1713471800.0)


@pytest.mark.slow
def test_the_lists_are_over_every_competition() -> None:
    from frontfoot.ties.rulebook import competitions

    known = {opening.tie.rules.competition for opening in openings()}
    assert len(known) == len(competitions())
