"""A show's templates in the studio: tried on the day as they are written, saved in the show alone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Episode
from tests.studio.conftest import Studio, serving, show_in

NAME = "briefing.md.j2"
OWN = """{% extends "!builtin/briefing.md.j2" %}
{% block greeting %}
**Anchor:** Good morning from {{ show.title }}.
{% endblock %}
"""


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """For what writes nothing."""
    with serving(show_in(tmp_path_factory.mktemp("templates") / "show")) as running:
        yield running


@pytest.fixture
def tidied(shared: Studio) -> Iterator[Studio]:
    """For what writes templates or the script: they are as they were when it ends."""
    script, templates = shared.script.read_bytes(), shared.folder / "templates"
    yield shared
    if templates.is_symlink():
        templates.unlink()
    shutil.rmtree(templates, ignore_errors=True)
    templates.mkdir()
    shared.script.write_bytes(script)


def preview(studio: Studio, text: str, name: str = NAME) -> dict[str, Any]:
    status, told = studio.post("api/template/preview", name=name, text=text)
    assert status == 200, told
    assert isinstance(told, dict)
    return told


def one(studio: Studio, name: str = NAME) -> Any:
    return json.loads(studio.get(f"api/template/{name}")[2])


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_list_tells_the_shows_own_from_the_built_in(tidied: Studio) -> None:
    (tidied.folder / "templates" / "signoff.j2").write_text("**Anchor:** Good night.\n", encoding="utf-8")
    (tidied.folder / "templates" / "notes.html.j2").write_text("<p>", encoding="utf-8")
    found = {each["name"]: each["own"] for each in json.loads(tidied.get("api/templates")[2])}
    assert found == {"briefing.md.j2": False, "story.md.j2": False, "signoff.j2": True}


def test_a_preview_is_what_the_command_renders_and_writes_nothing(shared: Studio) -> None:
    before = files_of(shared.folder)
    told = preview(shared, one(shared)["text"])
    assert told["form"] == "briefing"
    assert told["text"] == Episode(shared.folder)("script", "briefings/2026-11-27.txt", "--stdout").out
    mine = preview(shared, OWN)["text"]
    assert "**Anchor:** Good morning from Test.\n" in mine
    assert mine.replace("Good morning from Test.", "") != told["text"]
    assert "The bridge at Kellmoor is open again" in mine
    assert files_of(shared.folder) == before


def test_a_piece_is_tried_where_the_days_template_includes_it(tidied: Studio) -> None:
    templates = tidied.folder / "templates"
    (templates / NAME).write_text(
        '{% extends "!builtin/briefing.md.j2" %}{% block goodbye %}{% include "bye.j2" %}{% endblock %}', encoding="utf-8"
    )
    (templates / "bye.j2").write_text("**Anchor:** Good night.\n", encoding="utf-8")
    assert "**Anchor:** Sleep well.\n" in preview(tidied, "**Anchor:** Sleep well.\n", "bye.j2")["text"]
    error = preview(tidied, "**Anchor:** Sleep\n{{ nobody }}.\n", "bye.j2")["error"]
    assert (error["line"], error["message"]) == (2, "'nobody' is undefined")
    (templates / "bye.j2").write_text("\n{{ nobody }}", encoding="utf-8")
    error = preview(tidied, (templates / NAME).read_text(encoding="utf-8"))["error"]
    assert (error["line"], error["where"]) == (1, "templates/bye.j2:2")
    assert (
        preview(tidied, '{% include "!builtin/briefing.md.j2" %}')["text"]
        == preview(tidied, '{% extends "!builtin/briefing.md.j2" %}')["text"]
    )


def test_the_other_format_is_rendered_as_itself(shared: Studio) -> None:
    told = preview(shared, one(shared, "story.md.j2")["text"], "story.md.j2")
    assert (told["form"], "format: story" in told["text"]) == ("story", True)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("one\ntwo {% if %}\n", 2, "the template is broken"),
        ("{% block a %}\n\n{{ nobody }}\n{% endblock %}", 3, "'nobody' is undefined"),
        ('{% extends "!builtin/briefing.md.j2" %}\n{% block greeting %}\n{{ date | no_filter }}\n{% endblock %}\n', 3, "no_filter"),
        ("\n{{ rundown.stroies }}", 2, "a rundown has no attribute 'stroies'"),
        ('\n{% include "nowhere.md.j2" %}', 2, "there is no template 'nowhere.md.j2'"),
        ("{# #}\n\n{{ show.__class__.__mro__ }}", 3, "a template may not do that"),
        ('\n{{ "word " * 900000000 }}', 2, "more than a script can hold"),
        ('# One\n\nNobody says this line.\n', 3, "in the rendered line 'Nobody says this line.'"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line(shared: Studio, text: str, line: int, words: str) -> None:
    error = preview(shared, text)["error"]
    assert words in error["message"]
    assert error["line"] == line


@pytest.mark.parametrize(
    "text",
    [
        "\n{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        '\n{% set ns = namespace(x="word ") %}{% for a in range(40) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}',
    ],
)
def test_what_has_no_end_is_ended_and_the_next_is_answered(shared: Studio, text: str) -> None:
    error = preview(shared, text)["error"]
    assert any(words in error["message"] for words in ("takes longer than", "more memory", "more than a script can hold")), error
    assert error["line"] == 2
    assert "Good morning" in preview(shared, OWN)["text"]


def test_a_template_reads_no_file_of_others(shared: Studio) -> None:
    for text in ('{% include "../episode.toml" %}', '{% include "/etc/hostname" %}', '{% include "!builtin/../pyproject.toml" %}'):
        assert "there is no template" in preview(shared, text)["error"]["message"]


def test_no_name_leads_out_of_the_templates(shared: Studio) -> None:
    before = files_of(shared.folder.parent)
    for name in ("../episode.toml", "../x.md.j2", "..\\x.md.j2", ".x.md.j2", "a/b.md.j2", "x.py", "", "a\x00.md.j2", "x" * 300 + ".j2"):
        assert shared.post("api/template/preview", name=name, text="x")[0] == 422, name
    for address in ("../x.md.j2", "..%2fx.md.j2", "%2e%2e%2fx.md.j2", "..%5cx.md.j2", "a%2fb.md.j2", "a%00.md.j2", ".x.md.j2", "x.py"):
        body = json.dumps({"version": "", "text": "x"}).encode()
        assert shared.raw("POST", f"/{shared.token}/api/template/{address}", body, Content_Type="application/json")[0] in (404, 405, 422), (
            address
        )
    assert files_of(shared.folder.parent) == before


def test_a_save_makes_a_copy_and_leaves_a_script_that_was_edited(tidied: Studio) -> None:
    before, there = tidied.script.read_bytes(), one(tidied)
    assert not there["own"]
    status, done = tidied.post(f"api/template/{NAME}", version=there["version"], text=OWN)
    assert (status, done["template"]["own"], done["script"]["how"]) == (200, True, "edited")
    assert done["script"]["command"] == "episode script briefings/2026-11-27.txt --date 2026-11-27 --rewrite"
    assert (tidied.folder / "templates" / NAME).read_text(encoding="utf-8") == OWN
    assert tidied.script.read_bytes() == before
    assert Episode(tidied.folder)(*done["script"]["command"].split()[1:]).code == 0
    version = done["template"]["version"]
    _, done = tidied.post(f"api/template/{NAME}", version=version, text=OWN.replace("morning", "evening"))
    assert done["script"] == {"how": "rendered"}
    assert "**Anchor:** Good evening from Test." in tidied.script.read_text(encoding="utf-8")
    assert not tidied.day()["edited"]
    _, done = tidied.post(
        f"api/template/{NAME}", version=done["template"]["version"], text=OWN.replace("morning", "evening") + "{# nobody #}"
    )
    assert done["script"] == {"how": "unchanged"}
    _, done = tidied.post(f"api/template/{NAME}", version=done["template"]["version"], text=OWN.replace("show.title", "nobody"))
    assert (done["script"]["how"], done["script"]["error"]["line"]) == ("failed", 3)
    assert "Good evening" in tidied.script.read_text(encoding="utf-8")


def test_a_conflict_has_both_texts_and_nothing_is_written(tidied: Studio) -> None:
    there = one(tidied)
    path = tidied.folder / "templates" / NAME
    path.write_text(OWN, encoding="utf-8")
    status, told = tidied.post(f"api/template/{NAME}", version=there["version"], text="mine")
    assert (status, told["yours"], told["template"]["text"]) == (409, "mine", OWN)
    assert path.read_text(encoding="utf-8") == OWN
    status, done = tidied.post(f"api/template/{NAME}", version=told["template"]["version"], text=OWN + "\n")
    assert (status, done["template"]["text"]) == (200, OWN + "\n")


def test_line_ends_stay_as_they_are(tidied: Studio) -> None:
    path = tidied.folder / "templates" / NAME
    path.write_bytes(OWN.replace("\n", "\r\n").encode())
    tidied.post(f"api/template/{NAME}", version=one(tidied)["version"], text=OWN.replace("morning", "evening"))
    assert path.read_bytes() == OWN.replace("morning", "evening").replace("\n", "\r\n").encode()


def test_a_folder_that_leads_out_of_the_show_is_not_written(tidied: Studio, tmp_path: Path) -> None:
    away = tmp_path / "away"
    away.mkdir()
    (tidied.folder / "templates").rmdir()
    (tidied.folder / "templates").symlink_to(away)
    assert tidied.post(f"api/template/{NAME}", version="", text=OWN)[0] == 422
    assert list(away.iterdir()) == []


def test_the_guard_is_the_same(shared: Studio) -> None:
    path = f"/{shared.token}/api/template/preview"
    body = json.dumps({"name": NAME, "text": "x"}).encode()
    assert shared.raw("POST", path, body, Content_Type="text/plain")[0] == 415
    assert shared.raw("POST", path, body, Content_Type="application/json", Origin="http://evil.example")[0] == 403
    assert shared.raw("POST", path, body, Content_Type="application/json", Host="evil.example")[0] == 421
    assert shared.raw("POST", "/api/template/preview", body, Content_Type="application/json")[0] == 404
