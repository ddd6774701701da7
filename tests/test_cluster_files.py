"""The examples of docs/cluster: they are YAML, what they name is there, and their options are those of the commands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from tests.doc_examples import ROOT

FOLDER = ROOT / "docs" / "cluster"
COMPOSE = yaml.safe_load((FOLDER / "compose.yaml").read_text(encoding="utf-8"))
KUBERNETES = list(yaml.safe_load_all((FOLDER / "kubernetes.yaml").read_text(encoding="utf-8")))
OF_RAY = frozenset("--head --block --port --address --num-cpus --include-dashboard --disable-usage-stats".split())


def options_of(command: str) -> frozenset[str]:
    """The long options of a command, as docs/commands.md lists them."""
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    part = re.search(rf"^##+ shopcli {command}$(.*?)(?=^##+ shopcli |\Z)", text, re.MULTILINE | re.DOTALL)
    assert part
    return frozenset(re.findall(r"--[a-z][a-z-]+", part[1]))


def commands() -> Iterator[str]:
    """Every command line of both files, its words joined by spaces."""
    for service in COMPOSE["services"].values():
        yield " ".join([*service.get("entrypoint", []), *listed(service.get("command", []))])
    for container in containers():
        yield " ".join([*container.get("command", []), *container.get("args", [])])


def listed(command: list[str] | str) -> list[str]:
    return [command] if isinstance(command, str) else command


def containers() -> Iterator[dict[str, Any]]:
    for one in KUBERNETES:
        if "template" in one["spec"]:
            yield from one["spec"]["template"]["spec"]["containers"]


def flags(text: str) -> set[str]:
    return set(re.findall(r"(?<=\s)--[a-z][a-z-]+", f" {text}"))


def test_options_of_shopcli_are_those_it_has():
    found = {"serve": 0, "index": 0}
    for line in commands():
        for command in re.findall(r"(?:^|shopcli )((?:serve|index) .*)", line):
            name, _, rest = command.partition(" ")
            assert flags(rest) <= options_of(name), command
            found[name] += 1
    assert found == {"serve": 2, "index": 2}


def test_ray_is_started_without_telling_anybody():
    lines = [part for line in commands() for part in line.split("&&") if "ray start" in part]
    assert len(lines) == 6
    for line in lines:
        assert "--disable-usage-stats" in line
        assert flags(line) <= OF_RAY


@pytest.mark.parametrize(
    "pod", [one for one in KUBERNETES if "template" in one["spec"]], ids=lambda one: one["metadata"]["name"]
)
def test_what_a_pod_mounts_is_there(pod):
    spec = pod["spec"]["template"]["spec"]
    claims = {one["metadata"]["name"] for one in KUBERNETES if one["kind"] == "PersistentVolumeClaim"}
    own = {one["metadata"]["name"] for one in pod["spec"].get("volumeClaimTemplates", [])}
    assert {
        one["persistentVolumeClaim"]["claimName"] for one in spec.get("volumes", []) if "persistentVolumeClaim" in one
    } <= claims
    mounted = {mount["name"] for container in spec["containers"] for mount in container.get("volumeMounts", [])}
    assert mounted == {one["name"] for one in spec.get("volumes", [])} | own
    if "selector" in pod["spec"]:
        assert pod["spec"]["selector"]["matchLabels"] == pod["spec"]["template"]["metadata"]["labels"]


def test_the_hosts_that_are_named_are_services():
    services = {one["metadata"]["name"] for one in KUBERNETES if one["kind"] == "Service"}
    assert {"milvus", "ray-head", "shopcli"} == services
    assert {"milvus", "ray-head", "ray-worker", "build", "server", "etcd", "minio"} == set(COMPOSE["services"])
    named = {host for line in commands() for host in re.findall(r"(?:ray:|address=)([a-z][a-z-]+):\d", line)}
    assert named == {"ray-head"}


def test_volumes_of_the_compose_file_are_declared():
    used = {volume.split(":")[0] for one in COMPOSE["services"].values() for volume in one.get("volumes", [])}
    assert {name for name in used if not name.startswith(".")} == set(COMPOSE["volumes"])


def test_no_secret_stands_in_the_files():
    environment = [item for container in containers() for item in container.get("env", [])]
    secret = [item for item in environment if re.search("PASSWORD|SECRET|TOKEN", item["name"])]
    assert len(secret) == 3 and all("secretKeyRef" in item["valueFrom"] for item in secret)
