"""How far a match has come, what is said of it, and where a record is cut: every case and every limit."""

from __future__ import annotations

import math

import numpy as np
import pytest

from frontfoot.core.errors import InputError, ReadError
from frontfoot.match.state import Progress, progress_of
from frontfoot.match.until import Until

LENGTHS = {1: 2700.0, 2: 2700.0, 3: 900.0, 4: 900.0}
PAUSE = {1: "half-time", 2: "finished", 3: "half-time", 4: "finished"}
PAUSES = {1: "half-time", 2: "the end of 90 minutes", 3: "half-time of extra time", 4: "the end of extra time"}


@pytest.mark.parametrize("period", LENGTHS)
def test_a_period_is_over_by_its_length_from_half_a_minute_before_its_regular_end(period: int) -> None:
    whole = LENGTHS[period] - 30.0
    for seconds, over in ((whole - 0.1, False), (whole, True), (whole + 0.1, True), (5.0, False), (4000.0, True)):
        state = PAUSE[period] if over else "in play"
        assert progress_of((period, seconds)) == Progress(state, period, seconds, "length")  # type: ignore[arg-type]
        # A file that states that the match goes on is believed: after 90 minutes the match is not over then.
        state = "half-time" if over and period in (1, 3) else "in play"
        assert progress_of((period, seconds), over=False) == Progress(state, period, seconds, "status")  # type: ignore[arg-type]


@pytest.mark.parametrize("period", LENGTHS)
@pytest.mark.parametrize("seconds", [10.0, 2700.0])
def test_a_period_is_over_with_the_whistle_whatever_its_length(period: int, seconds: float) -> None:
    for ended in (frozenset({1, 2, 3, 4}), frozenset({period})):
        expected = Progress(PAUSE[period], period, seconds, "whistle")  # type: ignore[arg-type]
        assert progress_of((period, seconds), ended=ended) == expected
        assert progress_of((period, seconds), ended=ended, over=False) == expected
    others = frozenset({1, 2, 3, 4}) - {period}
    assert progress_of((period, seconds), ended=others) == Progress("in play", period, seconds, "whistle")
    assert progress_of((period, seconds), ended=frozenset()) == Progress("in play", period, seconds, "whistle")


@pytest.mark.parametrize("period", [1, 2, 3, 4, 5])
def test_a_file_that_states_the_end_is_believed(period: int) -> None:
    for ended in (None, frozenset[int]()):
        for decided in (False, True):
            known = progress_of((period, 60.0), over=True, ended=ended, decided=decided)
            assert known == Progress("finished", period, 60.0, "status")


@pytest.mark.parametrize("period", LENGTHS)
@pytest.mark.parametrize("over", [None, True, False])
def test_a_cut_is_in_play_unless_it_takes_the_whole_period(period: int, over: bool | None) -> None:
    cut = progress_of((period, 600.0), cut=(period, 620.0), over=over, ended=frozenset({period}))
    assert cut == Progress("in play", period, 620.0, "cut")
    cut = progress_of((period, 600.0), cut=(period, math.inf), over=over)
    assert cut == Progress(PAUSE[period], period, 600.0, "cut")  # type: ignore[arg-type]


def test_a_shoot_out_is_over_when_its_kicks_decide_it() -> None:
    assert progress_of((5, 90.0), decided=True) == Progress("finished", 5, 90.0, "length")
    assert progress_of((5, 90.0), decided=False) == Progress("in play", 5, 90.0, "length")
    assert progress_of((5, 90.0), ended=frozenset({5}), over=False) == Progress("in play", 5, 90.0, "length")
    assert progress_of((4, 900.0), decided=True, ended=frozenset()).state == "in play"


UNKNOWN = "Nothing in the record states whether the match is over"


@pytest.mark.parametrize(
    ("known", "words", "sentence"),
    [
        (Progress(), "Finished", "The match is finished"),
        (Progress("finished", 5, 90.0, "status"), "Finished", "The match is finished"),
        (Progress("finished", 2, 2880.0, "whistle"), "Finished", "The match is finished"),
        (Progress("half-time", 1, 2760.0, "whistle"), "At half-time", "The record ends at half-time"),
        (
            Progress("half-time", 3, 930.0, "status"),
            "At half-time of extra time",
            "The record ends at half-time of extra time",
        ),
        (Progress("in play", 1, 1500.0, "status"), "After 25'", "The match is under way: the record ends at 25'"),
        (Progress("in play", 2, 430.0, "whistle"), "At 53'", "The match is under way: the record ends at 53'"),
        (
            Progress("in play", 5, 30.0, "status"),
            "In the shoot-out",
            "The match is under way: the record ends at the shoot-out",
        ),
        (Progress("in play", 2, 900.0, "cut"), "After 60'", "The record was cut at 60'"),
        (Progress("half-time", 1, 2790.0, "cut"), "At half-time", "The record was cut at half-time"),
        (Progress("finished", 2, 2790.0, "cut"), "Finished", "The record was cut at the end of 90 minutes"),
        (
            Progress("half-time", 3, 910.0, "cut"),
            "At half-time of extra time",
            "The record was cut at half-time of extra time",
        ),
        (Progress("finished", 4, 910.0, "cut"), "Finished", "The record was cut at the end of extra time"),
        (
            Progress("half-time", 1, 2760.0, "length"),
            "At half-time",
            f"{UNKNOWN}; it ends at 45+1' and is taken as being at half-time",
        ),
        (
            Progress("half-time", 3, 960.0, "length"),
            "At half-time of extra time",
            f"{UNKNOWN}; it ends at 105+1' and is taken as being at half-time of extra time",
        ),
        (
            Progress("in play", 2, 930.0, "length"),
            "At 61'",
            f"{UNKNOWN}; it ends at 61' and is taken as under way until 61'",
        ),
        (
            Progress("in play", 5, 60.0, "length"),
            "In the shoot-out",
            f"{UNKNOWN}; it ends at the shoot-out and is taken as under way until the shoot-out",
        ),
        (
            Progress("finished", 2, 2820.0, "length"),
            "Finished",
            f"{UNKNOWN}; it ends at 90+2' and is taken as finished",
        ),
    ],
)  # fmt: skip
def test_words_and_sentences_tell_the_state_and_how_it_is_known(known: Progress, words: str, sentence: str) -> None:
    assert (known.words, known.sentence) == (words, sentence)
    assert known.unfinished == (known.state != "finished")


def test_a_match_of_which_nothing_is_said_is_one_of_90_minutes_that_is_over() -> None:
    known = Progress()
    assert (known.state, known.period, known.seconds, known.known_by) == ("finished", 2, 2700.0, "status")
    assert (known.minute, Progress("in play", 5, 1.0).minute) == ("90'", "the shoot-out")


@pytest.mark.parametrize(
    ("text", "period", "seconds"),
    [
        ("HT", 1, math.inf), ("ht", 1, math.inf), ("half-time", 1, math.inf), ("Half Time", 1, math.inf),
        ("FT", 2, math.inf), ("full-time", 2, math.inf), ("ET", 2, math.inf), ("ET-HT", 3, math.inf),
        ("ET HT", 3, math.inf), (60, 2, 900.0), ("45", 1, 2700.0), ("45+2", 1, 2820.0), ("46", 2, 60.0),
        ("1", 1, 60.0), ("0:30", 1, 30.0), ("52:10", 2, 430.0), ("90", 2, 2700.0), ("90+4", 2, 2940.0),
        ("ET 100", 3, 600.0), ("ET 120", 4, 900.0),
    ],
)  # fmt: skip
def test_written_moments(text: str | int, period: int, seconds: float) -> None:
    moment = Until.parse(text)
    assert (moment.period, moment.seconds) == (period, seconds)


@pytest.mark.parametrize(
    ("text", "problem"), [("0", "Nothing of a match lies before minute '0'"), ("x", "'x' is not a minute of a match")]
)
def test_what_is_no_moment_is_told_with_all_that_is(text: str, problem: str) -> None:
    with pytest.raises(InputError) as caught:
        Until.parse(text)
    remedy = "Give HT, FT (90 minutes with stoppage), ET-HT, or a minute: 60, 52:10, 45+2, 90+4, ET 100"
    assert (caught.value.problem, caught.value.place, caught.value.remedy) == (problem, "until", remedy)


MOMENTS = [(1, 0.0), (1, 2700.0), (1, 2800.0), (2, 0.0), (2, 899.9), (2, 900.0), (2, 900.1), (3, 5.0), (5, 5.0)]


@pytest.mark.parametrize(
    ("until", "kept"), [(Until(1), 3), (Until(1, 2700.0), 1), (Until(2, 900.0), 5), (Until(2), 7), (Until(3, 5.1), 8)]
)
def test_what_comes_before_a_moment_is_kept_and_the_moment_itself_is_not(until: Until, kept: int) -> None:
    periods, seconds = zip(*MOMENTS, strict=True)
    expected = [True] * kept + [False] * (len(MOMENTS) - kept)
    assert until.keeps(periods, seconds).tolist() == expected
    assert [until.takes_in(*moment) for moment in MOMENTS] == expected
    order = [4, 0, 8, 2, 6, 1, 3, 7, 5]
    assert until.keeps(np.array(periods)[order], np.array(seconds)[order]).tolist() == [expected[at] for at in order]
    items, moment = Until.before(until, [MOMENTS[at] for at in order], lambda item: item, place="")
    assert items == [MOMENTS[at] for at in order if expected[at]]
    assert moment == until


def test_a_moment_after_the_record_cuts_nothing() -> None:
    assert Until.before(None, [3, 1], lambda _: (1, 0.0), place="") == ([3, 1], None)
    assert Until.before(Until(3, 6.0), MOMENTS[:8], lambda item: item, place="") == (MOMENTS[:8], None)


@pytest.mark.parametrize(("start", "offset"), [(900.0, 0.0), (900.1, 900.1), (2700.0, 2700.0), (7199.0, 7199.0)])
def test_a_clock_that_starts_late_is_taken_from_its_first_event(start: float, offset: float) -> None:
    seconds = [0.0, start, start + 59.5, start + 60.5]
    kept = Until(2, 60.0 + start - offset).keeps([1, 2, 2, 2], seconds)
    assert kept.tolist() == [True, True, True, False]


def test_a_clock_of_two_hours_is_no_late_start() -> None:
    with pytest.raises(ReadError, match="There is no event before this moment") as caught:
        Until(1, 60.0).keeps([1, 1], [7200.0, 7300.0], place="7.json")
    assert (caught.value.place, caught.value.remedy) == ("7.json", "Cut the record later")


def test_a_record_without_the_period_cannot_be_cut_there() -> None:
    with pytest.raises(ReadError) as caught:
        Until(3, 60.0).keeps([1, 2, 4], [0.0, 0.0, 0.0], place="7.json")
    assert caught.value.problem == "There is nothing of period 3 in the record, so it cannot be cut there"
    assert (caught.value.place, caught.value.remedy) == ("7.json", "Cut it at an earlier moment, or not at all")
