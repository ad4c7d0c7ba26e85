"""Estimating the effects of approach from matches: measurement, outcome, designs, and their calibration."""
