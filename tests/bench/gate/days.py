"""Days of news that never happened, put together from parts: names, numbers, quotations, deaths, in the forms in which news comes."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

FIRST = "Ada Tomasz Zoë Jürgen Amara Siân Ilse Hamid Rosa Piet Ngozi Aoife Lars Marisol Yusuf Hélène Dov Mina Caleb Oksana".split()
LAST = "Stone|Kowalczyk|O’Brien|Krause|Okafor|Rhys|Brandt|Rahimi|de la Cruz|van Dijk|Adeyemi|Byrne|Lindqvist|Ortega|Demir|Dubois|Katz|Park|Reed|Melnyk".split(
    "|"
)
PLACES = "Bexmouth|Harrow Pass|Lower Tarn|St Olave’s|Port Ysolde|Kirkby-on-Sea|Vallon|Nordhaven|Três Fontes|Old Marden|Ashwater|Lindau Bay".split(
    "|"
)
OFFICES = "Mayor|Minister|Inspector|Judge|Professor|Councillor|Captain|Bishop|Senator|Governor".split("|")
BODIES = "the town council|the growers’ union|the coastguard|the railway company|the hospital trust|the weather service|the teachers’ union|the port authority".split(
    "|"
)
DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday".split("|")
TRADES = "painter|novelist|conductor|footballer|astronomer|cook|architect|poet".split("|")
CAUSES = "frost|a burst pipe|a landslip|a strike|thick fog|a fire in a warehouse|a fault in the signals|a flood".split("|")
THINGS = "bridge|library|tram line|swimming pool|grain mill|lighthouse|covered market|observatory".split("|")
SAID = [
    "We have waited {n} years for this, and we are not going to wait any longer",
    "Nobody should have to choose between heating and bread",
    "It was dark, it was cold, and nobody came",
    "I don’t know who did it; I only know that it isn’t there any more",
    "The {thing} is safe, and it’s going to stay safe",
    "If we fail, we’ll try again in {month}",
    "That’s the worst {n} days that I have ever seen",
    "You can’t mend a {thing} with promises",
    "My father built it; I’ll not be the one who tears it down",
    "They told us it would cost “a few thousand” — it cost {n} million",
]
MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True, slots=True)
class Story:
    """One thing that happened."""

    heading: str
    paragraphs: tuple[str, ...]


class _Desk:
    """Who tells of a day: no name and no thing twice."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.people = [f"{first} {last}" for first, last in zip(rng.sample(FIRST, 12), rng.sample(LAST, 12), strict=True)]
        self.places, self.things = rng.sample(PLACES, len(PLACES)), rng.sample(THINGS, len(THINGS))

    def one(self, some: list[str]) -> str:
        return self.rng.choice(some)

    def quote(self, thing: str) -> str:
        return self.one(SAID).format(n=self.rng.randint(2, 40), thing=thing, month=self.one(MONTHS))

    # ── what happens ─────────────────────────────────────────────────────────────────────────────────────

    def reopening(self) -> Story:
        who, where, thing, office = self.people.pop(), self.places.pop(), self.things.pop(), self.one(OFFICES)
        last = who.split(" ", 1)[1]
        return Story(
            f"{where}’s {thing} to open again",
            (
                f"{office} {who} said that the {thing} in {where} would open again on {self.one(DAYS)}, {self.rng.randint(3, 60)} days later than planned.",
                f"“{self.quote(thing)},” {last} told reporters.",
                f"The {thing} has been closed since {self.one(MONTHS)} because of {self.one(CAUSES)}. The repairs cost £{self.rng.randint(11, 99) / 10} million.",
            ),
        )

    def accident(self) -> Story:
        who, where = self.people.pop(), self.places.pop()
        dead, hurt = self.rng.choice(["Two people", "Three people", "A man of 34", "No one"]), self.rng.randint(2, 60)
        died = "was killed" if dead in ("A man of 34", "No one") else "were killed"
        return Story(
            f"{hurt} hurt as coach leaves road near {where}",
            (
                f"{dead} {died} and {hurt} people were hurt when a coach left the road near {where} on {self.one(DAYS)}, police said.",
                f"The coach’s driver, {who}, {self.rng.randint(24, 69)}, was not among the injured and has not been arrested.",
                f"“{self.quote('road')},” said Inspector {self.people.pop()}, who leads the inquiry.",
            ),
        )

    def death(self) -> Story:
        who, trade, age = self.people.pop(), self.one(TRADES), self.rng.randint(41, 103)
        return Story(
            f"{who}, {trade}, dies at {age}",
            (
                f"The {trade} {who} has died at the age of {age}, the family said on {self.one(DAYS)}.",
                f"Born in {self.places.pop()} in {2026 - age}, {who.split(' ', 1)[1]} never gave an interview.",
            ),
        )

    def figures(self) -> Story:
        body, per, before = self.one(BODIES), self.rng.randint(2, 49), self.rng.randint(50, 99)
        return Story(
            f"Fares to rise by {per} per cent",
            (
                f"Fares will rise by {per} per cent from 1 {self.one(MONTHS)}, {body} said, the largest rise since {self.rng.randint(1971, 2019)}.",
                f"About {self.rng.randint(2000, 9999):,} people travel each day, {self.rng.randint(11, 99) / 10}% fewer than a year ago.",
                f"A poll found that {before}% of them would rather walk. Nearly {self.rng.randint(2, 9)} in 10 had no other way to work.",
            ),
        )

    def match(self) -> Story:
        home, away, scorer = self.places.pop(), self.places.pop(), self.people.pop()
        goals, less = self.rng.randint(2, 5), self.rng.randint(0, 1)
        return Story(
            f"{home} beat {away}",
            (
                f"{home} beat {away} {goals}-{less} in the cup on {self.one(DAYS)} night, with two goals by {scorer}.",
                f"It was the first win in {self.rng.randint(4, 11)} games for {home}, who may still go down.",
            ),
        )

    def court(self) -> Story:
        who, where, judge = self.people.pop(), self.places.pop(), self.people.pop()
        years = self.rng.randint(2, 14)
        return Story(
            f"{years} years for {who.split(' ', 1)[1]}",
            (
                f"A court in {where} sent {who} to prison for {years} years for fraud, and cleared two others.",
                f"Judge {judge} said: “{self.quote('bank')}.”",
                "The defence said that it would not appeal. Neither of the two others was in court.",
            ),
        )

    def weather(self) -> Story:
        where, other = self.places.pop(), self.places.pop()
        return Story(
            f"Up to {self.rng.randint(20, 90)} cm of snow in the hills",
            (
                f"Up to {self.rng.randint(20, 90)} cm of snow could fall above {where} by {self.one(DAYS)}, the weather service said.",
                f"Winds of {self.rng.randint(60, 140)} km/h are expected in {other}, where temperatures may drop to −{self.rng.randint(3, 19)}°C.",
                "Schools will stay open unless the roads are closed.",
            ),
        )


def stories(seed: int, count: int = 4) -> tuple[Story, ...]:
    """A day's stories; the same seed tells the same."""
    desk = _Desk(Random(seed))  # noqa: S311 - news, not secrets
    kinds: list[Callable[[], Story]] = [desk.reopening, desk.accident, desk.death, desk.figures, desk.match, desk.court, desk.weather]
    return tuple(kind() for kind in desk.rng.sample(kinds, count))


# ── the forms in which news comes ────────────────────────────────────────────────────────────────────────


def plain(day: tuple[Story, ...]) -> str:
    return "\n\n".join("\n".join(story.paragraphs) for story in day) + "\n"


def live(day: tuple[Story, ...]) -> str:
    """A live blog, the newest first."""
    parts = [f"{18 - n:02}:{(n * 17) % 60:02}\n{story.heading}\n\n" + "\n\n".join(story.paragraphs) for n, story in enumerate(day)]
    return "Live: the day in the valley\n\n" + "\n\n".join(parts) + "\n"


def markdown(day: tuple[Story, ...]) -> str:
    return "# The day in the valley\n\n" + "\n".join(f"## {story.heading}\n\n" + "\n\n".join(story.paragraphs) + "\n" for story in day)


def feed(day: tuple[Story, ...]) -> str:
    items = [
        f"<item><title>{html.escape(story.heading)}</title><link>https://valley.example/{n}</link>"
        f"<pubDate>Thu, 26 Nov 2026 {8 + n:02}:30:00 GMT</pubDate>"
        f"<description>{html.escape(''.join(f'<p>{html.escape(each)}</p>' for each in story.paragraphs))}</description></item>"
        for n, story in enumerate(day)
    ]
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Valley</title><link>https://valley.example/</link>{"".join(items)}</channel></rss>'


def page(day: tuple[Story, ...]) -> str:
    """A page with one article for each story, and what stands around them."""
    nav = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/sport'>Sport</a></li></ul></nav>"
    parts = "".join(
        f"<article><h2>{html.escape(story.heading)}</h2>{''.join(f'<p>{html.escape(each)}</p>' for each in story.paragraphs)}</article>"
        for story in day
    )
    about = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", "headline": "The day in the valley"})
    head = f"<head><title>The day in the valley</title><script type='application/ld+json'>{about}</script></head>"
    return f"<!DOCTYPE html><html lang='en'>{head}<body>{nav}<main><h1>The day in the valley</h1>{parts}</main><footer>© Valley</footer></body></html>"


FORMS: dict[str, Callable[[tuple[Story, ...]], str]] = {"txt": plain, "live.txt": live, "md": markdown, "xml": feed, "html": page}
"""By the end of the file's name."""
