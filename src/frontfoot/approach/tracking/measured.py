"""`measure`: frames with the arrays that all measures share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from frontfoot.approach.tracking.pressing_intensity import Pressing, pressing_intensity
from frontfoot.approach.tracking.pressure import pressure
from frontfoot.match.tracking.frames import Frames
from frontfoot.match.tracking.possession import carriers
from frontfoot.match.tracking.velocity import ball_velocity, velocities

LAST_PERIOD: Final = 4  # the second half of extra time


@dataclass(frozen=True, slots=True)
class Measured:
    """Frames with velocities, the man on the ball, pressing intensity and pressure.

    Attributes:
        frames: mended frames, without those of a shoot-out.
        velocity: (F, P, 2) m/s.
        ball_velocity: (F, 2) m/s.
        carrier: (F,) slot of the man on the ball, -1 for none.
        pressing: intensity on every player of the side in possession.
        pressure: (F, P) percent.
        phase: (F,) number of the unbroken spell of one side in possession, -1 outside; a leap of the clock ends a
            spell. Uncertainties treat phases as the independent pieces of a match; frames a tenth of a second apart
            are not.
    """

    frames: Frames
    velocity: NDArray[np.float32]
    ball_velocity: NDArray[np.float32]
    carrier: NDArray[np.int16]
    pressing: Pressing
    pressure: NDArray[np.float32]
    phase: NDArray[np.int32]


def measure(frames: Frames) -> Measured:
    """The arrays that the measures share.

    Args:
        frames: mended frames; those of a shoot-out are left out.

    Raises:
        InputError: there are frames of a shoot-out only.
    """
    if (frames.period > LAST_PERIOD).any():
        frames = frames.rows(frames.period <= LAST_PERIOD)
    velocity, ball = velocities(frames), ball_velocity(frames)
    carrier = carriers(frames)
    change = (np.diff(frames.possession, prepend=-2) != 0) | frames.starts
    phase = np.where(frames.possession >= 0, np.cumsum(change) - 1, -1).astype(np.int32)
    return Measured(
        frames,
        velocity,
        ball,
        carrier,
        pressing_intensity(frames, velocity, ball_velocity=ball, carrier=carrier),
        pressure(frames),
        phase,
    )
