"""The three tables of docs/providers.md, from the code and from a real or made match of every provider.

    python -m tests.docs.providers_page

writes them into the page; `tests/docs/test_providers_page.py` holds the page against them.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from frontfoot.approach.parameters import norms_of
from frontfoot.chances.xg import model_name
from frontfoot.match.load import load
from frontfoot.match.match import Match, Side
from frontfoot.match.provides import NAMES, table
from frontfoot.match.schema import EVENTS, KINDS
from tests.docs.blocks import ROOT
from tests.match import as_cdf, as_pff, as_skillcorner
from tests.match.test_metrica_csv import as_csv

PAGE: Final = ROOT / "docs" / "providers.md"

HEADS: Final = {**NAMES, "cdf": "CDF"}
"""Provider -> head of its column, in the order of the columns."""

COLUMNS: Final = (
    *("player", "related_player", "end_x", "body_part", "set_piece", "technique", "first_time", "card", "duration"),
    *("cross", "through_ball", "high", "key_pass", "assist", "counter_attack", "under_pressure", "counterpress"),
    *("sliding", "interception", "penalty_foul", "touched", "xg", "possession", "related"),
    *("shot_freeze_frames", "freeze_frames"),
)
"""Rows of the table of columns: those of the event table that not every provider fills, and the frames."""

_KLOPPYS: Final = {
    "wyscout_v2": ("wyscout_events_v2.json",),
    "wyscout_v3": ("wyscout_events_v3.json",),
    "statsbomb": ("statsbomb_3788741_event.json", "statsbomb_3788741_lineup.json", "statsbomb_3788741_360.json"),
    "opta": ("opta_f24.xml", "opta_f7.xml"),
    "statsperform": ("statsperform_event_ma1.json", "statsperform_event_ma3.json"),
    "sportec": ("sportec_events.xml", "sportec_meta.xml"),
    "metrica": ("metrica_events.json", "epts_metrica_metadata.xml"),
    "datafactory": ("datafactory_events.json",),
    "impect": ("impect_events.json", "impect_lineups.json", "impect_squads.json", "impect_players.json"),
}
"""Providers of which kloppy's wheel carries a match, and its files."""


def sample(provider: str, kloppy: Path, folder: Path) -> Match:
    """A match of a provider: kloppy's, one of its matches written in the provider's form, or one made by hand.

    Wyscout's second version and StatsBomb state the occasion in a list of matches, of which one line is made.
    """
    if provider in _KLOPPYS:
        files = [kloppy / name for name in _KLOPPYS[provider]]
        if provider == "opta":
            files[1] = _f7(files[1], folder)
        return load(*(_listed(provider, files, folder) if provider in _LISTS else files))
    if provider == "metrica_csv":
        events = json.loads((kloppy / "metrica_events.json").read_text(encoding="utf-8"))["data"]
        return load(as_csv(events, "TEAM_A"))
    if provider == "skillcorner":
        return load(as_skillcorner.events_file(), as_skillcorner.match_bytes())
    original = sample("statsbomb", kloppy, folder)
    return load(*(as_pff if provider == "pff" else as_cdf).write(original, folder))


def _listed(provider: str, files: Sequence[Path], folder: Path) -> list[Path]:
    """The files of a match with a made list of matches beside them."""
    copies = [Path(shutil.copy(file, folder)) for file in files]
    match = load(*copies)
    name, lines = _LISTS[provider]
    (folder / name).write_text(lines(match), encoding="utf-8")
    return copies if provider == "wyscout_v2" else [*copies, folder / name]


def _f7(file: Path, folder: Path) -> Path:
    """Kloppy's F7 with the competition and the venue that were taken out of it, where Opta has them."""
    named = (
        '<Competition uID="c24"><Name>Sky Bet Cup</Name><Stat Type="season_name">Season 2018/2019</Stat></Competition>'
    )
    venue = "<Venue><Name>New York Stadium</Name></Venue>"
    whole = file.read_text(encoding="utf-8").replace("<SoccerDocument>", f"<SoccerDocument>{named}{venue}", 1)
    (folder / "f7.xml").write_text(whole, encoding="utf-8")
    return folder / "f7.xml"


def _csv_line(match: Match) -> str:
    label = f"{match.home.name} - {match.away.name}, {match.score[0]} - {match.score[1]}"
    return f'match_id,label,kick_off\n{match.info.match_id},"{label}","September 23, 2017 at 6:30:00 PM GMT+2"\n'


def _json_line(match: Match) -> str:
    teams = {
        side: {f"{side}_team_id": int(match.team(side).id), f"{side}_team_name": match.team(side).name}
        for side in SIDES
    }
    entry = {
        "match_id": int(match.info.match_id),
        "match_date": "2021-06-11",
        "competition": {"competition_name": "UEFA Euro"},
        "season": {"season_name": "2020"},
        "home_team": teams["home"],
        "away_team": teams["away"],
        "home_score": match.score[0],
        "away_score": match.score[1],
        "stadium": {"name": "Stadio Olimpico"},
    }
    return json.dumps([entry])


SIDES: Final[tuple[Side, Side]] = ("home", "away")
_LISTS: Final = {"wyscout_v2": ("matches.csv", _csv_line), "statsbomb": ("matches.json", _json_line)}


def _named(match: Match) -> bool:
    return any(name != player for name, player in match.players.select("name", "player").drop_nulls().iter_rows())


def _minutes(match: Match) -> bool:
    return "substitution" in match.provides and _filled(match, "starter")


def _filled(match: Match, column: str) -> bool:
    return match.players[column].drop_nulls().len() > 0


FACTS: Final[Mapping[str, Callable[[Match], bool]]] = {
    "names of players": _named,
    "shirt numbers": lambda match: _filled(match, "shirt"),
    "who started": lambda match: _filled(match, "starter"),
    "positions": lambda match: _filled(match, "position"),
    "formations and their changes": lambda match: match.formations is not None,
    "minutes played": _minutes,
    "competition": lambda match: bool(match.info.competition),
    "season": lambda match: bool(match.info.season),
    "date": lambda match: bool(match.info.date),
    "venue": lambda match: bool(match.info.venue),
    "score stated in the files": lambda match: match.info.stated_score is not None,
    "expected goals of the provider": lambda match: "xg" in match.provides,
    "our expected goals fitted on it": lambda match: model_name(match.info.provider) is not None,
    "front-foot index standardised": lambda match: norms_of(match.info.provider) is not None,
    "pressures": lambda match: "pressure" in match.provides,
    "freeze frames": lambda match: match.freeze_frames is not None,
}
"""Row of the table of what a match gives -> whether a match gives it."""


def kinds_table() -> list[str]:
    """The lines of the table of kinds."""
    filled = table()
    kinds = [kind for kind in KINDS if any(kind in names for names in filled.values())]
    return _lines([(f"`{kind}`", [kind in filled[provider] for provider in HEADS]) for kind in kinds])


def columns_table() -> list[str]:
    """The lines of the table of columns."""
    filled = table()
    return _lines([(f"`{name}`", [name in filled[provider] for provider in HEADS]) for name in COLUMNS])


def facts_table(matches: Mapping[str, Match]) -> list[str]:
    """The lines of the table of what a match gives, from one match of every provider."""
    return _lines([(fact, [gives(matches[provider]) for provider in HEADS]) for fact, gives in FACTS.items()])


def _lines(rows: Sequence[tuple[str, Sequence[bool]]]) -> list[str]:
    head = ["| | " + " | ".join(HEADS.values()) + " |", "|---|" + ":-:|" * len(HEADS)]
    body = [f"| {name} |" + "".join(" yes |" if value else "  |" for value in values) for name, values in rows]
    return head + body


def table_under(page: str, heading: str) -> list[str]:
    """The lines of the first table under a heading of the page."""
    section = page[page.index(f"\n{heading}\n") :]
    hit = re.search(r"(?:^\|.*\n)+", section, re.MULTILINE)
    return hit[0].splitlines() if hit else []


def tables(matches: Mapping[str, Match]) -> dict[str, list[str]]:
    """Heading -> the lines of the table that stands under it."""
    return {
        "### What a match gives": facts_table(matches),
        "### Kinds": kinds_table(),
        "### Columns": columns_table(),
    }


def unfilled(match: Match) -> set[str]:
    """Kinds and columns that a match holds although its provider is not said to fill them.

    Whether the actor touched the ball, and which events belong together, is worked out where it is not recorded.
    """
    known = table()[match.info.provider] | match.provides | {"touched", "related"}
    kinds = {str(kind) for kind in match.events["kind"].unique()} - {"other"}
    given = {name for name in COLUMNS if name in EVENTS and match.events[name].drop_nulls().len() > 0}
    # A flag is false, not null, where a reader knows that nothing was flagged.
    flags = {name for name in given if match.events[name].dtype == bool and not match.events[name].any()}
    return (kinds | given - flags) - known


def main() -> None:
    """Write the tables into the page."""
    import kloppy

    files = Path(kloppy.__file__).parent / "tests" / "files"
    page = PAGE.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        matches = {}
        for provider in HEADS:
            (Path(folder) / provider).mkdir()
            matches[provider] = sample(provider, files, Path(folder) / provider)
    for heading, lines in tables(matches).items():
        before = "\n".join(table_under(page, heading))
        page = page.replace(before, "\n".join(lines), 1)
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
