"""Minutes as people write them for a tie: "45+2", "HT", "ET 105", "ET HT"."""

from __future__ import annotations

import re

from frontfoot.core.errors import InputError
from frontfoot.goals.clock import Moment, regular_length

_NAMED = {
    "ko": Moment(1, 0.0),
    "ht": Moment(2, 0.0),
    "halftime": Moment(2, 0.0),
    "et": Moment(3, 0.0),
    "etht": Moment(4, 0.0),
}


def moment_of(text: str | float) -> Moment:
    """The moment of a written minute.

    "45" is the end of the 45th minute with its stoppage still to come, "45+2" two minutes into it, "HT" half-time, "ET"
    the start of extra time, "ET HT" its half-time, "ET 100" its tenth minute. A plain number above 90 is refused,
    because stoppage and extra time both claim it.

    Raises:
        InputError: not a minute of a match.

    >>> moment_of("HT"), moment_of("ET 105").period, moment_of(60) == moment_of("60'")
    (Moment(period=2, second=0.0), 3, True)
    """
    plain = re.sub(r"[\s'’_]|(?<=[a-zA-Z])-", "", str(text)).casefold()
    if plain in _NAMED:
        return _NAMED[plain]
    extra = plain.startswith("et")
    number = plain.removeprefix("et")
    played = number.split("+")[0]
    if not re.fullmatch(r"\d+(\.\d+)?(\+\d+(\.\d+)?)?", number) or float(played) > 120:
        raise InputError(
            f"'{text}' is not a minute of a match",
            place="minute",
            remedy="Give 0 to 90, 45+2, 90+4, HT, or ET 91 to ET 120 for extra time",
        )
    if not extra and float(played) > 90:
        raise InputError(
            f"Minute '{text}' could be stoppage or extra time",
            place="minute",
            remedy=f"Write 90+{float(played) - 90:g} for stoppage, or ET {played} for extra time",
        )
    if extra and (float(played) < 90 or (float(played) == 90 and "+" in number)):
        raise InputError(f"Extra time begins after 90 minutes, not at {number}", place="minute", remedy="Write ET 91")
    if extra and float(played) == 90:
        return _NAMED["et"]
    return Moment.at(number)


def label(moment: Moment) -> str:
    """A moment as people say it.

    >>> label(Moment(2, 0.0)), label(Moment.at("45+2")), label(Moment(3, 300.0))
    ('HT', "45+2'", "ET 95'")
    """
    if moment == Moment(2, 0.0):
        return "HT"
    if moment == Moment(3, 0.0):
        return "ET"
    if moment == Moment(4, 0.0):
        return "ET HT"
    return f"ET {moment.minute}" if moment.period >= 3 else moment.minute


def written(moment: Moment) -> str:
    """A moment as a tie file has it, exact: `moment_of` turns it back.

    >>> written(Moment(2, 0.0)), written(Moment(1, 2820.0)), written(Moment(3, 330.0)), written(Moment(1, 450.0))
    ('HT', '45+2', 'ET 95.5', '7.5')
    """
    named = next((name for name, at in _WRITTEN.items() if at == moment), None)
    if named is not None:
        return named
    start, regular = (0, 45, 90, 105)[moment.period - 1], regular_length(moment.period)
    if moment.second > regular:
        text = f"{start + int(regular // 60)}+{_plain((moment.second - regular) / 60.0)}"
    else:
        text = _plain(start + moment.second / 60.0)
    return f"ET {text}" if moment.period >= 3 else text


_WRITTEN = {"HT": Moment(2, 0.0), "ET": Moment(3, 0.0), "ET HT": Moment(4, 0.0)}


def _plain(minutes: float) -> str:
    """Minutes with as many decimals as a millisecond needs, and none where there are none."""
    return f"{minutes:.6f}".rstrip("0").rstrip(".")
