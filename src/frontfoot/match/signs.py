"""The patterns by which the files of each provider are recognised: one line for each kind of file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

CODED: Final = "coded"
TABLE: Final = "table"
LINE: Final = "line"


class Sign(NamedTuple):
    """The pattern by which one sort of file is recognised.

    Attributes:
        provider: who writes it.
        part: what it holds: of a match of events a name in `recognise.PARTS`; of tracking a name in
            `frontfoot.match.tracking.providers.FILES`; "coded" for clips of a video.
        opening: the first character of JSON or XML, "table" for CSV, "line" for any other text.
        words: all are in the content; of a table, all are names of columns; of any other text, one
            expression for its first line.
    """

    provider: str
    part: str
    opening: str
    words: tuple[bytes, ...]


# The first that fits is taken; those of the files that are read most stand first.
SIGNS: Final[tuple[Sign, ...]] = (
    Sign("statsbomb", "events", "[", (b'"possession_team"', b'"play_pattern"')),
    Sign("statsbomb", "frames", "[", (b'"event_uuid"', b'"freeze_frame"')),
    Sign("statsbomb", "lineups", "[", (b'"team_id"', b'"lineup"', b'"player_id"')),
    Sign("statsbomb", "matches", "[", (b'"match_id"', b'"home_team_id"', b'"away_team"')),
    Sign("wyscout_v2", "events", "{", (b'"eventSec"', b'"matchPeriod"')),
    Sign("wyscout_v3", "events", "{", (b'"matchTimestamp"', b'"primary"')),
    Sign("impect", "events", "[", (b'"gameTime"', b'"actionType"')),
    Sign("impect", "players", "[", (b'"commonname"', b'"leg"')),
    Sign("impect", "squads", "[", (b'"name"', b'"access"', b'"type"')),
    Sign("impect", "lineups", "{", (b'"squadHome"',)),
    Sign("datafactory", "events", "{", (b'"match"', b'"homeTeamId"', b'"stadiumGMT"')),
    Sign("metrica", "events", "{", (b'"data"', b'"subtypes"', b'"frame"')),
    Sign("statsperform", "events", "{", (b'"matchInfo"', b'"liveData"', b'"contestantId"', b'"typeId"')),
    Sign("statsperform", "lineups", "{", (b'"matchInfo"', b'"liveData"', b'"lineUp"')),
    Sign("pff", "events", "[", (b'"gameEvents"', b'"possessionEvents"')),
    Sign("pff", "lineups", "[", (b'"positionGroupType"', b'"shirtNumber"')),
    Sign("pff", "metadata", "[", (b'"homeTeamStartLeft"', b'"homeTeamKit"')),
    Sign("pff", "metadata", "{", (b'"homeTeamStartLeft"', b'"homeTeamKit"')),
    Sign("cdf", "events", "{", (b'"is_synced"', b'"receiver_time"')),
    Sign("cdf", "events", "[", (b'"is_synced"', b'"receiver_time"')),
    Sign("cdf", "lineups", "{", (b'"is_neutral"', b'"has_extratime"')),
    Sign("cdf", "metadata", "{", (b'"whistles"', b'"kickoff_time"')),
    Sign("statsperform", "events", "<", (b"<matchEvents", b"<matchInfo")),
    Sign("statsperform", "lineups", "<", (b"<match>", b"<matchInfo", b"<lineUp")),
    Sign("opta", "lineups", "<", (b"<SoccerFeed", b"<SoccerDocument")),
    Sign("opta", "events", "<", (b"<Games", b"<Event", b"type_id=")),
    Sign("opta", "events", "{", (b'"Games"', b'"@attributes"', b'"type_id"')),
    Sign("opta", "events", "[", (b'"Games"', b'"@attributes"', b'"type_id"')),
    Sign("sportec", "lineups", "<", (b"<MatchInformation", b"<Teams")),
    Sign("sportec", "events", "<", (b"<Event", b"MatchId=", b"EventTime=")),
    Sign("sportscode", CODED, "<", (b"<ALL_INSTANCES", b"<instance")),
    Sign("metrica", "metadata", "<", (b"FIFADataTransferFormatEPTS",)),
    Sign("skillcorner", "events", TABLE, (b"event_id", b"event_type", b"time_start", b"player_in_possession_id")),
    Sign("skillcorner", "metadata", "{", (b'"home_team"', b'"away_team"', b'"pitch_length"', b'"date_time"')),
    Sign("metrica_csv", "events", TABLE, (b"Team", b"Type", b"Subtype", b"Start Time [s]", b"Start X")),
)

# Of tracking. Only the first bytes are looked at: a match is up to gigabytes.
TRACKING_SIGNS: Final[tuple[Sign, ...]] = (
    Sign("skillcorner", "tracking", "[", (b'"possession"', b'"frame"', b'"period"')),
    Sign("skillcorner", "tracking", "{", (b'"possession"', b'"frame"', b'"player_data"')),
    Sign("skillcorner", "match", "{", (b'"home_team"', b'"away_team"', b'"date_time"')),
    Sign("tracab", "metadata", "<", (b"<TracabMetaData",)),
    Sign("tracab", "metadata", "<", (b"<OptaMetaData",)),
    Sign("tracab", "metadata", "<", (b"<Phase1StartFrame", b"<PitchLongSide")),
    Sign("tracab", "metadata", "{", (b'"Phase1StartFrame"', b'"PitchLongSide"')),
    Sign("tracab", "tracking", "{", (b'"FrameData"', b'"PlayerPositions"')),
    Sign("tracab", "tracking", LINE, (rb"\d+:(?:-?\d+,){5}-?[\d.]+;",)),
    Sign("second_spectrum", "metadata", "{", (b'"startFrameClock"', b'"pitchLength"')),
    Sign("second_spectrum", "metadata", "<", (b"<MetaData ", b"fPitchXSizeMeters")),
    Sign("second_spectrum", "tracking", "{", (b'"frameIdx"', b'"homePlayers"')),
    Sign("pff", "tracking", "{", (b'"frameNum"', b'"homePlayers"')),
    Sign("pff", "rosters", "[", (b'"positionGroupType"', b'"shirtNumber"')),
    Sign("pff", "metadata", "[", (b'"homeTeamStartLeft"', b'"homeTeamKit"')),
    Sign("pff", "metadata", "{", (b'"homeTeamStartLeft"', b'"homeTeamKit"')),
    Sign("sportec", "positions", "<", (b"<Positions", b"<FrameSet")),
    Sign("sportec", "metadata", "<", (b"<MatchInformation",)),
    Sign("stats_perform", "MA1", "{", (b'"matchInfo"',)),
    Sign("stats_perform", "MA1", "<", (b"<matchInfo",)),
    Sign("stats_perform", "MA25", LINE, (rb"\d+;\d+,\d+(?:,\d+)?:",)),
    Sign("hawkeye", "ball and centroid files", "{", (b'"details"', b'"samples"')),
    Sign("hawkeye", "metadata", "{", (b'"Stadium"', b'"PitchLength"')),
    Sign("hawkeye", "metadata", "<", (b"<Match>", b"<stadium>", b"<pitch>")),
    Sign("signality", "metadata", "{", (b'"team_home_lineup"',)),
    Sign("signality", "venue", "{", (b'"pitch_size"', b'"reference_landmarks"')),
    Sign("signality", "one file a period", "[", (b'"utc_time"', b'"match_time"', b'"phase"')),
    Sign("metrica_epts", "metadata", "<", (b"FIFADataTransferFormatEPTS",)),
    Sign("metrica_epts", "tracking", LINE, (rb"\d+:(?:[-\d.eNa]*,){2,}[-\d.eNa]*;",)),
    Sign("metrica_tracking", "home or away", TABLE, (b"Period", b"Frame", b"Time [s]", b"Ball")),
    Sign("cdf", "tracking", "{", (b'"frame_id"', b'"timestamp"', b'"teams"')),
    Sign("cdf", "metadata", "{", (b'"whistles"', b'"kickoff_time"')),
)

ABOUT: Final = frozenset({"match", "metadata", "MA1", "rosters", "venue"})
"""Parts of tracking that hold no position; some of them go with events too."""

HEAD: Final = 65_536
"""Bytes of a file in which the signs of tracking, and most of those of events, are found."""

_HEADER_ROWS: Final = 3


def sign_of(content: bytes, signs: Sequence[Sign]) -> Sign | None:
    """The first sign that fits; None where none does.

    Args:
        content: of the file, or the beginning of it.
        signs: in the order in which they are tried.

    >>> sign_of(b'[{"event_uuid": "a", "freeze_frame": []}]', SIGNS).part
    'frames'
    """
    text = content[:HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    first = text[:1].decode("latin-1")
    if first in {"[", "{", "<"}:
        candidates = [sign for sign in signs if sign.opening == first]
        return next((sign for sign in candidates if all(word in content for word in sign.words)), None)
    for sign in signs:
        if sign.opening == LINE and re.match(sign.words[0], text):
            return sign
    rows = table_columns(text)
    tables = (sign for sign in signs if sign.opening == TABLE)
    return next((sign for sign in tables if any(row.issuperset(sign.words) for row in rows)), None)


def table_columns(content: bytes) -> list[frozenset[bytes]]:
    r"""The cells of each of the first three rows of a table, without quotes; the header may be any of them.

    >>> [sorted(row) for row in table_columns(b'Team,"Start X"\nHome,0.5\n')]
    [[b'Start X', b'Team'], [b'0.5', b'Home']]
    """
    lines = content[:HEAD].splitlines()[:_HEADER_ROWS]
    return [
        frozenset(cell.strip().strip(b'"') for cell in line.replace(b";", b",").replace(b"\t", b",").split(b","))
        for line in lines
    ]
