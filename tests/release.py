"""The sdist and the wheel, built and proved: `python -m tests.release DIST HATCHLING` (`make wheel` runs it).

Built three times: from this tree, from a copy of what git tracks in another folder at another time, and from the sdist by itself. All bytes must
be equal: hatchling gives every file one time and one mode, so nothing of the machine, its clock or its folders gets in, and who builds it
again can tell that it is the same. Then what is inside is compared with what is tracked: nothing missing, nothing more.
"""

from __future__ import annotations

import email
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUNDLED = ("templates/", "briefings/sample.txt")
"""What lies at the top of the tree and in the wheel beside the code."""
IN_THE_SDIST = ("pipeline/", "tests/", "docs/", *BUNDLED)
AT_THE_TOP = {".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md", "SECURITY.md", "pyproject.toml"}
EPOCH = "SOURCE_DATE_EPOCH"


def built(tree: Path, hatchling: Path, into: Path, *targets: str, **env: str) -> list[Path]:
    """What hatchling makes of a tree, by the paths of the files in `into`."""
    words = [sys.executable, "-m", "hatchling", "build", "-d", str(into), *(word for target in targets for word in ("-t", target))]
    # No date from outside: hatchling's own (2020-02-02) is the same for everybody.
    around = {name: value for name, value in os.environ.items() if name != EPOCH} | {"PYTHONPATH": str(hatchling)} | env
    done = subprocess.run(words, cwd=tree, env=around, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"hatchling fails in {tree}:\n{done.stdout}{done.stderr}")
    return sorted(into.iterdir())


def tracked(tree: Path) -> list[str]:
    """The files that git tracks and that are there; in an unpacked sdist, all that it holds."""
    if (tree / ".git").exists():
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=tree, capture_output=True, text=True, check=True).stdout.split("\0")
        return [name for name in listed if name and (tree / name).is_file()]
    files = (path.relative_to(tree) for path in tree.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in files if not {"__pycache__", ".venv", ".tools", "dist"} & set(path.parts))


def copied(tree: Path, names: list[str], to: Path) -> None:
    """The tree as somebody else has it: another folder, times of 2001, readable by its owner only."""
    for name in names:
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(tree / name, to / name)
        (to / name).chmod(0o600)
        os.utime(to / name, (1_000_000_000, 1_000_000_000))


def same(one: list[Path], other: list[Path], how: str) -> None:
    """Stop where two builds differ."""
    for path, again in zip(one, other, strict=True):
        if path.name != again.name or path.read_bytes() != again.read_bytes():
            sys.exit(f"{path.name} is another when it is built {how}: {differing(path, again)}")


def differing(one: Path, other: Path) -> str:
    """The files that two archives do not have in common, or not alike."""
    inside = [contents(path) for path in (one, other)]
    return (
        ", ".join(sorted(name for name in inside[0].keys() | inside[1].keys() if inside[0].get(name) != inside[1].get(name))) or "its frame"
    )


def contents(archive: Path) -> dict[str, bytes]:
    """The files of a wheel or an sdist (there without its folder)."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return {name: wheel.read(name) for name in wheel.namelist()}
    with tarfile.open(archive) as sdist:
        files = [(member, sdist.extractfile(member)) for member in sdist.getmembers() if member.isfile()]
        return {member.name.split("/", 1)[1]: file.read() for member, file in files if file}


def only(found: set[str], wanted: set[str], what: str) -> None:
    """Stop where an archive lacks something or holds more."""
    if found != wanted:
        sys.exit(f"{what} lacks {sorted(wanted - found)} and holds besides {sorted(found - wanted)}")


def complete(wheel: Path, sdist: Path, names: list[str]) -> str:
    """Compare both archives with what is tracked; say what is in them."""
    inside = contents(wheel)
    info = f"{'-'.join(wheel.name.split('-')[:2])}.dist-info/"
    about = {name for name in inside if name.startswith(info)}
    code = {name for name in names if name.startswith("pipeline/")}
    bundled = {name for name in names if name.startswith(BUNDLED)}
    only(set(inside) - about, code | {f"pipeline/_bundled/{name}" for name in bundled}, wheel.name)
    licences = {f"{info}licenses/{name}" for name in ("LICENSE", "pipeline/write/dictionary/COPYING")}
    only(about, licences | {info + name for name in ("METADATA", "RECORD", "WHEEL", "entry_points.txt")}, "its dist-info")
    kept = {name for name in names if name.startswith(IN_THE_SDIST)}
    only(set(contents(sdist)), kept | AT_THE_TOP | {"PKG-INFO"}, sdist.name)
    told = email.message_from_bytes(inside[info + "METADATA"])
    if told["Name"] != "daily-episode" or "pipeline/py.typed" not in inside:
        sys.exit("the wheel's own description is not ours, or it has no py.typed")
    return f"{len(code)} files of code, {len(bundled)} templates and samples, {len(licences)} licences, and nothing else"


def main() -> None:
    """Build, prove, and list what is proved."""
    dist, requirement = Path(sys.argv[1]).resolve(), sys.argv[2]
    with tempfile.TemporaryDirectory() as name:
        away = Path(name)
        pip = [
            sys.executable,
            "-m",
            "pip",
            "--quiet",
            "--disable-pip-version-check",
            "install",
            "--target",
            str(away / "hatchling"),
            requirement,
        ]
        subprocess.run(pip, check=True)
        shutil.rmtree(dist, ignore_errors=True)
        sdist, wheel = sorted(built(ROOT, away / "hatchling", dist, "sdist", "wheel"), key=lambda path: path.suffix)
        names = tracked(ROOT)
        copied(ROOT, names, away / "elsewhere")
        elsewhere = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
        again = built(away / "elsewhere", away / "hatchling", away / "again", "sdist", "wheel", **elsewhere)
        same(sorted(dist.iterdir()), again, "elsewhere, at another time, from what git tracks")
        with tarfile.open(sdist) as archive:
            if hasattr(tarfile, "data_filter"):  # from Python 3.11.4 on; Debian 12 has 3.11.2
                archive.extraction_filter = tarfile.data_filter
            archive.extractall(away / "unpacked")  # noqa: S202 - built here, a moment ago
        (unpacked,) = (away / "unpacked").iterdir()
        same([wheel], built(unpacked, away / "hatchling", away / "from-sdist", "wheel"), "from the sdist")
        held = complete(wheel, sdist, names)
    proved = [
        f"proved, with {requirement}:",
        "  the same bytes from this tree and from a copy of what git tracks, in another folder, at another time",
        "  the same wheel from the sdist",
        f"  in the wheel: {held}",
        *(f"  {hashlib.sha256(path.read_bytes()).hexdigest()}  dist/{path.name}" for path in (sdist, wheel)),
    ]
    sys.stdout.write("\n".join(proved) + "\n")


if __name__ == "__main__":
    main()
