"""The picture of a cup: brackets of 16, 8, 4 and 2 sides, and real days of real cups and leagues."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import frontfoot
from frontfoot.core.errors import InputError
from frontfoot.cups.bracket import Bracket
from frontfoot.cups.cup_forecast import CupForecast, OddsChange
from frontfoot.cups.format import CHAMPION
from frontfoot.cups.league import LeagueForecast
from frontfoot.draw.bracket import bracket
from frontfoot.draw.cup import changes_table, cup_figure, cup_table, title_sentence
from frontfoot.draw.frame import Shape, ThemeName
from frontfoot.draw.short_names import SHORT_NAMES
from tests.draw.looks import SHAPES, THEMES, check_looks, texts_of

CLUBS = (
    "Borussia Mönchengladbach", "Wolverhampton Wanderers", "Inter", "Paris Saint-Germain", "Ajax",
    "Deportivo La Coruña", "Brighton & Hove Albion", "PSV Eindhoven", "Milan", "Olympique de Marseille",
    "Bayer Leverkusen", "Manchester United", "Roma", "Sporting CP", "Shakhtar Donetsk", "Real Madrid",
)  # fmt: skip
ROUNDS = ("R16", "QF", "SF", "F")


@cache
def knock_out(sides: int) -> CupForecast:
    """A bracket of strangers: odds of pairs as differences of strengths that are drawn."""
    random = np.random.default_rng(sides)
    strength = random.normal(0.0, 1.0, sides) + random.normal(0.0, 0.3, (40, sides))
    table = 1.0 / (1.0 + np.exp(strength[:, None, :] - strength[:, :, None]))
    rounds = ROUNDS[4 - (sides.bit_length() - 1) :]
    whole = Bracket.fixed(CLUBS[:sides], rounds, dict.fromkeys(rounds, table)).forecast()
    reach = {code: whole.reach(code) for code in rounds} | {CHAMPION: whole.champion}
    changes = [OddsChange(f"{club} go through", club, 0.5, {CHAMPION: 0.3}) for club in CLUBS[:sides]]
    return CupForecast(
        "UEFA Champions League", 2024, date(2025, 3, 11), (*rounds, CHAMPION), reach, whole.interval, (), {},
        tuple(changes), 0, "strengths of 2025-03-01", (), bracket=whole.ties(),
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("sides", [16, 8, 4, 2])
def test_no_label_lies_on_another_or_leaves_the_picture(sides: int, shape: Shape, theme: ThemeName) -> None:
    texts = check_looks(cup_figure(knock_out(sides), shape, theme=theme))
    assert sum("%" in text for text in texts) > 2 * sides


@pytest.mark.parametrize("sides", [16, 8, 4])
def test_every_side_stands_on_a_line_with_its_odds_of_the_tie(sides: int) -> None:
    """Of each pair of the first round the two shares on their lines are those of the bracket, and make a hundred."""
    cup = knock_out(sides)
    axis = bracket(cup)
    texts = [text.get_text() for text in axis.texts]
    assert len(cup.bracket) == sides - 1
    for tie in cup.bracket[: sides // 2]:
        shares = []
        for club in (str(tie.first), str(tie.second)):
            begins = (club[:6], SHORT_NAMES.get(club, club)[:6])
            share = next(texts[at + 1] for at, text in enumerate(texts) if text.startswith(begins))
            assert share == f"{100 * tie.winner[club]:.0f}%"
            shares.append(int(share[:-1]))
        assert sum(shares) in (99, 100, 101)


@pytest.mark.slow
def test_a_bracket_needs_its_draws() -> None:
    cup = knock_out(4)
    simulated = CupForecast(*(getattr(cup, name) for name in list(cup.__dataclass_fields__)[:12]))
    with pytest.raises(InputError, match="draw is still to come"):
        bracket(simulated)
    check_looks(cup_figure(simulated))


def test_the_table_says_what_the_forecast_says() -> None:
    cup = knock_out(8)
    table = cup_table(cup)
    assert table.columns == ("Semi-final", "Final", "Champion", "90% interval")
    champions = [row[1][2][1] or 0.0 for row in table.rows]
    assert champions == sorted(champions, reverse=True)
    assert sum(champions) == pytest.approx(1.0)
    changes = changes_table(cup)
    assert changes is not None
    assert changes.rows[0][1][1] == ("30.0%", 0.3)


def test_the_sentence_names_the_likeliest() -> None:
    cup = knock_out(8)
    club = max(cup.champion, key=lambda name: cup.champion[name])
    text = title_sentence(cup)
    assert text.startswith(
        f"On 11 March 2025 {club} were the likeliest winners of the UEFA Champions League 2024/25, with"
    )
    assert f"{100 * cup.champion[club]:.0f}% chance (" in text


DAYS = {
    "eight, second legs": ("uel", 2023, date(2024, 4, 18)),
    "four": ("ucl", 2021, date(2022, 5, 3)),
    "draws to come": ("ucl", 2018, date(2019, 3, 12)),
    "groups": ("ucl", 2017, date(2017, 12, 5)),
    "final": ("ucl", 2018, date(2019, 6, 1)),
    "nations": ("world-cup", 2022, date(2022, 12, 9)),
    "groups of nations": ("euro", 2024, date(2024, 6, 20)),
    "48 nations": ("world-cup", 2026, date(2026, 6, 11)),
    "play-offs of a league phase": ("ucl", 2024, date(2025, 2, 12)),
    "early league phase": ("ucl", 2024, date(2024, 11, 5)),
    "league": ("premier-league", 2023, date(2024, 4, 27)),
}


SIDES = {"48 nations": 48, "early league phase": 36}
"""How many sides take part by the regulations of the competition."""


@pytest.fixture(scope="module")
def days(data: Path) -> dict[str, CupForecast | LeagueForecast]:
    return {
        name: frontfoot.cup(competition, season, data, date=day, draws=40, simulations=200)
        for name, (competition, season, day) in DAYS.items()
    }


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("shape", SHAPES)
def test_no_club_of_eight_loses_its_name_or_its_row(shape: Shape, theme: ThemeName) -> None:
    """Nothing ends in dots, and no table in "and 7 more"."""
    texts = check_looks(cup_figure(knock_out(8), shape, theme=theme))
    assert not [text for text in texts if text.endswith("…")]
    assert not [text for text in texts if text.startswith("and ")]


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", DAYS)
def test_days_of_real_cups(days: dict[str, CupForecast | LeagueForecast], name: str, shape: Shape) -> None:
    figure = cup_figure(days[name], shape, theme="dark" if shape == "square" else "light")
    check_looks(figure)
    said = [text for text, _ in texts_of(figure)]
    assert any(text.startswith("Odds: Frontfoot; strengths of") for text in said)
    if name == "eight, second legs":
        # Atalanta's three goals at Liverpool.
        assert "3" in [text.split()[0] for text in said if text.endswith("%") and len(text.split()) == 2]
    drawn = "Winner" in said
    assert drawn == (name not in ("draws to come", "groups", "early league phase", "final", "league"))
    if name == "groups of nations":
        assert {"1A", "2B", "3ABCD"} <= set(said)
        assert ("90% interval" in said) == (shape != "square")
    if name == "play-offs of a league phase":
        assert {"1 or 2", "15-18", "9/10\n23/24"} <= set(said)
    if name in SIDES:
        # The square picture of a whole World Cup is its bracket; all others name or count every side in the table.
        whole_tables = [
            axis for axis in figure.axes if any(text.get_text().endswith("interval") for text in axis.texts)
        ]
        assert len(whole_tables) == (0 if (name, shape) == ("48 nations", "square") else 1)
        for axis in whole_tables:
            # Names stand on the left edge, below the title.
            title, *names = [text.get_text() for text in axis.texts if text.get_position()[0] == 0.0]
            counted = [int(text.split()[1]) for text in names if text.startswith("and ")]
            sides = names[: len(names) - len(counted)]
            assert len(set(sides)) + sum(counted) == SIDES[name], title
            assert len(sides) >= 5
    if name == "draws to come":
        assert "Atlético Madrid 2–0 Juventus" in said
