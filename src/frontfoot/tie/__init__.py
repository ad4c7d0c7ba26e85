"""What it means: rules, the settling of ties, and the odds of going through from any moment."""
