"""`fit_history`: learns results day by day and returns the strengths on any days.

from frontfoot.goals.strengths import fit_history, strengths_on

newest = strengths_on(day)                                       # shipped, or kept by the user
for strengths in fit_history(results, [today], start=newest):    # goes on with later results only
    ...
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import numpy as np

from frontfoot.core.errors import InputError
from frontfoot.core.late import lapack, pl
from frontfoot.goals.likelihoods import Array
from frontfoot.goals.results.competitions import GROUP_OF_LEAGUE
from frontfoot.goals.strengths.filter import YEAR, Filter, Member, as_date, ordinal
from frontfoot.goals.strengths.matches import Matches
from frontfoot.goals.strengths.scales import Scales
from frontfoot.goals.strengths.strengths import FullCovariance, Strengths


def fit_history(
    results: pl.DataFrame | Matches,
    days: Iterable[date],
    *,
    start: Strengths | None = None,
    scales: Scales | None = None,
    forecasts: Array | None = None,
) -> Iterator[Strengths]:
    """Strengths as known on each of the days, from the results played before it.

    Args:
        results: the results table (`frontfoot.goals.results`), or `Matches` made of it.
        days: ascending.
        start: strengths to go on from: of the results, only matches on their day or later are learnt. From nothing
            when None.
        scales: of the model; those of `start` or the chosen ones when None.
        forecasts: shape (matches, 5), filled with what was forecast of each match of `Matches` before its day: the log
            rates of home and away, their variances and their covariance.

    Raises:
        InputError: there are no matches before the first day, or the days do not ascend.
    """
    wanted = list(days)
    if wanted != sorted(wanted) or (start is not None and wanted and wanted[0] < start.on):
        raise InputError("The days do not ascend", place="days", remedy="Give later days after earlier ones")
    matches = results if isinstance(results, Matches) else Matches.of(results)
    chosen = scales or (start.scales if start is not None else None) or Scales()
    if start is not None:
        states = [(resumed(start, chosen), matches, np.arange(len(matches.day)))]
    else:
        part = matches.parts()
        places = [np.flatnonzero(part == number) for number in range(part.max(initial=-1) + 1)]
        states = [(Filter(chosen), matches.only(at), at) for at in places]
    for day in wanted:
        for state, own, at in states:
            forecast = state.run(own, ordinal(day))
            if forecasts is not None:
                learnt = np.isfinite(forecast[:, 0])
                forecasts[at[learnt]] = forecast[learnt]
            if state.day is not None:
                state.advance(ordinal(day))
        begun = [state for state, _, _ in states if state.matches]
        if not begun:
            raise InputError(f"No match was played before {day}", place="results", remedy="Give more results")
        yield strengths_of(begun, day, start=start)


def strengths_of(states: list[Filter], day: date, *, start: Strengths | None = None) -> Strengths:
    """The strengths of the states of filters on a day; clubs of different filters are not linked."""
    now = ordinal(day)
    blocks: list[tuple[Array, Array, tuple[int, ...]]] = []
    clubs: list[str] = []
    groups: list[str] = []
    news: list[str] = []
    connected: dict[str, int] = {}
    own: set[str] = set()
    styles: dict[str, tuple[float, ...]] = {}
    competitions: list[str] = []
    for number, state in enumerate(states):
        lived = {m.league for m in state.clubs.values()}
        results = {group for name, group in GROUP_OF_LEAGUE.items() if now - state.last_match.get(name, -10_000) < YEAR}
        labels = sorted(set(state.leagues) & (lived | {""}))
        new = [label for label in labels if label not in connected]
        names = sorted(state.clubs)
        blocks.append(_block(state, names, new, results))
        clubs += names
        groups += [state.clubs[name].league for name in names]
        news += new
        connected |= dict.fromkeys([*new, *(state.clubs[name].league for name in names)], number)
        own |= results & set(labels)
        competitions += [name for name in state.competitions if name]
        styles |= {name: tuple(state.mean[m.rows[2:]]) for name, m in state.clubs.items() if len(m.rows) > 2}
        styles |= {name: tuple(state.mean[rows[2:]]) for name, rows in state.competitions.items() if len(rows) > 2}
    if start is not None:
        connected = {**{label: start.connected.get(label, 0) for label in connected}}
        own |= set(start.own or ())
    mean, covariance = _joined(blocks, len(clubs), len(news), len(competitions))
    first = min(state.first for state in states if state.first is not None)
    return Strengths(
        on=day,
        likelihood="dixon_coles",
        theta=states[0].scales.rho,
        clubs=tuple(clubs),
        country=tuple(groups),
        newcomers={label: len(clubs) + i for i, label in enumerate(news)},
        competitions=tuple(competitions),
        connected=connected,
        parameters=mean,
        covariance=FullCovariance(covariance),
        matches=sum(state.matches for state in states) + (start.matches if start is not None else 0),
        since=start.since if start is not None else as_date(first),
        own=frozenset(own),
        scales=states[0].scales,
        styles=styles,
    )


def _block(state: Filter, clubs: list[str], new: list[str], own: set[str]) -> tuple[Array, Array, tuple[int, ...]]:
    """Mean and covariance of attacks, defences (clubs, then newcomers), levels, homes and the common ones."""
    rows, count = np.array([state.clubs[name].rows[:2] for name in clubs], dtype=np.intp).reshape(-1, 2), len(new)
    priors = [state.newcomer(label, own=label in own) for label in new]
    n = len(state.mean)
    places = [state.competitions[name] for name in state.competitions if name] + [state.competitions[""]]
    tail = np.array([p[0] for p in places[:-1]] + [p[1] for p in places[:-1]] + places[-1][:2], dtype=np.intp)
    weights = np.zeros((2 * count, n))
    shift, noise = np.zeros(2 * count), np.zeros((2 * count, 2 * count))
    for i, (like, offset, variance) in enumerate(priors):
        for side in (0, 1):
            weights[side * count + i, list(like[side])] = list(like[side].values())
            shift[side * count + i] = offset
            noise[side * count + i, side * count + i] = variance
        cross = state.scales.correlation * variance
        noise[i, count + i] = noise[count + i, i] = cross
    of_state = state.covariance
    mixed = weights @ of_state
    within = mixed @ weights.T + noise
    order = np.concatenate([rows[:, 0], rows[:, 1], tail])
    c = len(clubs)
    # Where each block goes: attacks, newcomers' attacks, defences, newcomers' defences, competitions.
    place = np.concatenate([np.arange(c), np.arange(c) + c + count, np.arange(len(tail)) + 2 * (c + count)])
    fresh = np.concatenate([np.arange(count) + c, np.arange(count) + 2 * c + count])
    size = 2 * (c + count) + len(tail)
    mean, covariance = np.zeros(size), np.zeros((size, size))
    mean[place], mean[fresh] = state.mean[order], weights @ state.mean + shift
    covariance[np.ix_(place, place)] = of_state[np.ix_(order, order)]
    covariance[np.ix_(fresh, place)] = mixed[:, order]
    covariance[np.ix_(place, fresh)] = mixed[:, order].T
    covariance[np.ix_(fresh, fresh)] = within
    return mean, covariance, (c, count, len(places) - 1)


def _joined(
    blocks: list[tuple[Array, Array, tuple[int, ...]]], clubs: int, news: int, competitions: int
) -> tuple[Array, Array]:
    """One vector and covariance of several filters; the common level and home advantage are those of the first."""
    size = 2 * (clubs + news) + 2 * competitions + 2
    mean, covariance = np.zeros(size), np.zeros((size, size))
    c0 = n0 = k0 = 0
    for number, (m, v, (c, n, k)) in enumerate(blocks):
        at = [
            *range(c0, c0 + c),
            *range(clubs + n0, clubs + n0 + n),
            *range(clubs + news + c0, clubs + news + c0 + c),
            *range(2 * clubs + news + n0, 2 * clubs + news + n0 + n),
            *range(2 * (clubs + news) + k0, 2 * (clubs + news) + k0 + k),
            *range(2 * (clubs + news) + competitions + k0, 2 * (clubs + news) + competitions + k0 + k),
        ]
        keep = len(m) if number == 0 else len(m) - 2
        at += [size - 2, size - 1] if number == 0 else []
        mean[at] = m[:keep]
        covariance[np.ix_(at, at)] = v[:keep, :keep]
        c0, n0, k0 = c0 + c, n0 + n, k0 + k
    return mean, covariance


def resumed(strengths: Strengths, scales: Scales) -> Filter:
    """A filter that continues from strengths: their means, and the part of their covariance that is kept."""
    rows, c = strengths.rows, len(strengths.competitions)
    at = np.arange(len(strengths.parameters))
    covariance = strengths.covariance.block(at)
    if lapack.dpotrf(covariance, lower=1)[1]:
        # Rounding has left it with directions of slightly negative variance.
        values, vectors = np.linalg.eigh(covariance)
        covariance = (vectors * np.maximum(values, 1e-9)) @ vectors.T
    established = frozenset(strengths.own or ())
    state = Filter.going_on(scales, ordinal(strengths.on), strengths.parameters, covariance, established)
    last = ordinal(strengths.on) - 1
    for i, name in enumerate(strengths.clubs):
        state.clubs[name] = Member([i, rows + i], strengths.country[i], last)
    for i, name in enumerate(strengths.competitions):
        state.competitions[name] = [2 * rows + i, 2 * rows + c + i]
        state.last_match[name] = last if GROUP_OF_LEAGUE.get(name, "") in (strengths.own or ()) else last - 2 * YEAR
    state.competitions[""] = [2 * rows + 2 * c, 2 * rows + 2 * c + 1]
    for label, place in strengths.newcomers.items():
        state.leagues[label] = place
    _styles(state, strengths.styles)
    return state


def _styles(state: Filter, styles: Mapping[str, tuple[float, ...]]) -> None:
    """Shot styles and levels of the snapshot, with the variance they have after a season or more."""
    s = state.scales
    for name, values in styles.items():
        if name in state.clubs:
            state.clubs[name].rows += [state.append(value, 0.5 * s.style) for value in values]
        elif name in state.competitions:
            state.competitions[name] += [state.append(value, 0.001) for value in values]
