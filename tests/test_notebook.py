"""What a notebook shows of the objects of the surface: one line as text, small HTML that runs nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import frontfoot
from frontfoot import Leg, Moment, Rates, Situation, Tie
from frontfoot.cli.examples import example
from frontfoot.core.notebook import MOST_ROWS, NotebookTable, card
from frontfoot.cups import Bracket
from frontfoot.cups.forecast import bracket_forecast
from frontfoot.cups.league import LeagueForecast
from frontfoot.goals.strengths import strengths_on
from frontfoot.match.match import Info, Team
from frontfoot.ties.replay import replay
from frontfoot.ties.strengths import file_rates

EVIL = "<script>alert(1)</script> & \"Co\" 'x'"
HALF_TIME = Situation(2, Moment(2, 0), (0, 1))
ALLOWED = {"div", "table", "thead", "tbody", "tr", "th", "td"}


class _Seen(HTMLParser):
    """Tags, attributes and texts; every tag that opens must close."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.open: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def seen(value: Any) -> _Seen:
    """The parsed HTML of a value, checked: no script, no address, nothing left open, no colour of its own for text."""
    html = value if isinstance(value, str) else value._repr_html_()
    parser = _Seen()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    assert parser.tags <= ALLOWED
    assert parser.names <= {"style", "class"}
    assert not re.search(r"url\(|https?:|(?<![-\w])color:(?!inherit)", html)
    return parser


def tie_of(first: str = "Liverpool", second: str = "Atalanta") -> Tie:
    return Tie(frontfoot.rules("uel", 2023, "QF"), (Leg(first, second, (0, 3)), Leg(second, first)))


@pytest.fixture(scope="module")
def match(kloppy_files: Path) -> frontfoot.Match:
    return frontfoot.load(kloppy_files / "wyscout_events_v3.json")


def own_cup(clubs: tuple[str, ...] = ("Inter", "Milan", "Roma", "Lazio")) -> Any:
    odds = {"SF": np.full((4, 4), 0.5), "F": np.full((4, 4), 0.5)}
    odds["SF"][0, 1], odds["SF"][1, 0] = 0.8, 0.2
    bracket = Bracket.fixed(clubs, ("SF", "F"), odds)
    return bracket_forecast(bracket, "UEFA Europa League", 2023, date(2024, 4, 18), known="strengths of 2024-04-01")


def own_league() -> LeagueForecast:
    return LeagueForecast(
        "Serie A",
        2023,
        date(2024, 4, 18),
        ("Inter", "Milan"),
        {"Inter": (0.9, 0.1), "Milan": (0.1, 0.9)},
        {"title": {"Inter": 0.9, "Milan": 0.1}, "relegation": {"Inter": 0.0, "Milan": 0.0}},
        {"Inter": 90.2, "Milan": 80.0},
        {"Inter": (85, 95), "Milan": (75, 85)},
        (),
        frozenset({("relegation", "Inter")}),
        {"Inter": (1, 2), "Milan": (1, 2)},
        1000,
        "strengths of 2024-04-01",
        (),
        None,
    )


def everything(match: frontfoot.Match) -> Iterator[Any]:
    file = frontfoot.read_tie(example())
    yield from (match, frontfoot.player_table(match), file, file.tie, tie_of(), replay(file, file_rates(file)))
    yield frontfoot.outlook(tie_of(), HALF_TIME, Rates(1.4, 1.7))
    yield frontfoot.decide(tie_of(), HALF_TIME, Rates(1.4, 1.7))
    yield frontfoot.tie("Atalanta", "Liverpool", competition="uel", season=2023, first_leg=(3, 0), rates=(1.4, 1.7))
    yield from (own_cup(), own_league(), strengths_on(date(2024, 4, 18)))


def test_every_repr_is_one_line_without_frames_or_dictionaries(match: frontfoot.Match) -> None:
    for value in everything(match):
        text = repr(value)
        assert text.startswith("<")
        assert text.endswith(">")
        assert len(text) < 200, text
        assert not re.search(r"[\n{}┌]|shape:|object at", text), text


def test_every_html_is_small_and_runs_nothing(match: frontfoot.Match) -> None:
    for value in everything(match):
        if hasattr(value, "_repr_html_"):
            seen(value)
            assert len(value._repr_html_()) < 20_000


def test_a_match_shows_its_goals(match: frontfoot.Match) -> None:
    # The record of Juventus 3-0 Sampdoria, 20 September 2020: Kulusevski 13', Bonucci 78', Ronaldo 88'.
    texts = seen(match).texts
    assert texts[0] == "Juventus 3–0 Sampdoria"
    assert [text for text in texts if re.fullmatch(r"\d+'", text)] == ["13'", "78'", "88'"]
    assert [text for text in texts if text in ("D. Kulusevski", "L. Bonucci", "Cristiano Ronaldo")] == [
        "D. Kulusevski",
        "L. Bonucci",
        "Cristiano Ronaldo",
    ]


def test_a_tie_shows_its_matches_and_who_went_through() -> None:
    texts = seen(frontfoot.read_tie(example()).tie).texts
    assert texts[0] == "Liverpool – Atalanta"
    assert [text for text in texts if re.fullmatch(r"\d-\d", text)] == ["0-3", "0-1"]
    assert "Atalanta went through in 90 minutes." in texts
    kicks = Tie(
        frontfoot.rules("ucl", 2023, "F"),
        (Leg("Real Madrid", "Borussia Dortmund", (1, 1), (1, 1), (3, 4), neutral=True),),
    )
    assert {"Borussia Dortmund went through by shoot-out.", "after extra time, 3-4 on penalties"} <= {
        *seen(kicks).texts
    }


def test_an_outlook_shows_the_figures_it_holds() -> None:
    odds = frontfoot.outlook(tie_of(), HALF_TIME, Rates(1.4, 1.7))
    texts = seen(odds).texts
    assert f"{odds.through['Atalanta']:.1%}" in texts
    assert repr(odds).startswith(f"<Outlook: Atalanta {odds.through['Atalanta']:.1%}, Liverpool ")
    assert f"{odds.by['shoot-out']['Liverpool']:.1%}" in texts
    league = Tie(frontfoot.rules("serie-a", 2023), (Leg("Roma", "Milan"),))
    drawn = frontfoot.outlook(league, Situation(), Rates(1.4, 1.3))
    assert f"{drawn.draw:.1%}" in seen(drawn).texts
    assert "draw" in repr(drawn)


def test_an_advice_shows_the_three_plans() -> None:
    advice = frontfoot.decide(tie_of(), HALF_TIME, Rates(1.4, 1.7))
    texts = seen(advice).texts
    assert texts[0] == advice.sentence
    for name, plan in (("drop back", advice.plans.drop), ("press on", advice.plans.press)):
        assert texts[texts.index(name) + 1] == f"{plan.through:.1%}"


def test_a_cup_shows_the_odds_of_the_bracket() -> None:
    # Inter 0.8 in its semi-final, then even: 40% of the title; Milan 10%, the others 25% each.
    texts = seen(own_cup()).texts
    assert texts[texts.index("Inter") : texts.index("Inter") + 3] == ["Inter", "80.0%", "40.0%"]
    assert texts[texts.index("Milan") : texts.index("Milan") + 3] == ["Milan", "20.0%", "10.0%"]
    assert repr(own_cup()) == "<CupForecast: UEFA Europa League 2023/24 on 2024-04-18, Inter 40.0%>"
    league = seen(own_league()).texts
    # Certain not to go down, and only never seen to: the first is a dash.
    assert league[league.index("Inter") : league.index("Inter") + 5] == ["Inter", "90.0%", "–", "90", "85-95"]
    # None of 1,000 simulations: below 0.3% with 95% (3 in 1,000).
    assert "<0.3%" in league


@pytest.mark.slow
def test_a_store_shows_its_seasons(kloppy_files: Path, tmp_path: Path) -> None:
    empty = frontfoot.season([tmp_path], tmp_path / "none", workers=1)
    assert repr(empty) == "<SeasonSummary: 0 added, 0 unchanged, 0 in the store, 0 set aside>"
    assert "It holds no matches." in seen(frontfoot.Store(tmp_path / "none")).texts
    folder = tmp_path / "matches"
    folder.mkdir()
    (folder / "match.json").write_bytes((kloppy_files / "wyscout_events_v3.json").read_bytes())
    frontfoot.season([folder], tmp_path / "store", workers=1)
    store = frontfoot.Store(tmp_path / "store")
    assert seen(store).texts[0] == "Store of 1 match"
    assert len(repr(store).splitlines()) == 1
    assert "<Store " in repr(store)


def test_names_are_texts_and_no_tags(match: frontfoot.Match) -> None:
    info = Info("wyscout_v3", EVIL, EVIL, EVIL, EVIL, EVIL)
    named = match.players.with_columns(name=match.players["name"].replace_strict({}, default=EVIL))
    evil = replace(match, info=info, home=Team("1", EVIL), away=Team("2", EVIL), players=named)
    rates = Rates(1.4, 1.7)
    for value in (
        evil,
        tie_of(EVIL, "Atalanta"),
        frontfoot.outlook(tie_of(EVIL), HALF_TIME, rates),
        frontfoot.decide(tie_of(EVIL), HALF_TIME, rates, known=EVIL),
        own_cup((EVIL, "Milan", "Roma", "Lazio")),
    ):
        assert any(EVIL in text for text in ["".join(seen(value).texts)])


@pytest.mark.parametrize("more", [0, 1, 3])
def test_a_long_table_says_how_much_is_left_out(more: int) -> None:
    rows = [[str(number)] for number in range(MOST_ROWS + more)]
    texts = seen(card("Title", "", NotebookTable(["n"], rows))).texts
    shown = [*map(str, range(MOST_ROWS))]
    assert texts == ["Title", "n", *shown, *([f"and {more} more"] if more else [])]


def test_headings_are_bold_and_stand_above_their_numbers() -> None:
    html = card("Title", NotebookTable(["club", "odds", "way"], [["Roma", ".5", "penalties"]], text=[2]))
    styles = re.findall(r'<(t[hd]) style="([^"]*)">([^<]*)', html)
    assert [(tag, text) for tag, style, text in styles if "font-weight:600" in style] == [
        ("th", "club"), ("th", "odds"), ("th", "way"),
    ]  # fmt: skip
    assert [text for _, style, text in styles if "text-align:right" in style] == ["odds", ".5"]


def test_only_notes_are_faint() -> None:
    rows = [["Roma"]] * (MOST_ROWS + 1)
    html = card("Title", "a line", NotebookTable(["club"], rows), note="a note")
    lines = re.findall(r'<div style="([^"]*)">([^<]*)</div>', html)
    assert [text for style, text in lines if "opacity" in style] == ["and 1 more", "a note"]
    assert "a line" in [text for _, text in lines]
