"""The page of an opponent from a small store: what it holds, what it refuses, and that it is the same again."""

from __future__ import annotations

import csv
import gzip
import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

import frontfoot
from frontfoot.cli import main
from frontfoot.core.errors import InputError
from frontfoot.core.identity import canonical
from frontfoot.scouting.matches import played
from frontfoot.scouting.moments import KINDS, MOST_OF_A_MATCH, ClipMoment, thirty
from frontfoot.seasons.run import season
from frontfoot.seasons.store import Store

SHOWN = 6


@pytest.fixture(scope="module")
def small(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of six matches of Napoli, Serie A 2017/18."""
    source, folder = data / "wyscout" / "serie-a", tmp_path_factory.mktemp("matches") / "serie-a"
    folder.mkdir()
    rows = list(csv.DictReader((source / "matches.csv").read_text(encoding="utf-8").splitlines()))
    named = [row for row in rows if any("Napoli" in str(value) for value in row.values())]
    for row in named[:SHOWN]:
        number = next(value for value in row.values() if (source / f"{value}.json.gz").is_file())
        shutil.copy(source / f"{number}.json.gz", folder)
    shutil.copy(source / "matches.csv", folder)
    store = tmp_path_factory.mktemp("store") / "napoli"
    assert season([folder], store, workers=1).total == SHOWN
    return store


def test_a_page_says_what_it_rests_on_and_prints_no_noise(small: Path) -> None:
    written = frontfoot.scout(small, "napoli")
    page = written.page
    assert (len(page.fixtures), page.competition, len(page.sentences)) == (SHOWN, "Serie A", 3)
    assert canonical(page.team) == "Napoli"
    for row in (*page.ruler, *page.more, *page.transitions):
        assert row.matches == SHOWN
        assert row.low <= row.value <= row.high
        assert row.weight >= 0.4
        assert min(row.raw, row.league) - 1e-9 <= row.value <= max(row.raw, row.league) + 1e-9
    assert written.to_polars()["value"].to_list() == [row.value for row in (*page.ruler, *page.more, *page.transitions)]
    printed = {row.label for row in (*page.ruler, *page.more)}
    assert "Finishing" not in printed
    assert "npxG against" not in printed  # it needs more than six matches
    assert any(line.startswith("npxG against: rests on 6 matches") for line in page.not_printed)
    assert len(page.eleven) == 11
    assert page.minutes_estimated
    assert any(note.startswith("The league is thin here: 6 matches of 7 sides") for note in page.notes)


@pytest.mark.slow
def test_regains_stand_beside_those_of_the_league(small: Path) -> None:
    """Shares from the sequences of the store's own events: the side's, and those of every side in it."""
    page = frontfoot.scout(small, "Napoli").page
    won: dict[str, list[int]] = {"own": [0] * 7, "league": [0] * 7}
    for chosen in Store(small).read("events").partition_by("match_id"):
        match_id = str(chosen["match_id"][0])
        row = Store(small).read("matches", matches=[match_id]).row(0, named=True)
        one = played(Store(small), "Serie A", "2017/18", row["home"], [match_id])[0]
        for side, name in enumerate((row["home"], row["away"])):
            rows = one.sequences.regain & (one.sequences.side == side)
            for x in one.sequences.start_x[rows].tolist():
                for group in ("own", "league") if name == page.team else ("league",):
                    won[group][min(int(x // 15), 6)] += 1
    assert [band.won for band in page.regains] == won["own"]
    for band, own, league in zip(page.regains, won["own"], won["league"], strict=True):
        assert band.share == pytest.approx(own / sum(won["own"]))
        assert band.league == pytest.approx(league / sum(won["league"]))
    assert [band.league for band in page.regains] != [band.share for band in page.regains]


@pytest.mark.slow
def test_every_form_is_whole_and_the_same_again(small: Path) -> None:
    one, two = (frontfoot.scout(small, "Napoli", last=5) for _ in range(2))
    assert (one.html(), one.json(), one.markdown()) == (two.html(), two.json(), two.markdown())
    assert json.loads(one.json())["team"] == one.page.team
    text = one.html()
    assert "<script" not in text
    assert not re.search(r'(src|href)="(?!data:)', text)
    assert all(sentence.split(" (")[0] in one.markdown() for sentence in one.page.sentences)


@pytest.mark.slow
def test_both_sides_stand_on_one_ruler(small: Path) -> None:
    with pytest.raises(InputError, match="too few"):
        frontfoot.scout(small, "Napoli", against=frontfoot.scout(small, "Napoli").page.fixtures[0].opponent)
    beside = frontfoot.scout(small, "Napoli", against="Napoli").page
    assert all(row.other is not None and row.other[0] == row.value for row in beside.ruler)
    assert beside.meets


@pytest.mark.slow
def test_clips_are_in_the_matches_and_read_by_an_xml_parser(small: Path, tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main_with("scout", str(small), "Napoli", "--clips", "sportscode", "--out", str(tmp_path), "--quiet")
    assert ended.value.code in (0, None)
    files = sorted(tmp_path.glob("*-clips.xml"))
    assert files
    count = 0
    for file in files:
        assert file.read_bytes().isascii()
        instances = ElementTree.parse(file).getroot().findall("ALL_INSTANCES/instance")
        count += len([one for one in instances if one.findtext("code") != "Start"])
        assert all(0.0 <= float(one.findtext("start", "")) < float(one.findtext("end", "")) for one in instances)
        assert sum(one.findtext("code") == "Start" for one in instances) == 2
    assert count == len(frontfoot.scout(small, "Napoli").clips) <= 30


def main_with(*arguments: str) -> None:
    import sys

    from _pytest.monkeypatch import MonkeyPatch

    with MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["frontfoot", *arguments])
        main()


@pytest.mark.parametrize(
    ("options", "problem", "remedy"),
    [
        ({"club": "Napolli"}, "no club 'Napolli'", "Napoli"),
        ({"club": "Napoli", "last": 2}, "too few", "at least 4"),
        ({"club": "Napoli", "last": 0}, "are none", "number"),
        ({"club": "Napoli", "matches": ("77",)}, "no match '77'", "Its matches"),
        ({"club": "Napoli", "season": "1999/00"}, "no matches of 1999/00", "It holds"),
    ],
)
def test_what_cannot_be_told_is_refused(small: Path, options: dict[str, object], problem: str, remedy: str) -> None:
    with pytest.raises(InputError) as caught:
        frontfoot.scout(small, **options)  # type: ignore[arg-type]
    assert problem in caught.value.problem
    assert remedy in caught.value.remedy


@pytest.mark.slow
def test_clips_of_a_record_without_times_are_refused_before_anything_is_written(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file in which every event stands at second nought; for one club, and for all of a store."""
    source, folder = data / "wyscout" / "serie-a", tmp_path / "serie-a"
    folder.mkdir()
    shutil.copy(source / "matches.csv", folder)
    rows = list(csv.DictReader((source / "matches.csv").read_text(encoding="utf-8").splitlines()))
    for row in [row for row in rows if any("Napoli" in str(value) for value in row.values())][:4]:
        number = next(value for value in row.values() if (source / f"{value}.json.gz").is_file())
        record = json.loads(gzip.decompress((source / f"{number}.json.gz").read_bytes()))
        for event in record["events"]:
            event["eventSec"] = 0.0
        (folder / f"{number}.json.gz").write_bytes(gzip.compress(json.dumps(record).encode()))
    store = str(tmp_path / "store")
    season([folder], store, workers=1)
    for club in (("Napoli",), ("--all", "--workers", "1")):
        with pytest.raises(SystemExit) as ended:
            main_with("scout", store, *club, "--clips", "csv", "--out", str(tmp_path / "out"))
        assert ended.value.code == 2
        errors = capsys.readouterr().err
        assert "does not say when things happened" in errors
        assert "Leave out --clips" in errors
    assert not (tmp_path / "out").exists()


def test_quotas_of_thirty_hold_whatever_there_is() -> None:
    pool = [
        ClipMoment(
            kind, match, 1 + n % 2, 60.0 * n, 60.0 * n + 9, (30.0 + n, 34.0, 9.0, float(n)), 0.1 * (n % 3), n == 4
        )
        for kind in KINDS
        for match in range(6)
        for n in range(5)
    ]
    chosen = thirty(pool)
    assert len(chosen) == 30
    for kind, (_, _, quota) in KINDS.items():
        assert sum(moment.kind == kind for moment, _ in chosen) == quota
        assert not quota or any(costly and moment.goal for moment, costly in chosen if moment.kind == kind)
    assert max(sum(moment.match == match for moment, _ in chosen) for match in range(6)) <= MOST_OF_A_MATCH
    assert len({id(moment) for moment, _ in chosen}) == 30


def test_what_led_to_a_penalty_is_shown_before_what_led_to_a_shot() -> None:
    worth = {10: 0.6, 20: 0.0, 30: 0.3}
    pool = [
        ClipMoment("counter", 0, 1, float(at), at + 5.0, (30.0, 34.0, 5.0, 3.0), cost, False, penalty=at == 20)
        for at, cost in worth.items()
    ]
    assert [(moment.start, costly) for moment, costly in thirty(pool) if costly] == [(20.0, True)]


@pytest.mark.slow
def test_penalties_of_a_match_are_those_of_its_record(data: Path) -> None:
    """Wyscout's own sub-event "Penalty", counted from the raw file: the truth that no code of ours has touched."""
    from frontfoot.chances.shots import shots
    from frontfoot.match.load import load
    from frontfoot.scouting.moments import clips_of_match, moments, of_match

    seen = 0
    for path in sorted((data / "wyscout" / "serie-a").glob("*.json.gz")):
        record = json.loads(gzip.decompress(path.read_bytes()))
        events = record["events"] if isinstance(record, dict) else record
        raw = [(event["teamId"], event["eventSec"]) for event in events if event["subEventName"] == "Penalty"]
        if len(raw) < 2:
            continue
        match = load(path)
        attempts = shots(match)
        home = [seconds for team, seconds in raw if str(team) == match.home.id]
        listed = moments(0, of_match(match, attempts, 0))
        taken = {kind: [m.start for m in listed if m.kind == kind] for kind in ("penalty", "penalty-against")}
        assert len(taken["penalty"]) == len(home)
        assert len(taken["penalty-against"]) == len(raw) - len(home)
        assert sorted([*taken["penalty"], *taken["penalty-against"]]) == pytest.approx(
            sorted(seconds for _, seconds in raw), abs=0.02
        )
        clips = clips_of_match(of_match(match, attempts, 0), ["penalty"], match.home.name)
        assert all(clip.note.endswith(("scored", "not scored")) for clip in clips)
        seen += 1
        if seen == 4:
            break
    assert seen == 4
