"""`python -m api` serves, with the options of `pullquote serve`."""

from __future__ import annotations

import sys

from api.cli import main

if __name__ == "__main__":
    main(["serve", *sys.argv[1:]])
