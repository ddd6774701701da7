"""The pages: each example works and prints what is shown, each link leads somewhere, and the site builds without a warning."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.doc_examples import ROOT, as_shown, build_index, check, examples_of, holds, pages
from tools.recording import animated, frames

DOCS = ROOT / "docs"
LINKED = [*sorted(DOCS.rglob("*.md")), *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SKILL.md", "llms.txt"))]
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs") / "sample"
    build_index(folder)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("page", pages())
def test_each_example_of_a_page_works_and_prints_what_is_shown(page, index):
    assert check(page, index) == [], "python -m tests.doc_examples --write writes what they print now"


def test_a_page_that_shows_something_else_is_found():
    assert holds(("one", "…", "four 1.2 s"), "one\ntwo\nthree\nfour 17 s\n")
    assert not holds(("one",), "one\ntwo\n")
    assert not holds(("two", "…"), "one\ntwo\n")
    assert as_shown(("a", "b", "…"), "1\n2\n3\n4\n") == "1\n2\n…\n"
    assert as_shown(("a",), "1\n2\n") == "1\n2\n"


def test_every_guide_has_examples():
    assert {page: len(examples_of(page)) > 1 for page in pages()} == dict.fromkeys(pages(), True)


def slug(heading: str) -> str:
    """The anchor of a heading, as GitHub and Python-Markdown make it of ours."""
    return re.sub(r"[^\w\- ]", "", heading.replace("`", "")).strip().lower().replace(" ", "-")


def anchors(path: Path) -> set[str]:
    return {slug(heading) for heading in _HEADING.findall(path.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("page", LINKED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_each_link_of_a_page_leads_to_a_file_and_a_heading_that_are_there(page):
    lost = []
    for target in _LINK.findall(_FENCED.sub("", page.read_text(encoding="utf-8"))):
        if re.match(r"https?://|mailto:", target):
            continue
        name, _, anchor = target.partition("#")
        path = (page.parent / name).resolve() if name else page
        if not path.exists() or (anchor and anchor not in anchors(path)):
            lost.append(target)
    assert lost == []


def test_a_page_of_the_site_links_only_to_what_is_in_the_site():
    outside = [
        (page.relative_to(ROOT).as_posix(), target)
        for page in DOCS.rglob("*.md")
        for target in _LINK.findall(_FENCED.sub("", page.read_text(encoding="utf-8")))
        if "://" not in target and not (page.parent / target.partition("#")[0]).resolve().is_relative_to(DOCS)
    ]
    assert outside == []


def test_the_site_builds_without_a_warning_and_has_every_page(tmp_path):
    shutil.copytree(DOCS, tmp_path / "docs")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--strict", "--clean"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert not re.search(r"warning", done.stdout + done.stderr, re.IGNORECASE), done.stdout + done.stderr
    site = tmp_path / "build" / "site"
    made = {path.relative_to(site).with_suffix(".md").as_posix() for path in site.rglob("*.html")} - {"404.md"}
    assert {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")} <= made


def test_the_recording_is_half_a_minute_and_moves_without_a_script():
    events = [json.loads(line) for line in (DOCS / "pictures" / "recording.cast").read_text(encoding="utf-8").splitlines()]
    assert events[0]["version"] == 2 and 20 < events[0]["duration"] < 40
    times = [event[0] for event in events[1:]]
    assert times == sorted(times) and times[-1] < events[0]["duration"]
    tree = ET.fromstring((DOCS / "pictures" / "recording.svg").read_text(encoding="utf-8"))
    assert len([group for group in tree.iter() if group.get("class") == "frame"]) == len(times)
    assert not [node.tag for node in tree.iter() if node.tag.endswith(("script", "image", "foreignObject"))]


def test_frames_of_a_recording_show_the_screen_as_it_grows():
    first, *typed, last = frames([("shopcli --help", "Usage\n")])
    assert first.screen.endswith("$\x1b[0m ") and first.at_s == 0
    assert "".join(frame.added for frame in typed) == "shopcli --help"
    assert last.added == "\nUsage\n" and last.screen == f"{typed[-1].screen}\nUsage\n"
    assert 'class="frame" id="s1"' in animated([first, *typed, last], 10.0)
