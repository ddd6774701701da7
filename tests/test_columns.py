"""What a column is: by the words of its name in twenty languages, by its values, and by what stands beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopcli.catalog.columns.lexicon import LANGUAGES, lexicon
from shopcli.catalog.columns.names import meaning_of, price_hints, role_by_name
from shopcli.catalog.columns.values import tells_kinds, told
from shopcli.catalog.opening import open_catalog
from shopcli.catalog.reader import Catalog

# role: names of it in English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Russian, Turkish, Chinese, Japanese
NAMES = {
    "title": (
        "Product name|Artikelbezeichnung|Nom du produit|Nombre del producto|Nome prodotto|Nome do produto|"
        "Productnaam|Nazwa produktu|Наименование товара|Ürün Adı|商品名称|商品名"
    ),
    "brand": "Brand|Marke|Marque|Marca|Marchio|Fabricante|Merk|Producent|Бренд|Marka|品牌|ブランド",
    "category": (
        "Categories|Warengruppe|Catégorie|Categoría|Categoria|Categoria|Productgroep|Kategoria|Категории|"
        "Kategori|类目|カテゴリー"
    ),
    "price": "Price|Verkaufspreis|Prix de vente|Precio|PREZZO|Preço|Prijs|Cena|Цена|Fiyat|售价|販売価格",
    "list_price": (
        "Compare at price|Streichpreis|Prix barré|Precio anterior|Prezzo di listino|Preço antigo|Adviesprijs|"
        "Cena przed obniżką|Старая цена|Eski Fiyat|市场价|定価"
    ),
    "sale_price": (
        "DiscountedPrice|Aktionspreis|Prix promo|Precio de oferta|Prezzo scontato|Preço promocional|"
        "Aanbiedingsprijs|Cena promocyjna|Цена со скидкой|İndirimli Fiyat|促销价|セール価格"
    ),
    "gross_price": (
        "price_tax_incl|Preis inkl. MwSt|prix_ttc|Precio con IVA|Prezzo IVA inclusa|Preço com IVA|"
        "Prijs incl. btw|Cena brutto|Цена с НДС|Fiyat (KDV dahil)|含税价格|税込価格"
    ),
    "net_price": (
        "Price excl. VAT|Nettopreis|Prix HT|Precio sin IVA|Prezzo netto|Preço sem IVA|Prijs excl. btw|"
        "Cena netto|Цена без НДС|KDV hariç fiyat|未税价格|税抜価格"
    ),
    "stock": (
        "Inventory Qty|Lagerbestand|Quantité en stock|Existencias|Giacenza|Estoque|Voorraad|Stan magazynowy|"
        "Остаток на складе|Stok|库存|在庫数"
    ),
    "availability": (
        "Stock status|Verfügbarkeit|Disponibilité|Disponibilidad|Disponibilità|Disponibilidade|"
        "Beschikbaarheid|Dostępność|Наличие|Stok durumu|库存状态|在庫状況"
    ),
    "colour": "Color|Farbe|Couleur|Color|Colore|Cor|Kleur|Kolor|Цвет|Renk|颜色|カラー",
    "size": "Size|Größe|Taille|Talla|Taglia|Tamanho|Maat|Rozmiar|Размер|Beden|尺码|サイズ",
    "gender": "Gender|Geschlecht|Genre|Género|Genere|Gênero|Geslacht|Płeć|Пол|Cinsiyet|性别|性別",
    "rating": (
        "Average rating|Bewertung|Note moyenne|Puntuación|Valutazione|Avaliação|Beoordeling|Ocena|Рейтинг|Puan|评分|評価"
    ),
    "description": (
        "Description|Beschreibung|Descriptif|Descripción|Descrizione|Descrição|Omschrijving|Opis|Описание|"
        "Açıklama|描述|商品説明"
    ),
    "image": "Image link|Bild|Photo|Imagen|Immagine|Imagem|Afbeelding|Zdjęcie|Фото|Resim|图片|画像",
    "sku": (
        "SKU|Artikelnummer|Référence|Código|Codice articolo|Código do produto|Artikelcode|Indeks|Артикул|Stok kodu|货号|品番"
    ),
    "gtin": (
        "Barcode|EAN|Code barre|Código de barras|Codice a barre|GTIN|Streepjescode|Kod kreskowy|Штрихкод|"
        "Barkod|条形码|JANコード"
    ),
}


MORE_NAMES = {
    "title": "Назва товару|Název produktu|Produktnamn|Denumire produs|Terméknév|Tên sản phẩm|اسم المنتج|상품명",
    "price": "Ціна|Cena|Pris|Preț|Egységár|Giá bán|السعر|판매가",
    "category": "Категорія|Kategorie|Varugrupp|Categorie|Termékkategória|Danh mục|القسم|카테고리",
    "brand": "Бренд|Značka|Varumärke|Marcă|Márka|Thương hiệu|الماركة|브랜드",
    "colour": "Колір|Barva|Färg|Culoare|Szín|Màu sắc|اللون|색상",
    "size": "Розмір|Velikost|Storlek|Mărime|Méret|Kích thước|المقاس|사이즈",
    "stock": "Залишок|Skladem|Lagersaldo|Stoc|Készlet|Tồn kho|المخزون|재고",
}


@pytest.mark.parametrize("role", MORE_NAMES)
def test_a_role_is_known_by_its_name_in_eight_languages_more(role: str) -> None:
    names = MORE_NAMES[role].split("|")
    assert len(names) == len(LANGUAGES) - 12
    assert {name: meaning_of(name)[0] for name in names} == dict.fromkeys(names, role)


@pytest.mark.parametrize("name", ["AR", "Stand", "Sort", "DIN", "Cu", "NA_Sales", "Ten", "MA", "Hang", "lang", "Gen 3"])
def test_a_short_word_of_a_language_that_english_names_have_is_none(name: str) -> None:
    assert meaning_of(name)[0] == ""


@pytest.mark.parametrize("role", NAMES)
def test_a_role_is_known_by_its_name_in_twelve_languages(role: str) -> None:
    names = NAMES[role].split("|")
    assert len(names) == 12
    assert {name: meaning_of(name)[0] for name in names} == dict.fromkeys(names, role)


@pytest.mark.parametrize(
    ("name", "role"),
    [
        # what is attached: units, currencies, languages, channels, namespaces, punctuation, prefixes
        ("Price_euros", "price"),
        ("Price(INR)", "price"),
        ("price_in_cents", "price"),
        ("Prix (€)", "price"),
        ("价格（元）", "price"),
        ("price.default", "price"),
        ("g:price", "price"),
        ("name-en", "title"),
        ("name-en_US-ecommerce", "title"),
        ("description_de", "description"),
        ("Name *", "title"),
        ("Categories (x;y;z...)", "category"),
        ("Price tax excluded or Price tax included", "price"),
        ("vkBrutto", "gross_price"),
        ("vkNetto", "net_price"),
        ("Variant Compare At Price", "list_price"),
        ("Color (product.metafields.shopify.color-pattern)", "colour"),
        ("sale_price_effective_date", "sale_start"),
        ("special_from_date", "sale_start"),
        ("special_to_date", "sale_end"),
        ("lowPrice", "min_price"),
        ("会员价", "member_price"),
        ("Company", "brand"),
        ("店名", "shop"),
        ("TypeName", "type"),
        ("product_category_tree", "category"),
        ("item_group_id", "group"),
        ("Parent SKU", "group"),
        ("number of ratings", "reviews"),
        ("unitsInStock", "stock"),
        ("additional_image_link", "image"),
        ("Artikelnummer_Hersteller", "mpn"),
        ("cod_barras", "gtin"),
        ("Codice EAN", "gtin"),
        ("RRP inc VAT", "list_price"),
        ("special_price_to_date", "sale_end"),
        ("Количество отзывов", "reviews"),
        ("促销价格", "sale_price"),
        ("商品画像URL", "image"),
        ("Voorraadstatus", "availability"),
        ("prixVente", "price"),
        # words that belong to something else
        ("Nettogewicht", ""),
        ("Preisgruppe", ""),
        ("configurable_variations", ""),
        ("stockMin", ""),
        ("Price per kg", ""),
        ("shipping price", ""),
        ("price type", ""),
        ("discountPercentage", "reduction"),
        ("designer name", ""),
        ("image name", ""),
        ("meta title", ""),
        ("title tag", ""),
        ("seller_rating", ""),
        ("screen size", ""),
        ("product_colour", ""),
        ("rank", ""),
        ("weight", ""),
        ("", ""),
    ],
)
def test_the_words_of_a_name_decide_in_any_order(name: str, role: str) -> None:
    assert meaning_of(name)[0] == role


def test_a_price_that_the_shop_pays_or_that_is_regular_is_a_worse_name_of_the_price() -> None:
    price, regular, cost = (role_by_name(name) for name in ("price", "regular price", "cost"))
    assert (price[0], regular[0], cost[0]) == ("price", "price", "price")
    assert price[1] < regular[1] < cost[1]


@pytest.mark.parametrize(
    ("name", "hints"),
    [
        ("Price_euros", ("EUR", 1.0)),
        ("Price(INR)", ("INR", 1.0)),
        ("Цена, руб.", ("RUB", 1.0)),
        ("priceInCents", (None, 0.01)),
        ("price_minor", (None, 0.01)),
        ("Price", (None, 1.0)),
        ("sale price", (None, 1.0)),
    ],
)
def test_a_name_says_its_currency_in_words_too(name: str, hints: tuple[str | None, float]) -> None:
    assert price_hints(name) == hints


def test_every_language_has_words_for_what_matters() -> None:
    needed = {"price", "name", "brand", "category", "description", "colour", "size", "availability", "stock", "sale", "list"}
    folder = Path(lexicon.__wrapped__.__code__.co_filename).with_name("words")
    for language in LANGUAGES:
        lines = (folder / f"{language}.txt").read_text(encoding="utf-8").splitlines()
        assert needed <= {line.partition(":")[0] for line in lines}, language


# Files


def catalog(folder: Path, text: str, **mapping: str) -> Catalog:
    path = folder / "catalog.csv"
    path.write_text(text, encoding="utf-8")
    return open_catalog([path], mapping=mapping)


def roles(folder: Path, text: str) -> dict[str, str]:
    """Column by role, for what is no mere attribute."""
    columns = catalog(folder, text).columns
    return {column.name: column.role for column in columns if column.role != "attribute"}


def test_a_name_that_means_several_things_means_what_its_values_are_like(tmp_path: Path) -> None:
    books = "Title,Genre,Price\n" + "".join(f"Book {n},{genre},5\n" for n, genre in enumerate(["Poetry", "Crime"] * 4))
    coats = "Nom,Genre,Prix\n" + "".join(f"Manteau {n},{genre},5\n" for n, genre in enumerate(["Homme", "Femme"] * 4))
    assert (roles(tmp_path, books)["Genre"], roles(tmp_path, coats)["Genre"]) == ("category", "gender")


def test_an_original_price_is_one_before_however_it_is_shortened(tmp_path: Path) -> None:
    for name in ("orgprice", "orig_price", "OriginalPrice"):
        assert roles(tmp_path, f"id,title,{name},Price\n1,Lamp,9,8\n2,Desk,8,7\n")[name] == "list_price"


def test_a_regular_price_is_the_price_until_another_stands_beside_it(tmp_path: Path) -> None:
    assert roles(tmp_path, "id,title,regular_price\n1,Lamp,9\n2,Desk,8\n")["regular_price"] == "price"
    found = roles(tmp_path, "id,title,regular_price,price\n1,Lamp,9,7\n2,Desk,8,8\n")
    assert (found["regular_price"], found["price"]) == ("list_price", "price")


def test_a_sale_price_that_some_rows_have_stays_beside_the_price_and_one_that_all_have_is_it(tmp_path: Path) -> None:
    some = roles(tmp_path, "id,title,price,special_price\n1,Lamp,9,7\n2,Desk,8,\n3,Sofa,6,\n")
    assert (some["price"], some["special_price"]) == ("price", "sale_price")
    every = roles(tmp_path, "id,title,MRP,DiscountedPrice\n1,Lamp,9,7\n2,Desk,8,8\n3,Sofa,6,5\n")
    assert (every["MRP"], every["DiscountedPrice"]) == ("list_price", "price")
    zeros = roles(tmp_path, "id,title,price,sale_price\n1,Lamp,9,0\n2,Desk,8,0\n3,Sofa,6,5\n")
    assert (zeros["price"], zeros["sale_price"]) == ("price", "sale_price")


def test_of_two_prices_that_are_called_alike_the_lower_is_charged(tmp_path: Path) -> None:
    rows = "".join(f"{n},Lamp {n},{100 + 7 * n},{60 + 5 * n}\n" for n in range(12))
    found = roles(tmp_path, f"id,title,Actual_Price,Selling_Price\n{rows}")
    assert (found["Actual_Price"], found["Selling_Price"]) == ("list_price", "price")
    same = "".join(f"{n},Lamp {n},{100 + 7 * n},{100 + 7 * n}\n" for n in range(12))
    assert "list_price" not in roles(tmp_path, f"id,title,Actual_Price,Selling_Price\n{same}").values()


def test_gross_is_the_price_and_net_stays_net(tmp_path: Path) -> None:
    found = roles(tmp_path, "id;title;vkNetto;vkBrutto\n1;Lampe;1,00;1,19\n2;Tisch;10,00;11,90\n")
    assert (found["vkNetto"], found["vkBrutto"]) == ("net_price", "price")


def test_what_the_shop_pays_is_kept_from_shoppers(tmp_path: Path) -> None:
    opened = catalog(tmp_path, "id,title,price,cost price\n1,Lamp,9,4\n2,Desk,8,3\n")
    assert [column.role for column in opened.columns] == ["id", "title", "price", "plumbing"]
    assert [product.attributes for product in opened.products()] == [{}, {}]


def test_of_several_the_category_is_the_column_that_sorts_the_products_best(tmp_path: Path) -> None:
    rows = "".join(f"{n},Thing {n},Goods,{('Lamps', 'Desks', 'Sofas', 'Rugs')[n % 4]}\n" for n in range(24))
    assert roles(tmp_path, f"id,title,Category,SubCategory\n{rows}")["SubCategory"] == "category"
    rows = "".join(f"{n},Thing {n},{('Lamps', 'Desks', 'Sofas')[n % 3]},Sub {n}\n" for n in range(24))
    assert roles(tmp_path, f"id,title,Category,SubCategory\n{rows}")["Category"] == "category"


def test_a_type_is_the_category_where_there_is_none_and_stays_a_type_where_there_is(tmp_path: Path) -> None:
    assert roles(tmp_path, "id,Product,TypeName\n1,A1,Notebook\n2,B2,Gaming\n3,C3,Gaming\n")["TypeName"] == "category"
    found = roles(tmp_path, "id,title,category,type\n1,A,Lamps,Desk\n2,B,Lamps,Floor\n3,C,Rugs,Desk\n4,D,Rugs,Round\n")
    assert (found["category"], found["type"]) == ("category", "type")


def test_a_title_is_made_of_brand_and_model_where_nothing_else_says_it(tmp_path: Path) -> None:
    text = "Manufacturer,Model Name,Price (Euros)\nAronde,AX 250,575\nBellwin,Bellwin Titan 7,1299\n"
    products = list(catalog(tmp_path, text).products())
    assert [product.title for product in products] == ["Aronde AX 250", "Bellwin Titan 7"]
    assert [(product.brand, product.price, product.currency) for product in products] == [
        ("Aronde", 575.0, "EUR"),
        ("Bellwin", 1299.0, "EUR"),
    ]


def test_a_title_that_the_rows_of_variants_lack_is_one(tmp_path: Path) -> None:
    text = "slug,sku,name,price,description\ntee,T,Amber Tee,0,Soft\ntee,T-S,,20,\ntee,T-M,,20,\ntee,T-L,,22,\n"
    found = roles(tmp_path, text)
    assert found == {"slug": "group", "sku": "id", "name": "title", "price": "price", "description": "description"}


def test_an_id_that_several_rows_share_is_their_group(tmp_path: Path) -> None:
    text = "product_id,variant_sku,product_name\nP1,P1-S,Tee\nP1,P1-M,Tee\nP2,P2-S,Mug\nP2,P2-M,Mug\n"
    assert roles(tmp_path, text) == {"product_id": "group", "variant_sku": "id", "product_name": "title"}


def test_a_shop_whose_name_stands_in_the_titles_is_the_brand(tmp_path: Path) -> None:
    assert roles(tmp_path, "id,title,店名\n1,自然堂 面膜,自然堂\n2,悦诗 眼霜,悦诗\n")["店名"] == "brand"
    assert roles(tmp_path, "id,title,店名\n1,面膜,自然堂\n2,眼霜,悦诗\n")["店名"] == "shop"


@pytest.mark.parametrize(
    "ratings", ["Five,Two,Four", "★★★★☆,★★,★★★", "No rating available,4.6,No rating available", "92%,80%,71%"]
)
def test_a_rating_is_one_in_words_and_stars_and_beside_placeholders(tmp_path: Path, ratings: str) -> None:
    rows = "".join(f"{n},Book {n},{rating}\n" for n, rating in enumerate(ratings.split(",")))
    assert roles(tmp_path, f"id,title,product_rating\n{rows}")["product_rating"] == "rating"


def test_a_rank_with_decimals_up_to_five_is_the_rating_where_no_other_is(tmp_path: Path) -> None:
    rows = "4.1\n4.4\n3.9\n4\n"
    text = "title,Rank\n" + "".join(f"Cream {n},{rank}\n" for n, rank in enumerate(rows.split()))
    assert roles(tmp_path, text)["Rank"] == "rating"
    places = "title,Rank\n" + "".join(f"Cream {n},{n}\n" for n in range(1, 6))
    assert "Rank" not in roles(tmp_path, places)


def test_a_count_is_the_stock_and_a_word_the_availability_whatever_the_column_is_called(tmp_path: Path) -> None:
    assert roles(tmp_path, "title,in_stock\nLamp,12\nDesk,0\n")["in_stock"] == "stock"
    assert roles(tmp_path, "title,stock\nLamp,In stock\nDesk,Sold out\n")["stock"] == "availability"
    assert "Quantity" not in roles(tmp_path, "title,Quantity\nDal,500 gm\nRice,1 kg\n")


def test_what_a_roles_column_says_becomes_the_attribute_of_that_name(tmp_path: Path) -> None:
    text = "id,title,Geschlecht,Größe,Farbe,Zustand,Lagerbestand,Anzahl Bewertungen\n1,Jacke,Damen,M,rot,neu,4,12\n"
    (product,) = catalog(tmp_path, text).products()
    assert product.attributes == {
        "gender": "women",
        "size": "M",
        "colour": "rot",
        "condition": "new",
        "stock": 4.0,
        "reviews": 12.0,
    }


# Plumbing


def test_plumbing_is_shown_and_left_out_and_a_real_property_is_not(tmp_path: Path) -> None:
    header = "Title,slug,Published,Variant Taxable,Tax Class,SEO Title,assets,photo file,created_at,vendor id,checksum"
    made = "2024-01-01T10:00:00Z"
    text = (
        f"{header},waterproof,weight\n"
        f"Rain Coat,rain-coat,true,true,default,Buy now,alex-1.jpg,a.png,{made},7,9e107d9d372bb6826bd81d3542a419d6,true,1.2\n"
        f"Wool Hat,wool-hat,true,true,default,Buy now,mia-2.jpg,b.png,{made},8,e4d909c290d0fb1ca068ffaddf22cbd0,false,0.2\n"
        f"Silk Tie,silk-tie,true,false,default,Buy now,zoe-3.jpg,c.png,{made},7,d41d8cd98f00b204e9800998ecf8427e,false,0.1\n"
    )
    opened = catalog(tmp_path, text)
    assert [column.name for column in opened.columns if column.role == "attribute"] == ["waterproof", "weight"]
    assert [product.attributes for product in opened.products()] == [
        {"waterproof": True, "weight": 1.2},
        {"waterproof": False, "weight": 0.2},
        {"waterproof": False, "weight": 0.1},
    ]


@pytest.mark.parametrize(("header", "first"), [("", 0), ("X1", 1), ("Unnamed: 0", 0), ("row", 1)])
def test_a_first_column_that_counts_the_rows_is_neither_an_id_nor_a_property(tmp_path: Path, header: str, first: int) -> None:
    rows = "".join(f"{first + n},Lamp {n},{n + 5} EUR\n" for n in range(6))
    opened = catalog(tmp_path, f"{header},title,price\n{rows}")
    assert (opened.columns[0].role, opened.columns[0].why) == ("plumbing", "the shop's own")
    assert "id" not in {column.role for column in opened.columns}
    assert [dict(product.attributes) for product in opened.products()] == [{}] * 6


@pytest.mark.parametrize("header", ["id,title,price\n", ""])
def test_numbers_under_the_name_of_an_id_or_where_no_column_has_a_name_are_ids(tmp_path: Path, header: str) -> None:
    text = header + "".join(f"{n},Lamp {n},{n}.50 EUR\n" for n in range(1, 7))
    opened = catalog(tmp_path, text, title="title" if header else "column 2")
    assert [product.id for product in opened.products()] == ["1", "2", "3", "4", "5", "6"]


def test_rows_that_differ_in_their_number_alone_are_one_product(tmp_path: Path) -> None:
    rows = "".join(f"{n},{title},9 EUR\n" for n, title in enumerate(("Lamp", "Desk", "Lamp", "Mug")))
    assert [product.title for product in catalog(tmp_path, f",title,price\n{rows}").products()] == ["Lamp", "Desk", "Mug"]


def test_prices_that_name_no_money_are_in_that_of_the_prices_beside_them(tmp_path: Path) -> None:
    text = 'id,title,price,old_price\n1,Lamp,265,No old price\n2,Desk,995,"SR 1,385"\n3,Mug,20,SR 25\n'
    opened = catalog(tmp_path, text)
    assert ("=SAR", "currency", "the other prices") in [(c.name, c.role, c.why) for c in opened.columns]
    assert [(p.price, p.list_price, p.currency) for p in opened.products()] == [
        (265.0, None, "SAR"),
        (995.0, 1385.0, "SAR"),
        (20.0, 25.0, "SAR"),
    ]
    assert opened.findings == ()


def test_prices_in_several_moneys_say_nothing_of_those_that_name_none(tmp_path: Path) -> None:
    text = "id,title,price,old_price\n1,Lamp,265,SR 300\n2,Desk,995,1385 EUR\n3,Mug,20,\n"
    assert [product.currency for product in catalog(tmp_path, text).products()] == ["SAR", "EUR", None]


def test_what_a_shop_system_calls_its_records_is_no_kind_of_thing(tmp_path: Path) -> None:
    text = "ID,Type,Name,Categories,use_config_min_qty\n1,simple,Hoodie,Tops,1\n2,variable,Mug,Cups,1\n3,simple,Cap,Hats,0\n"
    found = roles(tmp_path, text)
    assert (found["Type"], found["Categories"], found["use_config_min_qty"]) == ("plumbing", "category", "plumbing")


# What is lacking and what is poor


def test_a_price_that_was_not_found_is_said_with_what_might_be_it(tmp_path: Path) -> None:
    opened = catalog(tmp_path, "id,title,Foo,Bar\n1,Lamp,12.50,red\n2,Desk,99.95,blue\n3,Sofa,7.25,red\n")
    assert opened.findings[0] == (
        "No price column was found: limits on price cannot be kept. Candidates: Foo. Say which: --map price=Foo"
    )
    assert catalog(tmp_path, "id,title,Foo\n1,Lamp,12.50\n", price="Foo").findings == (
        "No currency was found: prices are shown without one. Say it, for example: --map currency==EUR",
    )
    assert catalog(tmp_path, "id,title,Foo\n1,Lamp,12.50\n", price="Foo", currency="=EUR").findings == ()


def test_what_is_poor_is_said(tmp_path: Path) -> None:
    rows = "".join(f"{n},Lamp {n},{0 if n < 3 else 5} EUR,5,Amberly,,matt\n" for n in range(6))
    assert catalog(tmp_path, f"id,title,price,rating,brand,note,finish\n{rows}").findings == (
        "1 column is empty: note.",
        "3 prices are 0 in 6 rows.",
        "The rating is the same throughout: 5.",
        "The brand is the same throughout: Amberly.",
        "1 column is the same throughout: finish.",
    )


def test_titles_that_many_rows_share_are_said(tmp_path: Path) -> None:
    rows = "".join(f"{n},Lamp,{n} EUR\n" for n in range(1, 6))
    assert catalog(tmp_path, f"id,title,price\n{rows}").findings == ("5 of 5 rows share their title with another.",)


# Values


def test_the_text_that_stands_for_nothing_is_not_told() -> None:
    assert told(["No rating available", "4.6", "No rating available"]) == ["4.6"]
    assert told(["Free"]) == ["Free"]
    assert told(["12", "12", "13"]) == ["12", "12", "13"]


def test_values_that_sort_the_products_score_above_those_that_are_alike_or_all_different() -> None:
    few, alike, different = (["a", "b", "c"] * 8, ["a"] * 24, [f"x{n}" for n in range(24)])
    few, different = [f"{text}{text}" for text in few], [f"x{text}" for text in different]
    assert tells_kinds(few) > tells_kinds(different) > 0
    assert tells_kinds(few) > tells_kinds(["aa"] * 24)
    assert tells_kinds(alike) == 0.0  # no word


def test_a_text_with_blanks_that_nobody_filled_in_is_no_title(tmp_path: Path) -> None:
    rows = "".join(f"{n},Belt no {n},{{Finish}} Belt ({{Size}}) of kind {n},{n}.50\n" for n in range(8))
    found = roles(tmp_path, f"id,name,title,price\n{rows}")
    assert (found["name"], found["title"]) == ("title", "plumbing")


def test_a_short_description_that_many_products_share_is_their_category(tmp_path: Path) -> None:
    kinds = ("Paper", "Chairs & Chairmats", "Binders")
    rows = "".join(f"{n},Article number {n},{kinds[n % 3]},{n}.50\n" for n in range(60))
    assert roles(tmp_path, f"id,name,description,price\n{rows}")["description"] == "category"
    told = "".join(f"{n},Article number {n},It is number {n} of them,{n}.50\n" for n in range(60))
    assert roles(tmp_path, f"id,name,description,price\n{told}")["description"] == "description"


def priced(folder: Path, header: str, *rows: tuple[float, ...]) -> dict[str, str]:
    lines = [f"Tent {n},{','.join(map(str, (value + n for value in rows[n % len(rows)])))}" for n in range(20)]
    return roles(folder, "\n".join([f"title,{header}", *lines]) + "\n")


def test_a_price_whose_name_says_more_than_is_known_is_what_is_charged(tmp_path: Path) -> None:
    found = priced(tmp_path, "recommended_retail_price,auto_delivery_price,single_order_price", (90.0, 70.0, 80.0))
    assert found == {"title": "title", "recommended_retail_price": "list_price", "single_order_price": "price"}


@pytest.mark.parametrize("header", ["Approx Price", "ticket price", "prix conseillé web"])
def test_a_price_alone_is_the_price_whatever_is_said_of_it(tmp_path: Path, header: str) -> None:
    text = "title," + header + "\n" + "".join(f"Wine {n},EUR {n + 7}.50 per bottle\n" for n in range(20))
    assert roles(tmp_path, text)[header] in ("price", "list_price")
    assert [product.price for product in catalog(tmp_path, text).products()][:2] == [7.5, 8.5]


@pytest.mark.parametrize("header", ["price_tier", "shipping price", "price category"])
def test_steps_and_what_else_is_said_of_prices_is_no_price(tmp_path: Path, header: str) -> None:
    text = f"title,{header}\n" + "".join(f"Wine {n},{n % 5 + 1}\n" for n in range(20))
    assert "price" not in roles(tmp_path, text).values()


def test_a_known_price_goes_before_one_whose_name_is_not_known(tmp_path: Path) -> None:
    assert priced(tmp_path, "price,launch price", (80.0, 90.0)) == {"title": "title", "price": "price"}
