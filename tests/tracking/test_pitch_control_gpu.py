"""Pitch control through JAX against NumPy: on JAX's processor where it is installed, on a GPU where one is there."""

from __future__ import annotations

from importlib.util import find_spec

import numpy as np
import pytest

from frontfoot.approach.tracking import Measured
from frontfoot.approach.tracking import pitch_control_gpu as on_gpu
from frontfoot.approach.tracking.pitch_control import pitch_control
from frontfoot.core.errors import MissingExtra


def agree(measured: Measured) -> None:
    rows = np.flatnonzero(np.isfinite(measured.frames.ball[:, 0]))[::150]
    for side in ("home", "away"):
        ours = pitch_control(measured.frames, measured.velocity, rows, side)
        theirs = on_gpu.pitch_control(measured.frames, measured.velocity, rows, side)
        np.testing.assert_allclose(theirs, ours, atol=1e-4)


def test_the_same_on_jaxs_processor(measured: Measured) -> None:
    jax = pytest.importorskip("jax", reason="PITCH CONTROL THROUGH JAX NOT TESTED: pip install 'frontfoot[gpu]'")
    with jax.default_device(jax.devices("cpu")[0]):
        agree(measured)


def test_the_same_on_a_gpu(measured: Measured) -> None:
    jax = pytest.importorskip("jax", reason="PITCH CONTROL ON A GPU NOT TESTED: JAX is not installed")
    try:
        gpu = jax.devices("gpu")[0]
    except RuntimeError:
        pytest.skip("PITCH CONTROL ON A GPU NOT TESTED: no GPU is present")
    with jax.default_device(gpu):
        agree(measured)


@pytest.mark.skipif(find_spec("jax") is not None, reason="JAX is installed")
def test_without_jax_the_extra_is_named(measured: Measured) -> None:
    with pytest.raises(MissingExtra, match="gpu"):
        on_gpu.pitch_control(measured.frames, measured.velocity, np.arange(1))
