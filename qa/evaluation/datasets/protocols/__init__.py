"""How the data sets are scored: one module for each protocol."""
