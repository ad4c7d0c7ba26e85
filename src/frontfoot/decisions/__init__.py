"""What to do: the value of pressing higher or dropping back, and how sure that is."""
