"""Words in front of a line that are not read aloud."""

from __future__ import annotations

LABELS = frozenset(
    tuple(label.split())
    for label in (
        *("breaking", "breaking news", "newsflash", "flash", "just in", "latest", "update", "updated", "deal done", "done deal"),
        *("the main story", "the main story today", "main story", "top story", "the top story", "the top story today", "the big story"),
        *("weather", "travel", "transport", "traffic", "health", "education", "crime", "courts", "business", "markets", "economy", "money"),
        *(
            "politics",
            "world",
            "international",
            "national",
            "local",
            "home news",
            "world news",
            "culture",
            "arts",
            "entertainment",
            "media",
        ),
        *(
            "science",
            "technology",
            "tech",
            "environment",
            "climate",
            "sport",
            "sports",
            "football",
            "cricket",
            "rugby",
            "tennis",
            "cycling",
        ),
    )
)
"""What stands in front of a line as it comes in, and is of no use hours later (“BREAKING: the bridge is closed”), or of none to an ear (“Sport: Rovers won”)."""
