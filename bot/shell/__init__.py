"""The one-shot commands of the command line, a file a family.

Each imports what it needs when it runs: a look-up must not wait for Telegram,
SQLAlchemy, OpenCC or pypinyin to load.
"""

import sys


def tell(text: str) -> None:
    """Say something about the work on standard error; answers alone go to output."""
    print(f"xitu: {text}", file=sys.stderr)
