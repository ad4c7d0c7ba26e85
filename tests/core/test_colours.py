"""Colours of clubs in pictures: every pair that is used can be read and told apart, whoever looks."""

from __future__ import annotations

from itertools import permutations

import pytest

from frontfoot.core.colours import SHADES, colours_of_pair, shades_of_clubs
from frontfoot.core.identity import clubs
from frontfoot.core.palette import APART, DEFICIENCIES, READABLE, THEMES, club_colours, contrast, difference


def test_every_club_of_the_table_is_a_known_club_with_two_colours() -> None:
    table = shades_of_clubs()
    assert set(table) <= set(clubs())
    assert all(first != second for first, second in table.values())
    assert {shade for both in table.values() for shade in both} == set(SHADES.values()), "no word without a club"


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_every_pair_can_be_read_and_told_apart(theme: object) -> None:
    names = {colours_of_pair(one, other, theme) for one, other in permutations(shades_of_clubs(), 2)}  # type: ignore[arg-type]
    pairs = [pair for pair in names if pair is not None]
    assert len(pairs) > 20
    for pair in pairs:
        assert club_colours(pair, theme) == pair, "it is drawn as it is"  # type: ignore[arg-type]
        assert min(contrast(shade, theme.paper) for shade in pair) >= READABLE  # type: ignore[attr-defined]
        assert min(difference(*pair, kind) for kind in (None, *DEFICIENCIES)) >= APART


def test_two_clubs_in_one_colour_and_clubs_that_are_not_in_the_table() -> None:
    light = THEMES["light"]
    pair = colours_of_pair("Liverpool", "Milan", light)
    assert pair == (SHADES["red"], SHADES["black"]), "the second plays in its second colour"
    assert colours_of_pair("Arsenal", "Bayern Munich", light) is None, "red and white both, and white is the paper"
    assert colours_of_pair("Arsenal", "Accrington Stanley", light) is None
