"""The commands about the show's lexicon: `lexicon find`, `add`, `export`, `import`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import screen, screen_words
from pipeline.cli.options import answering, here

of_lexicon = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

Replace = Annotated[bool, typer.Option("--replace", help="Replace what differs; the file as it was is kept as .bak.")]
Word = Annotated[str, typer.Argument(metavar="WORD", help="A word or name as the script writes it.")]


@of_lexicon.command(short_help="Print how a word is said, and where that stands.")
def find(word: Word) -> None:
    """Print the entry that is used for a word, where it stands, and how each kind of voice is given it."""
    with answering():
        from pipeline.desk import pronounce

        screen.put(screen_words.entries(pronounce.find(word, here())))


@of_lexicon.command()
def add(
    word: Word,
    ipa: Annotated[str, typer.Argument(metavar="[IPA]", help="Its sounds in IPA, such as ˈkiːjɪv.")] = "",
    alias: Annotated[str, typer.Option(metavar="TEXT", help="Respelled in plain letters, for voices that take no sounds.")] = "",
    replace: Replace = False,
) -> None:
    """Add a word to the show's lexicon."""
    if not ipa and not alias:
        raise typer.BadParameter("give the word's sounds in IPA, or --alias with a respelling")
    with answering():
        from pipeline.desk import pronounce

        found = here()
        done = pronounce.add(word, ipa, alias, found, replace=replace)
        screen.say_kept(done.kept)
        screen.put(screen_words.entries(pronounce.find(word, found)))


@of_lexicon.command(short_help="Write the show's lexicon as PLS 1.0.")
def export(
    target: Annotated[
        Path | None, typer.Argument(metavar="[FILE.pls]", help="Where it goes; without it, or with -, standard output.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="The bundled lexicon too.")] = False,
) -> None:
    """Write the show's lexicon as PLS 1.0, which other speech programs read."""
    with answering():
        from pipeline.desk import pronounce

        text = pronounce.export(here(), everything=everything)
        if target is None or str(target) == "-":
            screen.put(text.rstrip("\n"))
            return
        screen.say_kept(pronounce.save(text, target))
        screen.put(screen.short(target))


@of_lexicon.command("import", short_help="Merge a lexicon into the show's own.")
def import_(
    source: Annotated[Path, typer.Argument(metavar="FILE.pls", help="A PLS 1.0 file, or a lexicon in YAML.")],
    replace: Replace = False,
) -> None:
    """Merge a lexicon into the show's own; entries that are there stay as they are."""
    with answering():
        from pipeline.desk import pronounce

        done = pronounce.bring_in(source, here(), replace=replace)
        screen.say_kept(done.kept)
        screen.put(screen_words.merged(done))
