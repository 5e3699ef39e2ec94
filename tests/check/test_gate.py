"""The gate in its places: at the end of a build, before what is published, and as a page that can be read and listened to."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.conftest import Episode

DATE = "2026-11-26"
DAY = """\
Mayor Ada Stone said that the north bridge would open again on Friday.
“The repairs are done and the bridge is safe,” Stone told reporters at the town hall.
The bridge has been closed for 12 days, since a barge hit it.
"""
SETTINGS = """title = "Valley News"
engine = "tone"

[music]
enabled = false

[feed]
url = "https://valley.example/podcast/"
description = "What happens in the valley."
"""


@pytest.fixture
def show(tmp_path: Path) -> Path:
    (tmp_path / "episode.toml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "briefings").mkdir()
    (tmp_path / f"briefings/{DATE}.txt").write_text(DAY, encoding="utf-8")
    return tmp_path


def made(episode: Episode) -> dict[str, object]:
    ran = episode("build", "--json", "--quiet")
    assert ran.code == 0, ran.err
    return dict(ran.json)


def spoil(show: Path) -> None:
    """A number of the news is another in the script."""
    script = show / f"scripts/{DATE}.md"
    script.write_text(script.read_text(encoding="utf-8").replace("12 days", "21 days"), encoding="utf-8")


def test_a_build_says_whether_it_may_go_on_air_and_says_so_again(show: Path, episode: Episode) -> None:
    assert made(episode)["check"] == {"ok": True, "errors": 0, "warnings": 0, "findings": []}
    again = made(episode)
    assert again["unchanged"] is True
    assert again["check"] == {"ok": True, "errors": 0, "warnings": 0, "findings": []}
    assert re.search(r"check +may go on air", episode("build").out)


def test_a_build_that_is_not_for_air_ends_well_and_names_the_place(show: Path, episode: Episode) -> None:
    made(episode)
    spoil(show)
    ran = episode("build")
    assert ran.code == 0
    assert re.search(r"check +NOT for air: \d+ errors?, see episode check output/2026-11-26\n.*scripts/2026-11-26\.md:\d+", ran.out)
    check = dict(made(episode)["check"])  # type: ignore[call-overload]
    assert not check["ok"]
    record = json.loads((show / f"output/{DATE}/episode.json").read_text(encoding="utf-8"))
    starts = [one["start_ms"] for each in record["segments"] for one in each["sentences"] if "21 days" in one["text"]]
    assert {each["at_ms"] for each in check["findings"]} == set(starts)
    assert check["errors"] == len([each for each in check["findings"] if each["severity"] == "error"]) > 0


def test_what_is_quiet_says_what_keeps_it_off_the_air_and_no_more(show: Path, episode: Episode) -> None:
    """The mail that a scheduler sends has the errors; a warning keeps nothing."""
    script = show / f"scripts/{DATE}.md"
    made(episode)
    script.write_text(script.read_text(encoding="utf-8").replace("closed for", "closed for for"), encoding="utf-8")
    made(episode)
    assert "warning  " in episode("check").out
    spoil(show)
    made(episode)
    told = episode("check", "--quiet")
    assert told.code == 1
    assert re.search(r"scripts/2026-11-26\.md: \d errors? and \d warnings?", told.out)
    assert ("error  " in told.out, "warning  " in told.out) == (True, False)


def test_what_is_not_for_air_is_not_published_unless_it_must(show: Path, episode: Episode) -> None:
    made(episode)
    spoil(show)
    made(episode)
    for words in (["--dry-run"], []):
        refused = episode("publish", "--out", "pub", "--unchecked", *words)
        assert refused.code == 1
        assert re.search(r"scripts/2026-11-26\.md:\d+: the gate holds 2026-11-26 back: .*--force", refused.err.replace("\n", " ")), (
            refused.err
        )
    assert not (show / "pub").exists()
    forced = episode("publish", "--out", "pub", "--unchecked", "--force", "--json")
    assert forced.code == 0, forced.err
    assert forced.json["forced"] == [DATE]
    after = episode("publish", "--out", "pub", "--unchecked", "--json")  # what the feed has already is not asked about once more
    assert (after.code, after.json["changed"]) == (0, [])


def test_what_may_go_on_air_is_published(show: Path, episode: Episode) -> None:
    made(episode)
    ran = episode("publish", "--out", "pub", "--unchecked", "--json")
    assert (ran.code, "forced" in ran.json) == (0, False)
    assert (show / "pub/feed.xml").is_file()


def test_what_was_corrected_is_proved_again_and_may_go_on_air(show: Path, episode: Episode) -> None:
    made(episode)
    said = episode("correct", DATE, "--json").json["sentences"]
    (thanks,) = [str(each["number"]) for each in said if "Thank you" in each["text"]]
    mended = episode("correct", DATE, "-n", thanks, "Thank you all for listening.", "--json")
    assert (mended.code, mended.json["check"]["findings"]) == (0, [])
    assert episode("publish", "--out", "pub", "--unchecked", "--quiet").code == 0
    assert episode("check", "--json").json["measured"]["provenance"]["proved"] > 0


def test_a_verdict_is_not_kept_where_what_was_told_before_was_withdrawn_or_let_back(show: Path, episode: Episode) -> None:
    """The second day tells the first once more, by hand: not for air, but where nobody heard the first."""
    first, second = DATE, "2026-11-27"
    made(episode)
    (show / f"briefings/{second}.txt").write_text(DAY, encoding="utf-8")
    assert episode("script", "--repeats", "--quiet").code == 0
    script = show / f"scripts/{second}.md"
    script.write_text(script.read_text(encoding="utf-8").replace("Hello. It’s", "Good evening. It’s"), encoding="utf-8")

    def verdicts() -> tuple[bool, bool]:
        """Of the build, and of what is published."""
        built = episode("build", f"briefings/{second}.txt", "--keep-script", "--json", "--quiet")
        ran = episode("publish", "--dry-run", "--unchecked", "--quiet")
        assert ran.code == 0 or f"the gate holds {second} back" in ran.err
        return bool(built.json["check"]["ok"]), ran.code == 0

    told = show / ".episode/told.json"
    told.unlink()  # the text is the same, word for word: here it is to be told all the same
    assert verdicts() == (False, False)
    assert episode("withdraw", first).code == 0
    assert verdicts() == (True, True)
    assert episode("withdraw", first, "--restore").code == 0
    assert verdicts() == (False, False)


def test_a_script_that_was_changed_since_is_named(show: Path, episode: Episode) -> None:
    made(episode)
    assert "was changed" not in episode("check").err
    spoil(show)
    ran = episode("check")
    assert ran.code == 0
    assert "scripts/2026-11-26.md was changed after this episode was made" in ran.err


def test_the_report_holds_verdict_places_and_picture(show: Path, episode: Episode) -> None:
    made(episode)
    good = episode("check", "--report", "good.html")
    assert good.code == 0, good.err
    page = (show / "good.html").read_text(encoding="utf-8")
    assert "May go on air" in page
    assert f'src="output/{DATE}/episode.mp3"' in page
    assert "data:image/svg+xml;base64," in page
    spoil(show)
    made(episode)
    assert episode("check", "--report", "away/bad.html").code == 1
    page = (show / "away/bad.html").read_text(encoding="utf-8")
    assert "Not for air" in page
    assert f'src="../output/{DATE}/episode.mp3"' in page
    assert "has been closed for 21 days" in page


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("[sting: nope]", "there is no sting called 'nope'"),
        ("[bed: x]", "there is no bed called 'x'"),
        ("[tone: nope]", "there is no tone 'nope'"),
        ("**Anchor (zzz):** Good evening.", "'Anchor (zzz)' is no setting of a role"),
    ],
)
def test_a_script_that_a_build_refuses_does_not_pass(show: Path, episode: Episode, line: str, says: str) -> None:
    assert episode("script").code == 0
    script = show / f"scripts/{DATE}.md"
    head, title, rest = script.read_text(encoding="utf-8").partition("\n# ")
    first, _, more = rest.partition("\n")
    script.write_text(f"{head}{title}{first}\n\n{line}\n{more}", encoding="utf-8")
    where = f"scripts/{DATE}.md:{(head + title + first).count(chr(10)) + 3}"
    ran = episode("check", f"scripts/{DATE}.md", "--json")
    assert ran.code == 1
    (found,) = [each for each in ran.json["findings"] if each["code"] == "playing.refused"]
    assert (found["severity"], found["where"], found["message"]) == ("error", where, says)
    refused = episode("build", "--keep-script")
    assert refused.code == 1
    assert f"{where}: {says}. {found['remedy']}" in " ".join(refused.err.split())
