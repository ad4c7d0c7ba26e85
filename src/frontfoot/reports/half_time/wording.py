"""The rows of the page of a pause in words and figures, the same for HTML and Markdown."""

from __future__ import annotations

from typing import Final

from frontfoot.core.wording import several, signed
from frontfoot.decisions.advice import Advice
from frontfoot.decisions.words import share as sure
from frontfoot.reports.event_parts import of_side
from frontfoot.reports.half_time.document import HalfTime, Lasting, PauseFigure, People, SideNow
from frontfoot.reports.words import decimals, signed_decimals

NO_TIE: Final = "No tie was given: the odds are left out (--tie, or --competition and --season)."
LASTING: Final = "So far (usual) → to be expected next, when as much of the difference lasts as usually does."
_DIGITS: Final = {"share": 0, "m": 0, "SD": 2, "passes": 1}


def number(value: float | None, unit: str) -> str:
    """A figure in its unit; shares as per cent.

    >>> number(0.713, "share"), number(-0.4, "SD"), number(None, "m")
    ('71%', '−0.40', '–')
    """
    if value is None:
        return "–"
    if unit == "share":
        return f"{100.0 * value:.0f}%"
    return signed_decimals(value, _DIGITS[unit]) if unit == "SD" else decimals(value, _DIGITS[unit])


def figure(cell: PauseFigure, unit: str) -> str:
    """A side's figure so far, what is usual, and what is to be expected: "71% (52%) → 58%"."""
    text = number(cell.value, unit)
    if cell.usual is None or cell.expected is None:
        return text
    return f"{text} ({number(cell.usual, unit)}) → {number(cell.expected, unit)}"


def share(item: Lasting) -> str:
    """How much lasts: "31% (±3)"."""
    return f"{100.0 * item.share:.0f}% (±{100.0 * item.share_error:.0f})"


def lasting(page: HalfTime) -> list[tuple[str, ...]]:
    """Rows of the figures that last."""
    return [
        (item.label, figure(item.home, item.unit), figure(item.away, item.unit), share(item)) for item in page.lasting
    ]


def brief(advice: Advice) -> str:
    """The advice in a line: chance that pressing on is better, its gain, and the gain's interval."""
    scale, unit, digits = (1.0, "league points", 2) if advice.in_points else (100.0, "points", 1)
    gain, low, high = (signed(scale * v, digits) for v in (advice.gain.value, advice.gain.low, advice.gain.high))
    return f"Pressing on better: {sure(advice.chance)}. Gain {gain} {unit} ({low} to {high})."


def index(side: SideNow) -> str:
    """The front-foot index with its interval, and the own season where it is known."""
    cell = side.front_foot
    if cell.value is None:
        return cell.reason or "not recorded"
    own = f"; season {number(side.usual_front_foot, 'SD')}" if side.usual_front_foot is not None else ""
    low, high = decimals(cell.low, 1), decimals(cell.high, 1)
    return f"{number(cell.value, 'SD')} ({low} to {high}{own})"


def happened(page: HalfTime) -> list[tuple[str, ...]]:
    """Rows of the table of events."""
    home, away = page.sides

    return [
        ("Front-foot index (league 0)", index(home), index(away)),
        ("Expected goals", _xg(home), _xg(away)),
        ("Ball won: own · middle · last third", _three(home.thirds.won), _three(away.thirds.won)),
        ("Ball lost: own · middle · last third", _three(home.thirds.lost), _three(away.thirds.lost)),
        ("Counter-attacks", _counters(home), _counters(away)),
        ("Penalties conceded", str(home.penalties_conceded), str(away.penalties_conceded)),
    ]


def players(page: HalfTime) -> list[tuple[str, ...]]:
    """Rows of the players."""
    home, away = (side.people for side in page.sides)
    rows: list[tuple[str, ...]] = [
        ("On a yellow card", _booked(home), _booked(away)),
        ("Most pressing duties", _duties(home), _duties(away)),
    ]
    if home.men != 11 or away.men != 11:
        rows.append(("Men", str(home.men), str(away.men)))
    if page.after_90:
        rows.append(("On the pitch", ", ".join(home.left) or "not recorded", ", ".join(away.left) or "not recorded"))
        rows.append(("Penalties taken before (counts, no forecast)", _kicks(home), _kicks(away)))
    return rows


def chances(page: HalfTime) -> list[tuple[str, ...]]:
    """Rows of the best chances."""
    return [
        (
            chance.minute,
            of_side(page, chance.side),
            chance.player,
            f"{chance.xg:.2f}",
            ", ".join(part for part in (chance.how, chance.outcome) if part),
        )
        for chance in page.chances
    ]


def clips(page: HalfTime) -> list[str]:
    """One line a clip."""
    return [f"{clip.minute} {clip.code}: {clip.note}" for clip in page.clips]


def _xg(side: SideNow) -> str:
    shots = several(side.shots, "shot", "shots")
    return shots if side.xg is None else f"{side.xg:.2f} from {shots}"


def _three(values: tuple[int, int, int]) -> str:
    return " · ".join(map(str, values))


def _counters(side: SideNow) -> str:
    return f"{side.counters}, {several(side.counter_shots, 'shot', 'shots')}"


def _booked(side: People) -> str:
    return ", ".join(f"{man.player} {man.minute}".strip() for man in side.booked) or "nobody"


def _duties(side: People) -> str:
    return ", ".join(f"{man.player} {man.count}" for man in side.duties) or "none recorded"


def _kicks(side: People) -> str:
    return ", ".join(f"{man.player} {man.scored} of {man.taken}" for man in side.kicks) or "none known"
