"""Systems that can be evaluated: this package opens them by name, for the command line and for pytest."""

from api.systems.opening import SystemChoice, open_named, open_system

__all__ = ["SystemChoice", "open_named", "open_system"]
