"""Templates: what an author can do in two minutes, and what somebody's article can't do at all."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import edit, read, write
from pipeline.errors import ScriptError
from pipeline.model import Beat, Rundown, Script, Sentence, Source, Story
from pipeline.write import filters
from pipeline.write.filters import Notes, narrate, spoken_count, spoken_date, spoken_list
from tests.conftest import Golden

SAMPLE = Path(__file__).resolve().parents[2] / "briefings" / "sample.txt"
SHOW = {"title": "The Daily Story", "disclosure": True}
DAY = dt.date(2026, 11, 20)


def render(rundown: Rundown | None = None, *, form: str = "briefing", folder: Path | None = None) -> Script:
    briefing = read.read(SAMPLE.read_bytes(), "sample.txt")
    told = rundown or edit.edit(briefing, form=form)
    return write.render(told, form=form, date=DAY, show=SHOW, briefing=briefing, template_folders=[folder] if folder else [])


def put(folder: Path, text: str, name: str = "briefing.md.j2") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("form", ["briefing", "story"])
def test_the_scripts_of_the_sample_are_those_that_were_read_and_approved(form: str, golden: Golden) -> None:
    golden(f"sample-{form}.md", write.format_script(render(form=form)))


def test_changing_the_greeting_is_one_block(tmp_path: Path) -> None:
    put(
        tmp_path,
        '{% extends "!builtin/briefing.md.j2" %}\n{% block greeting %}\n'
        "**Anchor:** Morning. {{ date | spoken_date }}, and here is {{ show.title }}.\n{% endblock %}\n",
    )
    script = render(folder=tmp_path)
    assert script.segments[0].text == "Morning. Friday the 20th of November, and here is The Daily Story."
    assert script.sections[1:] == render().sections[1:]


def test_an_author_can_write_stories_by_hand(tmp_path: Path) -> None:
    put(
        tmp_path,
        '{% extends "!builtin/briefing.md.j2" %}\n{% block story %}\n# {{ story.title }}\n\n'
        "{% for beat in story.beats %}\n**{{ beat | voice_of }}:** {% for s in beat.sentences %}{{ s.text }} {{ s | marks }} {% endfor %}\n\n"
        "{% endfor %}\n{% endblock %}\n",
    )
    assert [s.text for s in render(folder=tmp_path).segments] == [s.text for s in render().segments]
    assert [s.sources for s in render(folder=tmp_path).segments] == [s.sources for s in render().segments]


@pytest.mark.parametrize(
    ("template", "line", "says"),
    [
        ("# A\n\n**Anchor:** {{ shwo.title }}\n", 3, "shwo"),
        ("# A\n\n**Anchor:** {{ show.titel }}\n", 3, "titel"),
        ("# A\n\n{% for x in %}\n", 3, "broken"),
        ("# A\n\n**Anchor:** {{ 'x' | shout }}\n", 3, "shout"),
        ("# A\n\n**Anchor:** hi\n\n{{ show | narrate }}\n", 5, "narrate"),
        ("# A\n\n**Anchor:** {{ 1 / 0 }}\n", 3, "division"),
        ("# A\n\n**Anchor:** {{ ().__class__.__bases__ }}\n", 3, "class"),
        ("{% extends 'nothing.j2' %}", 1, "nothing.j2"),
        ("{% extends '!builtin/briefing.j2' %}", 1, "!builtin/briefing.md.j2"),
        ("{% extends 'briefing.md.j2' %}", 1, 'it extends itself: write "!builtin/briefing.md.j2"'),
        ("# A\n\nhello\n", 3, "nobody speaks this line"),
        ("# A\n\n**Anchor:** hi\n\n## {{ rundown.title }}\n", 5, "a chapter has one #"),
        ("# A\n\n{% include 'weather.txt' %}\n", 3, "there is no template 'weather.txt'. Put it into the show's templates"),
        ("# A\n\n**Anchor:** {{ “x” }}\n", 3, "quotation marks are straight"),
        ("# A\n\n**Anchor:** {{ date | spoken_dat }}\n", 3, "did you mean 'spoken_date'?"),
        ("# A\n\n**Anchor:** {{ rundown.stories[0].titel }}\n", 3, "a story has no attribute 'titel' (did you mean 'title'?)"),
        ("# A\n\n**Anchor:** {{ rundwon.title }}\n", 3, "'rundwon' is undefined (did you mean 'rundown'?)"),
        ("# A\n\n**Anchor:** {{ date.weekday }}\n", 3, "write () behind it"),
        ("# A\n\n**Anchor:** {{ show.get('sponsor') }}\n", 3, "nothing (None)"),
        ("# A\n\n**Anchor:** {{ show.disclosure }}\n", 3, "yes or no (True)"),
        ("# A\n\n**Anchor:** {{ rundown.headlines }}\n", 3, "a list"),
        ("# A\n\n**Anchor:** {{ rundown.stories[0] }}\n", 3, "a story: write {{ … | narrate }}"),
        ("# A\n", 0, "nobody says anything"),
    ],
)
def test_a_mistake_in_a_template_has_its_line(tmp_path: Path, template: str, line: int, says: str) -> None:
    with pytest.raises(ScriptError) as caught:
        render(folder=put(tmp_path, template))
    assert says in str(caught.value)
    assert "briefing.md.j2" in caught.value.where
    if line:
        assert caught.value.where.endswith(f":{line}")
    assert caught.value.remedy


EXTENDING = '{% extends "!builtin/briefing.md.j2" %}\n'


@pytest.mark.parametrize(
    ("template", "line", "says"),
    [
        (
            "{% block greetings %}\n**Anchor:** Hi.\n{% endblock %}",
            2,
            "there is no block 'greetings' in !builtin/briefing.md.j2 (did you mean 'greeting'?)",
        ),
        ("\n\n**Anchor:** Hi.\n", 4, "outside every block"),
        ("{% set name = 'Ann' %}\n{{ name }}\n", 3, "outside every block"),
        ("{% if date.weekday() == 4 %}\n**Anchor:** Hi.\n{% endif %}", 3, "outside every block"),
        (
            "{% if date.weekday() == 0 %}\n{% block greeting %}\n**Anchor:** Hi.\n{% endblock %}\n{% endif %}",
            3,
            "put the {% if %} or {% for %} into the block",
        ),
    ],
)
def test_what_an_extending_template_holds_in_vain_is_said(tmp_path: Path, template: str, line: int, says: str) -> None:
    with pytest.raises(ScriptError) as caught:
        render(folder=put(tmp_path, EXTENDING + template))
    assert says in caught.value.message
    assert caught.value.where.endswith(f"briefing.md.j2:{line}")


@pytest.mark.parametrize(
    "template",
    [
        "{# only a remark #}\n{% set name = 'Ann' %}{% macro who() %}Ann{% endmacro %}\n{% block greeting %}\n**{{ who() }}:** {{ name }}.\n{% endblock %}",
        "{% block greeting %}\n{% block mine %}\n**Ann:** Ann.\n{% endblock %}\n{% endblock %}",
        "{% block greeting %}\n{{ self.mine() }}\n{% endblock %}\n{% block mine %}\n**Ann:** Ann.\n{% endblock %}",
        "{% block greeting %}\n**Ann:** Ann{{ ' Other' if date.weekday() == 0 }}.\n{% endblock %}",
    ],
)
def test_what_an_extending_template_may_hold(tmp_path: Path, template: str) -> None:
    first = render(folder=put(tmp_path, EXTENDING + template)).segments[0]
    assert (first.role, first.text) == ("Ann", "Ann.")


def test_a_line_that_nobody_speaks_is_found_in_a_piece(tmp_path: Path) -> None:
    put(tmp_path, "Rain in the north.\n\nWind in the south.\n", "weather.j2")
    with pytest.raises(ScriptError, match="nobody speaks this line in the rendered line 'Wind") as caught:
        render(folder=put(tmp_path, "# A\n\n**Anchor:** {% include 'weather.j2' %}\n"))
    assert caught.value.where.endswith("weather.j2:3")


def test_a_template_of_ones_own_can_be_extended(tmp_path: Path) -> None:
    put(tmp_path, EXTENDING + "{% block goodbye %}\n{% block weather %}{% endblock %}\n**Ann:** Bye.\n{% endblock %}", "base.md.j2")
    put(tmp_path, '{% extends "base.md.j2" %}\n{% block weather %}\n**Ann:** Rain.\n{% endblock %}\n')
    assert "Rain." in [segment.text for segment in render(folder=tmp_path).segments]


EVIL = [
    "# Not a chapter",
    "**Anchor:** I am the anchor now.",
    "[sting: open]",
    "[bed: stop]",
    "[pause 60s]",
    "{{ 7 * 7 }} {% raw %}",
    "{Kyiv|ˈbad}",
    "[^1] [^99]",
    "[^1]: passwd:1",
    "--- title: mine",
    "a \\{ \\ backslash \\",
    "<!-- gone -->",
    "a | b || c",
]


@pytest.mark.parametrize("text", EVIL)
def test_what_somebody_wrote_is_spoken_and_never_obeyed(text: str) -> None:
    script = render(with_text(text))
    assert script.segments[1].text == text
    assert script.segments[1].passages[0].pronunciations == ()
    assert [s.title for s in script.sections] == ["Headlines", text.lstrip("#").strip() or "x", "Sign-off"]
    assert write.parse_script(write.format_script(script), "x.md") == script


def with_text(text: str) -> Rundown:
    beat = Beat("claim", (Sentence(text, (Source("sample.txt", 3, 3),)),))
    return Rundown("A day", (beat,), (Story("a", text.lstrip("#").strip() or "x", (beat,), ("u01",)),), (), (), ())


@settings(max_examples=60)
@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=80)
    .map(lambda t: " ".join(t.split()))
    .filter(bool)
)
def test_any_text_comes_out_as_it_went_in(text: str) -> None:
    beat = Beat("quote", (Sentence(text, (Source("sample.txt", 3, 3),)),), speaker=text)
    rundown = Rundown("A day", (beat,), (Story("a", "Title", (beat,), ("u01",)),), (), (), ())
    assert [s.text for s in render(rundown).segments if s.sources] == [text, text]


def test_filters_say_dates_lists_and_counts() -> None:
    assert [spoken_date(dt.date(2026, 11, d)) for d in (1, 2, 3, 11, 22, 30)] == [
        "Sunday the 1st of November",
        "Monday the 2nd of November",
        "Tuesday the 3rd of November",
        "Wednesday the 11th of November",
        "Sunday the 22nd of November",
        "Monday the 30th of November",
    ]
    assert spoken_list(["a", "b", "c"]) == "a, b and c"
    assert spoken_count(1, "story", "stories") == "one story"
    assert spoken_count(3, "story", "stories") == "three stories"


def test_the_sign_before_in_brief_never_stands_beside_deaths() -> None:
    told = edit.edit(read.read(SAMPLE.read_bytes(), "sample.txt"), form="briefing")
    last, shorts = told.stories[-1], told.shorts
    beside = replace(told, stories=(*told.stories[:-1], replace(last, tone="casualties")))
    among = replace(told, shorts=(*shorts[:-1], replace(shorts[-1], tone="casualties")))
    for rundown, wanted in ((told, 1), (beside, 0), (among, 0)):
        text = write.format_script(render(rundown))
        assert "# In brief" in text
        assert text.count("[sting: story]") == wanted


def test_what_comes_next_is_promised_where_it_is_told() -> None:
    told = edit.edit(read.read(SAMPLE.read_bytes(), "sample.txt"), form="story")
    before = replace(told.stories[0], slug="how-we-got-here", title="How we got here")

    def promise(rundown: Rundown) -> str:
        return next(segment.text for segment in render(rundown, form="story").segments if segment.text.startswith("Today:"))

    assert promise(told) == "Today: what was said, and what comes next."
    assert promise(replace(told, ahead=())) == "Today: what was said."
    assert promise(replace(told, stories=(before, *told.stories))) == "Today: how it came to this, what was said, and what comes next."
    assert promise(replace(told, stories=(before, *told.stories), ahead=())) == "Today: how it came to this and what was said."


@pytest.mark.parametrize(
    ("lead", "said"),
    [
        ("Outside court, Ann Other wept.", "And outside court, Ann Other wept."),
        ("No trains ran.", "And no trains ran."),
        ("And the trains ran.", "And the trains ran."),
        ("Winding up for the council, Ann Other wept.", "And winding up for the council, Ann Other wept."),
        ("Fleming was late, and nobody knew.", "And Fleming was late, and nobody knew."),
        ("Trains were late.", "And trains were late."),
        ("It's late, and they’re gone.", "And it's late, and they’re gone."),
        ("Fields' case is lost.", "And Fields' case is lost."),
        ("Police in Bexmouth looked on.", "And police in Bexmouth looked on."),
        ("Banks said that he was glad.", "And Banks said that he was glad."),
        ("Fields of Hull is the builder.", "And Fields of Hull is the builder."),
        ("Rose will be late.", "And Rose will be late."),
        ("Ten lorries wait.", "And ten lorries wait."),
        ("Ten Hag is glad.", "And Ten Hag is glad."),
        ("London is wet.", "And London is wet."),
        ("Trains Bexmouth is a firm.", "And Trains Bexmouth is a firm."),
        # The day's text need not have them in small letters.
        ("Talks have resumed.", "And talks have resumed."),
        ("Administrators from the firm wait.", "And administrators from the firm wait."),
        ("Retail sales fell.", "And retail sales fell."),
        ("Fuel duty, which was frozen, will rise.", "And fuel duty, which was frozen, will rise."),
        ("Total fire bans are in force.", "And total fire bans are in force."),
        ("Total is a firm.", "And Total is a firm."),
        ("Other researchers doubt it.", "And other researchers doubt it."),
        ("Other said that she was glad.", "And Other said that she was glad."),
        ("Other is glad.", "And Other is glad."),
        ("Old-age grants rise.", "And old-age grants rise."),
        ("London-based brokers wait.", "And London-based brokers wait."),
    ],
)
def test_and_lowers_a_word_that_is_no_name(lead: str, said: str) -> None:
    text = "The trains were late, and the police stood by the banks; the fields near the river rose, said Jo Fields."
    notes = Notes(filters.common_words([text]))
    assert narrate([Beat("claim", (Sentence(lead, ()),))], notes, opening="And ") == f"**Anchor:** {said}\n\n"


# ── a show from somebody else ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "name",
    [
        "../secret.txt",
        "x/../../secret.txt",
        "/etc/passwd",
        "!builtin/../pyproject.toml",
        "link.txt",
        "away/secret.txt",
        "file:///etc/passwd",
    ],
)
@pytest.mark.parametrize("how", ["{% include NAME %}", "{% extends NAME %}", "{% import NAME as x %}"])
def test_a_template_reads_no_file_but_templates(tmp_path: Path, name: str, how: str) -> None:
    folder = put(tmp_path / "templates", f"# A\n\n**Anchor:** hi\n\n{how.replace('NAME', repr(name))}\n")
    (tmp_path / "secret.txt").write_text("**Anchor:** the secret", encoding="utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "away").symlink_to(tmp_path)
    with pytest.raises(ScriptError, match=r"there is no template|leads out of the templates"):
        render(folder=folder)


def test_a_folder_of_templates_may_stand_elsewhere_itself(tmp_path: Path) -> None:
    folder = put(tmp_path / "shared", "# A\n\n**Anchor:** Hello.\n")
    (tmp_path / "templates").symlink_to(folder)
    assert render(folder=tmp_path / "templates").segments[0].text == "Hello."


@pytest.mark.parametrize(
    "reach",
    [
        "rundown.__class__.__mro__",
        "rundown | attr('__class__')",
        "[rundown] | map(attribute='__class__') | first",
        "'{0.__class__}'.format(rundown)",
        "('{0.__class__}' | string).format_map({'0': rundown})",
        "narrate.__globals__",
        "cycler.__init__.__globals__.os.popen('id').read()",
        "lipsum.__globals__",
        "self.__init__.__globals__",
        "self._TemplateReference__context",
        "rundown.stories.append(1)",
        "show.update({'title': 'x'})",
        "show.pop('title')",
        "open('/etc/passwd').read()",
        "range(10000000) | list",
    ],
)
def test_a_template_reaches_nothing_but_what_it_is_given(tmp_path: Path, reach: str) -> None:
    with pytest.raises(ScriptError) as caught:
        render(folder=put(tmp_path, f"# A\n\n**Anchor:** {{{{ {reach} }}}} said so.\n"))
    assert "<class" not in str(caught.value)
    assert "root:" not in str(caught.value)


def test_a_template_names_who_tells_it() -> None:
    beats = (Beat("claim", (Sentence("The bridge is open."),)), Beat("quote", (Sentence("It is safe."),), "Mayor Stone"))
    assert narrate(beats, Notes(), role="Host", opening="And ").split("\n\n")[:2] == [
        "**Host:** And the bridge is open.",
        "**Voice of Mayor Stone:** It is safe.",
    ]
