"""An advice as it is shown: in a notebook, as a table, as a document, and in one line."""

from __future__ import annotations

import json
import re

import msgspec
import pytest

import frontfoot
from frontfoot.decisions.advice import Advice, Plans, PlanWorth
from frontfoot.goals.clock import Moment
from frontfoot.goals.rates import Rates
from frontfoot.ties import Leg, Tie, rules
from frontfoot.ties import Situation as Standing

PLANS = Plans(
    drop=PlanWorth(level=0.0, through=0.6123, low=0.55, high=0.6789),
    stay=PlanWorth(level=0.9, through=0.62, low=0.5, high=0.7),
    press=PlanWorth(level=1.4, through=0.99999, low=0.625, high=1.0),
)


@pytest.fixture(scope="module")
def advice() -> Advice:
    tie = Tie(rules("uel", 2023, "QF"), (Leg("Liverpool", "Atalanta", (0, 3)), Leg("Atalanta", "Liverpool")))
    made = frontfoot.decide(tie, Standing(2, Moment(2, 2400.0), (0, 2)), Rates(1.4, 1.7))
    return msgspec.structs.replace(made, plans=PLANS)


def cells(html: str, tag: str) -> list[str]:
    return re.findall(f"<{tag} [^>]*>(.*?)</{tag}>", html)


def test_in_a_notebook(advice: Advice) -> None:
    html = advice._repr_html_()
    assert cells(html, "th") == ["", "odds of going through", "90% interval"]
    assert cells(html, "td") == [
        "drop back", "61.2%", "55.0% to 67.9%",
        "stay", "62.0%", "50.0% to 70.0%",
        "press on", "&gt;99.9%", "62.5% to 100%",
    ]  # fmt: skip
    # A bar behind each worth, as long as the odds, and behind nothing else.
    assert re.findall(r"\.32\) ([0-9.]+)%", html) == ["61.2", "62.0", "100.0"]
    for part in (advice.sentence, advice.condition, advice.turn.sentence, advice.title):
        assert part.replace("'", "&#x27;") in html
    assert "; Atalanta decide<" in html
    assert f"Verdict: {advice.verdict}." in html
    assert "Rates as given. What matches show are associations; none proves an effect." in html
    assert repr(advice) == f"<Advice: {advice.sentence}>"


def test_points_and_wins_in_a_notebook(advice: Advice) -> None:
    points = msgspec.structs.replace(advice, payoff="points", plans=msgspec.structs.replace(
        PLANS, drop=PlanWorth(level=0.0, through=2.4, low=2.1, high=2.678)))  # fmt: skip
    html = points._repr_html_()
    assert cells(html, "th")[1] == "league points"
    assert cells(html, "td")[:3] == ["drop back", "2.40", "2.10 to 2.68"]
    assert re.findall(r"\.32\) ([0-9.]+)%", html)[0] == "80.0"  # 2.4 of 3 points
    assert points.in_points
    win = msgspec.structs.replace(advice, payoff="win")
    assert cells(win._repr_html_(), "th")[1] == "odds of winning"
    assert not win.in_points
    assert not advice.in_points


def test_as_a_table(advice: Advice) -> None:
    table = advice.to_polars()
    assert table.columns == ["plan", "level", "through", "low", "high"]
    assert table.rows() == [
        ("drop back", 0.0, 0.6123, 0.55, 0.6789),
        ("stay", 0.9, 0.62, 0.5, 0.7),
        ("press on", 1.4, 0.99999, 0.625, 1.0),
    ]


@pytest.mark.parametrize(
    ("side", "lead", "score", "leg", "title"),
    [
        ("home", 1, (0, 2), 2, "Atalanta - Liverpool 0-2, 85', Atalanta +3 from the first leg"),
        ("away", -1, (0, 2), 2, "Atalanta - Liverpool 0-2, 85', Atalanta +3 from the first leg"),
        ("home", -3, (1, 2), 2, "Atalanta - Liverpool 1-2, 85', Atalanta −2 from the first leg"),
        ("away", 1, (1, 2), 2, "Atalanta - Liverpool 1-2, 85', level from the first leg"),
        ("home", -1, (1, 2), 1, "Atalanta - Liverpool 1-2, 85'"),
    ],
)
def test_in_one_line(advice: Advice, side: str, lead: int, score: tuple[int, int], leg: int, title: str) -> None:
    asked = msgspec.structs.replace(advice, side=side, lead=lead, score=score, leg=leg)
    assert asked.title == title.replace("85'", advice.minute)


def test_as_a_document(advice: Advice) -> None:
    document = advice.document()
    assert json.loads(json.dumps(document)) == document
    assert list(document) == list(Advice.__struct_fields__)
    assert msgspec.convert(document, Advice) == advice
    assert document["plans"]["drop"] == {"level": 0.0, "through": 0.6123, "low": 0.55, "high": 0.6789}
