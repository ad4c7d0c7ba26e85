"""The tie of a match, told with it: the odds along it, and what approach was worth at half-time and at each goal."""

from __future__ import annotations

import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from frontfoot.cli.app import build
from frontfoot.core.errors import InputError
from frontfoot.decisions.advice import BreakEvenPoint
from frontfoot.decisions.break_even import REACH
from frontfoot.decisions.evidence import evidence
from frontfoot.decisions.verdict import verdict
from frontfoot.goals.clock import Moment
from frontfoot.goals.levels import rates_from_expected
from frontfoot.goals.rates import TieRates
from frontfoot.match.load import load
from frontfoot.match.match import Match
from frontfoot.reports.break_even import draw
from frontfoot.reports.document import Story, encode
from frontfoot.reports.html import page
from frontfoot.reports.markdown import markdown
from frontfoot.reports.tie import with_tie
from frontfoot.reports.tie_parts import TieStory
from frontfoot.ties import Leg, Model, Situation, rules
from frontfoot.ties import Tie as Legs
from frontfoot.ties.file import parse_tie
from frontfoot.ties.tie_file import TieFile

RATES = [rates_from_expected(0.8, 1.8)]
KNOWN = "rates as given in the file"
LEG = {"home": "Turkey", "away": "Italy", "score": [0, 3], "date": date(2021, 6, 11)}
EURO = """competition = "euro"
season = 2020
round = "QF"

[[leg]]
home = "Turkey"
away = "Italy"
score = [0, 3]
rates = [0.8, 1.8]
"""


NASTY = """</title></style><script>alert(1)</script><img src=x onerror=alert(2)>"'>{{ 7*7 }}<svg onload=alert(3)>"""


def file(**changes: object) -> TieFile:
    return parse_tie({"competition": "euro", "season": 2020, "round": "QF", "leg": [LEG | changes]})


@pytest.fixture(scope="module")
def story(italy: Story, italy_match: Match) -> Story:
    """Turkey - Italy as if it had been a quarter-final."""
    return with_tie(italy, italy_match, file(), TieRates.of(RATES, KNOWN))


def tie_of(story: Story) -> TieStory:
    assert story.tie is not None
    return story.tie


@pytest.mark.slow
def test_odds_are_those_of_the_model(story: Story) -> None:
    """At each moment the odds are what the tie's own outlook says there, asked one by one."""
    model = Model(Legs(rules("euro", 2020, "QF"), (Leg("Turkey", "Italy", neutral=True),)), RATES[0])
    swings = tie_of(story).swings
    assert [(s.minute, s.side) for s in swings] == [("53'", "away"), ("66'", "away"), ("79'", "away")]
    for place, swing in enumerate(swings):
        at = Moment(swing.period, swing.seconds)
        for goals, shown in ((place, swing.before), (place + 1, swing.after)):
            odds = model.ask(Situation(1, at, (0, goals)))
            assert shown == pytest.approx(odds.through["Turkey"], abs=2e-6)
    points = tie_of(story).points
    assert all(point.home + point.away == pytest.approx(1.0, abs=2e-6) for point in points)
    assert points[-1].home == 0.0
    assert points[-1].seconds == pytest.approx(story.periods[1].seconds, abs=1e-3)


def test_the_moments_are_half_time_and_the_goals(story: Story) -> None:
    crossroads = tie_of(story).crossroads
    assert [at.minute for at in crossroads] == ["HT", "53'", "66'", "79'"]
    assert [at.score for at in crossroads] == [(0, 0), (0, 1), (0, 2), (0, 3)]
    assert [at.decider for at in crossroads] == ["home", "away", "away", "away"]
    assert [(at.home.advice.lead, at.away.advice.lead) for at in crossroads] == [(0, 0), (-1, 1), (-2, 2), (-3, 3)]


def test_the_index_around_half_time_is_that_of_the_half(story: Story) -> None:
    """No goal fell before half-time, so the stretch before it is the first half."""
    at = tie_of(story).crossroads[0]
    for advised, side in ((at.home, story.sides.home), (at.away, story.sides.away)):
        half = side.measures["first_half"]["front_foot"]
        assert advised.before is not None
        shown = (advised.before.value, advised.before.low, advised.before.high)
        assert shown == pytest.approx((half.value, half.low, half.high), abs=1e-4)
    for earlier, later in zip(tie_of(story).crossroads, tie_of(story).crossroads[1:], strict=False):
        assert earlier.home.after == later.home.before
    total = sum(span.seconds for span in story.periods) / 60.0
    parts = [at.home.before, *(c.home.after for c in tie_of(story).crossroads)]
    assert sum(part.minutes for part in parts if part) == pytest.approx(total, abs=0.1)


def test_what_is_weighed_hangs_together(story: Story) -> None:
    """What is usual on both sides adds up to one, and the answer is that of its own figures."""
    for at in tie_of(story).crossroads:
        assert at.home.advice.usual.value + at.away.advice.usual.value == pytest.approx(1.0, abs=1e-9)
        for advice in (at.home.advice, at.away.advice):
            assert advice.verdict == verdict(advice.chance, advice.gain.low, advice.gain.high)
            origin = next(point for point in advice.break_even if point.own == 0.0)
            assert origin.opponent == pytest.approx(0.0, abs=1e-6)


@pytest.mark.slow
def test_page_markdown_and_document_hold_it(story: Story, italy: Story) -> None:
    text, plain, document = page(story), markdown(story), json.loads(encode(story))
    assert "Odds of Turkey going through" in text
    assert text.count('aria-label="Break-even chart') == 4
    assert text.count('class="posterior') == 4
    for content in (text, plain):
        assert "no proof of an effect" in content
        assert "Italy went through." in content
    for at in tie_of(story).crossroads:
        advice = (at.home if at.decider == "home" else at.away).advice
        assert advice.verdict in text
        assert f"{100 * advice.gain.value:+.1f}".replace("-", "−").replace("+0.0", "0.0") in plain
    assert (
        document["tie"]["crossroads"][0]["home"]["advice"]["verdict"] == tie_of(story).crossroads[0].home.advice.verdict
    )
    assert msgspec.json.decode(encode(story), type=Story) == story
    assert "Break-even" not in page(italy)
    assert json.loads(encode(italy))["tie"] is None


@pytest.mark.slow
def test_a_final_is_won_and_nobody_goes_through(story: Story, italy: Story, italy_match: Match) -> None:
    document = {"competition": "euro", "season": 2020, "round": "F", "leg": [LEG | {"neutral": True}]}
    final = with_tie(italy, italy_match, parse_tie(document), TieRates.of(RATES, KNOWN))
    through = re.compile("(go|goes|going|went) through", re.IGNORECASE)
    for write in (page, markdown):
        assert through.search(write(story))
        assert not through.search(write(final))
    assert "Italy won." in tie_of(final).sentence


@pytest.mark.slow
def test_names_cannot_become_code(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    tie = tie_of(story)
    replaced = msgspec.structs.replace
    spoilt = [
        replaced(
            at,
            label=NASTY,
            home=replaced(at.home, team=NASTY, advice=replaced(at.home.advice, sentence=NASTY, verdict=NASTY)),
        )
        for at in tie.crossroads
    ]
    swings = [replaced(swing, text=NASTY) for swing in tie.swings]
    nasty = replaced(story, tie=replaced(tie, sentence=NASTY, crossroads=tuple(spoilt), swings=tuple(swings)))
    tags: list[str] = []
    reader = HTMLParser()
    monkeypatch.setattr(reader, "handle_starttag", lambda tag, _: tags.append(tag))
    reader.feed(page(nasty))
    assert tags.count("svg") > 10
    assert not {"script", "img"} & set(tags)
    assert "<script" not in markdown(nasty)


def test_a_line_out_of_reach_is_cut_at_the_edge(story: Story) -> None:
    advice = tie_of(story).crossroads[0].home.advice
    steep = tuple(
        BreakEvenPoint(own=own, opponent=None if abs(own) > 0.2 else 4 * own) for own in (-0.3, -0.1, 0.0, 0.1, 0.3)
    )
    for line in (steep, tuple(BreakEvenPoint(own=own, opponent=None) for own in (-REACH, REACH))):
        text = str(draw(msgspec.structs.replace(advice, break_even=line), ("Turkey", "Italy"), "Half-time"))
        assert "nan" not in text.lower()
        assert text.count("<circle") == 1 + len(evidence().terms)


@pytest.mark.slow
def test_a_league_match_is_told_in_points(juventus: Story, kloppy_files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both sides' odds of winning; the rest is the draw, as the outlook of the match says."""
    monkeypatch.setattr("frontfoot.reports.tie.crossroads", lambda *_: ())
    match = load(kloppy_files / "wyscout_events_v3.json")
    leg = {"home": "Juventus", "away": "Sampdoria", "score": [3, 0]}
    league = parse_tie({"competition": "league", "season": 2020, "leg": [leg]})
    rates = [rates_from_expected(2.0, 0.9)]
    tie = tie_of(with_tie(juventus, match, league, TieRates.of(rates, KNOWN)))
    assert tie.payoff == "points"
    model = Model(Legs(rules("league", 2020), (Leg("Juventus", "Sampdoria"),)), rates[0])
    odds = model.ask(Situation(1, Moment(1, 0.0)))
    assert tie.points[0].home == pytest.approx(odds.through["Juventus"], abs=2e-6)
    assert tie.points[0].away == pytest.approx(odds.through["Sampdoria"], abs=2e-6)
    assert (tie.points[-1].home, tie.points[-1].away) == (1.0, 0.0)
    text = page(msgspec.structs.replace(juventus, tie=tie))
    assert "Odds of Juventus and of Sampdoria winning" in text
    assert "going through" not in text


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"home": "Wales"}, "no match of this tie"),
        ({"score": [0, 2]}, "0-2 after 90 minutes, the match ended 0-3"),
        ({"date": date(2021, 6, 14)}, "2021-06-14, the match was on 2021-06-11"),
    ],
)
def test_another_match_is_refused(italy: Story, italy_match: Match, changes: dict[str, object], text: str) -> None:
    dated = msgspec.structs.replace(italy, date="2021-06-11 21:00")
    with pytest.raises(InputError, match=text):
        with_tie(dated, italy_match, file(**changes), TieRates.of(RATES, KNOWN))


def test_a_day_apart_is_another_time_zone(italy: Story, italy_match: Match, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontfoot.reports.tie.crossroads", lambda *_: ())
    dated = msgspec.structs.replace(italy, date="2021-06-11")
    assert with_tie(dated, italy_match, file(date=date(2021, 6, 12)), TieRates.of(RATES, KNOWN)).tie is not None


@pytest.mark.slow
def test_the_command(kloppy_files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontfoot.reports.tie.crossroads", lambda *_: ())
    match = [str(kloppy_files / f"statsbomb_3788741_{part}.json") for part in ("event", "lineup")]
    path = tmp_path / "tie.toml"
    path.write_text(EURO, encoding="utf-8")
    arguments = ["report", *match, "--tie", str(path), "--out", str(tmp_path)]
    arguments += ["--format", "html", "--format", "json", "--format", "markdown"]
    ended = CliRunner().invoke(build(), arguments, catch_exceptions=False)
    assert ended.exit_code == 0, ended.output
    document = json.loads((tmp_path / "turkey-italy-3788741.json").read_text("utf-8"))
    assert document["tie"]["rates_from"] == "rates as given in the file"
    path.write_text(EURO.replace('"Turkey"', '"Wales"'), encoding="utf-8")
    refused = CliRunner().invoke(build(), arguments)
    assert refused.exit_code == 2
    assert "no match of this tie" in refused.output.replace("\n", " ")
