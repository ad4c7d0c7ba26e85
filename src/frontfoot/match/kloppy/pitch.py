"""Our pitch as a coordinate system of kloppy."""

from __future__ import annotations

from typing import Any

from frontfoot.match.schema import PITCH_LENGTH, PITCH_WIDTH


def our_pitch() -> Any:
    """The pitch of 105 x 68 m as a coordinate system of kloppy, to which it maps markings on markings."""
    from kloppy.domain import CustomCoordinateSystem, Dimension, MetricPitchDimensions, Origin, VerticalOrientation

    return CustomCoordinateSystem(
        origin=Origin.BOTTOM_LEFT,
        vertical_orientation=VerticalOrientation.BOTTOM_TO_TOP,
        pitch_dimensions=MetricPitchDimensions(
            x_dim=Dimension(0, PITCH_LENGTH),
            y_dim=Dimension(0, PITCH_WIDTH),
            pitch_length=PITCH_LENGTH,
            pitch_width=PITCH_WIDTH,
            standardized=False,
        ),
    )
