"""The two side colours can be read, and told apart by everybody and on a grey printer."""

from __future__ import annotations

from importlib.resources import files

import pytest

from frontfoot.core.palette import (
    AWAY,
    DEFICIENCIES,
    GREY,
    HOME,
    INK,
    PAPER,
    PITCH,
    THEMES,
    Theme,
    contrast,
    difference,
    luminance,
    readable,
)


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


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_every_text_colour_of_a_theme_is_readable_and_its_sides_differ(theme: Theme) -> None:
    for ground in (theme.paper, theme.panel):
        for text in (theme.home, theme.away, theme.ink, theme.grey, theme.alert):
            assert contrast(text, ground) >= 4.5
    assert contrast(theme.alert, theme.alert_paper) >= 4.5
    assert contrast(theme.main, theme.main_ink) >= 4.5
    for deficiency in (None, *DEFICIENCIES):
        assert difference(theme.home, theme.away, deficiency) >= 40


@pytest.mark.parametrize("colour", ["#ffff00", "#ffffff", "#000000", "#c8102e", "#6cabdd", "#fdb913"])
@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_a_club_colour_is_made_readable_and_left_alone_where_it_is(colour: str, theme: Theme) -> None:
    assert contrast(readable(colour, theme.paper), theme.paper) >= 4.5
    if contrast(colour, theme.paper) >= 4.5:
        assert readable(colour, theme.paper) == colour


def test_the_board_names_no_side_colour_of_its_own() -> None:
    css = (files("frontfoot.board") / "page" / "board.css").read_text(encoding="utf-8")
    assert "--home:" not in css
    assert HOME not in css
