"""One small catalog in every form that catalogs come in, as bytes: what all of them say is the same."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

Record = Mapping[str, Any]
FIELDS = ("id", "title", "brand", "price", "description")


def goods(count: int = 3) -> list[dict[str, str]]:
    """Products, each with the fields that every form can say."""
    names = ("Copper Kettle", "Walnut Tray", "Linen Apron", "Glass Carafe", "Iron Skillet")
    brands = ("Amberly", "Fernhold", "Marlow")
    return [
        {
            "id": f"K{number}",
            "title": f"{names[number % 5]} {number}",
            "brand": brands[number % 3],
            "price": f"{19 + number}.50",
            "description": f"Made by hand & kept for years, number {number}.",
        }
        for number in range(count)
    ]


def as_json(records: Sequence[Record]) -> bytes:
    return json.dumps(records).encode()


def as_lines(records: Sequence[Record]) -> bytes:
    return "".join(f"{json.dumps(record)}\n" for record in records).encode()


def as_table(records: Sequence[Record], delimiter: str = ",") -> bytes:
    rows = [FIELDS, *([str(record[name]) for name in FIELDS] for record in records)]
    quoted = [[f'"{cell}"' if delimiter in cell else cell for cell in row] for row in rows]
    return "".join(f"{delimiter.join(row)}\n" for row in quoted).encode()


def as_titled_table(records: Sequence[Record]) -> bytes:
    head, *rows = as_table(records).decode().splitlines()
    return "\n".join(["AMBER SHOP,,,,", "as of 3 May,,,,", "", head, "KITCHEN,,,,", *rows, head, ""]).encode()


def as_python_lines(records: Sequence[Record]) -> bytes:
    return "".join(f"{dict(record)!r}\n" for record in records).encode()


def _elements(record: Record, prefix: str) -> str:
    return "".join(f"<{prefix}{name}>{escape(str(record[name]))}</{prefix}{name}>" for name in FIELDS)


def as_rss(records: Sequence[Record]) -> bytes:
    items = "\n".join(f"<item>{_elements(record, 'g:')}</item>" for record in records)
    opening = '<rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel><title>Amber Shop</title><link>https://x.test</link>'
    return f'<?xml version="1.0"?>\n{opening}\n{items}\n</channel></rss>'.encode()


def as_atom(records: Sequence[Record]) -> bytes:
    entries = "\n".join(
        f"<entry>{_elements(record, 'g:')}<link href='https://x.test/{record['id']}'/></entry>" for record in records
    )
    opening = '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0"><title>Amber Shop</title>'
    return f'<?xml version="1.0"?>\n{opening}\n{entries}\n</feed>'.encode()


def as_xml(records: Sequence[Record]) -> bytes:
    groups = "<categories><category id='1'>Kitchen</category><category id='2'>Linen</category></categories>"
    products = "\n".join(
        f'<product id="{record["id"]}"><name><![CDATA[{record["title"]}]]></name><manufacturer>{record["brand"]}</manufacturer>'
        f"<price>{record['price']}</price><description>{escape(record['description'])}</description>"
        "<images><image>a.jpg</image><image>b.jpg</image></images></product>"
        for record in records
    )
    return f"<?xml version='1.0' encoding='utf-8'?>\n<shop>{groups}<products>\n{products}\n</products></shop>".encode()


def _node(record: Record) -> dict[str, Any]:
    return {
        "@type": "Product",
        "sku": record["id"],
        "name": record["title"],
        "brand": {"@type": "Brand", "name": record["brand"]},
        "description": record["description"],
        "offers": {"@type": "Offer", "price": record["price"], "priceCurrency": "EUR"},
    }


def as_graph(records: Sequence[Record]) -> bytes:
    others = [{"@type": "WebSite", "name": "Amber Shop", "url": "https://x.test"}, {"@type": "Organization", "name": "Amber"}]
    return json.dumps({"@context": "https://schema.org", "@graph": [*others, *map(_node, records)]}).encode()


def as_item_list(records: Sequence[Record]) -> bytes:
    items = [{"@type": "ListItem", "position": at, "item": _node(record)} for at, record in enumerate(records, start=1)]
    return json.dumps(
        {"@context": "https://schema.org", "@type": "ItemList", "name": "Kettles", "itemListElement": items}
    ).encode()


def as_page(records: Sequence[Record]) -> bytes:
    scripts = "\n".join(f'<script type="application/ld+json">{json.dumps(_node(record))}</script>' for record in records)
    return (
        f"<!DOCTYPE html>\n<html><head><title>Amber Shop</title>\n{scripts}\n</head><body><p>Hello</p></body></html>".encode()
    )


def as_bulk(records: Sequence[Record]) -> bytes:
    pairs = (
        ({"index": {"_index": "goods", "_id": record["id"]}}, {k: v for k, v in record.items() if k != "id"})
        for record in records
    )
    return "".join(f"{json.dumps(action)}\n{json.dumps(source)}\n" for action, source in pairs).encode()


def as_mongoexport(records: Sequence[Record]) -> bytes:
    wrapped = ({**record, "id": {"$oid": record["id"]}, "price": {"$numberDecimal": record["price"]}} for record in records)
    return "".join(f"{json.dumps(record)}\n" for record in wrapped).encode()


def as_shopify(records: Sequence[Record]) -> bytes:
    products = [
        {
            "id": record["id"],
            "title": record["title"],
            "vendor": record["brand"],
            "body_html": f"<p>{escape(record['description'])}</p>",
            "variants": [{"id": f"{record['id']}-1", "title": "Default Title", "price": record["price"]}],
        }
        for record in records
    ]
    return json.dumps({"products": products}).encode()


def as_xlsx(records: Sequence[Record], *, sheet: str = "Goods") -> bytes:
    """A workbook of one sheet, written with text in its cells."""
    rows = [FIELDS, *([str(record[name]) for name in FIELDS] for record in records)]
    cells = "".join(
        f'<row r="{r}">'
        + "".join(f'<c r="{chr(65 + c)}{r}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for c, cell in enumerate(row))
        + "</row>"
        for r, row in enumerate(rows, start=1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/'
            'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
            f'<sheet name="{sheet}" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
        }
    )


def as_ods(records: Sequence[Record]) -> bytes:
    rows = [FIELDS, *([str(record[name]) for name in FIELDS] for record in records)]
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    table = "".join(f"<table:table-row>{''.join(cell.format(escape(c)) for c in row)}</table:table-row>" for row in rows)
    names = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{names}:office:1.0" xmlns:table="{names}:table:1.0" '
        f'xmlns:text="{names}:text:1.0"><office:body><office:spreadsheet><table:table table:name="Goods">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = f'<m:manifest xmlns:m="{names}:manifest:1.0"><m:file-entry m:full-path="/" m:media-type="{kind}"/></m:manifest>'
    return zipped({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


def as_sqlite(records: Sequence[Record]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shop.db"
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE orders (id INTEGER, customer TEXT, total REAL)")
        connection.executemany("INSERT INTO orders VALUES (?, ?, ?)", [(n, f"customer {n}", n * 1.5) for n in range(50)])
        connection.execute(f"CREATE TABLE goods ({', '.join(FIELDS)})")
        connection.executemany(
            "INSERT INTO goods VALUES (?, ?, ?, ?, ?)", [[record[name] for name in FIELDS] for record in records]
        )
        connection.commit()
        connection.close()
        return path.read_bytes()


def as_parquet(records: Sequence[Record]) -> bytes:
    import pyarrow as pa
    from pyarrow.parquet import write_table

    out = io.BytesIO()
    write_table(pa.Table.from_pylist([dict(record) for record in records]), out)
    return out.getvalue()


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of files by their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def zstandard(content: bytes) -> bytes:
    import zstandard as zstd

    return zstd.ZstdCompressor().compress(content)


FORMS: dict[str, Callable[[Sequence[Record]], bytes]] = {
    "a.json": as_json,
    "a.jsonl": as_lines,
    "a.csv": as_table,
    "a.tsv": lambda records: as_table(records, "\t"),
    "titled.csv": as_titled_table,
    "python.json": as_python_lines,
    "rss.xml": as_rss,
    "atom.xml": as_atom,
    "shop.xml": as_xml,
    "graph.json": as_graph,
    "list.json": as_item_list,
    "page.html": as_page,
    "bulk.ndjson": as_bulk,
    "mongo.json": as_mongoexport,
    "shopify.json": as_shopify,
    "a.xlsx": as_xlsx,
    "a.ods": as_ods,
    "a.db": as_sqlite,
    "a.parquet": as_parquet,
    "a.csv.gz": lambda records: gzip.compress(as_table(records), mtime=0),
    "a.csv.bz2": lambda records: bz2.compress(as_table(records)),
    "a.json.xz": lambda records: lzma.compress(as_json(records)),
    "a.csv.zst": lambda records: zstandard(as_table(records)),
    "a.zip": lambda records: zipped({"export/a.csv": as_table(records)}),
}
