"""A screen reader without a voice: it hears what one is told over the AT-SPI bus, and asks what one asks.

The interfaces are at-spi2-core's own (its XML files, ``org.a11y.atspi``); names of roles and states as given there.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from types import TracebackType
from typing import Any, NamedTuple

from jeepney import DBusAddress, HeaderFields, MatchRule, MessageType, Properties, new_method_call
from jeepney.io.blocking import open_dbus_connection

PATIENCE = 20.0
ENTER, ESCAPE, TAB, SPACE = 0xFF0D, 0xFF1B, 0xFF09, 0x20
SHIFT, CONTROL = 50, 37  # key codes: what is held is pressed and let go by these
HOME, DOWN, RIGHT = 0xFF50, 0xFF54, 0xFF53
_HOLD, _LET_GO, _PRESS_BY_SYMBOL = 0, 1, 3  # AtspiKeySynthType: KEY_PRESS, KEY_RELEASE, KEY_SYM
_PASSWORD_TEXT = 40  # AtspiRole
_SHOWING, _CHECKED = 25, 4  # AtspiStateType


class Ref(NamedTuple):
    """An accessible object: the bus name of its program, and its path there."""

    program: str
    path: str


class Silence(Exception):
    """What should have been heard was not."""


def f_key(number: int) -> int:
    """Symbol of a function key."""
    return 0xFFBD + number


class Reader:
    """``session``: address of the session bus. ``heard``: every name that got the focus and every announcement."""

    def __init__(self, session: str) -> None:
        self._session = open_dbus_connection(session)
        at = DBusAddress("/org/a11y/bus", bus_name="org.a11y.Bus", interface="org.a11y.Bus")
        told = self._session.send_and_get_reply(new_method_call(at, "GetAddress"), timeout=PATIENCE)
        self._bus = open_dbus_connection(told.body[0])
        self._events: deque[Any] = deque()
        rule = MatchRule(type="signal", interface="org.a11y.atspi.Event.Object")
        self._handle = self._bus.filter(rule, queue=self._events)
        self._handle.__enter__()
        bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
        self._bus.send_and_get_reply(new_method_call(bus, "AddMatch", "s", (rule.serialise(),)))
        self.heard: list[str] = []
        self.focus: Ref | None = None
        self.window: Ref | None = None
        for event in ("object:state-changed:focused", "object:announcement"):
            self.until(partial(self._listens_to, event), "the registry")

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, where: TracebackType | None) -> None:
        self._handle.__exit__(None, None, None)
        self._bus.close()
        self._session.close()

    def _listens_to(self, event: str) -> bool:
        """The bus starts the registry with the first call; on a busy machine it may leave before it answers."""
        registry = Ref("org.a11y.atspi.Registry", "/org/a11y/atspi/registry")
        self._call(registry, "Registry", "RegisterEvent", "sass", (event, [], ""))
        return True

    def find_window(self) -> None:
        """Wait until the program shows one."""
        desktop = Ref("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")

        def there() -> bool:
            for program in self.children(desktop):
                for window in self.children(program):
                    self.window = window
                    return any(True for _ in self.all())
            return False

        self.until(there, "the window")

    # -- what is there --------------------------------------------------------------------------------------

    def children(self, ref: Ref) -> list[Ref]:
        """What lies in it, in reading order."""
        return [Ref(*child) for child in self._call(ref, "Accessible", "GetChildren")[0]]

    def parent(self, ref: Ref) -> Ref:
        """What it lies in."""
        return Ref(*self._property(ref, "Accessible", "Parent"))

    def name(self, ref: Ref) -> str:
        """What is said of it."""
        return str(self._property(ref, "Accessible", "Name"))

    def description(self, ref: Ref) -> str:
        """What is said after its name."""
        return str(self._property(ref, "Accessible", "Description"))

    def role(self, ref: Ref) -> str:
        """What kind of thing it is."""
        return str(self._call(ref, "Accessible", "GetRoleName")[0])

    def is_secret(self, ref: Ref) -> bool:
        """Whether what is typed there is not said aloud."""
        return bool(self._call(ref, "Accessible", "GetRole")[0] == _PASSWORD_TEXT)

    def is_checked(self, ref: Ref) -> bool:
        """Whether it is chosen."""
        return self.is_in(ref, _CHECKED)

    def is_in(self, ref: Ref, state: int) -> bool:
        """Whether a state is set."""
        low, high = self._call(ref, "Accessible", "GetState")[0]
        return bool((low | high << 32) >> state & 1)

    def all(self, root: Ref | None = None) -> Iterator[Ref]:
        """Everything on show, in reading order."""
        ref = root or self.window
        assert ref is not None
        for child in self.children(ref):
            if self.is_in(child, _SHOWING):
                yield child
                yield from self.all(child)

    def caret(self, ref: Ref) -> int:
        """How many letters of a text stand before the place where one reads."""
        return int(self._property(ref, "Text", "CaretOffset"))

    def find(self, role: str, words: str) -> Ref:
        """The first thing on show with that role whose name has ``words``."""
        found: list[Ref] = []

        def there() -> bool:
            found[:] = [r for r in self.all() if self.role(r) == role and words in self.name(r)]
            return bool(found)

        self.until(there, f"{role} “{words}”")
        return found[0]

    # -- hands ----------------------------------------------------------------------------------------------

    def press(self, key: int, held: int = 0) -> None:
        """Press a key by its symbol, wherever the focus is, while another is ``held``."""
        strokes = (
            [(held, _HOLD), (key, _PRESS_BY_SYMBOL), (held, _LET_GO)] if held else [(key, _PRESS_BY_SYMBOL)]
        )
        at = Ref("org.a11y.atspi.Registry", "/org/a11y/atspi/registry/deviceeventcontroller")
        for code, how in strokes:
            self._call(at, "DeviceEventController", "GenerateKeyboardEvent", "isu", (code, "", how))

    def type(self, letters: str) -> None:
        """Press letters and digits."""
        for letter in letters:
            self.press(ord(letter))

    def listen_a_while(self, milliseconds: int) -> None:
        """Press nothing for so long: the same key pressed again is then meant."""
        deadline = time.monotonic() + milliseconds / 1000
        while (left := deadline - time.monotonic()) > 0:
            self._wait(left)

    def dictate(self, words: str) -> None:
        """Write into the field that has the focus, as speech input does."""
        assert self.focus is not None
        self._call(self.focus, "EditableText", "SetTextContents", "s", (words,))

    def do(self, ref: Ref) -> None:
        """Press a button through its interface."""
        actions = self._property(ref, "Action", "NActions")
        names = [self._call(ref, "Action", "GetName", "i", (at,))[0] for at in range(actions)]
        self._call(
            ref,
            "Action",
            "DoAction",
            "i",
            (next(at for at, name in enumerate(names) if name in ("Press", "Toggle")),),
        )

    # -- what is told ---------------------------------------------------------------------------------------

    def hear(self, words: str) -> str:
        """Wait until something with these words is said; returns all of it."""
        found: list[str] = []

        def there() -> bool:
            self._listen()
            found[:] = [said for said in self.heard if words in said]
            return bool(found)

        self.until(there, f"“{words}”, but: {self.heard[-12:]}")
        return found[-1]

    def hear_focus(self, is_there: Callable[[Ref], bool], what: str) -> Ref:
        """Wait until the focus is somewhere."""

        def there() -> bool:
            self._listen()
            return self.focus is not None and is_there(self.focus)

        self.until(there, f"the focus on {what}, but: {self.heard[-12:]}")
        assert self.focus is not None
        return self.focus

    def until(self, condition: Callable[[], bool], what: str) -> None:
        """Ask again at every event, for ``PATIENCE`` seconds."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                if condition():
                    return
            except Gone:
                pass  # it was taken away while being asked
            if time.monotonic() > deadline:
                raise Silence(f"not heard: {what}")
            self._wait(0.1)

    def _wait(self, seconds: float) -> None:
        try:
            event = self._bus.receive(timeout=seconds)
        except TimeoutError:
            return
        if event.header.message_type is MessageType.signal:
            self._events.append(event)

    def _listen(self) -> None:
        while self._events:
            event = self._events.popleft()
            fields: Mapping[HeaderFields, str] = event.header.fields
            ref = Ref(fields[HeaderFields.sender], fields[HeaderFields.path])
            kind, what = fields[HeaderFields.member], event.body
            if kind == "StateChanged" and what[0] == "focused" and what[1]:
                self.focus = ref
                try:
                    self.heard.append(self.name(ref))
                except Gone:
                    continue
            elif kind == "Announcement":
                self.heard.append(what[3][1])

    # -- the bus --------------------------------------------------------------------------------------------

    def _call(
        self, ref: Ref, interface: str, method: str, kinds: str = "", words: Sequence[object] = ()
    ) -> Any:
        at = DBusAddress(ref.path, bus_name=ref.program, interface=f"org.a11y.atspi.{interface}")
        return self._ask(new_method_call(at, method, kinds or None, tuple(words)))

    def _property(self, ref: Ref, interface: str, name: str) -> Any:
        at = DBusAddress(ref.path, bus_name=ref.program, interface=f"org.a11y.atspi.{interface}")
        return self._ask(Properties(at).get(name))[0][1]

    def _ask(self, message: Any) -> Any:
        reply = self._bus.send_and_get_reply(message, timeout=PATIENCE)
        if reply.header.message_type is MessageType.error:
            raise Gone(reply.body)
        return reply.body


class Gone(Exception):
    """The object is no longer there."""
