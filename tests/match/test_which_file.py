"""Which provider, match and club a file is of: by its content, by the list beside it and by its name."""

from __future__ import annotations

import datetime
import io
import json
from pathlib import Path
from typing import Any

import pytest

from frontfoot.core.errors import FrontfootError, InputError, ReadError
from frontfoot.match import limits, signs
from frontfoot.match.belonging import MatchFile, belonging, files_of_matches, match_identifier, name_identifier, part_of
from frontfoot.match.files import Source
from frontfoot.match.listing import ListedMatch, listed_beside, season_of, settle
from frontfoot.match.load import load
from frontfoot.match.match import Team
from frontfoot.match.recognise import PARTS, PROVIDERS, recognise, sort_parts
from frontfoot.match.signs import SIGNS, TRACKING_SIGNS, sign_of, table_columns

# Of every kind of file the shortest content that names its parts, as the providers' specifications do.
EVENTS: dict[str, list[str]] = {
    "statsbomb": ['[{"possession_team": 1, "play_pattern": 1}]'],
    "wyscout_v2": ['{"events": [{"eventSec": 1, "matchPeriod": "1H", "matchId": 7}]}'],
    "wyscout_v3": ['{"events": [{"matchTimestamp": 1, "primary": 1, "matchId": 7}]}'],
    "impect": ['[{"gameTime": 1, "actionType": 1}]'],
    "datafactory": ['{"match": {"homeTeamId": 1, "stadiumGMT": 1, "matchId": "ab7"}}'],
    "metrica": ['{"data": [{"subtypes": 1, "frame": 1}]}'],
    "statsperform": [
        '{"matchInfo": {"id": "x7"}, "liveData": {"contestantId": 1, "typeId": 1}}',
        '<matchInfo id="x7"><matchEvents/></matchInfo>',
    ],
    "pff": ['[{"gameEvents": 1, "possessionEvents": 1, "gameId": 7}]'],
    "cdf": ['{"match": {"id": "c7"}, "is_synced": 1, "receiver_time": 1}', '[{"is_synced": 1, "receiver_time": 1}]'],
    "opta": [
        '<Games><Game x="1" id="7"><Event type_id="1"/></Game></Games>',
        '{"Games": {"@attributes": {"type_id": 1}}}',
        '[{"Games": {"@attributes": {"type_id": 1}}}]',
    ],
    "sportec": ['<Event MatchId="S-7" EventTime="1"/>'],
    "skillcorner": ["event_id,event_type,time_start,player_in_possession_id\n"],
    "metrica_csv": ["Team,Type,Subtype,Start Time [s],Start X\n"],
}
OTHERS: list[tuple[str, str, str]] = [
    ("statsbomb", "frames", '[{"event_uuid": 1, "freeze_frame": 1}]'),
    ("statsbomb", "lineups", '[{"team_id": 1, "lineup": 1, "player_id": 1}]'),
    ("statsbomb", "matches", '[{"match_id": 7, "home_team_id": 1, "away_team": 1}]'),
    ("impect", "players", '[{"commonname": 1, "leg": 1}]'),
    ("impect", "squads", '[{"name": 1, "access": 1, "type": 1}]'),
    ("impect", "lineups", '{"squadHome": 1}'),
    ("statsperform", "lineups", '{"matchInfo": {"id": "x7"}, "liveData": {"lineUp": 1}}'),
    ("statsperform", "lineups", '<match> <matchInfo id="x7"/><lineUp/></match>'),
    ("pff", "lineups", '[{"positionGroupType": 1, "shirtNumber": 1}]'),
    ("pff", "metadata", '[{"homeTeamStartLeft": 1, "homeTeamKit": 1}]'),
    ("pff", "metadata", '{"homeTeamStartLeft": 1, "homeTeamKit": 1}'),
    ("cdf", "lineups", '{"match": {"id": "c7"}, "is_neutral": 1, "has_extratime": 1}'),
    ("cdf", "metadata", '{"match": {"id": "c7"}, "whistles": 1, "kickoff_time": 1}'),
    ("opta", "lineups", '<SoccerFeed><SoccerDocument Type="Result" uID="f7"/></SoccerFeed>'),
    ("sportec", "lineups", '<MatchInformation MatchId="S-7"><Teams/></MatchInformation>'),
    ("metrica", "metadata", "<main>FIFADataTransferFormatEPTS</main>"),
    ("skillcorner", "metadata", '{"home_team": 1, "away_team": 1, "pitch_length": 1, "date_time": 1}'),
]
FILES = [(provider, "events", text) for provider, texts in EVENTS.items() for text in texts] + OTHERS


def source(content: str | bytes, name: str = "7.x") -> Source:
    return Source(name, Path(name), Path(name).name, content.encode() if isinstance(content, str) else content)


def refusal(call: Any, kind: type[FrontfootError] = ReadError) -> tuple[str, str, str]:
    with pytest.raises(kind) as caught:
        call()
    return caught.value.problem, caught.value.place, caught.value.remedy


@pytest.mark.parametrize(("provider", "part", "text"), FILES)
def test_every_kind_of_file_is_known_by_its_words_wherever_they_stand(provider: str, part: str, text: str) -> None:
    assert recognise(source(text)) == (provider, part)
    assert recognise(source("\ufeff \n\t" + text)) == (provider, part)
    if text[0] in "[{":
        late = text[0] + '"' + "x" * signs.HEAD + '", ' + text[1:]
        assert recognise(source(late)) == (provider, part)
    sign = sign_of(text.encode(), SIGNS)
    assert sign is not None
    for word in sign.words:
        assert sign_of(text.encode().replace(word, b"x"), [sign]) is None
    assert part in PARTS
    assert provider in PROVIDERS


def test_files_of_no_provider_are_told() -> None:
    for text in ('{"a": 1}', "[1]", "<a/>"):
        problem, place, remedy = refusal(lambda text=text: recognise(source(text)))
        assert (problem, place) == ("No known provider writes a file like this", "7.x")
        assert remedy.startswith("Name an event file of one of: StatsBomb, Wyscout (v2), Wyscout (v3), Impect")
    for text in ('{"a": 1', '[{"a": NaN}]'):
        problem, place, remedy = refusal(lambda text=text: recognise(source(text)))
        assert problem.startswith("The file is not whole JSON (")
        assert remedy == "Download or export the file again"
    for text in ("Div,Date\n", "x", ""):
        sentence = refusal(lambda text=text: recognise(source(text)))[0]
        assert sentence == "The file is neither JSON nor XML nor a table (CSV) of a known provider"


def test_tracking_and_coded_clips_are_no_events() -> None:
    text = '{"frameNum": 1, "homePlayers": []}'
    problem, _, remedy = refusal(lambda: recognise(source(text)))
    assert problem == "This is tracking data of PFF FC, not events"
    assert remedy == "Give it to `frontfoot report --frames`, or to frontfoot.match.tracking.load_frames"
    problem, _, remedy = refusal(lambda: recognise(source("<ALL_INSTANCES><instance/></ALL_INSTANCES>")))
    assert problem.startswith("These are coded clips (Sportscode XML): stretches of a video, without places")
    assert remedy == "Give it to `frontfoot clips MATCH --with`, or to frontfoot.match.sportscode.read"


# Tracking by the providers' published layouts: a first line of text, or the names of columns.
LINES = {
    "12:-100,20,0,1,2,3.5;x": "tracab",
    "12:1,2,3,4,5,-6.5;": "tracab",
    "1;160,20:": "stats_perform",
    "1;160,20,3:": "stats_perform",
    "1:0.5,0.4,1e-3;": "metrica_epts",
    "1:NaN,,0.5,0.5;": "metrica_epts",
    "a\n": None,
    "Period,Frame,Time [s],Ball\n": "metrica_tracking",
    "x\n\nPeriod;Frame;Time [s];Ball\n": "metrica_tracking",
    "x\n\n\nPeriod,Frame,Time [s],Ball\n": None,
}


@pytest.mark.parametrize(("text", "provider"), LINES.items())
def test_lines_and_headers_of_tracking(text: str, provider: str | None) -> None:
    sign = sign_of(text.encode(), TRACKING_SIGNS)
    assert (sign.provider if sign is not None else None) == provider


def test_the_cells_of_the_first_three_rows_are_looked_at() -> None:
    rows = table_columns(b'a;"b"\t c ,d\n1\n2\n3\n')
    assert rows == [frozenset({b"a", b"b", b"c", b"d"}), frozenset({b"1"}), frozenset({b"2"})]
    assert table_columns(b"") == []
    assert signs.HEAD == 64 * 1024
    assert table_columns(b"x" * signs.HEAD + b"y") == [frozenset({b"x" * signs.HEAD})]


def test_files_of_two_matches_or_providers_are_no_match() -> None:
    events, lineups = source(EVENTS["statsbomb"][0], "e"), source(OTHERS[1][2], "l")
    assert sort_parts([lineups, events], None) == ("statsbomb", {"events": events, "lineups": lineups})
    assert sort_parts([events], "statsbomb") == ("statsbomb", {"events": events})
    other = source(EVENTS["wyscout_v2"][0], "w")
    refused = refusal(lambda: sort_parts([events, other], None))
    expected = ("This is a file of Wyscout (v2), the one before is of StatsBomb", "w")
    assert refused == (*expected, "Name the files of one match and one provider")
    refused = refusal(lambda: sort_parts([other, events], None))
    assert refused[:2] == ("This is a file of StatsBomb, the one before is of Wyscout (v2)", "e")
    refused = refusal(lambda: sort_parts([events, other], "statsbomb"))
    assert refused == ("This is a file of Wyscout (v2), not of StatsBomb", "w", "Read it as wyscout_v2")
    again = source(events.content, "e2")
    refused = refusal(lambda: sort_parts([events, again], None))
    assert refused == ("Two files hold events: this one and e", "e2", "Name the files of one match")
    refused = refusal(lambda: sort_parts([lineups], None))
    expected = ("There are no events among the files; this one holds line-ups of StatsBomb", "l")
    assert refused == (*expected, "Name the event file too")
    refused = refusal(lambda: sort_parts([lineups, source(OTHERS[0][2], "f")], None))
    assert refused[:2] == expected
    remedy = refusal(lambda: sort_parts([source(OTHERS[0][2])], None))[2]
    assert remedy.endswith("the frames alone are read by frontfoot.match.statsbomb.three_sixty.read")
    problem, place, remedy = refusal(lambda: sort_parts([], "x"), InputError)
    assert (problem, place, remedy) == ("Unknown provider 'x'", "provider", "Known: " + ", ".join(PROVIDERS))
    problem, place, _ = refusal(lambda: sort_parts([], "statsbomb"), InputError)
    assert (problem, place) == ("No match file was named", "load")


def test_kloppys_datasets_that_are_no_match_of_events_are_told() -> None:
    class TrackingDataset:
        records = ()

    class EventDataset:
        records = ()

    for kind in (TrackingDataset, EventDataset):
        kind.__module__ = "kloppy.domain"
    for items in ((TrackingDataset(),), (EventDataset(), b"[]")):
        problem, place, remedy = refusal(lambda items=items: load(*items), InputError)
        assert (problem, place) == (f"A {type(items[0]).__name__} of kloppy is no match of events", "load")
        assert remedy == "Give one EventDataset; a TrackingDataset goes to frontfoot.match.tracking.load_frames"


WYSCOUT = {
    "events": [
        {"id": at, "teamId": (10, 20)[at % 2], "playerId": 5, "matchId": 7, "matchPeriod": "1H", "eventSec": 100.0 * at,
         "eventId": 8, "subEventId": 85, "positions": [{"x": 50, "y": 50}, {"x": 40, "y": 40}], "tags": [{"id": 1801}]}
        for at in range(9)
    ],
    "teams": {"10": {"team": {"name": "A"}}, "20": {"team": {"name": "B"}}},
    "players": {},
}  # fmt: skip


def test_a_match_in_memory_is_that_of_its_file_cut_or_whole(tmp_path: Path) -> None:
    path = tmp_path / "7.json"
    path.write_text(json.dumps(WYSCOUT), encoding="utf-8")
    whole = load(path)
    for value in (str(path), path.read_bytes(), io.BytesIO(path.read_bytes()), WYSCOUT):
        assert load(value).events.equals(whole.events)
    for until in (5, "5"):
        assert load(path, until=until).events["seconds"].to_list() == [0.0, 100.0, 200.0]
    assert load(path, provider="wyscout_v2").events.equals(whole.events)


READERS = {
    "wyscout_v2": "wyscout.v2.read",
    "statsbomb": "statsbomb.load.read",
    "wyscout_v3": "wyscout.v3.read",
    "cdf": "cdf.load.read",
    "pff": "pff.load.read",
    "skillcorner": "skillcorner.load.read",
    "metrica_csv": "metrica.load.read",
    "metrica": "metrica.load.read_json",
}


def test_every_provider_has_its_own_reader_and_the_others_go_through_kloppy(monkeypatch: pytest.MonkeyPatch) -> None:
    class ReachedError(FrontfootError):
        pass

    def reader(name: str) -> Any:
        def read(*_: Any, **__: Any) -> Any:
            raise ReachedError(name)

        return read

    for name in {*READERS.values(), "kloppy.load.read"}:
        monkeypatch.setattr(f"frontfoot.match.{name}", reader(name))
    for provider in PROVIDERS:
        text = EVENTS[provider][0]
        value: Any = text.encode() if text[0] not in "[{" else json.loads(text)
        assert refusal(lambda value=value: load(value), ReachedError)[0] == READERS.get(provider, "kloppy.load.read")


def test_values_that_no_match_has_are_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    from polars.exceptions import ComputeError

    kinds = (
        ZeroDivisionError,
        OverflowError,
        KeyError,
        IndexError,
        TypeError,
        ValueError,
        RecursionError,
        ComputeError,
    )
    for kind in kinds:

        def broken(*_: Any, kind: type[Exception] = kind, **__: Any) -> Any:
            raise kind("no number " * 20)

        monkeypatch.setattr("frontfoot.match.wyscout.v2.read", broken)
        problem, place, remedy = refusal(lambda: load(WYSCOUT))
        quote = "'" if kind is KeyError else ""
        expected = f"({kind.__name__}: {(quote + 'no number ' * 20)[:120]})"
        assert problem == f"The file holds values that no match has {expected}"
        assert (place, remedy) == ("argument 1", "Export it again; if it is sound, report it with the provider's name")


def listed(folder: Path, *rows: tuple[str, str, str]) -> dict[str, ListedMatch | None]:
    folder.mkdir(exist_ok=True)
    lines = ["match_id,label,kick_off", *(f'{match},"{label}","{day}"' for match, label, day in rows)]
    (folder / "matches.csv").write_text("\ufeff" + "\n".join(lines) + "\n", encoding="utf-8")
    return {match: listed_beside(folder / "x.json", match) for match, *_ in rows}


def test_the_line_of_a_match_in_the_list_beside_it(tmp_path: Path) -> None:
    known = listed(
        tmp_path / "serie-a",
        ("1", "A - B - C, 10 - 12", "August 1, 2017 at 8"),
        ("2", "A-B, 1 - 0", "March 31, 2018"),
        ("3", "A - B, 1 - 0(P)", "Foo 1, 2018"),
        ("4", "A - B, 1 - 0 (x)", ""),
        ("5", "A - B, 100 - 0", "June 31, 2018"),
    )
    assert known["1"] == ListedMatch("Serie A", "2017/18", "2017-08-01", (10, 12), "A", "B - C", frozenset())
    assert known["2"] == ListedMatch("Serie A", "2017/18", "2018-03-31", None, "", "", frozenset())
    assert known["3"] == ListedMatch("Serie A", "", "", (1, 0), "A", "B", frozenset({5}))
    assert known["4"] == ListedMatch("Serie A", "", "", (1, 0), "A", "B", frozenset())
    assert known["5"] == ListedMatch("Serie A", "", "", None, "", "", frozenset())
    assert listed_beside(tmp_path / "serie-a" / "x.json", "9") is None
    assert listed_beside(tmp_path / "x.json", "1") is None


def test_a_list_that_is_none_tells_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "matches.csv").write_bytes(b"match_id,label\n1,\xff\n")
    assert listed_beside(tmp_path / "x.json", "1") is None
    text = b"match_id,label\n1,x\n"
    for excess in (0, 1):
        folder = tmp_path / str(excess)
        folder.mkdir()
        (folder / "matches.csv").write_bytes(text)
        monkeypatch.setattr(limits, "MAX_LIST_BYTES", len(text) - excess)
        assert (listed_beside(folder / "x.json", "1") is None) == bool(excess)


@pytest.mark.parametrize(
    ("days", "seasons"),
    [
        (["June 10, 2016", "July 10, 2016"], {"2016"}),
        (["June 30, 2016", "July 1, 2016"], {"2016"}),
        (["June 10, 2016", "August 11, 2016"], {"2016"}),  # 62 days
        (["June 9, 2016", "August 10, 2016"], {"2016"}),
        (["June 9, 2016", "August 11, 2016"], {"2015/16", "2016/17"}),  # 63 days
        (["July 1, 2016", "July 30, 2016"], {"2016/17"}),
        (["June 1, 2016", "June 30, 2016"], {"2015/16"}),
        (["December 31, 1999", "January 1, 2000"], {"1999/00"}),
        (["March 1, 2016", "August 1, 2016"], {"2015/16", "2016/17"}),
    ],
)
def test_a_summer_of_62_days_over_the_first_of_july_is_a_tournament(
    tmp_path: Path, days: list[str], seasons: set[str]
) -> None:
    lines = listed(tmp_path / "x", *((str(at), "A - B, 1 - 0", day) for at, day in enumerate(days)))
    assert {line.season for line in lines.values() if line is not None} == seasons


def test_seasons_begin_in_july() -> None:
    for month in range(1, 13):
        assert season_of(datetime.date(2010, month, 1)) == ("2010/11" if month >= 7 else "2009/10")
    assert season_of(datetime.date(2099, 8, 1)) == "2099/00"


FIRST, SECOND = Team("1", "Lyon"), Team("2", "Metz")


@pytest.mark.parametrize(
    ("home", "away", "turned"),
    [
        ("Lyon", "Metz", False), ("Lyon", "x", False), ("x", "Metz", False), ("Metz", "Lyon", True),
        ("Metz", "x", True), ("x", "Lyon", True), ("x", "y", None), ("A", "B", None), ("Z", "Z", None), ("", "", None),
        (None, None, None),
    ],
)  # fmt: skip
def test_one_name_in_the_list_tells_the_home_side(home: str | None, away: str | None, turned: bool | None) -> None:
    line = None if home is None else ListedMatch("", "", "", None, "".join(list(home)), "".join(list(str(away))))
    one, other, repairs, findings = settle(FIRST, SECOND, line)
    assert (one, other) == ((SECOND, FIRST) if turned else (FIRST, SECOND))
    text = "The file names the away side first; the list of matches beside it puts Metz at home"
    assert [(r.rule, r.what, r.events) for r in repairs] == ([("home-away", text, 0)] if turned else [])
    text = "Nothing tells which side was at home; Lyon was taken, whom the file names first"
    assert [(f.rule, f.level, f.what) for f in findings] == (
        [("home-unknown", "warning", text)] if turned is None else []
    )
    assert "; 1 was taken" in settle(Team("1", ""), SECOND, None)[3][0].what


STATED = {
    "7": {("wyscout_v2", "events"), ("wyscout_v3", "events"), ("opta", "lineups"), ("pff", "events")},
    "x7": {("statsperform", "events"), ("statsperform", "lineups")},
    "S-7": {("sportec", "events"), ("sportec", "lineups")},
    "c7": {("cdf", "lineups"), ("cdf", "metadata")},
    "ab7": {("datafactory", "events")},
}


@pytest.mark.parametrize(("provider", "part", "text"), FILES)
def test_the_identifier_of_a_match_is_read_from_the_content(provider: str, part: str, text: str) -> None:
    expected = next((one for one, kinds in STATED.items() if (provider, part) in kinds), "")
    if (provider, part, text[0]) in {("opta", "events", "<"), ("cdf", "events", "{")}:
        expected = "7" if provider == "opta" else "c7"
    assert match_identifier(source(text), provider, part) == expected
    identifiers = {"7"} if part == "matches" else {expected} - {""}
    assert part_of(Path("a.x"), [source(text)]).identifiers == identifiers


def test_identifiers_are_looked_for_in_the_first_64_kb() -> None:
    text = EVENTS["pff"][0]
    for more, identifier in ((0, "7"), (65_536, "")):
        assert match_identifier(source(" " * more + text), "pff", "events") == identifier


@pytest.mark.parametrize(
    ("path", "identifier"),
    [
        ("x/3788741.json", "3788741"), ("3788741/events.json", "3788741"), ("x/123-456.json", "456"),
        ("x/12.json", ""), ("x/123.json.gz", "123"), ("999/abc.json", ""), ("x/events_123_lineups.json", "123"),
        ("x/a123.json", ""),
    ],
)  # fmt: skip
def test_the_identifier_in_a_name_has_three_digits(path: str, identifier: str) -> None:
    assert name_identifier(Path("/") / path) == identifier


def test_numbers_of_a_name_have_three_digits_and_lose_optas_letter() -> None:
    file = MatchFile(Path("x"), frozenset(), frozenset(), ("12", "123", "f1002", "g77", "g456", "x999", "abc"))
    assert file.numbers == {"123", "1002", "456"}


def part(path: str, holds: str, *identifiers: str, key: str = "") -> MatchFile:
    return MatchFile(Path(path), frozenset({holds}), frozenset(identifiers), tuple(key.split()))


def sorted_out(*parts: MatchFile) -> tuple[list[list[str]], list[tuple[str, str]]]:
    known = belonging(parts)
    return [[str(one.path) for one in match] for match in known.matches], [
        (str(path), error.problem) for path, error in known.errors
    ]


def test_files_belong_by_content_then_words_then_numbers_then_folder_then_alone() -> None:
    one, two = part("a/1", "events", "111", key="x 555"), part("b/2", "events", "222", key="y 666")
    for other, owner in (
        (part("c/3", "lineups", "222", key="x 555"), 1),  # content before words
        (part("c/3", "lineups", key="x 555"), 0),
        (part("c/3", "lineups", key="555 x"), 0),  # by its number
        (part("c/3", "lineups", key="zz 666"), 1),
        (part("a/3", "lineups", key="zz"), 0),  # by its folder
        (part("b/3", "lineups", key=""), 1),
    ):
        expected = [["a/1"], ["b/2"]]
        expected[owner].append(str(other.path))
        assert sorted_out(one, other, two) == (expected, []), other
    nothing = "This file holds line-ups, and no events file here is of its match"
    for stray in (part("c/3", "lineups", key="zz"), part("a/3", "lineups", "999", key="x 555"),
                  part("a/3", "lineups", key="777")):  # fmt: skip
        assert sorted_out(one, stray, two) == ([["a/1"], ["b/2"]], [(str(stray.path), nothing)]), stray
    assert sorted_out(one, part("c/3", "lineups", key="zz")) == ([["a/1", "c/3"]], [])
    assert sorted_out(one, part("c/3", "lineups", "999", key="x 555")) == ([["a/1"]], [("c/3", nothing)])
    assert sorted_out(part("a/3", "lineups")) == ([], [("a/3", nothing)])


def test_the_most_numbers_in_common_decide_and_a_tie_is_told() -> None:
    one, two = part("a/1", "events", key="2018 111"), part("b/2", "events", key="2018 222")
    assert sorted_out(one, two, part("c/3", "lineups", key="z 2018 222")) == ([["a/1"], ["b/2", "c/3"]], [])
    errors = sorted_out(one, two, part("c/3", "metadata", key="z 2018"))[1]
    assert errors == [("c/3", "This file holds metadata, and it could belong to 2 matches")]
    error = belonging([one, two, part("c/3", "metadata", key="z 2018")]).errors[0][1]
    assert error.place == "c/3"
    assert error.remedy == "Name it together with the events of its match, or give both names the number of the match"


def test_a_list_belongs_to_every_match_that_it_holds() -> None:
    one, two, three = (part(f"a/{n}", "events", *own, key=key) for n, own, key in
                       ((1, ["111"], "x"), (2, [], "222"), (3, ["333"], "y")))  # fmt: skip
    both = part("c/m", "matches", "111", "222", "999")
    assert sorted_out(one, two, three, both) == ([["a/1", "c/m"], ["a/2", "c/m"], ["a/3"]], [])
    none = part("c/m", "matches", "999")
    assert sorted_out(one, none) == ([["a/1", "c/m"]], [])
    assert sorted_out(one, two, none)[1] == [
        ("c/m", "This file holds a list of matches, and no events file here is of its match")
    ]


def test_the_entries_of_a_list_are_kept_by_match(tmp_path: Path) -> None:
    text = '[{"match_id": 7, "home_team_id": 1, "away_team": 1}, {"match_id": 8, "away_team": 2}]'
    known = part_of(tmp_path / "matches.json", [source(text)])
    assert (known.holds, known.identifiers) == (frozenset({"matches"}), frozenset({"7", "8"}))
    assert {match: json.loads(entry)["away_team"] for match, entry in known.entries.items()} == {"7": 1, "8": 2}
    broken = part_of(tmp_path / "matches.json", [source('[{"match_id": "x", "home_team_id": 1, "away_team": 1}]')])
    assert broken.entries == {}


def test_a_file_that_cannot_be_read_is_an_error_beside_the_matches(tmp_path: Path) -> None:
    events, broken = tmp_path / "1.json", tmp_path / "2.json"
    events.write_text(EVENTS["pff"][0], encoding="utf-8")
    broken.write_text("{", encoding="utf-8")
    matches, errors = files_of_matches([events, broken, events])
    assert matches == [(events,)]
    assert [error.place for error in errors] == [str(broken)]
