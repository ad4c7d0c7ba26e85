"""Pitch control on an accelerator, through JAX: the same nodes and the same closed form, all frames of a batch at once.

Results agree with `frontfoot.approach.tracking.pitch_control` within 1e-4; both run in single precision and differ in
the order of summation only.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from frontfoot.approach.tracking import pitch_control as on_cpu
from frontfoot.core.errors import MissingExtra
from frontfoot.match.match import Side
from frontfoot.match.tracking.frames import Frames

BATCH: Final = 256  # frames sent to the device at a time
MOST: Final = 24  # players a frame is padded to, so that one compiled programme serves every batch


def pitch_control(
    frames: Frames,
    velocity: NDArray[np.float32],
    rows: NDArray[np.intp],
    side: Side = "home",
    grid: tuple[int, int] = on_cpu.GRID,
) -> NDArray[np.float32]:
    """As `frontfoot.approach.tracking.pitch_control.pitch_control`, on JAX's default device.

    Raises:
        MissingExtra: JAX is not installed.
    """
    rows = np.asarray(rows, dtype=np.intp)
    points = on_cpu.cells(frames.length, frames.width, grid)
    out = np.empty((len(rows), len(points)), dtype=np.float32)
    control = _compiled()
    for start in range(0, len(rows), BATCH):
        players = on_cpu.gather(frames, velocity, rows[start : start + BATCH], side)
        n, most = players.rate.shape
        pad = ((0, BATCH - n), (0, max(MOST - most, 0)))
        out[start : start + n] = np.asarray(
            control(
                np.pad(players.reached, (*pad, (0, 0))),
                np.pad(players.rate, pad),
                np.pad(players.attacking, pad),
                np.pad(players.ball, (pad[0], (0, 0)), constant_values=np.nan),
                points,
            )
        )[:n]
    return out.reshape(len(rows), *grid)


@cache
def _compiled() -> Callable[..., Any]:
    try:
        jax: Any = import_module("jax")
        jnp: Any = import_module("jax.numpy")
    except ImportError:
        raise MissingExtra("Pitch control on an accelerator", extra="gpu") from None

    decay = jnp.asarray(np.exp(-on_cpu.STEEP * np.array(on_cpu.NODES)), dtype=jnp.float32)

    def control(reached: Any, rate: Any, attacking: Any, ball: Any, points: Any) -> Any:
        present = rate > 0
        way = jnp.linalg.norm(points[None, None] - reached[:, :, None], axis=-1)
        tau = on_cpu.REACTION + way / on_cpu.PLAYER_SPEED
        tau = jnp.where(present[..., None], tau, on_cpu.FAR)
        flight = jnp.linalg.norm(points[None] - ball[:, None], axis=-1) / on_cpu.BALL_SPEED
        start = jnp.maximum(flight, tau.min(axis=1) - on_cpu.LEAD)
        late = jnp.exp(jnp.minimum(on_cpu.STEEP * (tau - start[:, None]), on_cpu.FAR))
        weights = jnp.stack((rate * attacking, rate), axis=1)
        power = jnp.where(rate > on_cpu.RATE * 1.5, on_cpu.KEEPER, 1.0)[..., None]

        def at(one: Any) -> Any:
            f = present[..., None] / (1 + late * one)
            # Full precision: accelerators multiply matrices of float32 in fewer bits unless told not to.
            arrival = jnp.einsum("bsj,bjc->bsc", weights, f, precision=jax.lax.Precision.HIGHEST)
            factor = 1 - (1 - one) * f
            return arrival[:, 0], arrival[:, 1], jnp.prod(jnp.where(power > 1, factor**3, factor), axis=1)

        mine, all_, left = jax.lax.map(at, decay)
        share = mine / jnp.maximum(all_, on_cpu.TINY)
        before = all_[0] * (1 - jnp.exp(-on_cpu.STEEP * (start - flight))) / on_cpu.STEEP
        log_left = jnp.log(jnp.maximum(left, on_cpu.TINY)) * (on_cpu.RATE / on_cpu.STEEP) - before
        survival = jnp.exp(log_left)
        won, hazard = survival[:-1] - survival[1:], log_left[:-1] - log_left[1:]
        later = jnp.clip(won / jnp.maximum(hazard, on_cpu.FAINT) - survival[1:], 0, won * 0.5)
        result = (1 - survival[0]) * share[0] + survival[-1] * share[-1]
        result += (won * share[:-1] + later * (share[1:] - share[:-1])).sum(axis=0)
        both = (attacking & present).any(axis=1) & (~attacking & present).any(axis=1)
        return jnp.where(both[:, None], jnp.clip(result, 0, 1), jnp.nan)

    compiled: Callable[..., Any] = jax.jit(control)
    return compiled
