"""Words and signs that every package needs when it speaks to people."""

from __future__ import annotations

import unicodedata


def several(number: int, one: str, many: str) -> str:
    """A number with the words that fit it.

    >>> several(1, "match", "matches"), several(0, "match", "matches"), several(1200, "match", "matches")
    ('1 match', '0 matches', '1,200 matches')
    """
    return f"1 {one}" if number == 1 else f"{number:,} {many}"


def article(name: str) -> str:
    """ "a" or "an", as a name is spoken: letters that stand for words are said one by one.

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


def signed(value: float, digits: int) -> str:
    """A number with its sign and so many decimals; what rounds to nothing has no sign.

    >>> signed(2.345, 1), signed(-0.04, 1), signed(0.04, 1), signed(-0.06, 1)
    ('+2.3', '0.0', '0.0', '-0.1')
    """
    text = f"{value:+.{digits}f}"
    return text if float(text) else text[1:]


def odds_percent(odds: float, *, sure: bool = True) -> str:
    """An odds with one decimal; never 0% or 100% unless it is.

    Args:
        odds: a probability.
        sure: whether 0 and 1 mean impossible and certain; they do not where they are shares of simulations.

    >>> odds_percent(0.3333), odds_percent(0.00004), odds_percent(1.0), odds_percent(0.99999), odds_percent(0.0)
    ('33.3%', '<0.1%', '100%', '>99.9%', '–')
    >>> odds_percent(1.0, sure=False), odds_percent(0.0, sure=False)
    ('>99.9%', '<0.1%')
    """
    if not sure:
        odds = min(max(odds, 1e-6), 1.0 - 1e-6)
    if odds <= 0.0:
        return "–"
    # Sums of odds that are certain may miss 1 by rounding.
    if odds > 1.0 - 1e-9:
        return "100%"
    if odds < 0.0005:
        return "<0.1%"
    return ">99.9%" if odds > 0.9995 else f"{odds:.1%}"


def sentence(text: str) -> str:
    """A sentence with its full stop, where it does not end with another sign.

    >>> sentence("Check the path"), sentence("Did you mean Milan?")
    ('Check the path.', 'Did you mean Milan?')
    """
    return text if text.endswith((".", "?", "!")) else f"{text}."


def csv_cell(text: str) -> str:
    """Text for a cell of a CSV file that no table program takes for a formula.

    >>> csv_cell("Inter"), csv_cell("=HYPERLINK(1)"), csv_cell("-3"), csv_cell("")
    ('Inter', "'=HYPERLINK(1)", "'-3", '')
    """
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") and text else text
