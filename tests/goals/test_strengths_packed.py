"""The compact form: what is stored of a fit, number by number, and what is read of it."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from frontfoot.core.errors import InputError, ReadError
from frontfoot.goals.strengths import Scales, Strengths, keep, strengths_on
from frontfoot.goals.strengths.compact import CompactCovariance, pack, unpack
from frontfoot.goals.strengths.snapshots import newest, shipped_days, shipped_on, text_of, user_folder
from frontfoot.goals.strengths.strengths import AgedCovariance, FullCovariance

CLUBS = ("Chelsea", "Ajax", "Arsenal", "Emmen", "Nowhere FC")
COUNTRY = ("ENG", "NED", "ENG", "NED", "")
NEW = {"NED": 5, "ENG": 6, "": 7}
ROWS, CUPS = 8, ("Premier League", "Eredivisie", "Premier League")
ORDER = [*COUNTRY, *NEW]


def made(**more: Any) -> Strengths:
    rng = np.random.default_rng(5)
    size = 2 * ROWS + 2 * len(CUPS) + 2
    root = rng.standard_normal((size, size)) * 0.04
    values: dict[str, Any] = {
        "on": date(2026, 5, 25),
        "likelihood": "dixon_coles",
        "theta": -0.076543,
        "clubs": CLUBS,
        "country": COUNTRY,
        "newcomers": NEW,
        "competitions": CUPS,
        "connected": {"ENG": 0, "NED": 1, "": 0},
        "parameters": rng.normal(0.1, 0.3, size),
        "covariance": FullCovariance(root @ root.T),
        "matches": 777,
        "since": date(2011, 8, 1),
        "own": frozenset({"ENG"}),
        "scales": Scales(drift=1e-4),
        "styles": {"Ajax": (0.0123, -0.0456), "Emmen": (0.1, 0.2), "Premier League": (1.5, 0.3, 1.7, 0.31)},
    }
    return Strengths(**values | more)


def numbers(s: Strengths, i: int) -> list[int]:
    """Attack, defence, their standard deviations in thousandths, their correlation in hundredths."""
    v = s.covariance.block(np.array([i, ROWS + i]))
    deviations = np.sqrt(np.diag(v))
    means = s.parameters[[i, ROWS + i]]
    return [*(round(1000 * x) for x in (*means, *deviations)), round(100 * v[0, 1] / np.prod(deviations))]


def test_what_is_stored_is_the_fit_number_by_number() -> None:
    s = made()
    stored = pack(s, {"Arsenal", "Chelsea", "Ajax", "Nowhere FC"})
    whole = s.covariance.block(np.arange(2 * ROWS))
    assert {name: stored[name] for name in ("on", "since", "matches", "likelihood", "theta")} == {
        "on": "2026-05-25",
        "since": "2011-08-01",
        "matches": 777,
        "likelihood": "dixon_coles",
        "theta": -0.0765,
    }
    assert s.scales is not None
    assert stored["scales"] == asdict(s.scales)
    assert list(stored["leagues"]) == ["", "ENG", "NED"]
    for name, league in stored["leagues"].items():
        members = [i for i in range(ROWS) if ORDER[i] == name]
        assert league["connected"] == s.connected[name]
        assert league["own"] == (name == "ENG")
        assert league["newcomer"] == numbers(s, NEW[name])
        kept = sorted(CLUBS[i] for i in members if i < 5 and CLUBS[i] != "Emmen")
        assert league["clubs"] == {club: numbers(s, CLUBS.index(club)) for club in kept}
        assert list(league["clubs"]) == kept
        pairs = [(i, j) for i in members for j in members if i != j]
        mean = [np.mean([whole[p * ROWS + i, q * ROWS + j] for i, j in pairs]) for p, q in ((0, 0), (0, 1), (1, 1))]
        assert league["shared"] == [round(1e6 * value) for value in mean]
    apart = [(i, j) for i in range(ROWS) for j in range(ROWS) if ORDER[i] != ORDER[j]]
    common = [np.mean([whole[p * ROWS + i, q * ROWS + j] for i, j in apart]) for p, q in ((0, 0), (0, 1), (1, 1))]
    assert stored["common"] == [round(1e6 * value) for value in common]
    # The common level first, then by name; of a competition that occurs twice the first counts.
    spread = np.sqrt(np.diag(s.covariance.block(np.arange(len(s.parameters)))))
    at = {"": (22, 23), "Eredivisie": (17, 20), "Premier League": (16, 19)}
    assert list(stored["competitions"]) == list(at)
    for name, (level, home) in at.items():
        expected = (s.parameters[level], s.parameters[home], spread[level], spread[home])
        assert stored["competitions"][name] == [round(1000 * value) for value in expected]
    assert stored["styles"] == {"Ajax": [12, -46], "Premier League": [1500, 300, 1700, 310]}


def test_alone_in_a_league_and_one_league_share_nothing() -> None:
    one = made(country=("ENG",) * 5, newcomers={"ENG": 5, "NED": 6, "": 7}, connected={"ENG": 0, "NED": 0, "": 0})
    stored = pack(one, set())
    assert stored["leagues"]["NED"]["shared"] == stored["leagues"][""]["shared"] == [0, 0, 0]
    assert stored["leagues"]["ENG"]["shared"] != [0, 0, 0]
    size = 2 * 6 + 8
    rng = np.random.default_rng(1)
    root = rng.standard_normal((size, size)) * 0.04
    alone = made(
        country=("ENG",) * 5, newcomers={"ENG": 5}, connected={"ENG": 0}, parameters=np.zeros(size),
        covariance=FullCovariance(root @ root.T),
    )  # fmt: skip
    assert pack(alone, set())["common"] == [0, 0, 0]
    assert all(league["own"] for league in pack(made(own=None), set())["leagues"].values())
    assert pack(made(scales=None), set())["scales"] is None
    assert unpack(pack(made(scales=None), set(CLUBS))).scales is None


def test_what_is_read_is_what_was_stored() -> None:
    stored = json.loads(json.dumps(pack(made(), CLUBS)))
    s = unpack(stored)
    leagues = stored["leagues"]
    assert s.clubs == ("Nowhere FC", "Arsenal", "Chelsea", "Ajax", "Emmen")
    assert s.country == ("", "ENG", "ENG", "NED", "NED")
    assert s.newcomers == {"": 5, "ENG": 6, "NED": 7}
    assert s.competitions == ("Eredivisie", "Premier League")
    assert s.connected == {"": 0, "ENG": 0, "NED": 1}
    assert (s.on, s.since, s.matches, s.likelihood) == (date(2026, 5, 25), date(2011, 8, 1), 777, "dixon_coles")
    assert (s.theta, s.own, s.scales) == (-0.0765, frozenset({"ENG"}), Scales(drift=1e-4))
    assert s.styles == {name: tuple(v / 1000 for v in values) for name, values in stored["styles"].items()}
    # The stored numbers of every row: clubs, then newcomers.
    lines = [leagues[g]["clubs"][c] for c, g in zip(s.clubs, s.country, strict=True)]
    lines += [leagues[g]["newcomer"] for g in s.newcomers]
    groups = [*s.country, *s.newcomers]
    for i, line in enumerate(lines):
        assert s.parameters[[i, ROWS + i]] == pytest.approx([line[0] / 1000, line[1] / 1000], abs=1e-12)
    tail = [stored["competitions"][name] for name in (*s.competitions, "")]
    places = [16, 17, 20, 18, 19, 21]
    expected = [tail[0][0], tail[1][0], tail[2][0], tail[0][1], tail[1][1], tail[2][1]]
    assert s.parameters[places] == pytest.approx([value / 1000 for value in expected], abs=1e-12)

    def covariance(one: int, other: int) -> Any:
        """By the definition of what is kept."""
        if one >= 16 or other >= 16:
            deviations = dict(
                zip(places, [tail[0][2], tail[1][2], tail[2][2], tail[0][3], tail[1][3], tail[2][3]], strict=True)
            )
            return (deviations[one] / 1000) ** 2 if one == other else 0.0
        (p, i), (q, j) = divmod(one, ROWS), divmod(other, ROWS)
        if i == j:
            product = lines[i][2 + p] * lines[i][2 + q] / 1e6
            return product if p == q else product * lines[i][4] / 100
        shared = leagues[groups[i]]["shared"] if groups[i] == groups[j] else stored["common"]
        return shared[p + q] / 1e6

    every = np.arange(22)
    block = s.covariance.block(every)
    for one, other in product(range(22), range(22)):
        assert block[one, other] == pytest.approx(covariance(one, other), abs=1e-12)
    some = np.array([20, 3, 11, 16, 7])
    np.testing.assert_array_equal(s.covariance.block(some), block[np.ix_(some, some)])
    assert isinstance(s.covariance, CompactCovariance)


def test_only_fitted_strengths_are_packed() -> None:
    s = made()
    for covariance in (unpack(pack(s, CLUBS)).covariance, AgedCovariance(s.covariance, np.zeros(24), ROWS, 0.5)):
        with pytest.raises(TypeError, match="Only fitted strengths"):
            pack(replace(s, covariance=covariance), CLUBS)


def test_the_text_of_a_snapshot_has_a_line_for_every_league(tmp_path: Path) -> None:
    s = made()
    text = text_of(s)
    assert json.loads(text) == json.loads(json.dumps(pack(s, CLUBS)))
    lines, tail = text.splitlines(), text[-1]
    stored = pack(s, CLUBS)
    assert (lines[0], lines[-1], tail) == ("{", "}", "\n")
    # Braces and, of leagues, competitions and styles, an entry a line; every other value on its own.
    inner = [stored[name] for name in ("leagues", "competitions", "styles")]
    assert len(lines) == 2 + len(stored) - 3 + sum(len(part) + 2 for part in inner)
    assert len(text_of(made(styles={})).splitlines()) == len(lines) - len(inner[2]) - 1
    assert '  "Premier League": [' in text
    path = keep(s, folder=tmp_path)
    assert path == tmp_path / "clubs" / "2026-05-25.json"
    assert path.read_text(encoding="utf-8") == text
    assert [p.name for p in path.parent.iterdir()] == ["2026-05-25.json"]
    assert keep(s, kind="nations", folder=tmp_path) == tmp_path / "nations" / "2026-05-25.json"


def test_the_newest_snapshot_up_to_a_day_counts_and_the_users_own_goes_first(tmp_path: Path) -> None:
    shipped = [date.fromisoformat(day) for day in shipped_days()]
    assert list(shipped_days()) == sorted(shipped_days())
    mine = replace(made(), on=shipped[-2])
    keep(mine, folder=tmp_path)
    assert newest(shipped[-2], folder=tmp_path).matches == 777
    assert newest(shipped[-2]).matches > 777
    assert shipped_on(shipped[-2]).matches > 777
    assert newest(shipped[-1], folder=tmp_path).on == newest(folder=tmp_path).on == shipped[-1]
    assert shipped_on(date(2100, 1, 1)).on == shipped[-1]
    assert shipped_on(shipped[-1], kind="nations").on.isoformat() <= shipped_days("nations")[-1]
    assert strengths_on(kind="nations").on.isoformat() == shipped_days("nations")[-1]
    for question in (strengths_on, newest, shipped_on):
        with pytest.raises(InputError, match="There are no strengths of women") as refused:
            question(shipped[0], kind="women")
        assert (refused.value.place, refused.value.remedy) == ("kind", "Ask for clubs or nations")
    with pytest.raises(
        InputError, match=f"No strengths are known for 1990-01-01; the first are of {shipped[0]}"
    ) as refused:
        newest(date(1990, 1, 1))
    assert refused.value.place == "date"
    assert strengths_on(shipped[3]).day == shipped[3]


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"leagues": {}, "competitions": {}}', "\udcff"])
def test_a_snapshot_that_cannot_be_read_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "clubs" / "2099-01-01.json"
    path.parent.mkdir()
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(ReadError, match="These strengths cannot be read") as refused:
        newest(folder=tmp_path)
    assert (refused.value.place, refused.value.remedy) == (str(path), "Remove the file and fit them again")


def test_the_folder_of_the_user_is_that_of_the_environment_or_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTFOOT_STRENGTHS", "/somewhere/else")
    assert user_folder() == Path("/somewhere/else")
    monkeypatch.delenv("FRONTFOOT_STRENGTHS")
    assert user_folder().parts[-2:] == ("frontfoot", "strengths")
