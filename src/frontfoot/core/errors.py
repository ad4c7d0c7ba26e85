"""The exceptions of Frontfoot: each has the problem, its place and the remedy."""

from __future__ import annotations

from frontfoot.core.wording import LONGEST_MESSAGE, sentence, shortened


class FrontfootError(Exception):
    """An error that the user can act on: base class of all errors of Frontfoot.

    Every error names the problem, the place it was found, and a remedy; the command line prints the three and
    exits with status 2, never with a traceback. Very long names in them lose their middle (`shortened`).

    Args:
        problem: what is wrong, one sentence without a trailing full stop.
        place: file, line, event, argument or field where it was found; empty when there is none.
        remedy: what the user can do.

    >>> str(FrontfootError("The file is empty", place="match.json", remedy="Export it again"))
    'match.json: The file is empty. Export it again.'
    """

    def __init__(self, problem: str, *, place: str = "", remedy: str = "") -> None:
        self.problem = shortened(problem.rstrip("."))
        self.place = shortened(place, name=LONGEST_MESSAGE)  # a path stays whole, so that it can be found
        self.remedy = shortened(remedy.rstrip("."))
        super().__init__(str(self))

    def __str__(self) -> str:
        head = f"{self.place}: {sentence(self.problem)}" if self.place else sentence(self.problem)
        return f"{head} {sentence(self.remedy)}" if self.remedy else head

    def __reduce__(self) -> tuple[object, ...]:
        # Keyword-only arguments do not survive the default pickling, which worker processes need.
        return _rebuild, (type(self), self.problem, self.place, self.remedy)


def _rebuild(kind: type[FrontfootError], problem: str, place: str, remedy: str) -> FrontfootError:
    return kind(problem, place=place, remedy=remedy)


class ReadError(FrontfootError):
    """A file cannot be read: missing, truncated, of an unknown provider, too large, malformed."""


class NotProvided(FrontfootError):  # noqa: N818 (a statement about the data, not a failure of the code)
    """A metric needs a field that the provider of this match does not record."""


class InputError(FrontfootError):
    """An argument is impossible: a third leg, minute 300, an unknown club, a negative rate."""


class MissingExtra(FrontfootError):  # noqa: N818
    """A command needs an optional dependency that is not installed."""

    def __init__(self, feature: str, *, extra: str) -> None:
        super().__init__(
            f"{feature} needs the '{extra}' extra, which is not installed",
            remedy=f"Install it with: pip install 'frontfoot[{extra}]'",
        )

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild_extra, (self.problem, self.remedy)


def _rebuild_extra(problem: str, remedy: str) -> FrontfootError:
    error = MissingExtra.__new__(MissingExtra)
    FrontfootError.__init__(error, problem, remedy=remedy)
    return error
