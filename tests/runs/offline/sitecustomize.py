"""Every process that Python starts here has no network, and writes down who wanted it."""

from __future__ import annotations

import os
import socket
import traceback
from pathlib import Path
from typing import Any, NoReturn


def _refuse(*_: Any, **__: Any) -> NoReturn:
    with Path(os.environ["KZ_TEST_NETWORK"]).open("a") as log:
        log.write("".join(traceback.format_stack(limit=8)) + "\n")
    raise OSError("no network")


class Offline(socket.socket):
    def connect(self, address: Any) -> None:
        if self.family != socket.AF_UNIX:
            _refuse()
        super().connect(address)

    def connect_ex(self, address: Any) -> int:
        if self.family != socket.AF_UNIX:
            _refuse()
        return super().connect_ex(address)


socket.socket = Offline  # type: ignore[misc]
socket.getaddrinfo = socket.gethostbyname = _refuse
