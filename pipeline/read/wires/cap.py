"""CAP 1.1 and 1.2 (OASIS): warnings of weather offices and civil protection, a story for each text in them."""

from __future__ import annotations

from typing import Any

from pipeline.read.blocks import Block, full_stop, paragraphs
from pipeline.read.wires import tags
from pipeline.read.wires.story import Story

NO_WARNING = "no warning for the public: its status or its scope says so"
_SEVERE = {"Extreme": 1, "Severe": 2}
"""A warning's severity → the urgency of a story."""


def stories(root: Any, name: str) -> list[Story]:
    """The stories of an alert: a text in each language, for each area. An update or a cancellation bears the name of the alert that it is of."""
    said = {key: tags.first(root, key) for key in ("identifier", "sender", "sent", "status", "msgType", "scope")}
    referred = tags.first(root, "references").split()
    first = referred[0].split(",")[1] if referred and referred[0].count(",") == 2 else said["identifier"]
    told = said["status"] in ("", "Actual") and said["scope"] in ("", "Public")
    infos = list(root.iterfind("info")) or [root]
    return [
        Story(
            blocks=tuple(_blocks(info)),
            heading=tags.first(info, "event"),
            key=f"{first}#{number}" if first else "",
            made=said["sent"],
            status="canceled" if said["msgType"] == "Cancel" else "",
            expires=tags.first(info, "expires"),
            urgency=_SEVERE.get(tags.first(info, "severity"), 0),
            other="" if told and said["msgType"] in ("", "Alert", "Update") else NO_WARNING,
            language=tags.first(info, "language"),
            publisher=tags.first(info, "senderName") or said["sender"].rpartition("@")[2],
            url=tags.first(info, "web"),
            published=said["sent"],
        )
        for number, info in enumerate(infos, 1)
    ]


def _blocks(info: Any) -> list[Block]:
    """What a text tells: its headline, what will come, what to do, and for where, if none of these says it."""
    parts = [full_stop(tags.first(info, "headline"))]
    for key in ("description", "instruction"):
        element = info.find(key)
        written = "" if element is None else "".join(element.itertext())
        parts += [text for text, _, _ in paragraphs(written)]
    areas = [area for area in map(tags.words, info.iterfind("area/areaDesc")) if not any(area.lower() in part.lower() for part in parts)]
    if areas:
        parts.append(full_stop(f"Area: {'; '.join(dict.fromkeys(areas))}"))
    return [Block(part, "body", "of a warning") for part in dict.fromkeys(parts) if part]
