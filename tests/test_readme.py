"""Every command of README and of docs/ is run, in a show of its own; what they say of templates and settings is so."""

from __future__ import annotations

import dataclasses
import re
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from pipeline.desk.feed_settings import Feed
from pipeline.desk.show import Page, Show
from pipeline.model import Music, Pace
from pipeline.write import builtin_templates

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").glob("*.md"))}
MANUAL = "\n".join([README, *DOCS.values()])
EPISODE = Path(sys.executable).with_name("episode")


def commands() -> list[str]:
    """The `episode …` lines of the shell blocks, without their remarks, each once."""
    blocks = re.findall(r"```sh\n(.*?)```", MANUAL, re.DOTALL)
    lines = [line.split("#")[0].strip() for block in blocks for line in block.splitlines()]
    return list(dict.fromkeys(line for line in lines if line.startswith("episode ")))


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    words = [str(EPISODE), *line.split()[1:]]
    if words[1] == "build":
        words += ["--engine", "tone"]
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL, check=False)


@pytest.fixture
def show(tmp_path: Path) -> Path:
    made = run("episode init my-show", tmp_path)
    assert made.returncode == 0, made.stderr
    folder = tmp_path / "my-show"
    shutil.copy(ROOT / "briefings" / "sample.txt", folder / "briefings" / "2026-11-20.txt")
    return folder


def test_there_are_commands_to_run() -> None:
    assert len(commands()) >= 6


@pytest.mark.parametrize("line", [line for line in commands() if not line.startswith("episode init")])
def test_a_command_of_readme_works(line: str, show: Path) -> None:
    done = run(line, show)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def test_make_targets_of_readme_are_in_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = {t for line in re.findall(r"^make ([\w ]+?)(?:\s+#.*)?$", README, re.MULTILINE) for t in line.split()}
    assert targets >= {"episode", "test"}
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_template_of_readme_changes_the_greeting(show: Path) -> None:
    template = re.findall(r"```jinja\n(.*?)```", DOCS["templates"], re.DOTALL)[0]
    (show / "templates" / "briefing.md.j2").write_text(template, encoding="utf-8")
    done = run("episode script briefings/2026-11-20.txt --stdout", show)
    assert "Morning. Friday the 20th of November" in done.stdout


def test_the_script_of_readme_is_a_script(show: Path) -> None:
    from pipeline.write import parse_script

    body = re.findall(r"```markdown\n(.*?)```", README, re.DOTALL)[0]
    header = "---\ntitle: A\ndate: 2026-11-20\nshow: S\nformat: story\nbriefing: x\nbriefing_sha256: ''\n---\n\n"
    script = parse_script(header + body, "x.md")
    assert len(script.segments) == 2


def test_the_settings_table_names_every_setting_and_its_default() -> None:
    table = DOCS["settings"]
    for field in dataclasses.fields(Show):
        if field.name not in ("folder", "file", "pace", "voices", "writer", "feed", "page"):
            assert f"`{field.name}`" in table, field.name
    published = DOCS["publishing"]
    for field in dataclasses.fields(Feed):
        assert re.search(rf"`{field.name}`|^{field.name} =|\b{field.name}\b", published, re.MULTILINE), field.name
    for field in dataclasses.fields(Pace):
        if field.name != "tones":
            assert f"`{field.name}`" in table
            assert f"`{field.default}`" in table
    for field in dataclasses.fields(Music):
        if field.name not in ("stings", "beds"):
            assert re.search(rf"^\| .*`{field.name}`.*\| .*`{str(field.default).lower()}`", DOCS["sound"], re.MULTILINE), field.name
    assert f'| `[page]` | `accent = "{Page().accent}"`' in table
    for tone in Pace().tones:
        assert f"| `[pace.{tone.name}]` | `rate = {tone.rate:g}`, `pauses = {tone.pauses:g}`" in table


def test_every_block_of_the_built_in_templates_is_named() -> None:
    for file in builtin_templates().glob("*.md.j2"):
        for block in re.findall(r"\{%-?\s*block\s+(\w+)", file.read_text(encoding="utf-8")):
            assert f"`{block}`" in DOCS["templates"], (file.name, block)


def test_every_link_between_the_pages_leads_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for target, _, heading in re.findall(r"\]\((?!https?://)([^)#]*)(#([^)]*))?\)", page.read_text(encoding="utf-8")):
            to = page.parent / target if target else page
            assert to.is_file(), (page.name, target)
            headings = re.findall(r"^#+ (.*)$", to.read_text(encoding="utf-8"), re.MULTILINE)
            assert not heading or heading in {re.sub(r"[^\w -]", "", h).lower().replace(" ", "-") for h in headings}, (page.name, heading)


def test_the_settings_that_readme_shows_are_settings(show: Path) -> None:
    example = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)[0]
    (show / "episode.toml").write_text(example, encoding="utf-8")
    done = run("episode script briefings/2026-11-20.txt --stdout", show)
    assert "The Valley Today" in done.stdout, done.stderr


def asked(*extras: str) -> set[str]:
    """The names of what the package and these extras require."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lists = [project["dependencies"], *(project["optional-dependencies"][name] for name in extras)]
    return {re.split(r"[^\w-]", line)[0] for each in lists for line in each}


def test_every_part_and_its_licence_is_listed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for name in asked(*project["optional-dependencies"]):
        assert f"`{re.sub(r'-[234]$', '-1', name)}`" in DOCS["licences"], name
    assert all(f"| `{extra}` |" in DOCS["licences"] for extra in project["optional-dependencies"])
    for file in project["license-files"]:
        assert f"`{file}`" in DOCS["licences"], file


def licence(name: str) -> str:
    """What a package says of its own licence."""
    about = metadata.metadata(name)
    kinds = [each for each in about.get_all("Classifier") or [] if each.startswith("License")]
    return "; ".join([*(about.get_all("License-Expression") or []), *(each[:80] for each in about.get_all("License") or []), *kinds])


def test_no_part_of_the_core_is_copyleft_unseen() -> None:
    seen, left = set[str](), asked()
    while left:
        name = left.pop()
        seen.add(name)
        try:
            wanted = metadata.requires(name) or []
        except metadata.PackageNotFoundError:  # of another Python or system
            continue
        left |= {re.split(r"[^\w.-]", line)[0] for line in wanted if "extra ==" not in line} - seen
        if re.search(r"GPL|MPL|GNU|Mozilla", licence(name)):
            assert f"`{name.lower()}`" in DOCS["licences"], (name, licence(name))
    assert {"jinja2", "certifi", "tld"} <= {name.lower() for name in seen}


def test_no_path_of_a_machine_and_no_registry_is_named() -> None:
    shipped = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    for name in shipped or [str(p.relative_to(ROOT)) for p in (ROOT / "pipeline").rglob("*.py")]:
        path = ROOT / name
        if path.suffix in {".py", ".md", ".toml", ".txt", ".j2", ".yaml", ".json"} and path != Path(__file__) and path.exists():
            assert not re.search(r"/(?:work|root|home)/|index-url|//registry\.", path.read_text(encoding="utf-8")), name
