"""The forecast of a season from a day: exact once every draw has been held, simulated before that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np

from frontfoot.core.errors import InputError
from frontfoot.cups.bracket import Bracket, BracketForecast
from frontfoot.cups.certain import certain_rounds, ruled_out
from frontfoot.cups.cup_forecast import CupForecast, OddsChange
from frontfoot.cups.draw import check_draw
from frontfoot.cups.format import CHAMPION
from frontfoot.cups.groups import CupMatch
from frontfoot.cups.knock_out import bracket_of, fully_drawn, open_rounds
from frontfoot.cups.live import Live, check_today
from frontfoot.cups.pairings import Pairings
from frontfoot.cups.simulate import Simulation, simulate, simulated_clubs
from frontfoot.cups.simulated_bracket import simulated_bracket, simulated_interval
from frontfoot.cups.state import CupState, KnownTie
from frontfoot.goals.strengths import Strengths
from frontfoot.goals.strengths.nations import kind_of
from frontfoot.ties.rounds import round_name

DRAWS, SIMULATIONS, SEED = 300, 10_000, 0
MOST_CHANGES = 4


def named_in_strengths(state: CupState) -> str:
    """The competition as the strengths name it; for nations the kind of match."""
    return kind_of(state.format.name) if state.format.nations else state.format.name


def forecast(
    state: CupState,
    strengths: Strengths,
    *,
    live: Sequence[Live] = (),
    draws: int = DRAWS,
    simulations: int = SIMULATIONS,
    seed: int = SEED,
    progress: Callable[[str, float], object] = lambda work, share: None,
) -> CupForecast:
    """The odds of every club of every round still open.

    Args:
        state: of the season (`Season.at`).
        strengths: as known on the day.
        live: matches under way.
        draws: of the strengths; 0 for their means.
        simulations: how many, where a draw or a phase is open.
        seed: of everything random.
        progress: told what is being done, and the share done.

    Raises:
        InputError: a season that is over, a draw that breaks its own rule, a match under way that is not on this
            day, a result of one's own cup that does not follow from those before it.
    """
    check_results_count(state)
    rounds = open_rounds(state)
    if not rounds:
        winner = state.ties("F")[0].winner
        raise InputError(
            f"The {state.format.title} was over on {state.day}",
            place="date",
            remedy=f"{winner} won it; give an earlier date",
        )
    if not state.season.phase and not state.ties(rounds[0]) and state.entering(rounds[0]) is None:
        raise InputError(
            f"The results do not say who plays in the round {rounds[0]}",
            place="results",
            remedy="Give the matches before it",
        )
    check_today(live, state)
    for code in rounds:
        _check_drawn(state, code)
    generator = np.random.default_rng(seed)
    if fully_drawn(state):
        clubs = sorted({club for tie in state.ties(rounds[0]) for club in tie.clubs} | _later(state, rounds))
        pairings = Pairings.of(strengths, clubs, named_in_strengths(state), draws=draws, generator=generator)
        return _exact(state, pairings, live, rounds)
    clubs = list(simulated_clubs(state))
    pairings = Pairings.of(strengths, clubs, named_in_strengths(state), draws=draws, generator=generator)
    played = simulate(state, pairings, simulations, generator, live=live, progress=progress)
    return _simulated(state, pairings, played, rounds, tuple(live))


def bracket_forecast(bracket: Bracket, name: str, season: int, day: date, *, known: str = "") -> CupForecast:
    """The odds of a user's own bracket in the form of a cup's: every round and the title, for tables and pictures.

    Args:
        bracket: its ties and the odds of every pairing.
        name, season, day: what and when.
        known: which strengths, in words.

    >>> import numpy as np
    >>> even = {code: np.full((4, 4), 0.5) for code in ("SF", "F")}
    >>> found = bracket_forecast(Bracket.fixed(["A", "B", "C", "D"], ["SF", "F"], even), "Cup", 2024, date(2024, 5, 1))
    >>> found.rounds, found.champion["A"]
    (('SF', 'F', 'champion'), 0.25)
    """
    whole = bracket.forecast()
    rounds = tuple(dict.fromkeys(tie.round for tie in bracket.ties))
    return CupForecast(
        name, season, day, (*rounds, CHAMPION), _reach(whole, rounds), whole.interval, (), {}, (), 0, known, (),
        bracket=whole.ties(),
    )  # fmt: skip


def _later(state: CupState, rounds: Sequence[str]) -> set[str]:
    """Clubs that enter after the first open round."""
    from frontfoot.cups.knock_out import sources

    named = {source for code in rounds for pair in sources(state, code) for source in pair}
    return {source for source in named if isinstance(source, str)}


def _check_drawn(state: CupState, code: str) -> None:
    from frontfoot.core.identity import clubs as table

    entry, ties = state.format.round(code), state.ties(code)
    if not ties or not entry.protect:
        return
    group = {club: name for name, clubs in state.season.groups.items() for club in clubs}
    country = {club.name: club.country for club in table().values()}
    check_draw(
        [tie.clubs for tie in ties],
        country=country if "country" in entry.protect else None,
        group=group if "group" in entry.protect else None,
        place=f"{state.format.title}, {code}",
    )


def _exact(state: CupState, pairings: Pairings, live: Sequence[Live], rounds: Sequence[str]) -> CupForecast:
    bracket, details = bracket_of(state, pairings, live)
    whole = bracket.forecast()
    reach = _reach(whole, rounds)
    today = {frozenset((match.leg.home, match.leg.away)) for match in state.today()}
    changes: list[OddsChange] = []
    verb = "win" if rounds[0] == "F" else "go through"
    ties: list[tuple[KnownTie, float | None]] = []
    for number, (detail, figure) in details.items():
        if detail.round != rounds[0]:
            continue
        odds = whole.winner(number)
        ties.append((detail, figure))
        if frozenset(detail.clubs) not in today or detail.winner is not None or detail.days[-1] != state.day:
            continue
        for club in detail.clubs:
            if odds[club] <= 0.0:
                continue
            then = bracket.forecast({number: club})
            moved = _most_moved(whole.champion, then.champion, set(detail.clubs))
            own = {code: values.get(club, 0.0) for code, values in _reach(then, rounds).items()}
            changes.append(OddsChange(f"{club} {verb}", club, odds[club], own, moved))
    opponents = {}
    for club in sorted(whole.champion):
        next_round = _next_opponents(whole, club, rounds)
        if next_round is not None:
            opponents[club] = next_round
    form = state.format
    return CupForecast(
        form.name, form.season, state.day, (*rounds, CHAMPION), reach, whole.interval, tuple(ties), opponents,
        tuple(changes), 0, pairings.known, pairings.assumed, tuple(live), bracket=whole.ties(),
        strengths=pairings.used,
    )  # fmt: skip


def _reach(bracket: BracketForecast, rounds: Sequence[str]) -> dict[str, dict[str, float]]:
    return {code: bracket.reach(code) for code in rounds} | {CHAMPION: bracket.champion}


def _most_moved(before: dict[str, float], after: dict[str, float], without: set[str]) -> dict[str, float]:
    still_in = (club for club in before if club not in without and before[club] > 0.0)
    moved = sorted(still_in, key=lambda club: (-abs(after[club] - before[club]), club))
    return {club: after[club] for club in moved[:MOST_CHANGES]}


def _next_opponents(bracket: BracketForecast, club: str, rounds: Sequence[str]) -> tuple[str, dict[str, float]] | None:
    """The first round in which the opponent is open, and the possible opponents."""
    for code in rounds:
        try:
            met = bracket.opponents(club, code)
        except InputError:
            continue
        likely = {other: odds for other, odds in met.items() if odds > 0.0}
        if len(likely) > 1:
            return code, likely
    return None


def _simulated(
    state: CupState, pairings: Pairings, played: Simulation, rounds: Sequence[str], live: tuple[Live, ...]
) -> CupForecast:
    n = len(played)
    reach = {code: played.share(played.pairs[code].reshape(n, -1)) for code in rounds}
    reach[CHAMPION] = played.share(played.winners["F"])
    opponents = {}
    for club in reach[rounds[0]]:
        for code in rounds:
            if reach[code].get(club, 0.0) * n >= 1:
                met = played.opponents(club, code)
                if len(met) > 1:
                    opponents[club] = (code, met)
                    break
    changes = []
    if not state.phase_over:
        for match in (match for match in state.season.phase if match.day == state.day):
            home, away = match.leg.home, match.leg.away
            x, y = played.goals[home, away]
            for words, club, rows in (
                (f"{home} win", home, x > y),
                (f"{home} draw", home, x == y),
                (f"{home} lose", home, x < y),
                (f"{away} win", away, x < y),
                (f"{away} draw", away, x == y),
                (f"{away} lose", away, x > y),
            ):
                if rows.any():
                    own = {
                        code: played.share(played.pairs[code].reshape(n, -1), rows).get(club, 0.0) for code in rounds
                    }
                    own[CHAMPION] = played.share(played.winners["F"], rows).get(club, 0.0)
                    changes.append(OddsChange(words, club, float(rows.mean()), own, simulations=int(rows.sum())))
    ties = tuple((tie, played.figures[rounds[0], tie.clubs]) for tie in state.ties(rounds[0]))
    form = state.format
    return CupForecast(
        form.name, form.season, state.day, (*rounds, CHAMPION), reach,
        simulated_interval(played, played.winners["F"][:, 0]), ties, opponents, tuple(changes), n,
        pairings.known, pairings.assumed, live, certain_rounds(state), ruled_out(state),
        simulated_bracket(state, played, rounds), pairings.used,
    )  # fmt: skip


def check_results_count(state: CupState) -> None:
    """Check that no result of a knock-out round would be left aside; competitions of one's own only.

    Raises:
        InputError: a match that was played before its clubs' match of an earlier round, or that no result leads to.
    """
    if not state.format.own:
        return
    earlier = [("group", match) for match in state.season.phase]
    for code in (entry.code for entry in state.format.rounds):
        known = {frozenset(tie.clubs) for tie in state.ties(code)}
        for tie in state.season.knock_out[code]:
            played = [match for match in tie if state.played(match)]
            if not played:
                continue
            _check_order(code, played[0], earlier)
            if tie[0].clubs not in known:
                raise _leads_nowhere(state, code, played[0], earlier)
        earlier += [(code, match) for tie in state.season.knock_out[code] for match in tie]


def _check_order(code: str, match: CupMatch, earlier: list[tuple[str, CupMatch]]) -> None:
    for before, other in earlier:
        if other.clubs & match.clubs and other.day >= match.day:
            raise InputError(
                f"{_named(match, code)} is of {match.day}, and {_named(other, before)} of {other.day}",
                place=f"{match.source} and {other.source}",
                remedy="Correct the date or the round of one of them",
            )


def _leads_nowhere(state: CupState, code: str, match: CupMatch, earlier: list[tuple[str, CupMatch]]) -> InputError:
    """The error for a result of clubs that the rounds before do not bring together."""
    open_match = next(
        (entry for entry in reversed(earlier) if entry[1].clubs & match.clubs and not state.played(entry[1])), None
    )
    why = f"{_named(open_match[1], open_match[0])} has none" if open_match else "the results before do not lead to it"
    return InputError(
        f"{_named(match, code)} has a result, and {why}",
        place=f"{match.source} and {open_match[1].source}" if open_match else match.source,
        remedy="Give the results of the rounds before it, or correct its sides or its round",
    )


def _named(match: CupMatch, code: str) -> str:
    return f"{match.leg.home} - {match.leg.away} ({code if code == 'group' else round_name(code)})"
