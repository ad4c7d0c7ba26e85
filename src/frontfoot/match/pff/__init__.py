"""Event files of PFF FC (Gradient Sports), as its 2022 World Cup set has them."""
