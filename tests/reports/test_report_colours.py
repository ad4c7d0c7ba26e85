"""The two side colours can be read, and told apart by everybody and on a grey printer."""

from __future__ import annotations

import pytest

from frontfoot.reports.colours import AWAY, DEFICIENCIES, GREY, HOME, INK, PAPER, PITCH, contrast, difference, luminance


def test_contrast_of_known_pairs() -> None:
    # WCAG 2.2: black on white is 21; #767676 is the lightest grey with 4.5 on white, #777777 fails with 4.48.
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
    assert contrast("#767676", "#ffffff") >= 4.5


@pytest.mark.parametrize("text", [HOME, AWAY, INK, GREY])
@pytest.mark.parametrize("ground", [PAPER, PITCH])
def test_text_is_readable(text: str, ground: str) -> None:
    assert contrast(text, ground) >= 4.5


def test_difference_of_the_primaries() -> None:
    # CIE L*a*b* of sRGB black and white under D65 differ in lightness alone: 100.
    assert difference("#000000", "#ffffff") == pytest.approx(100.0, abs=0.1)
    assert difference("#123456", "#123456") == 0.0


@pytest.mark.parametrize("deficiency", [None, *DEFICIENCIES])
def test_sides_are_told_apart(deficiency: str | None) -> None:
    assert difference(HOME, AWAY, deficiency) >= 40


def test_red_and_green_of_one_lightness_are_not_told_apart_by_deuteranopes() -> None:
    # The check must be able to fail.
    assert difference("#c04a00", "#6b7a00", "deuteranopia") < 25 < difference("#c04a00", "#6b7a00")


def test_sides_differ_on_a_grey_printer() -> None:
    assert abs(luminance(HOME) - luminance(AWAY)) >= 0.08
