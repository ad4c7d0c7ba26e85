"""Values of the package cannot be changed after they are made."""

from __future__ import annotations

from tests.values import changeable, without_names


def test_values_cannot_be_changed() -> None:
    assert not changeable("ties")


def test_every_argument_has_a_name() -> None:
    assert not without_names("ties")
