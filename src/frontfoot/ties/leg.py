"""`Leg`: one match of a tie, with its scores, and the checks of a score and of a shoot-out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from frontfoot.core.errors import InputError
from frontfoot.core.identity import canonical
from frontfoot.core.score import MOST_GOALS

Score: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Leg:
    """One match of a tie; every score is given home side first.

    Attributes:
        home, away: the clubs, converted to their names in `frontfoot.core.identity`; at a neutral ground the side
            named first is `home`.
        full_time: score after 90 minutes; None while the match is not over.
        extra_time: score after 120 minutes (or when a golden or silver goal ended it), goals of the first 90 minutes
            included; None if none was played.
        shoot_out: kicks converted; None if none was held.
        date: the day of the match.
        neutral: played at a neutral ground.
        awarded: the score was set by a decision, not by play.

    Raises:
        InputError: a side against itself, a negative or impossible number of goals, fewer goals after extra time than
            before it, a shoot-out that nobody won or that would have stopped earlier.

    >>> Leg("Marseille", "Benfica", (1, 0), extra_time=(1, 0), shoot_out=(4, 2)).last_score
    (1, 0)
    >>> Leg("Spurs", "Ajax").home
    'Tottenham Hotspur'
    """

    home: str
    away: str
    full_time: Score | None = None
    extra_time: Score | None = None
    shoot_out: Score | None = None
    date: date | None = None
    neutral: bool = False
    awarded: bool = False

    def __post_init__(self) -> None:
        for side in ("home", "away"):
            object.__setattr__(self, side, canonical(getattr(self, side)))
        place = f"{self.home} - {self.away}"
        if not self.home or not self.away or self.home == self.away:
            raise InputError("A match needs two different clubs", place=place, remedy="Name both")
        for name in ("full_time", "extra_time", "shoot_out"):
            score = getattr(self, name)
            if score is not None:
                object.__setattr__(self, name, check_score(score, place=place, name=name.replace("_", " ")))
        if self.extra_time is not None:
            if self.full_time is None:
                raise InputError(
                    "Extra time without a score after 90 minutes", place=place, remedy="Give the score after 90 minutes"
                )
            if self.extra_time[0] < self.full_time[0] or self.extra_time[1] < self.full_time[1]:
                raise InputError(
                    f"{_text(self.extra_time)} after extra time cannot follow {_text(self.full_time)} after 90 minutes",
                    place=place,
                    remedy="The score after extra time includes the goals of the first 90 minutes",
                )
        if self.shoot_out is not None:
            if self.full_time is None:
                raise InputError("A shoot-out without a score", place=place, remedy="Give the score after 90 minutes")
            check_shoot_out(self.shoot_out, place=place)

    @property
    def played(self) -> bool:
        """Whether there is a final score."""
        return self.full_time is not None

    @property
    def last_score(self) -> Score:
        """The score when play ended, extra time included."""
        score = self.extra_time if self.extra_time is not None else self.full_time
        if score is None:
            raise InputError("The match is not over", place=f"{self.home} - {self.away}", remedy="Give its score")
        return score

    @property
    def score_words(self) -> str:
        """The score when play ended, as "3-1"; empty while the match is not over."""
        return _text(self.last_score) if self.played else ""

    @property
    def ending_words(self) -> str:
        """How the match ended after 90 minutes: "after extra time", "4-2 on penalties", both, or an empty string.

        >>> Leg("Marseille", "Benfica", (1, 0), extra_time=(1, 0), shoot_out=(4, 2)).ending_words
        'after extra time, 4-2 on penalties'
        """
        extra = "after extra time" if self.extra_time is not None else ""
        kicks = f"{_text(self.shoot_out)} on penalties" if self.shoot_out is not None else ""
        return ", ".join(filter(None, (extra, kicks, "awarded" if self.awarded else "")))

    @property
    def words(self) -> str:
        """The match in one line.

        >>> Leg("Liverpool", "Atalanta", (0, 3)).words, Leg("Atalanta", "Liverpool").words
        ('Liverpool 0-3 Atalanta', 'Atalanta - Liverpool')
        """
        more = f" ({self.ending_words})" if self.ending_words else ""
        return f"{self.home} {self.score_words or '-'} {self.away}{more}"

    @property
    def unplayed(self) -> Leg:
        """The same match before it is played: without scores, shoot-out and award.

        >>> Leg("Liverpool", "Atalanta", (0, 3)).unplayed.words
        'Liverpool - Atalanta'
        """
        return Leg(self.home, self.away, date=self.date, neutral=self.neutral)

    def goals(self, club: str, *, extra_time: bool = True) -> int:
        """Goals of a club in this match, with or without those of extra time."""
        score = self.last_score if extra_time or self.full_time is None else self.full_time
        return score[0] if club == self.home else score[1]

    def margin(self, club: str, *, extra_time: bool = True) -> int:
        """Goals by which a club leads in this match.

        >>> Leg("Liverpool", "Atalanta", (0, 3)).margin("Atalanta")
        3
        """
        other = self.away if club == self.home else self.home
        return self.goals(club, extra_time=extra_time) - self.goals(other, extra_time=extra_time)


def check_score(score: object, *, place: str, name: str = "score") -> Score:
    """The score as two whole numbers from 0 up, or an error."""
    good = (
        isinstance(score, (tuple, list))
        and len(score) == 2
        and all(isinstance(goals, int) and not isinstance(goals, bool) for goals in score)
    )
    if not good or min(score) < 0 or max(score) > MOST_GOALS:  # type: ignore[call-overload]
        raise InputError(
            f"{score!r} is not a {name}", place=place, remedy=f"Give two whole numbers from 0 to {MOST_GOALS}"
        )
    return (score[0], score[1])  # type: ignore[index]


def check_shoot_out(score: Score, *, place: str) -> None:
    """Check that a shoot-out can end with this score: it stops as soon as one side cannot be caught.

    A lead of one occurs after five kicks each or in sudden death; a lead of two within the five (5-3 at most); a lead
    of three only as 3-0 or 4-1, since 5-2 was already won at 4-2.

    >>> check_shoot_out((4, 2), place="Marseille - Benfica")
    """
    more, fewer = max(score), min(score)
    lead = more - fewer
    if not (lead == 1 or (lead == 2 and more <= 5) or (lead == 3 and more <= 4)):
        reason = "has no winner" if more == fewer else "would have been stopped earlier"
        raise InputError(
            f"A shoot-out of {_text(score)} {reason}", place=place, remedy="Give the kicks converted by each side"
        )


def _text(score: Score) -> str:
    return f"{score[0]}-{score[1]}"
