"""Values of the package cannot be changed after they are made."""

from __future__ import annotations

from tests.values import changeable


def test_values_cannot_be_changed() -> None:
    assert not changeable("cups")
