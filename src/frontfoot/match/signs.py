"""What the files of each provider look like from inside: one line for each sort of file."""

from __future__ import annotations

from typing import Final, NamedTuple

TRACKING: Final = "tracking"
CODED: Final = "coded"
TABLE: Final = "table"


class Sign(NamedTuple):
    """How one sort of file is told from all others.

    Attributes:
        provider: who writes it.
        part: what it holds: a name in `recognise.PARTS`, or what is no part of a match of events: "tracking", "coded".
        opening: the first character of JSON or XML, or "table" for CSV.
        words: they all stand in the content; of a table, they are all names of columns.
    """

    provider: str
    part: str
    opening: str
    words: tuple[bytes, ...]


# The first that fits is taken.
SIGNS: Final[tuple[Sign, ...]] = (
    Sign("statsbomb", "events", "[", (b'"possession_team"', b'"play_pattern"')),
    Sign("statsbomb", "frames", "[", (b'"event_uuid"', b'"freeze_frame"')),
    Sign("statsbomb", "lineups", "[", (b'"team_id"', b'"lineup"', b'"player_id"')),
    Sign("statsbomb", "matches", "[", (b'"match_id"', b'"home_team_id"', b'"away_team"')),
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
    Sign("wyscout_v2", "events", "{", (b'"eventSec"', b'"matchPeriod"')),
    Sign("wyscout_v3", "events", "{", (b'"matchTimestamp"', b'"primary"')),
    Sign("pff", TRACKING, "{", (b'"frameNum"', b'"homePlayers"')),
    Sign("cdf", TRACKING, "{", (b'"frame_id"', b'"timestamp"', b'"teams"', b'"ball"')),
    Sign("skillcorner", TRACKING, "[", (b'"trackable_object"',)),
    Sign("skillcorner", TRACKING, "[", (b'"image_corners_projection"',)),
    Sign("statsperform", "events", "<", (b"<matchEvents", b"<matchInfo")),
    Sign("statsperform", "lineups", "<", (b"<match>", b"<matchInfo", b"<lineUp")),
    Sign("opta", "lineups", "<", (b"<SoccerFeed", b"<SoccerDocument")),
    Sign("opta", "events", "<", (b"<Games", b"<Event", b"type_id=")),
    Sign("opta", "events", "{", (b'"Games"', b'"@attributes"', b'"type_id"')),
    Sign("opta", "events", "[", (b'"Games"', b'"@attributes"', b'"type_id"')),
    Sign("sportec", "lineups", "<", (b"<MatchInformation", b"<Teams")),
    Sign("sportec", TRACKING, "<", (b"<Positions", b"<FrameSet")),
    Sign("sportec", "events", "<", (b"<Event", b"MatchId=", b"EventTime=")),
    Sign("sportscode", CODED, "<", (b"<ALL_INSTANCES", b"<instance")),
    Sign("metrica", "metadata", "<", (b"FIFADataTransferFormatEPTS",)),
    Sign("metrica_csv", "events", TABLE, (b"Team", b"Type", b"Subtype", b"Start Time [s]", b"Start X")),
    Sign("metrica", TRACKING, TABLE, (b"Period", b"Frame", b"Time [s]", b"Ball")),
)

_HEADER: Final = 65_536
_HEADER_ROWS: Final = 3


def table_columns(content: bytes) -> list[frozenset[bytes]]:
    r"""The cells of each of the first three rows of a table, without quotes; a header may stand in any of them.

    >>> [sorted(row) for row in table_columns(b'Team,"Start X"\nHome,0.5\n')]
    [[b'Start X', b'Team'], [b'0.5', b'Home']]
    """
    lines = content[:_HEADER].splitlines()[:_HEADER_ROWS]
    return [
        frozenset(cell.strip().strip(b'"') for cell in line.replace(b";", b",").replace(b"\t", b",").split(b","))
        for line in lines
    ]
