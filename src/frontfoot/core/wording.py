"""Words and signs of messages, shared by all packages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from math import ceil
from typing import Final

MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def several(number: int, one: str, many: str) -> str:
    """A number with its noun in the singular or plural.

    >>> several(1, "match", "matches"), several(0, "match", "matches"), several(1200, "match", "matches")
    ('1 match', '0 matches', '1,200 matches')
    """
    return f"1 {one}" if number == 1 else f"{number:,} {many}"


def enumerated(parts: Sequence[str]) -> str:
    """Parts of a sentence with commas between them, and "and" before the last.

    >>> enumerated(["La Liga", "Serie A", "Ligue 1"]), enumerated(["La Liga"])
    ('La Liga, Serie A and Ligue 1', 'La Liga')
    """
    return " and ".join([part for part in (", ".join(parts[:-1]), *parts[-1:]) if part])


def long_date(day: date) -> str:
    """A day as it is printed.

    >>> from datetime import date
    >>> long_date(date(2017, 10, 1))
    '1 October 2017'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def article(name: str) -> str:
    """ "a" or "an" before a name as it is pronounced: abbreviations letter by letter.

    >>> [article(name) for name in ("Atalanta", "Milan", "Union Berlin", "Udinese", "RB Leipzig", "PSV", "LASK", "AZ")]
    ['an', 'a', 'a', 'an', 'an', 'a', 'a', 'an']
    """
    word = name.split()[0] if name.split() else ""
    plain = unicodedata.normalize("NFKD", word).upper()
    spelt = word.isupper() and len(word) <= 4 and not set(plain) & set("AEIOU")
    if spelt:
        return "an" if plain[0] in "FHLMNRSX" else "a"
    if plain.startswith(("UNI", "EU")) or plain in ("USA", "UD", "US", "UC"):
        return "a"
    return "an" if plain[:1] in tuple("AEIOU") else "a"


def ordinal(number: int) -> str:
    """An ordinal in figures.

    >>> [ordinal(number) for number in (1, 2, 3, 4, 11, 12, 21, 101, 112)]
    ['1st', '2nd', '3rd', '4th', '11th', '12th', '21st', '101st', '112th']
    """
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def signed(value: float, digits: int) -> str:
    """A number with its sign and a fixed number of decimals, the minus a true one; one that rounds to zero has none.

    >>> signed(2.345, 1), signed(-0.04, 1), signed(0.04, 1), signed(-0.06, 1)
    ('+2.3', '0.0', '0.0', '−0.1')
    """
    text = f"{value:+.{digits}f}"
    return text.replace("-", "−") if float(text) else text[1:]


def odds_percent(odds: float, *, simulations: int = 0, none: str = "–") -> str:
    """An odds with one decimal; never 0% or 100% unless it is.

    Args:
        odds: a probability, or a share of simulations.
        simulations: number of simulations that it is a share of, 0 for exact odds. None or all of the simulations then
            give a bound of the odds (`unseen_below`), not 0% or 100%.
        none: text for odds of exactly 0.

    >>> odds_percent(0.3333), odds_percent(0.00004), odds_percent(1.0), odds_percent(0.99999), odds_percent(0.0)
    ('33.3%', '<0.1%', '100%', '>99.9%', '–')
    >>> [odds_percent(0.0, simulations=n) for n in (50, 1000, 10_000)], odds_percent(1.0, simulations=50)
    (['<6%', '<0.3%', '<0.1%'], '>94%')
    """
    if odds <= 0.0 and not simulations:
        return none
    # Sums of odds that are certain may miss 1 by rounding.
    if odds > 1.0 - 1e-9 and not simulations:
        return "100%"
    if min(odds, 1.0 - odds) >= 0.0005:
        return f"{odds:.1%}"
    bound = unseen_below(simulations) if simulations else 0.0
    # Rounded away from the odds that is bounded: whole per cents, or tenths below one.
    tenths = 10 * ceil(100.0 * bound) if bound > 0.01 else max(1, ceil(1000.0 * bound))
    digits = 0 if bound > 0.01 else 1
    return f"<{tenths / 10:.{digits}f}%" if odds < 0.5 else f">{100.0 - tenths / 10:.{digits}f}%"


def unseen_below(simulations: int) -> float:
    """The upper 95% bound of the odds of an event that occurred in none of n simulations: 1 - .05^(1/n).

    It is the exact upper limit of Clopper and Pearson (1934, Biometrika 26), about 3/n.

    >>> f"{unseen_below(50):.4f}", f"{unseen_below(10_000):.5f}"
    ('0.0582', '0.00030')
    """
    return float(1.0 - 0.05 ** (1.0 / simulations))


def whole_percent(share: float) -> str:
    """A share in whole per cent; 0% and 100% only for shares of exactly 0 and 1.

    >>> whole_percent(0.701), whole_percent(0.005), whole_percent(0.995), whole_percent(1.0)
    ('70%', 'less than 1%', 'more than 99%', '100%')
    """
    if 1e-9 < share <= 0.005:
        return "less than 1%"
    if 0.995 <= share < 1.0 - 1e-9:
        return "more than 99%"
    return f"{100.0 * share:.0f}%"


def letters_and_digits(name: str) -> str:
    """A name in the form in which names are compared: in lower case, without spaces and signs.

    >>> letters_and_digits("Coupe de France"), letters_and_digits("1/8-Final")
    ('coupedefrance', '18final')
    """
    return "".join(sign for sign in name.casefold() if sign.isalnum())


def did_you_mean(written: str, known: Iterable[str] | Mapping[str, str]) -> str:
    """The question "Did you mean 'X'? ", for the front of a remedy; an empty string if no known name is similar.

    Args:
        written: the name that is not known.
        known: the known names, or a mapping of each to the name that is printed.

    >>> did_you_mean("shotout", ("extra time", "shoot-out")), did_you_mean("x", {"final": "Final"})
    ("Did you mean 'shoot-out'? ", '')
    """
    close = get_close_matches(written, known, n=1)
    if not close:
        return ""
    return f"Did you mean '{known[close[0]] if isinstance(known, Mapping) else close[0]}'? "


def sentence(text: str) -> str:
    """A sentence with a full stop at its end, unless it ends with another sign.

    >>> sentence("Check the path"), sentence("Did you mean Milan?")
    ('Check the path.', 'Did you mean Milan?')
    """
    return text if text.endswith((".", "?", "!")) else f"{text}."


LONGEST_NAME: Final = 120
"""Letters of a word or of something quoted that a message repeats."""
LONGEST_MESSAGE: Final = 1000
_LONG = re.compile(rf"'[^'\n]{{{LONGEST_NAME + 1},}}'|\S{{{LONGEST_NAME + 1},}}")


def shortened(text: str, longest: int = LONGEST_MESSAGE, name: int = LONGEST_NAME) -> str:
    """A message without the middle of what is too long to read: names and quoted text first, then the message itself.

    Args:
        text: one or more sentences.
        longest: letters of the whole.
        name: letters of a name or a quoted text in it.

    >>> shortened(f"'{'x' * 5000}' is no club")[:12], len(shortened(f"'{'x' * 5000}' is no club"))
    ("'xxxxxxxxxxx", 131)
    >>> shortened("Milan Milan " * 500, 40)
    'Milan Milan Milan Mi… Milan Milan Milan '
    """
    return _without_middle(_LONG.sub(lambda part: _without_middle(part[0], name), text), longest)


def _without_middle(text: str, longest: int) -> str:
    tail = (longest - 1) // 2
    return text if len(text) <= longest else f"{text[: longest - 1 - tail]}…{text[len(text) - tail :]}"


FORMULA_SIGNS: Final = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
"""Characters with which a formula begins (OWASP, CSV injection); the last four are full-width forms."""


def csv_cell(text: str) -> str:
    """Text for a cell of a CSV file that no spreadsheet takes for a formula.

    >>> csv_cell("Inter"), csv_cell("=HYPERLINK(1)"), csv_cell("-3"), csv_cell("")
    ('Inter', "'=HYPERLINK(1)", "'-3", '')
    """
    return f"'{text}" if text and text[0] in FORMULA_SIGNS else text
