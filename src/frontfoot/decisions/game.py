"""The game of approach, solved exactly by backward induction.

Time is cut into spells (five minutes by default) at whose start each side settles on an approach. Within a spell the
scores are a Markov chain that is solved by uniformisation (Jensen 1953), as everywhere in Frontfoot, for every pair of
approaches at once; at the start of the spell the table of values is a zero-sum matrix game (von Neumann 1928), solved
in every state. Dobson and Goddard (2010) solve two-player subgames backward through a match in the same manner.

    V(t, s) = value over (x, y) of  E[ V(t + spell, s') | s, x, y ]

Approaches are levels in standard deviations from what sides usually do in the situation, so zero for both sides is the
forecast without any decision, and the score-state effect of the rates keeps its meaning.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from frontfoot.core.arrays import Bools, Floats, Ints
from frontfoot.core.errors import InputError
from frontfoot.decisions.costs import PRESS, Costs
from frontfoot.decisions.effect import Effects
from frontfoot.decisions.matrix_game import MatrixGames, solve_games
from frontfoot.decisions.score_states import ScoreStates
from frontfoot.decisions.situation import GameSituation
from frontfoot.goals.clock import Moment, regular_length
from frontfoot.goals.uniformisation import Stretch, poisson_weights, stretches

Levels = Callable[[float, Ints], Floats]
"Minutes from now and the lead in each state -> the levels a side may choose, shape (n,) or (n, states)."

GRID = (-2.0, -1.0, 0.0, 1.0, 2.0)
"""From a deep block to a full press; 0 is what is usual for the situation."""
SPELL = 5.0
LONGEST_SPELL = 45.0
TOLERANCE = 1e-9
FEWEST_MEN = 7
# Draws are handled in blocks whose arrays stay in the processor's cache.
BLOCK = 24_000


@dataclass(frozen=True, slots=True)
class PlanSpell:
    """A part of the match in which both sides keep their approach."""

    stretch: Stretch
    minutes_from_now: float
    minutes: float


@dataclass(frozen=True, eq=False)
class Policy:
    """The solved game.

    Attributes:
        value: what the situation is worth to the deciding side now, shape (draws,).
        spells: the spells, in order.
        states: the scores told apart; index 0 of the state axis is the score now.
        values: at the start of each spell, with full numbers as now and fresh legs, shape (spells, draws, states).
        ours, theirs: probability of each level offered in the spell, one array of shape (draws, states, levels) each.
    """

    value: Floats
    spells: tuple[PlanSpell, ...]
    states: ScoreStates
    values: Floats
    ours: tuple[Floats, ...]
    theirs: tuple[Floats, ...]


def any_level(levels: tuple[float, ...] = GRID) -> Levels:
    """Plans of a side that may choose another level of approach in every spell."""
    grid = np.array(levels)
    return lambda _minutes, _lead: grid


def committed(level: float, minutes: float | None = None, then: tuple[float, ...] = (0.0,)) -> Levels:
    """A side that keeps one level for so many minutes (None: to the end) and may choose among `then` afterwards."""
    first, after = np.array([level]), np.array(then)
    return lambda from_now, _lead: first if minutes is None or from_now < minutes - 1e-9 else after


USUAL: Final = committed(0.0)
"""A side that plays as is usual for the situation."""


def unmoved(usual_shift: dict[int, float]) -> Levels:
    """A side that does not react to the score: it undoes the shift that is usual for its lead.

    Args:
        usual_shift: lead of that side -> the usual shift of its approach in standard deviations; leads beyond the
            ends count as the ends.
    """
    least, most = min(usual_shift), max(usual_shift)
    return lambda _minutes, lead: np.array([[-usual_shift[int(k)] for k in np.clip(-lead, least, most)]])


def spells(situation: GameSituation, length: float = SPELL) -> tuple[PlanSpell, ...]:
    """The spells from now to the end of regulation; stoppage time belongs to the last spell of its half."""
    kept: list[PlanSpell] = []
    played = 0.0
    for stretch in stretches(situation.rates.score_state, situation.moment, 2):
        period, first = stretch.start.period, stretch.start.second
        end = stretch.end if stretch.end is not None else max(regular_length(period), first)
        marks = [float(m) for m in np.arange(first, end, 60.0 * length)] or [first]
        if len(marks) > 1 and end - marks[-1] < 30.0 * length:
            marks.pop()  # no spell shorter than half the usual
        for begin, finish in zip(marks, [*marks[1:], stretch.end], strict=True):
            minutes = ((end if finish is None else finish) - begin) / 60.0
            kept.append(PlanSpell(Stretch(Moment(period, begin), finish, stretch.row), played, minutes))
            played += minutes
    return tuple(kept)


def solve(
    situation: GameSituation,
    effects: Effects,
    *,
    ours: Levels | None = None,
    theirs: Levels | None = None,
    costs: Costs | None = None,
    spell: float = SPELL,
) -> Policy:
    """Solve the game from a situation to the end of regulation.

    Args:
        situation: where we stand; its base rates and the effects may carry draws, which must agree in number.
        effects: of approach on the rates.
        ours, theirs: the levels each side may choose (`any_level`, `committed`, `unmoved`); any level by default. With
            one level on each side this is a plain forecast; with one on ours, the opponent's best reply.
        costs: of pressing to the side that decides.
        spell: minutes for which an approach is kept, 1 to 45.

    Returns:
        The policy; its value is exact for the cut into spells, to 1e-9.

    Raises:
        InputError: draws of different number, or a spell out of range.

    >>> from frontfoot.decisions.effect import Effects
    >>> from frontfoot.decisions.situation import GameSituation
    >>> from frontfoot.goals.rates import Rates
    >>> lead = np.subtract.outer(np.arange(15), np.arange(15))
    >>> win = (lead > 0) + 0.5 * (lead == 0)
    >>> level = GameSituation(Rates(1.4, 1.4), Moment(2, 0.0), (1, 1), "home", win)
    >>> bool(abs(solve(level, Effects.none()).value[0] - solve(level, Effects(0.05, -0.05)).value[0]) < 0.02)
    True
    """
    if not 1.0 <= spell <= LONGEST_SPELL:
        raise InputError(f"A spell of {spell:g} minutes", place="spell", remedy="Give 1 to 45 minutes")
    return _Solver(situation, effects, ours or any_level(), theirs or any_level(), costs or Costs(), spell).run()


class _Solver:
    """The state of one backward induction: states are blocks of scores, one block for each state of cards."""

    def __init__(
        self, situation: GameSituation, effects: Effects, ours: Levels, theirs: Levels, costs: Costs, spell: float
    ) -> None:
        self.situation, self.effects, self.costs = situation, effects, costs
        self.levels = ours, theirs
        self.scores = ScoreStates.of(situation.our_payoff)
        self.spells = spells(situation, spell)
        size = len(self.scores.payoff)
        our_men, their_men = situation.our_men
        # Only our own pressing adds red cards, so the blocks are: none, one, two ... more sent off.
        sent_off = min(2, our_men - FEWEST_MEN) if costs.red_cards > 0.0 else 0
        self.blocks = sent_off + 1
        offset = np.repeat(np.arange(self.blocks) * size, size)
        self.after_ours = np.tile(self.scores.after_ours, self.blocks) + offset
        self.after_theirs = np.tile(self.scores.after_theirs, self.blocks) + offset
        here = np.arange(size * self.blocks)
        self.after_red = np.where(here + size < size * self.blocks, here + size, here)
        self.can_red = (self.after_red != here).astype(float)
        bases = [situation.base_rates((our_men - block, their_men)) for block in range(self.blocks)]
        draws = {effects.draws, bases[0][0].size} - {1}
        if len(draws) > 1:
            raise InputError(
                f"{effects.draws} draws of effects meet {bases[0][0].size} draws of strengths",
                place="solve",
                remedy="Draw as many of each",
            )
        self.base_ours = np.repeat(np.stack([base[0] for base in bases], axis=-1), size, axis=-1)
        self.base_theirs = np.repeat(np.stack([base[1] for base in bases], axis=-1), size, axis=-1)
        self.lead = np.tile(situation.lead + self.scores.ours - self.scores.theirs, self.blocks)
        tiring = costs.tiring_after
        self.tired_at = 0 if tiring is None else max(1, round(tiring / spell))
        self.jumps: dict[
            tuple[int, int, bytes, bytes],
            tuple[float, Floats, Floats, Floats],
        ] = {}

    def run(self) -> Policy:
        draws = max(self.effects.draws, self.base_ours.shape[0])
        end = np.broadcast_to(np.tile(self.scores.payoff, self.blocks), (draws, len(self.lead)))
        value = np.broadcast_to(end, (self.tired_at + 1, *end.shape))
        size = len(self.scores.payoff)
        values, our_mix, their_mix = [], [], []
        for spell in reversed(self.spells):
            rounds = [self._spell(spell, value, tired) for tired in range(self.tired_at + 1)]
            value = np.stack([games.value for games in rounds])
            values.append(value[0, :, :size])
            our_mix.append(rounds[0].row[:, :size])
            their_mix.append(rounds[0].column[:, :size])
        return Policy(
            value[0, :, 0],
            self.spells,
            self.scores,
            np.stack(values[::-1]),
            tuple(our_mix[::-1]),
            tuple(their_mix[::-1]),
        )

    def _spell(self, spell: PlanSpell, after: Floats, tired: int) -> MatrixGames:
        """The games at the start of a spell, for legs that are `tired` spells old, shape (draws, states)."""
        ours = self.levels[0](spell.minutes_from_now, self.lead)
        theirs = self.levels[1](spell.minutes_from_now, self.lead)
        pressing = np.broadcast_to(ours.reshape(len(ours), -1) >= PRESS, (len(ours), len(self.lead)))
        # Pressing through this spell brings the legs one spell closer to tiring.
        later = np.minimum(tired + pressing.astype(int), self.tired_at)
        power = np.stack([np.take_along_axis(after, row[None, None, :], axis=0)[0] for row in later])[:, None]
        # Spells of one stretch share their rates as long as the choices stay the same.
        key = (spell.stretch.row, tired, ours.tobytes(), theirs.tobytes())
        if key not in self.jumps:
            up, down, red = self._rates(spell, ours, theirs, pressing, tired)
            bound = float((up + down).max() + red.max())
            self.jumps[key] = bound, up / bound, down / bound, red / bound
        bound, up, down, red = self.jumps[key]
        weights = poisson_weights(
            self.situation.rates.clock, spell.stretch, [spell.stretch.start], bound, TOLERANCE / len(self.spells)
        )[0]
        draws = after.shape[1]
        block = max(1, BLOCK // (len(ours) * len(theirs) * after.shape[2]))
        tables = []
        for first in range(0, draws, block):
            part = slice(first, first + block)
            rates = [rate[:, :, part] if rate.shape[2] > 1 else rate for rate in (up, down, red)]
            tables.append(self._expected(power[:, :, part], weights, *rates))
        return solve_games(np.moveaxis(np.concatenate(tables, axis=2), (0, 1), (-2, -1)))

    def _rates(
        self, spell: PlanSpell, ours: Floats, theirs: Floats, pressing: Bools, tired: int
    ) -> tuple[Floats, Floats, Floats]:
        """Rates of our goal, their goal and our red card by operational time, shape (n, m, draws, states)."""
        situation, costs = self.situation, self.costs
        our_state, their_state = self.scores.multipliers(
            situation.rates, spell.stretch.row, situation.score, situation.carried, we_are_home=situation.we_are_home
        )
        log_ours, log_theirs = self.effects.log_rates(ours, theirs)
        up = np.exp(log_ours) * (self.base_ours * np.tile(our_state, self.blocks))
        down = np.exp(log_theirs) * (self.base_theirs * np.tile(their_state, self.blocks))
        press = pressing[:, None, None, :].astype(float)
        if self.tired_at and tired == self.tired_at:
            up = up * (1.0 + press * (costs.tired_own - 1.0))
            down = down * (1.0 + press * (costs.tired_opponent - 1.0))
        down = down + press * (costs.penalties * costs.conversion)
        return up, down, press * self.can_red * costs.red_cards

    def _expected(self, power: Floats, weights: Floats, up: Floats, down: Floats, red: Floats) -> Floats:
        """Expected value at the end of a spell, sum over n of weights[n] P^n v, shape (n, m, draws, states)."""
        with_cards = self.blocks > 1
        stay = 1.0 - up - down - red
        shape = np.broadcast_shapes(power.shape, up.shape)
        power = np.broadcast_to(power, shape)
        total: Floats = weights[0] * power
        for weight in weights[1:]:
            following = stay * power
            following += up * power[..., self.after_ours]
            following += down * power[..., self.after_theirs]
            if with_cards:
                following += red * power[..., self.after_red]
            power = following
            total += weight * power
        return total
