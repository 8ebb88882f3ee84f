"""Reminders on the desktop: what is said there, what comes back, and what happens where nobody shows them."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jeepney import DBusAddress, HeaderFields, Message, new_signal
from typer.testing import CliRunner

from db.chain import beginning
from db.commands.commitments import AddCommitment
from db.commands.reminders import AddReminder, Handle
from db.errors import KnownError
from db.queries.notifications import to_tell
from db.records.base import Link
from db.records.commitments import CommitmentDraft
from db.records.notifications import ToTell
from db.records.reminders import HandledDraft, ReminderDraft, ReminderLine
from db.rules.notifications import Told, Wait
from db.rules.periods import Period
from db.vocabulary import Handled, Kind, Marking
from desktop import clock
from desktop.cli import program
from desktop.notifying import bus as buses
from desktop.notifying.bus import NAME, Bus, NotShown, Pressed
from desktop.notifying.choices import Choices, choose, chosen
from desktop.notifying.message import Message as Said
from desktop.notifying.message import bounded, message
from desktop.notifying.told import ToldFile
from tests.desktop.driver.session_bus import ALL, PLACE, SessionBus, session_bus
from tests.registers import TODAY, make_empty, make_starter, opened

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOSTILE = "<b>Visit</b> & <img src='x'>\u202egnol\nline"


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SessionBus]:
    """The session bus of this test."""
    with session_bus(tmp_path) as made:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={made.address}")
        yield made


@pytest.fixture
def told_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What was told and chosen is kept below this folder."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "state" / "aide-memoire" / "told"


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is noon of the day the examples are dated."""
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "here", lambda: NOON)


def reminders(*titles: str, fires_on: date = TODAY) -> tuple[ToTell, ...]:
    """Reminders of records of these titles."""
    return tuple(
        ToTell(
            key=f"key{number}",
            fires_on=fires_on,
            title=title,
            why=f"why {number}",
            line=ReminderLine(
                rule=-1, record=Link(id=number, kind=Kind.VISIT, title=title), about=number, computed_from=TODAY, n=1,
                fires_on=fires_on, reason="", handled=None, until=None, group="now",
            ),
        )
        for number, title in enumerate(titles)
    )  # fmt: skip


# ----------------------------------------------------------------------------------------------------------- words
def test_one_reminder_is_named_and_several_are_counted() -> None:
    assert message(reminders("Visit")) == Said("Visit", "why 0")
    assert message(reminders("A", "B", "C")) == Said("3 reminders", "A\nB\nC")
    many = message(reminders(*"ABCDEFG"))
    assert many == Said("7 reminders", "A\nB\nC\nand 4 more") and many.line == "7 reminders: A · B · C · and 4 more"


@given(st.lists(st.text(max_size=400), min_size=1, max_size=6))
def test_words_are_bounded_and_turn_nothing_around(titles: list[str]) -> None:
    said = message(reminders(*titles))
    assert len(said.summary) <= 120 and len(said.body) <= 4 * 121
    for line in (said.summary, *said.body.split("\n")):
        assert line == bounded(line) and line.isprintable()


def test_of_what_is_marked_only_kind_and_number_are_said(tmp_path: Path) -> None:
    """Whether the record is marked, or the reminder that somebody wrote on it."""
    with opened(make_empty(tmp_path / "desk.aide")) as store:
        due = Period.on(date(2026, 11, 24))
        secret = CommitmentDraft(title="Secret list", due=due, marking=Marking.RESTRICTED)
        far = Period.on(date(2028, 1, 1))
        drafts = (CommitmentDraft(title="Open list", due=due), secret, CommitmentDraft(title="Third list", due=far))
        first, second, third = (store.run(AddCommitment(draft)).record for draft in drafts)
        assert first and second and third
        own = ReminderDraft(title="Ask the source", record=third, on=TODAY, marking=Marking.CONFIDENTIAL)
        store.run(AddReminder(own))
        found = {each.line.record.id: each for each in store.ask(lambda reader: to_tell(reader, TODAY, "12:00"))}
    assert found[first].title == "Open list" and found[first].why
    assert (found[second].title, found[second].why) == (f"Commitment {second}", "A reminder is due.")
    assert (found[third].title, found[third].why) == (f"Commitment {third}", "A reminder is due.")
    said = message(tuple(found.values()))
    assert not any(word in f"{said.summary} {said.body}" for word in ("Secret", "Ask", "Third"))


def test_what_is_put_off_to_a_time_of_the_day_is_told_again_then(tmp_path: Path) -> None:
    with opened(make_empty(tmp_path / "desk.aide")) as store:
        owner = store.run(AddCommitment(CommitmentDraft(title="List", due=Period.on(date(2028, 1, 1))))).record
        store.run(AddReminder(ReminderDraft(title="Ask the embassy", record=owner, on=TODAY)))

        def firing(at: str) -> list[ToTell]:
            return list(store.ask(lambda reader: to_tell(reader, TODAY, at)))

        (first,) = firing("12:00")
        assert "Ask the embassy" in first.why
        line = first.line
        draft = HandledDraft(
            rule=line.rule, record=line.about, computed_from=line.computed_from, n=line.n, handled=Handled.SNOOZED,
            until=TODAY, until_time="15:00",
        )  # fmt: skip
        store.run(Handle(draft))
        assert firing("14:59") == []
        (again,) = firing("15:00")
    assert again.key != first.key and again.line.record == first.line.record


# ------------------------------------------------------------------------------------------------------------- bus
@pytest.mark.parametrize(
    ("can", "body", "actions"),
    [
        (ALL, "&lt;b&gt;Visit&lt;/b&gt; &amp; &lt;img src='x'&gt;\u202egnol\nline", {"log": "Log"}),
        (("actions", "body"), HOSTILE, {"log": "Log"}),
        (("body",), HOSTILE, {}),
        ((), "", {}),
    ],
)
def test_a_notification_is_what_its_server_takes(
    bus: SessionBus, can: tuple[str, ...], body: str, actions: dict[str, str]
) -> None:
    daemon, ours = bus.has(can), Bus()
    assert ours.server().name == "Fake" and ours.server().has_actions is ("actions" in can)
    assert ours.show(Said("Summary & more", HOSTILE), {"log": "Log"}) == 1
    (shown,) = daemon.shown
    assert (shown.summary, shown.body, shown.actions, shown.stays) == ("Summary & more", body, actions, -1)
    assert shown.hints == {"desktop-entry": "aide-memoire", "urgency": 1} and shown.replaces == 0
    assert shown.icon.startswith("file://") and Path(shown.icon.removeprefix("file://")).is_file()
    ours.withdraw(1)
    assert daemon.withdrawn == [1]
    ours.close()


def test_what_is_pressed_comes_back_with_its_token_and_only_from_who_showed_it(bus: SessionBus) -> None:
    daemon, ours = bus.has(), Bus()
    ours.show(Said("One", ""), {"log": "Log"})
    ours.show(Said("Two", ""), {"log": "Log"})
    stranger = bus.connected()
    for signal in (_pressed(2, "log"), _pressed(1, "log")):
        signal.header.fields[HeaderFields.destination] = ours.name
        stranger.send(signal)
    daemon.says("ActionInvoked", "uu", (1, 1))
    daemon.press(7, "log")
    daemon.press(2, "log", "token-2")
    ours.show(Said("Three", ""), {"log": "Log"})  # what came while its answer was waited for is not lost
    daemon.press(1, "default")
    daemon.press(1, "log")  # closed by then
    assert list(ours.pressed(patience=0.3)) == [Pressed(2, "log", "token-2"), Pressed(1, "default", "")]
    assert ours.open_ones() == (3,)
    ours.close()


def _pressed(number: int, action: str) -> Message:
    return new_signal(DBusAddress(PLACE, interface=NAME), "ActionInvoked", "us", (number, action))


@pytest.mark.parametrize("how", ["goes", "refuses", "babbles", "silent"])
@pytest.mark.parametrize("call", ["GetServerInformation", "GetCapabilities", "Notify"])
def test_a_server_that_fails_in_a_call_is_said_to(
    bus: SessionBus, monkeypatch: pytest.MonkeyPatch, call: str, how: str
) -> None:
    monkeypatch.setattr(buses, "PATIENCE", 0.3 if how == "silent" else 10)
    bus.has(fails=call, how=how)
    ours = Bus()
    with pytest.raises(NotShown, match="here"):
        ours.show(Said("One", "body"), {"log": "Log"})
    ours.close()


def test_without_a_server_or_a_bus_it_is_said(bus: SessionBus, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ours = Bus()
    with pytest.raises(NotShown, match="Nothing shows notifications"):
        ours.show(Said("One", ""), {})
    bus.ends()
    with pytest.raises(NotShown, match="is gone"):
        ours.show(Said("One", ""), {})
    with pytest.raises(NotShown, match="is gone"):
        list(ours.pressed())
    ours.close()
    for address in (f"unix:path={bus.address}", "unix:path=/nowhere", "tcp:host=x", "", "nonsense"):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        with pytest.raises(NotShown, match="no session bus"):
            Bus()
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "nowhere"))
    with pytest.raises(NotShown, match="no session bus"):
        Bus()


def test_the_usual_bus_is_found_where_no_address_is_named(bus: SessionBus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(Path(bus.address).parent))
    bus.has()
    ours = Bus()
    assert ours.server().name == "Fake"
    ours.close()


# ------------------------------------------------------------------------------------------------- what was told
def test_what_was_told_is_private_and_outlives_the_run(told_files: Path) -> None:
    firing = reminders("A", "B")
    claim = ToldFile("ab12").claim(firing, NOON, Choices(), active=False)
    assert claim.what == firing and ToldFile("ab12").claim(firing, NOON, Choices(), active=False).what == ()
    assert ToldFile("other").claim(firing, NOON, Choices(), active=False).what == firing
    if os.name == "posix":
        assert {stat.S_IMODE(each.stat().st_mode) for each in told_files.iterdir()} == {0o600}
        assert stat.S_IMODE(told_files.stat().st_mode) == 0o700
    assert "A" not in (told_files / "ab12.json").read_text().replace("AM", "")


def test_what_reached_nobody_is_told_another_time(told_files: Path) -> None:
    file, firing = ToldFile("ab12"), reminders("A", "B")
    claim = file.claim(firing, NOON, Choices(), active=False)
    file.give_back(claim)
    assert file.claim(firing, NOON, Choices(), active=False).what == firing


def test_a_window_and_a_timer_at_the_same_moment_tell_once(told_files: Path) -> None:
    firing, start = reminders(*"ABC"), threading.Barrier(8)

    def claims(_number: int) -> int:
        start.wait()
        return len(ToldFile("ab12").claim(firing, NOON, Choices(), active=False).what)

    with ThreadPoolExecutor(8) as many:
        assert sorted(many.map(claims, range(8))) == [0] * 7 + [3]


@pytest.mark.parametrize("harm", [b"", b"{", b"[]", b'{"keys": 3}', b'{"last": "soon", "keys": []}', b"\xff\x00"])
def test_a_damaged_file_floods_nobody_and_loses_nothing_of_today(told_files: Path, harm: bytes) -> None:
    """What fires since an earlier day counts as told; what fires today is told."""
    old, new = reminders("A", "B", fires_on=date(2026, 11, 20)), reminders("A", "B", "C")[2:]
    file = ToldFile("ab12")
    file.claim(old, NOON, Choices(), active=False)
    file.path.write_bytes(harm)
    assert file.claim(old, NOON, Choices(), active=False).wait is Wait.NOTHING_NEW
    assert file.path.read_bytes() != harm, "It is written anew, though nobody is told."
    file.path.write_bytes(harm)
    assert file.claim((*old, *new), NOON, Choices(), active=False).what == new
    assert file.claim((*old, *new), NOON, Choices(), active=False).wait is Wait.NOTHING_NEW


def test_what_cannot_be_remembered_is_told_to_nobody(told_files: Path) -> None:
    """Whether there is no room for the file, or none for its folder: else they hear of it at every start."""
    (told_files / "ab12.json").mkdir(parents=True)
    (told_files.parent / "drafts").touch()
    for folder in (told_files, told_files.parent / "drafts"):
        file = ToldFile("ab12")
        file.path = folder / "ab12.json"
        with pytest.raises(KnownError, match="Nothing was saved"):
            file.claim(reminders("A"), NOON, Choices(), active=False)


def test_a_register_is_known_by_its_first_change(tmp_path: Path) -> None:
    """Copies of it are the same one, whatever came since; another register is another one."""
    path, copy = make_starter(tmp_path / "a.aide"), tmp_path / "b.aide"
    with opened(path) as store:
        first = store.ask(beginning)
        store.run(AddCommitment(CommitmentDraft(title="More")))
        assert store.ask(beginning) == first
    copy.write_bytes(path.read_bytes())
    with opened(copy) as store:
        assert store.ask(beginning) == first
    with opened(make_empty(tmp_path / "c.aide")) as store:
        assert store.ask(beginning) == ""


# --------------------------------------------------------------------------------------------------------- choices
@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("20:00", time(20)),
        ("7", time(7)),
        ("7.30", time(7, 30)),
        ("730", time(7, 30)),
        (" 07h05 ", time(7, 5)),
        ("", None),
    ],
)
def test_times_of_the_day_are_read_as_they_are_written(typed: str, read: time | None) -> None:
    assert Choices.model_validate({"quiet_from": typed}).quiet_from == read


@pytest.mark.parametrize("typed", ["25:00", "7:60", "noon", "-1", "7:5", "٧"])
def test_what_is_no_time_of_the_day_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="quiet_from"):
        Choices.model_validate({"quiet_from": typed})


def test_what_was_chosen_is_kept_and_a_damaged_file_is_the_usual(told_files: Path, tmp_path: Path) -> None:
    assert chosen() == Choices()
    choices = Choices(notify=False, quiet_from=None, background=True)
    choose(choices)
    assert chosen() == choices and choices.quiet is None
    (file,) = (tmp_path / "config").rglob("reminders.json")
    file.write_text("{")
    assert chosen() == Choices()


# ----------------------------------------------------------------------------------------------- the command line
def called(register: Path, *words: str) -> tuple[int, str]:
    """How the command line ends, and what it says."""
    said = CliRunner().invoke(program, ["--register", str(register), *words])
    return said.exit_code, said.output


def test_remind_notify_shows_it_once_without_buttons(
    bus: SessionBus, told_files: Path, tmp_path: Path, noon: None
) -> None:
    register, daemon = make_starter(tmp_path / "desk.aide"), bus.has()
    before = register.read_bytes()
    code, said = called(register, "remind", "--notify")
    assert code == 0 and said.endswith("shown.\n") and len(daemon.shown) == 1
    assert daemon.shown[0].actions == {}
    assert called(register, "remind", "--notify") == (0, "Nothing new to tell.\n")
    assert len(daemon.shown) == 1 and register.read_bytes() == before, "nothing is written into the register"


def test_remind_notify_says_why_it_shows_nothing(
    bus: SessionBus, told_files: Path, tmp_path: Path, noon: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = make_starter(tmp_path / "desk.aide")
    code, said = called(register, "remind", "--notify")
    assert code == 3 and "Nothing shows notifications here." in said and "remind" in said
    choose(Choices(notify=False))
    assert called(register, "remind", "--notify")[1].startswith("Nothing was shown: Settings")
    choose(Choices(quiet_from=time(11), quiet_to=time(13)))
    code, said = called(register, "remind", "--notify")
    assert code == 0 and "quiet hours" in said
    choose(Choices())
    assert called(register, "--on", "2027-01-01", "remind", "--notify")[0] == 2
    bus.ends()
    code, said = called(register, "remind", "--notify")
    assert code == 3 and "There is no session bus here" in said
    monkeypatch.setattr(ToldFile, "_understood", lambda *_: Told((), NOON))
    assert "15 minutes" in called(register, "remind", "--notify")[1]


@pytest.mark.parametrize(("days", "listed"), [(0, False), (3, False), (4, True), (31, True)])
def test_due_within_lists_what_fires_in_so_many_days(tmp_path: Path, days: int, listed: bool) -> None:
    register = make_empty(tmp_path / "desk.aide")
    with opened(register) as store:
        owner = store.run(AddCommitment(CommitmentDraft(title="List", due=Period.on(date(2028, 1, 1))))).record
        for title, on in (("Ask", date(2026, 11, 20)), ("Ask again", date(2026, 11, 27))):
            store.run(AddReminder(ReminderDraft(title=title, record=owner, on=on)))
    code, said = called(register, "--on", TODAY.isoformat(), "remind", "--due-within", str(days))
    assert code == 0 and "Now (1)" in said and ("27 Nov" in said) is listed
    assert called(register, "--on", TODAY.isoformat(), "remind", "--due-within", "32")[0] == 2
