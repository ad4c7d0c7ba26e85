"""Values of the package cannot be changed after they are made, and every argument can be given by its name."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from frontfoot.decisions import (
    advice,
    break_even,
    effect,
    evidence,
    game,
    matrix_game,
    mixture,
    score_states,
    situation,
    worths,
)
from frontfoot.decisions.effect import Effects
from frontfoot.decisions.mixture import NormalMixture
from tests.values import changeable, without_names


def test_values_cannot_be_changed() -> None:
    assert not changeable("decisions")


def test_every_argument_has_a_name() -> None:
    assert not without_names("decisions")


def test_what_holds_arrays_is_the_same_only_if_it_is_one() -> None:
    """Arrays have no single answer to whether they are equal; plain values do."""
    by_identity = set()
    for module in (break_even, effect, evidence, game, matrix_game, mixture, score_states, situation, worths):
        for name, value in vars(module).items():
            parameters: Any = getattr(value, "__dataclass_params__", None)
            if parameters is not None and value.__module__ == module.__name__ and not parameters.eq:
                by_identity.add(name)
    assert by_identity == {
        "BreakEven", "Effects", "Evidence", "GameSituation", "MatrixGames", "PairMixture", "Policy", "ScoreStates",
        "WorthMoment", "WorthSurface", "Worths",
    }  # fmt: skip
    assert Effects(0.1, 0.0) != Effects(0.1, 0.0)
    assert NormalMixture((1.0,), (0.0,), (1.0,)) == NormalMixture((1.0,), (0.0,), (1.0,))


def test_no_part_of_an_advice_can_be_changed_or_made_without_names() -> None:
    parts = [value for value in vars(advice).values() if isinstance(value, type) and issubclass(value, msgspec.Struct)]
    assert {part.__name__ for part in parts} >= {"Advice", "Interval", "PlanWorth", "Plans", "Regret", "Effect"}
    for part in parts:
        assert part.__struct_config__.frozen, part
        if part.__struct_fields__:
            with pytest.raises(TypeError, match="positional"):
                part(*([None] * len(part.__struct_fields__)))
