"""A file of an own cup that says what cannot be is refused, whatever it is; nothing of it is left aside in silence."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from frontfoot.core.errors import FrontfootError
from frontfoot.cups import format_files
from frontfoot.cups.pairings import Pairings
from frontfoot.cups.season import CupSeason
from frontfoot.cups.simulate import Simulation, simulate
from frontfoot.cups.state import CupState
from frontfoot.ties import rule_files
from tests.cups.test_own_cup import CUP, RESULTS

ZONES = '\n[[zone]]\nname = "out"\nplaces = [1, 2]\n'
THIRDS = '[era.thirds]\nnumber = 1\ncriteria = ["points"]\nwinners = "B"\ntable = "A B"\n\n[[edition]]'
RULING = (
    '\n[[ruling]]\nseason = 2026\nround = "SF"\nwinner = "Lyon"\nloser = "Ajax"\ndate = 2026-07-30\n'
    'kind = "exclusion"\nnote = "x"\n\n[[order]]\nseason = 2026\nclubs = ["Roma", "Lyon"]\nnote = "cards"\n'
)
WHOLE = CUP.replace("2A-1B", "3AB-1B").replace("[[edition]]", THIRDS, 1) + ZONES + RULING
DRAWN = CUP.replace('pairs = ["2A-1B", "2B-1A"]', 'enter = [{ places = [1, 2] }], seeded = [1], protect = ["group"]')
DRAWN = DRAWN.replace(', pairs = ["1-2"]', "")
LEAGUE = DRAWN[: DRAWN.index("[[edition]]")].replace("groups = 2\n", "").replace('"groups"', '"league"')
LEAGUE = LEAGUE.replace("clubs = 3", "clubs = 6").replace("matches = 2", "matches = 10")
LEAGUE = LEAGUE.replace("places = [1, 2]", "places = [1, 2, 3, 4]").replace(', protect = ["group"]', "")
LEAGUE = LEAGUE.replace("seeded = [1]", "seeded = [1, 2]")
OTHERS: tuple[Any, ...] = (None, 0, -1, 3, "x", "", [], [1], ["x"], [[1, 2]], {}, True, 1.5, date(2026, 1, 1))
HEAD = RESULTS.splitlines()[0]


def played(folder: Path, text: str, results: str = HEAD) -> Simulation:
    (folder / "lake-cup.csv").write_text(results, encoding="utf-8")
    (folder / "lake-cup.toml").write_text(text, encoding="utf-8")
    return simulated(folder / "lake-cup.toml")


def simulated(file: Path) -> Simulation:
    state = CupState(CupSeason.read(file.parent, str(file), 2026), date(2026, 7, 1))
    pairings = Pairings.equal(state.season.clubs, advantage=0.0)
    return simulate(state, pairings, 40, np.random.default_rng(1))


def test_what_is_changed_below_is_right_as_it_is(tmp_path: Path) -> None:
    for text in (CUP, WHOLE, DRAWN):
        assert played(tmp_path, text).winners["F"].shape == (40, 1)


@pytest.mark.parametrize(
    ("more", "place", "words"),
    [
        ("[[era]]\nfrom = 2020\n", "era 1 and era 2", "tell of it in season 2020"),
        ('[[zone]]\nname = "out"\nplaces = [3, 3]\nfrom = 2026\n', "zone 1 and zone 2", "'out' in season 2026"),
        ('[[rule]]\nrounds = ["Semi-finals"]\nlegs = 1\nsteps = ["toss"]\n', "rule 1 and rule 3", "'SF' in season"),
    ],
)
def test_two_entries_for_one_season_are_refused(tmp_path: Path, more: str, place: str, words: str) -> None:
    era = CUP[CUP.index("[[era]]") + 7 : CUP.index("[[edition]]")]
    text = f"{CUP}{ZONES}\n{more}{era if 'era' in more else ''}"
    with pytest.raises(FrontfootError, match="Two entries tell of") as refused:
        played(tmp_path, text)
    assert words in refused.value.problem
    assert refused.value.place.endswith(place)
    # One after the other they are two formats.
    if "era" in more:
        text = text.replace("from = 2020", "from = 2028").replace("[[era]]", "[[era]]\nto = 2027", 1)
        assert played(tmp_path, text).winners["F"].shape == (40, 1)


def test_a_draw_of_ones_own_keeps_its_rule(tmp_path: Path) -> None:
    """Winners of groups meet seconds, never of their own group; ranks 1 and 2 of a league meet 3 and 4."""
    outcome = played(tmp_path, DRAWN)
    groups = {club: group for group, clubs in outcome.places.items() for club in clubs[0].tolist()}
    pairs = outcome.pairs["SF"].reshape(-1, 2)
    assert all(groups[one] != groups[other] for one, other in pairs.tolist())
    firsts = np.stack([order[:, 0] for order in outcome.places.values()], axis=1)
    assert np.array_equal(np.sort(outcome.pairs["SF"][..., 1]), np.sort(firsts))
    clubs = ("Arsenal", "Ajax", "Benfica", "Roma", "Lyon", "Porto")
    lines = [f"2026-08-01,league,,{a},{b},,,,,,," for a in clubs for b in clubs if a != b]
    league = played(tmp_path, LEAGUE, "\n".join([HEAD, *lines]))
    order = league.places[""]
    assert np.array_equal(np.sort(league.pairs["SF"][..., 1]), np.sort(order[:, :2]))
    assert np.array_equal(np.sort(league.pairs["SF"][..., 0]), np.sort(order[:, 2:4]))


@pytest.mark.parametrize(
    ("text", "old", "new", "problem"),
    [
        (CUP, 'phase = "groups"', 'phase = "league"', "'groups' has no meaning with phase = 'league'"),
        (CUP, 'phase = "groups"\ngroups = 2', 'phase = "league"', "a league has none"),
        (CUP, "matches = 2", "matches = 0", "0 matches of each club do not fit a group of 3"),
        (CUP, "matches = 2", "matches = 3", "3 matches of each club do not fit a group of 3"),
        (CUP, '"lake-cup.csv"', "3", "'file' must be a text"),
        (CUP, '"Lyon", "Porto"', '"Lyon", "AFC Ajax"', "Ajax is drawn twice"),
        (CUP, 'club = "Ajax"', 'club = "Celtic"', "Celtic does not play in the Lake Cup 2026"),
        (CUP, "[edition.groups]", "from = 2026-07-01\n[edition.groups]", "its first and its last day"),
        (CUP, "[[deduction]]", "[[edition]]\nseason = 2026\n[[deduction]]", "2026 has two editions"),
        (CUP, "groups = 2", "from = 2030\nto = 2020\ngroups = 2", "begins in 2030 and ends in 2020"),
        (WHOLE, 'winners = "B"', 'winners = "A"', "'winners' are the groups whose winners meet a third, B"),
        (WHOLE, "places = [1, 2]", "places = [1]", "its first and its last place"),
        (WHOLE, '"exclusion"', '"anger"', "There is no decision 'anger'"),
        (WHOLE, '"Roma", "Lyon"]\nnote', '"Roma"]\nnote', "An order has two or more sides"),
        (DRAWN, "seeded = [1], ", "", "0 seeded sides are drawn against 4 others"),
        (DRAWN, "places = [1, 2]", "places = [1, 4]", "No group has a place 4"),
        (DRAWN, "enter = [{ places = [1, 2] }], seeded = [1], ", "", "Nothing says who enters the round"),
        (DRAWN, "enter =", "paths = [[1, 2, 3, 4]], enter =", "'paths' are ranks of a league phase"),
        (LEAGUE, "", "", "do not say who plays in the Lake Cup 2026"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, text: str, old: str, new: str, problem: str) -> None:
    with pytest.raises(FrontfootError) as refused:
        played(tmp_path, text.replace(old, new, 1))
    assert problem in refused.value.problem
    assert refused.value.place
    assert refused.value.remedy


def test_a_result_stands_under_the_group_of_the_draw(tmp_path: Path) -> None:
    played(tmp_path, CUP, f"{HEAD}\n2026-07-04,group,Group A,Arsenal,Ajax,1,1,,,,\n")
    with pytest.raises(FrontfootError, match="stands under group B; the draw has both sides in group A") as refused:
        played(tmp_path, CUP, f"{HEAD}\n2026-07-04,group,B,Arsenal,Ajax,1,1,,,,\n")
    assert refused.value.place.endswith("lake-cup.csv:2")


def test_any_name_of_a_side_will_do(tmp_path: Path) -> None:
    other = CUP.replace('"Ajax", "Benfica"', '"AFC Ajax", "SL Benfica"').replace('club = "Ajax"', 'club = "AFC Ajax"')
    played(tmp_path, other, RESULTS)
    state = CupState(CupSeason.read(tmp_path, str(tmp_path / "lake-cup.toml"), 2026), date(2026, 7, 13))
    assert [(row.club, row.points) for row in state.table("A")] == [("Arsenal", 4), ("Ajax", 2), ("Benfica", 0)]


def values(document: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every value of a document, those of tables and lists too."""
    items = document.items() if isinstance(document, dict) else enumerate(document)
    for key, value in items:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from values(value, (*path, key))


@pytest.mark.slow
@pytest.mark.parametrize("text", [WHOLE, DRAWN], ids=["fixed", "drawn"])
def test_any_other_value_is_refused_or_means_something(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    """Every value of the file replaced by others of every kind, or left out: an answer or an error of ours, no more."""
    (tmp_path / "lake-cup.csv").write_text(HEAD, encoding="utf-8")
    document = tomllib.loads(text)
    now: list[dict[str, Any]] = [document]
    read: Callable[[str | Path], dict[str, Any]] = lambda path: copy.deepcopy(now[0])  # noqa: E731
    for module in (format_files, rule_files):
        monkeypatch.setattr(module, "read_competition", read)
    tried = 0
    for path in values(document):
        for value in OTHERS:
            now[0] = copy.deepcopy(document)
            parent: Any = now[0]
            for key in path[:-1]:
                parent = parent[key]
            if value is None:
                del parent[path[-1]]
            else:
                parent[path[-1]] = value
            try:
                simulated(tmp_path / "lake-cup.toml")
            except FrontfootError:
                pass
            except Exception as fault:
                raise AssertionError((path, value)) from fault
            tried += 1
    assert tried > 500
