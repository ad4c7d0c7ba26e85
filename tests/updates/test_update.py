"""`frontfoot update` against a server on this machine that has the real shapes of every source, and misbehaves."""

from __future__ import annotations

import csv
import io
import json
import threading
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from typer.testing import CliRunner

from frontfoot.cli.app import build
from frontfoot.core.cache import fetched_results
from frontfoot.core.errors import ReadError
from frontfoot.goals.results.own import read_own
from frontfoot.goals.strengths import strengths_on
from frontfoot.goals.strengths.snapshots import FOLDER, shipped_on
from frontfoot.updates.sources import files_between, sources
from frontfoot.updates.update import Updated, update

DAY = date(2026, 6, 20)
LEAGUE = "/mmz4281/2526/E0.csv"
EUROPE = "/openfootball/champions-league/master/2025-26/cl.txt"
SECOND = "/openfootball/football.json/master/2025-26/en.2.json"
NATIONS = "/martj42/international_results/master/results.csv"
SHOOT_OUTS = "/martj42/international_results/master/shootouts.csv"


def league(goals: int, matches: int = 8) -> bytes:
    """A file as football-data.co.uk writes it, with Burnley winning by so many goals."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(["Div", "Date", "Time", "HomeTeam", "AwayTeam", "FTHG", "FTAG", "FTR", "HTHG", "HTAG", "HTR"])
    for number in range(matches):
        day = date(2026, 5, 26) + timedelta(days=2 * number)
        rows.writerow(["E0", day.strftime("%d/%m/%Y"), "15:00", "Burnley", "Arsenal", goals, 0, "H", 0, 0, "D"])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


FILES = {
    SHOOT_OUTS: b"date,home_team,away_team,winner,first_shooter\n2026-06-30,Spain,Uruguay,Spain,\n",
    LEAGUE: league(3),
    EUROPE: (
        "= UEFA Champions League 2025/26\n\n» Final\n  Sat May/30 2026\n    18.00  Arsenal FC (ENG)  v FC Barcelona"
        " (ESP)  2-1 (1-0)\n"
    ).encode(),
    SECOND: json.dumps(
        {
            "name": "Championship",
            "matches": [
                {
                    "round": "Final",
                    "date": "2026-05-30",
                    "team1": "Hull City AFC",
                    "team2": "Norwich City FC",
                    "score": {"ft": [2, 0], "ht": [1, 0]},
                },
                {"round": "Matchday 1", "date": "2026-08-08", "team1": "Hull City AFC", "team2": "Millwall FC"},
            ],
        }
    ).encode(),
    NATIONS: (
        b"date,home_team,away_team,home_score,away_score,tournament,city,country,neutral\n"
        b"2026-06-11,Mexico,South Africa,4,0,FIFA World Cup,Mexico City,Mexico,FALSE\n"
        b"2026-06-25,Spain,Uruguay,NA,NA,FIFA World Cup,Guadalajara,Mexico,TRUE\n"
    ),
}


class Public:
    """The public servers: `files[path]`, and what to do with the next requests of a path ("500", "short", "cut")."""

    def __init__(self) -> None:
        self.files = dict(FILES)
        self.moods: dict[str, list[str]] = defaultdict(list)
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = urlsplit(self.path).path
                mood = owner.moods[path].pop(0) if owner.moods[path] else ""
                content = owner.files.get(path)
                if mood.isdigit() or content is None:
                    self.send_error(int(mood) if mood else 404)
                    return
                part = content[: len(content) // 2] if mood else content
                self.send_response(200)
                self.send_header("Content-Length", str(len(content if mood == "cut" else part)))
                self.end_headers()
                self.wfile.write(part)

            def log_message(self, *_: Any) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def public(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Public]:
    monkeypatch.setenv(FOLDER, str(tmp_path / "strengths"))
    monkeypatch.setenv("FRONTFOOT_CACHE", str(tmp_path / "cache"))
    server = Public()
    yield server
    server.stop()


def run(public: Public, **options: Any) -> Updated:
    return update(DAY, mirror=public.address, pause=0.0, silence=2.0, **options)


@pytest.mark.slow
def test_results_of_every_source_are_learnt_and_used(public: Public) -> None:
    done = run(public)
    assert not done.problems
    assert done.matches == {"clubs": 10, "nations": 1}
    assert done.last == {"clubs": date(2026, 6, 9), "nations": date(2026, 6, 11)}
    used, shipped = strengths_on(DAY), shipped_on(DAY)
    assert used.on == DAY
    before, after = (s.rates("Burnley", "Arsenal", competition="Premier League") for s in (shipped, used))
    assert after[0] / after[1] > 1.3 * before[0] / before[1]
    nations = [s.rates("Mexico", "South Africa", competition="FIFA World Cup")
               for s in (shipped_on(DAY, kind="nations"), strengths_on(DAY, kind="nations"))]  # fmt: skip
    assert nations[1][0] > nations[0][0]
    # An earlier day still has the strengths of its time.
    assert strengths_on(date(2026, 6, 1)).on < DAY


@pytest.mark.slow
def test_the_same_results_give_the_same_bytes(public: Public) -> None:
    first = {kind: path.read_bytes() for kind, path in run(public).stored.items()}
    again = run(public)
    assert again.fetched is not None
    assert not again.fetched.new
    assert len(again.fetched.same) == len(FILES)
    assert {kind: path.read_bytes() for kind, path in again.stored.items()} == first


@pytest.mark.slow
def test_shoot_outs_are_kept_beside_the_results_and_no_worse_copy_takes_their_place(public: Public) -> None:
    run(public)
    path = fetched_results() / "internationals" / "shootouts.csv"
    assert path.read_bytes() == FILES[SHOOT_OUTS]
    for worse in (b"<html>busy</html>", b"date,home_team,away_team,winner,first_shooter\n"):
        public.files[SHOOT_OUTS] = worse
        assert [problem.split(": ")[0].rsplit("/", 1)[1] for problem in run(public).problems] == ["shootouts.csv"]
        assert path.read_bytes() == FILES[SHOOT_OUTS]


@pytest.mark.slow
def test_an_overloaded_server_is_asked_again(public: Public) -> None:
    public.moods[LEAGUE] = ["503", "cut"]
    assert not run(public).problems


@pytest.mark.slow
@pytest.mark.parametrize("what", ["short", "html", "500"])
def test_what_is_broken_is_said_and_the_copy_kept_is_used(public: Public, what: str) -> None:
    run(public)
    kept = (fetched_results() / "results/premier-league/season-2526.csv").read_bytes()
    if what == "html":
        public.files[LEAGUE] = b"<html>maintenance</html>"
    else:
        public.moods[LEAGUE] = [what] * 4
    done = run(public)
    assert len(done.problems) == 1
    assert LEAGUE in done.problems[0]
    assert done.matches["clubs"] == 10
    assert (fetched_results() / "results/premier-league/season-2526.csv").read_bytes() == kept


@pytest.mark.slow
def test_without_network_one_line_a_server_and_the_copies_are_used(public: Public) -> None:
    run(public)
    public.stop()
    done = run(public)
    assert len(done.problems) == 2  # two public servers
    assert done.matches == {"clubs": 10, "nations": 1}
    assert update(DAY, offline=True).problems == ()


def test_nothing_to_learn_keeps_the_shipped_strengths(public: Public) -> None:
    public.files.clear()
    done = run(public)
    assert done.stored == {}
    assert not done.problems
    assert strengths_on(DAY).on == shipped_on(DAY).on


@pytest.mark.slow
def test_a_copy_that_was_changed_is_not_used(public: Public) -> None:
    run(public)
    path = fetched_results() / "results/premier-league/season-2526.csv"
    path.write_bytes(league(9))
    done = update(DAY, offline=True)
    assert done.matches["clubs"] == 2
    assert "changed after it was fetched" in done.problems[0]


@pytest.mark.slow
def test_own_matches_of_a_league_that_nobody_knows(public: Public, tmp_path: Path) -> None:
    own = tmp_path / "Regionalliga.csv"
    pairs = enumerate((("A", "B"), ("B", "C"), ("C", "A"), ("A", "C")))
    played = [(n, one, other) for n, (one, other) in pairs]
    lines = [
        f"2026-0{month}-1{n},Town {one},Town {other},{3 * (one == 'A')},{3 * (other == 'A')}"
        for month in (3, 4, 6)
        for n, one, other in played
    ]
    own.write_text("\n".join(["Date,HomeTeam,AwayTeam,FTHG,FTAG", *lines]), encoding="utf-8")
    public.files.clear()
    assert run(public, own=own).matches == {"clubs": 12}
    home, away = strengths_on(DAY).rates("Town B", "Town A", competition="Regionalliga")
    assert away > home
    own.write_text("Date,HomeTeam,AwayTeam\n", encoding="utf-8")
    with pytest.raises(ReadError, match="columns FTHG"):
        read_own(own)
    own.write_text("Date,HomeTeam,AwayTeam,FTHG,FTAG\nyesterday,A,B,1,0\n", encoding="utf-8")
    with pytest.raises(ReadError, match="no match with date and score"):
        read_own(tmp_path)


def test_every_source_says_where_and_under_which_licence() -> None:
    for source in sources():
        assert source.address.startswith("https://")
        assert source.licence
        assert source.codes
    paths = [file.path for file in files_between(date(2026, 5, 25), date(2026, 11, 28))]
    assert len(paths) == len(set(paths))
    assert {"europe/2026-27/cl.txt", "results/serie-a/season-2627.csv", "more-leagues/2026/mls.json"} <= set(paths)


@pytest.mark.slow
def test_the_command(public: Public) -> None:
    result = CliRunner().invoke(build(), ["update", "--date", str(DAY), "--mirror", public.address, "--json"])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["strengths"]["clubs"]["matches"] == 10
    assert json.loads(result.stdout)["strengths"]["nations"]["last"] == "2026-06-11"
