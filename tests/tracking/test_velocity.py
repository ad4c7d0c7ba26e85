"""The velocity filter against scipy's Savitzky-Golay filter and against straight lines fitted one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import savgol_filter

from frontfoot.match.tracking import Frames
from frontfoot.match.tracking.velocity import slopes, velocities


@pytest.mark.parametrize("degree", [1, 2])
def test_is_savitzky_and_golays_filter_inside_a_stretch(degree: int) -> None:
    rng = np.random.default_rng(7)
    xy = np.cumsum(rng.normal(size=(60, 3, 2)), axis=0).astype(np.float32)
    breaks = np.zeros((60, 3), dtype=bool)
    breaks[0] = True
    ours = slopes(xy, breaks, 10.0, 0.7)
    theirs = savgol_filter(xy.astype(np.float64), 7, degree, deriv=1, delta=0.1, axis=0)
    np.testing.assert_allclose(ours[3:-3], theirs[3:-3], atol=2e-4)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=3, max_size=25), st.integers(0, 2**31))
def test_is_the_least_squares_line_through_the_samples_at_hand(shape: list[tuple[bool, bool]], seed: int) -> None:
    known = np.array([a for a, _ in shape])
    breaks = np.array([b for _, b in shape])
    rng = np.random.default_rng(seed)
    xy = rng.normal(size=(len(known), 1, 2)).astype(np.float32) * 5
    xy[~known] = np.nan
    ours = slopes(xy, breaks[:, None], 10.0, 0.7)[:, 0]
    for here in range(len(known)):
        window = []
        for step in (-1, 1):
            row = here
            while known[row] and abs(row - here) < 3:
                nxt = row + step
                crossed = breaks[row] if step < 0 else (nxt < len(known) and breaks[nxt])
                if not 0 <= nxt < len(known) or crossed or not known[nxt]:
                    break
                window.append(nxt)
                row = nxt
        rows = sorted([here, *window])
        if not known[here] or len(rows) < 3:
            assert np.isnan(ours[here]).all()
            continue
        fitted = np.polyfit(np.array(rows) / 10.0, xy[rows, 0].astype(float), 1)[0]
        np.testing.assert_allclose(ours[here], fitted, atol=1e-3)


@pytest.mark.slow
def test_nobody_outruns_the_limit_and_no_speed_without_a_place(mended: Frames) -> None:
    v = velocities(mended)
    speed = np.hypot(v[..., 0], v[..., 1])
    assert np.nanmax(speed) <= 12.0001
    assert np.isnan(speed[np.isnan(mended.xy[..., 0])]).all()
    # Published top speeds of matches lie near 9.5 to 10 m/s; what is faster is noise and must be rare.
    assert (speed[np.isfinite(speed)] > 10.5).mean() < 1e-3
