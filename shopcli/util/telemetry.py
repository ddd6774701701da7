"""Telemetry opt-out: nothing that we load reports to anybody.

onnxruntime's official builds report to mobile.events.data.microsoft.com from the moment of their import (read off 1.31), and
keep an id of the device and a queue of events in the user's folders. The switch has to be in the environment before the
import; `onnxruntime.disable_telemetry_events` comes after it, and lets the first event and the uploader be.
"""

from __future__ import annotations

import os
from typing import Any

_SWITCHES = ("ORT_DISABLE_TELEMETRY", "HF_HUB_DISABLE_TELEMETRY", "DO_NOT_TRACK")


def disable_telemetry() -> None:
    """Switch off the telemetry of onnxruntime and huggingface_hub; call it before they are imported.

    The switches stand in the environment of this process, so that processes started from it have them too. They are set
    whatever they were: that shopcli sends nothing hangs on no setting.
    """
    os.environ.update(dict.fromkeys(_SWITCHES, "1"))


def import_onnxruntime(module: str = "onnxruntime") -> Any:
    """onnxruntime or a module of it, imported silent: the one place that imports it.

    As a library, a program may have imported onnxruntime before us. Its telemetry then runs already, which was for that
    program to decide; all but the first event can still be kept from it.
    """
    disable_telemetry()
    from importlib import import_module

    import_module("onnxruntime").disable_telemetry_events()  # on Windows it also covers the system's event tracing
    return import_module(module)
