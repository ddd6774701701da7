"""Products' pictures: which files may be opened, what is done with broken ones, and where they are drawn."""

from __future__ import annotations

import io
import os
import struct
import sys
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from rich.text import Text

from shopcli.catalog.pictures import opening
from shopcli.catalog.pictures.folders import PictureFolders
from shopcli.catalog.pictures.opening import PictureUnreadable, open_picture
from shopcli.errors import ShopcliError
from shopcli.render.console import Console
from shopcli.render.pictures.drawing import ProductPictures, best_drawing, cells, drawing_by
from shopcli.types import Product
from tests.here import run_here
from tests.render_values import ANSWER

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither pipes with names nor such terminals")


def saved(path: Path, colour: str = "red", size: tuple[int, int] = (8, 6)) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, colour).save(path)
    return path


def pictured(image: str | None, id: str = "P1") -> Product:
    return Product(id, "Cup", image=image)


# --- which files may be opened ------------------------------------------------------------------------------------------------


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A catalog's folder with a picture in it, and one beside that folder."""
    saved(tmp_path / "secret.png")
    saved(tmp_path / "shop" / "images" / "red cup.png")
    return tmp_path / "shop"


def found(shop: Path, image: str | None, fetched: Path | None = None) -> Path | None:
    return PictureFolders([str(shop / "catalog.csv")], fetched).path_of(pictured(image))


@pytest.mark.parametrize("name", ["images/red cup.png", "./images/red cup.png", "images\\red cup.png", "images/red%20cup.png"])
def test_a_picture_is_found_beside_the_catalog(shop, name):
    assert found(shop, name) == (shop / "images" / "red cup.png").resolve()


def test_a_whole_path_inside_the_folder_is_as_good(shop):
    path = shop / "images" / "red cup.png"
    assert found(shop, str(path)) == path.resolve()


@pytest.mark.parametrize(
    "name",
    [
        *("../secret.png", "images/../../secret.png", "..\\secret.png", "%2e%2e/secret.png", "..%2Fsecret.png"),
        *(
            "images",
            "images/none.png",
            "",
            "x\0.png",
            "a" * 5000 + ".png",
            "~/secret.png",
            "https://x.example/images/red cup.png",
        ),
        *("//host/share/a.png", "/etc/passwd", "/dev/zero.png", "images/red cup.png/../../../secret.png"),
    ],
)
def test_what_lies_outside_of_the_folder_or_is_no_file_is_not_found(shop, name):
    assert found(shop, name) is None


def test_a_whole_path_outside_is_not_found(shop):
    assert found(shop, str(shop.parent / "secret.png")) is None


@posix
def test_a_link_that_leads_outside_and_one_in_a_circle_are_not_followed(shop):
    (shop / "out.png").symlink_to(shop.parent / "secret.png")
    (shop / "round.png").symlink_to(shop / "round.png")
    (shop / "in.png").symlink_to(shop / "images" / "red cup.png")
    assert (found(shop, "out.png"), found(shop, "round.png")) == (None, None)
    assert found(shop, "in.png") == (shop / "images" / "red cup.png").resolve()


@posix
def test_a_pipe_is_not_waited_for(shop):
    os.mkfifo(shop / "pipe.png")
    assert found(shop, "pipe.png") is None


def test_fetched_pictures_go_by_their_address_or_by_the_id_of_their_product(shop, tmp_path):
    by_address, by_id = saved(tmp_path / "fetched" / "a 1.jpg"), saved(tmp_path / "fetched" / "P1.webp")
    assert found(shop, "https://x.example/i/a%201.jpg?width=80", tmp_path / "fetched") == by_address.resolve()
    assert found(shop, "https://x.example/i/b.jpg", tmp_path / "fetched") == by_id.resolve()
    assert found(shop, None, tmp_path / "fetched") == by_id.resolve()
    assert found(shop, None) is None


def test_an_id_leads_nowhere_else(shop, tmp_path):
    (tmp_path / "fetched").mkdir()
    folders = PictureFolders([str(shop / "catalog.csv")], tmp_path / "fetched")
    assert folders.path_of(pictured(None, "../secret")) is None


# --- what is done with the bytes ----------------------------------------------------------------------------------------------


def test_a_picture_is_opened_no_larger_than_it_is_shown(tmp_path):
    assert open_picture(saved(tmp_path / "large.jpg", size=(3000, 1500))).size == (1024, 512)
    assert open_picture(saved(tmp_path / "small.png")).size == (8, 6)


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "gif", "bmp"])
def test_each_form_is_read_by_its_bytes_whatever_it_is_called(tmp_path, suffix):
    path = saved(tmp_path / f"one.{suffix}", "white")
    assert open_picture(path.rename(tmp_path / "other.bmp")).getpixel((0, 0)) == (255, 255, 255)


def test_what_can_be_seen_through_stands_on_white(tmp_path):
    Image.new("RGBA", (4, 4), (255, 0, 0, 0)).save(tmp_path / "clear.png")
    assert open_picture(tmp_path / "clear.png").getpixel((0, 0)) == (255, 255, 255)


def test_the_first_of_moving_pictures_is_shown(tmp_path):
    frames = [Image.new("RGB", (4, 4), colour) for colour in ("red", "blue")]
    frames[0].save(tmp_path / "moving.gif", save_all=True, append_images=frames[1:])
    assert open_picture(tmp_path / "moving.gif").getpixel((0, 0)) == (255, 0, 0)


def claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be large."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (claiming(60_000, 60_000), "it has more than 50,000,000 pixels"),
        (claiming(10_000, 10_000), "it has more than 50,000,000 pixels"),
        (claiming(8_000, 8_000), "it has more than 50,000,000 pixels"),
        (claiming(100, 100), "it is broken, or no picture of a known form"),
        (b"", "it is broken, or no picture of a known form"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "it is broken, or no picture of a known form"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "it is broken, or no picture of a known form"),
    ],
)
def test_a_broken_or_boundless_file_is_refused_with_the_reason(tmp_path, content, why):
    path = tmp_path / "one.png"
    path.write_bytes(content)
    with pytest.raises(PictureUnreadable) as refused:
        open_picture(path)
    assert str(refused.value) == f"one.png cannot be opened as a picture: {why}."


def test_a_file_of_too_many_bytes_is_not_read(tmp_path):
    path = tmp_path / "long.png"
    with path.open("wb") as file:
        file.truncate(opening.MOST_BYTES + 2**20)
    with pytest.raises(PictureUnreadable, match="it has 21 MiB; 20 are read"):
        open_picture(path)


_CHANGE = st.tuples(st.integers(0, 399), st.integers(0, 255))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(opening.FORMATS), st.lists(_CHANGE, max_size=8), st.integers(0, 400))
def test_whatever_is_wrong_with_the_bytes_one_thing_is_raised(tmp_path_factory, form, changes, length):
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((16, 16)).convert("RGB").save(buffer, form)
    content = bytearray(buffer.getvalue()[:length] if length else buffer.getvalue())
    for at, value in changes:
        if content:
            content[at % len(content)] = value
    path = tmp_path_factory.getbasetemp() / "mutated"
    path.write_bytes(content)
    with suppress(PictureUnreadable):
        assert max(open_picture(path).size) <= opening.LARGEST


# --- where they are drawn -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pixels", "shown"), [((100, 100), (16, 8)), ((400, 100), (32, 4)), ((10, 1000), (1, 8)), ((1, 1), (16, 8))]
)
def test_a_picture_keeps_its_form_in_the_cells_that_it_has(pixels, shown):
    assert cells(pixels) == shown


def drawn(plain: bool, **pictures: Image.Image) -> str:
    console = Console(out=(out := io.StringIO()), err=io.StringIO(), plain=plain, width=80, color=False)
    console.pictures = ProductPictures(lambda product: pictures.get(product.id), lambda _: Text("(picture)"))
    console.show_answer(ANSWER)
    return out.getvalue()


def test_a_picture_stands_below_its_result_and_a_product_without_one_is_as_before():
    before, red = drawn(False), Image.new("RGB", (4, 4), "red")
    first, second = (hit.product.id for hit in ANSWER.results[:2])
    with_one = drawn(False, **{first: red})
    assert "(picture)" not in before
    assert [line for line in with_one.splitlines() if line.strip() != "(picture)"] == before.splitlines()
    assert with_one.index(f"id {first}") < with_one.index("(picture)") < with_one.index(f"id {second}")


def test_plain_lines_have_no_picture():
    first = ANSWER.results[0].product.id
    assert drawn(True, **{first: Image.new("RGB", (4, 4))}) == drawn(True)


@pytest.mark.filterwarnings("ignore:Image.Image.getdata:DeprecationWarning")  # of textual-image's
def test_half_blocks_have_the_colours_of_the_pixels():
    from textual_image.renderable import HalfcellImage

    out = io.StringIO()
    console = Console(out=out, err=io.StringIO(), plain=False, width=80, color=True)
    picture = Image.new("RGB", (8, 8), (255, 0, 0))
    console.pictures = ProductPictures(lambda _: picture, drawing_by(HalfcellImage))
    console.show_product(pictured("a.png"), ())
    assert out.getvalue().count("▀") == 16 * 8


def test_off_a_terminal_nothing_is_drawn():
    assert best_drawing("") is None


# --- commands -----------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory, tiny_encoder: Path) -> dict[str, str]:
    """Two cups, one of which has a picture and the other a broken one; the environment that asks for them."""
    folder = tmp_path_factory.mktemp("cups")
    saved(folder / "cups" / "i" / "red.png", size=(64, 48))
    (folder / "cups" / "i" / "broken.png").write_bytes(claiming(50, 50))
    rows = "id,title,price,currency,image\nA1,Red Cup,5.00,EUR,i/red.png\nA2,Blue Cup,6.00,EUR,i/broken.png\n"
    (folder / "cups" / "cups.csv").write_text(rows, encoding="utf-8")
    environment = {"SHOPCLI_INDEX": str(folder / "index"), "SHOPCLI_CACHE_DIR": str(tiny_encoder.parent / "cache")}
    environment |= {"SHOPCLI_DATA_DIR": str(folder / "data")}
    done = run_here("index", folder / "cups" / "cups.csv", "--embedder", tiny_encoder, environment=environment)
    assert done.returncode == 0, done.stderr
    return environment


@pytest.mark.parametrize("command", [("show", "A1"), ("ask", "red cup", "--no-text")])
@pytest.mark.parametrize("mode", [(), ("--plain",)])
def test_in_pipes_and_in_the_plain_look_the_title_stands_for_the_picture(indexed, command, mode):
    without, asked = (run_here(*command, *mode, *more, environment=indexed) for more in ((), ("--pictures",)))
    assert (asked.returncode, asked.stdout) == (0, without.stdout)
    assert "Red Cup" in asked.stdout and "\x1b" not in asked.stdout


def test_a_folder_that_is_not_there_is_named(indexed, tmp_path):
    done = run_here("show", "A1", "--pictures-from", tmp_path / "none", environment=indexed)
    assert done.returncode == 2
    assert done.stderr.startswith(f"error: There is no folder {tmp_path / 'none'}.\nhint: --pictures-from takes")


ANSWERS = {
    "sixel": {b"\x1b[c": b"\x1b[?62;4c"},
    "kitty": {b"\x1b[c": b"\x1b[?62c", b"\x1b_G": b"\x1b_Gi=1;OK\x1b\\"},
    "blocks": {b"\x1b[c": b"\x1b[?62c"},
}
MARKS = {"sixel": b"\x1bP", "kitty": b",f=100,", "blocks": "▀".encode()}


@posix
@pytest.mark.parametrize("kind", MARKS)
def test_a_terminal_is_asked_what_it_can_and_draws_so(indexed, kind):
    output, code = behind_a_terminal(["ask", "cup", "--no-text", "--no-warm", "--pictures"], indexed, ANSWERS[kind])
    assert code == 0, output
    assert [name for name, mark in MARKS.items() if mark in output] == [kind]
    assert b"broken.png cannot be opened as a picture" in output and b"Blue Cup" in output


@posix
def test_in_the_accessible_look_a_terminal_is_asked_nothing(indexed):
    output, code = behind_a_terminal(["show", "A1", "--pictures", "--accessible"], indexed, {})
    assert code == 0 and b"Red Cup" in output and b"\x1b" not in output


@posix
def test_without_the_option_a_terminal_is_asked_nothing(indexed):
    output, code = behind_a_terminal(["ask", "cup", "--no-text", "--no-warm"], indexed, {})
    assert code == 0 and b"\x1b[c" not in output and b"\x1bP" not in output


def behind_a_terminal(arguments: list[str], environment: dict[str, str], answers: dict[bytes, bytes]) -> tuple[bytes, int]:
    """What a command writes to a terminal that answers what it is asked."""
    import fcntl
    import pty
    import select
    import termios

    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(environment | {"TERM": "xterm-256color", "PYTHONPATH": str(Path(__file__).parents[1])})
        os.environ.pop("NO_COLOR", None)
        os.execv(sys.executable, [sys.executable, "-m", "shopcli", *arguments])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 80, 800, 800))
    output, left = b"", dict(answers)
    while select.select([terminal], [], [], 120)[0]:
        try:
            came = os.read(terminal, 65536)
        except OSError:  # Linux says so where the other end is closed
            break
        output += came
        for question in [asked for asked in left if asked in output]:
            os.write(terminal, left.pop(question))
    os.close(terminal)
    return output, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def test_without_pillow_the_extra_is_named(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "PIL.Image", None)
    with pytest.raises(ShopcliError) as missing:
        open_picture(tmp_path / "one.png")
    assert (str(missing.value), missing.value.hint) == (
        "Pictures need Pillow, which is not installed.",
        "Install it: python -m pip install 'shopcli[pictures]'",
    )
