"""``shopcli store``: the versions of an index in a store. Parse, call, render; no logic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from shopcli.cli.common import open_console, stage_bars
from shopcli.cli.options import JsonOption, PlainOption
from shopcli.cli.parameters import Command, Group
from shopcli.cli.programs.documents import SchemaOption, ViewOption, print_json
from shopcli.config import Settings, load_settings
from shopcli.errors import UsageError

if TYPE_CHECKING:
    from shopcli.index.stores.milvus.connection import Connection
    from shopcli.index.stores.milvus.versions import StoredVersion
    from shopcli.pipeline.building.workers import Workers
    from shopcli.render.console import Console

store_app = typer.Typer(cls=Group, help="An index in a store: status, list, switch, drop.", no_args_is_help=True)
VersionArgument = Annotated[str, typer.Argument(help="The version, or how it begins; `shopcli store list` has them.")]


@store_app.command("status", cls=Command)
def store_status(
    as_json: JsonOption = False, plain: PlainOption = False, schema: SchemaOption = False, view: ViewOption = None
) -> None:
    """Show the store, whether it answers, and which version is asked."""
    settings, connection, name = _opened(plain)
    from shopcli.index.stores.milvus.versions import stored_versions

    known = stored_versions(connection, name)
    current = next((one for one in known if one.is_current), None)
    told = {
        "store": str(connection.address),
        "server": connection.server_version,
        "versions": len(known),
        "current": asdict(current) if current else None,
    }
    if as_json or view:
        print_json(told, view)
        return
    lines = [f"{connection.address} answers: {connection.server_version}."]
    lines.append(_line(current) if current else "No version is asked yet: shopcli index CATALOG writes one.")
    open_console(settings).message("\n".join(lines))


@store_app.command("list", cls=Command)
def store_list(
    as_json: JsonOption = False, plain: PlainOption = False, schema: SchemaOption = False, view: ViewOption = None
) -> None:
    """List the versions, the oldest first."""
    settings, connection, name = _opened(plain)
    from shopcli.index.stores.milvus.versions import stored_versions

    known = stored_versions(connection, name)
    if as_json or view:
        print_json({"store": str(connection.address), "versions": [asdict(one) for one in known]}, view)
    else:
        open_console(settings).message("\n".join(map(_line, known)) or f"{connection.address} has no version.")


@store_app.command("switch", cls=Command)
def store_switch(
    version: VersionArgument,
    as_json: JsonOption = False,
    plain: PlainOption = False,
    schema: SchemaOption = False,
    view: ViewOption = None,
) -> None:
    """Let another version be asked, in one step: whoever asks next sees it."""
    settings, connection, name = _opened(plain)
    from shopcli.index.stores.milvus.versions import switch_to

    _tell(settings, "switched", "Asked from now on", switch_to(connection, name, version), as_json, view)


@store_app.command("drop", cls=Command)
def store_drop(
    version: VersionArgument,
    as_json: JsonOption = False,
    plain: PlainOption = False,
    schema: SchemaOption = False,
    view: ViewOption = None,
) -> None:
    """Remove a version that is not asked."""
    settings, connection, name = _opened(plain)
    from shopcli.index.stores.milvus.versions import drop

    _tell(settings, "dropped", "Removed", drop(connection, name, version), as_json, view)


def published(console: Console, settings: Settings, workers: Workers) -> Sequence[str]:
    """What ``shopcli index`` says of the store that ``workers`` wrote to; nothing where there is none."""
    if not settings.store:
        return ()
    from shopcli.pipeline.shop_rules.opening import publish_shop
    from shopcli.util.store_uri import without_secrets

    with stage_bars(console, "Writing") as on_rows:
        version = publish_shop(settings, on_rows, opened_by=workers.writer)
    return (f"Version {version} is asked in {without_secrets(settings.store)}.",)


def _opened(plain: bool) -> tuple[Settings, Connection, str]:
    settings = load_settings(plain=plain or None)
    if not settings.store:
        raise UsageError("No store is named.", hint="Give --store milvus:URI#COLLECTION, or set `store` in the settings.")
    from shopcli.index.stores.address import StoreAddress
    from shopcli.index.stores.milvus.connection import connected

    address = StoreAddress.parse(settings.store)
    return settings, connected(address, settings.store_timeout_s), address.collection


def _tell(settings: Settings, key: str, words: str, version: StoredVersion, as_json: bool, view: str | None) -> None:
    if as_json or view:
        print_json({key: asdict(version)}, view)
    else:
        open_console(settings).message(f"{words}: {_line(version)}")


def _line(version: StoredVersion) -> str:
    """A version in a line."""
    from shopcli.render.words import count

    if not version.is_whole:
        return f"{version.version}: never finished."
    asked = ", asked" if version.is_current else ""
    holds = f"{count(version.products, 'product')}, {count(version.facts, 'fact')}"
    return f"{version.version}: {holds}, of {version.created[:16].replace('T', ' ')} UTC{asked}."
