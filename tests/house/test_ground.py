"""The ground the tests stand on holds: no network, a home of its own, a sound Qt binding."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from platformdirs import user_data_path

from tests.conftest import references_lost


def test_the_network_is_out_of_reach() -> None:
    """Reason: a program that promises to stay off the network must be caught the first time it forgets."""
    with socket.socket() as caller, pytest.raises(AssertionError, match="network"):
        caller.connect(("192.0.2.1", 80))
    with pytest.raises(AssertionError, match="network"):
        socket.getaddrinfo("example.org", 80)


def test_registers_are_kept_in_a_home_of_the_tests(home: Path) -> None:
    """Reason: a test run must never open, fill or migrate the register of whoever runs it."""
    assert user_data_path("aide-memoire").is_relative_to(home)
    assert Path.home() == home


def test_the_binding_keeps_what_it_is_given() -> None:
    """Reason: a PySide6 that loses references to None aborts the process hours later, far from the cause."""
    assert references_lost() <= 0
