"""Options that several commands take, each spelt once; a command says what leaving one out means."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

IndexOption = Annotated[Path | None, typer.Option("--index", "-i", help="The index folder.", show_default="your data folder")]
PlainOption = Annotated[
    bool, typer.Option("--plain", help="No colour, no boxes, no symbols: for pipes. For screen readers: --accessible.")
]
# It never comes here: `shopcli.__main__` takes it out of any command's line before this is imported. It stands for the help.
AccessibleOption = Annotated[
    bool | None,
    typer.Option(
        "--accessible/--no-accessible",
        help="For screen readers and braille, with any command: short lines of text, each thing by its name.",
        show_default="SHOPCLI_ACCESSIBLE, ACCESSIBLE, the settings",
    ),
]
# As the one before: `shopcli.__main__` takes it out of any command's line.
StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        help="With any command: the index in a Milvus, milvus:URI#COLLECTION; a file that ends in .db needs no server.",
        show_default="SHOPCLI_STORE, the settings, else the index folder",
    ),
]
TopOption = Annotated[int | None, typer.Option("--top", "-n", min=1, help="How many products to show.", show_default="3")]
ModelOption = Annotated[
    str | None, typer.Option("--model", help="The writer: a folder, a .gguf file, hf:ORG/NAME, openai:URL#MODEL or own:DIR.")
]
DeviceOption = Annotated[str | None, typer.Option("--device", help="auto, cpu, cuda or mps.", show_default="auto")]
SimpleOption = Annotated[bool, typer.Option("--simple", help="Advice in short sentences and common words.")]
NoTextOption = Annotated[bool, typer.Option("--no-text", help="Results only; no language model is loaded.")]
ProfileOption = Annotated[str | None, typer.Option("--profile", help="Who asks.", show_default="the one set, else none")]
NoProfileOption = Annotated[bool, typer.Option("--no-profile", help="As for anybody, whatever profile is set.")]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object (docs/json.md).")]
WhereOption = Annotated[
    list[str] | None, typer.Option("--where", help="field=value, or field<=number; `shopcli stats` lists fields.")
]
FacetsOption = Annotated[bool, typer.Option("--facets", help="Say what it can be narrowed down by, with counts.")]
CursorOption = Annotated[str | None, typer.Option("--cursor", help="The next page: the cursor that the one before gave.")]
NotOption = Annotated[
    list[int] | None,
    typer.Option("--not", min=1, help="Leave out number N of what was understood, as --explain counts; for each one."),
]
