"""Learning what approach does from matches: measurement, outcome, designs, and their calibration."""
