"""Defending measured from frames: how the ball is pressed, where the block stands, who marks whom."""
