"""Rows of the tables: rounds of a shoot-out, shots by period, windows that fit on a page, players."""

from __future__ import annotations

import re

from msgspec.structs import replace

from frontfoot.reports import player_columns, rows
from frontfoot.reports.document import Story
from frontfoot.reports.event_parts import ShootOutKick
from frontfoot.reports.figure_parts import ReportWindow
from frontfoot.reports.html import page


def test_rounds_of_the_final_of_2016() -> None:
    """Milan, 28 May 2016: Real Madrid first, Juanfran's fourth kick against the post, Ronaldo's fifth the last."""
    takers = ["Vázquez", "Griezmann", "Marcelo", "Gabi", "Bale", "Saúl", "Ramos", "Juanfran", "Ronaldo"]
    kicks, score = [], [0, 0]
    for number, taker in enumerate(takers):
        score[number % 2] += taker != "Juanfran"
        side, outcome = ("home", "away")[number % 2], "missed" if taker == "Juanfran" else "scored"
        kicks.append(
            ShootOutKick(order=number + 1, side=side, player=taker, outcome=outcome, score=(score[0], score[1]))  # type: ignore[arg-type]
        )
    kicks_by_round = rows.rounds(kicks)
    assert [score for _, score, _ in kicks_by_round] == [(1, 1), (2, 2), (3, 3), (4, 3), (5, 3)]
    assert [(ours.player if ours else None, theirs.player if theirs else None) for ours, _, theirs in kicks_by_round][
        -2:
    ] == [
        ("Ramos", "Juanfran"),
        ("Ronaldo", None),
    ]


def test_every_shot_stands_once_in_groups_of_a_page(italy: Story) -> None:
    many = italy.shots * 4
    for shots in (italy.shots, tuple(sorted(many, key=lambda shot: shot.period))):
        groups = rows.by_period(shots)
        assert [shot for _, members in groups for shot in members] == list(shots)
        assert all(0 < len(members) <= rows.MOST for _, members in groups)
    assert [name for name, _ in rows.by_period(italy.shots)] == ["First half", "Second half"]


def test_too_many_windows_for_a_page_stand_in_two_tables() -> None:
    keys = [
        "match",
        "first_half",
        "second_half",
        "extra_time_first_half",
        "extra_time_second_half",
        "level",
        "men_11_10",
    ]
    windows = [ReportWindow(key=key, label=key, seconds=60.0) for key in keys]
    assert rows.window_tables(windows[:6]) == [windows[:6]]
    assert rows.window_tables(windows) == [windows[:5], windows[5:]]


def test_positions_by_their_letters_each_told_below_the_table(italy: Story) -> None:
    text = page(italy)
    shown = set(re.findall(r'<abbr title="[^"]+">(\w+)</abbr>', text))
    assert {"GK", "RCB", "CF"} <= shown
    note = player_columns.note(italy)
    letters = note.split("Positions: ")[1]
    assert shown == set(re.findall(r"\b([A-Z]{2,3}) [a-z]", letters))
    # Nothing is told of columns that are not there.
    bare = tuple(replace(p, figures={**p.figures, "turnovers_under_pressure": None}) for p in italy.players)
    assert "Lost, pressed" in note
    assert "Lost, pressed" not in player_columns.note(replace(italy, players=bare))
