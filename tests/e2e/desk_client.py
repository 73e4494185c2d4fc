"""A dashboard on a display of its own (Xvfb), driven by keys (xdotool) as a person would.

What the window did is read from the lines of --tell on its standard output; nothing of its code is known here.
"""

import ctypes
import os
import queue
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path

from heatline_client import shorten

WAIT_SECONDS_MAX = 30


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def end_server_of(folder):
    """A server that a killed window left; only the one of this meet."""
    for entry in Path("/proc").iterdir():
        try:
            words = (entry / "cmdline").read_bytes().split(b"\0") if entry.name.isdigit() else []
        except OSError:
            continue
        if b"serve" in words and str(folder).encode() in words:
            os.kill(int(entry.name), signal.SIGTERM)


class Display:
    """An X server without a screen; gone at the end of the `with`."""

    def __enter__(self):
        read, write = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-noreset", "-nolisten", "tcp"],
            pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as lines:
            number = lines.readline().strip()
        if not number:
            raise SystemExit("Xvfb does not start")
        self.environment = {**os.environ, "DISPLAY": f":{number}", "LIBGL_ALWAYS_SOFTWARE": "1"}
        self.environment.pop("WAYLAND_DISPLAY", None)
        return self

    def __exit__(self, *_):
        self.server.terminate()
        self.server.wait()

    def iconify(self, window):
        """What a desktop does to a window that is put away: unmaps it, and says so in WM_STATE (ICCCM 4.1.3.1)."""
        x11 = ctypes.CDLL("libX11.so.6")
        x11.XOpenDisplay.restype = ctypes.c_void_p
        display = ctypes.c_void_p(x11.XOpenDisplay(self.environment["DISPLAY"].encode()))
        state = ctypes.c_ulong(x11.XInternAtom(display, b"WM_STATE", 0))
        iconic = (ctypes.c_ulong * 2)(3, 0)
        x11.XChangeProperty(display, ctypes.c_ulong(int(window)), state, state, 32, 0, iconic, 2)
        x11.XUnmapWindow(display, ctypes.c_ulong(int(window)))
        x11.XCloseDisplay(display)

    def xdotool(self, *arguments):
        return subprocess.run(["xdotool", *map(str, arguments)], env=self.environment, check=True, capture_output=True, text=True).stdout


class Desk:
    """heatline-dashboard with these arguments on `display`."""

    def __init__(self, display, program, *arguments, size="1366x768"):
        self.display, self.lines, self.seen = display, queue.Queue(), []
        dashboard = str(Path(program).with_name("heatline-dashboard"))
        self.process = subprocess.Popen([dashboard, *map(str, arguments), "--tell", "--size", size], env=display.environment,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.errors = []
        threading.Thread(target=self._read, daemon=True).start()
        threading.Thread(target=lambda: self.errors.extend(self.process.stderr), daemon=True).start()
        self.wait_for("window")
        self.window = display.xdotool("search", "--sync", "--pid", self.process.pid, "--name", ".").split()[-1]
        self.focus()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def _read(self):
        for line in self.process.stdout:
            self.lines.put((time.monotonic(), line.rstrip("\n")))
        self.lines.put((time.monotonic(), None))

    def focus(self):
        self.focused_at = time.monotonic()
        self.display.xdotool("windowfocus", "--sync", self.window)
        self.wait_for("focus yes")

    def keys(self, *names, delay=20):
        self.display.xdotool("key", "--delay", delay, *names)

    def click(self, x, y):
        self.display.xdotool("mousemove", "--window", self.window, x, y, "click", 1)

    def wait_for(self, beginning, seconds=WAIT_SECONDS_MAX, again=False):
        """The next line that begins so; with `again`, one that was seen already counts. Lines before it are passed over."""
        if again:
            for when, line in reversed(self.seen):
                if line.startswith(beginning):
                    return line
        until = time.monotonic() + seconds
        while True:
            try:
                when, line = self.lines.get(timeout=max(0.0, until - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"no line `{beginning}` in {seconds} s; the last were {shorten([l for _, l in self.seen[-8:]])}; "
                                     f"it said: {shorten(''.join(self.errors))}") from None
            if line is None:
                raise AssertionError(f"the dashboard ended with {self.process.wait()} before `{beginning}`: {shorten(''.join(self.errors))}")
            self.seen.append((when, line))
            if line.startswith(beginning):
                return line

    def drain(self, quiet=1.0):
        """All lines until none comes for `quiet` seconds."""
        lines = []
        while True:
            try:
                when, line = self.lines.get(timeout=quiet)
            except queue.Empty:
                return lines
            if line is None:
                return lines
            self.seen.append((when, line))
            lines.append((when, line))

    def picture(self, path):
        """What is on the screen now, as a PNG."""
        subprocess.run(f"xwd -silent -root -display {self.display.environment['DISPLAY']} | convert xwd:- {path}", shell=True, check=True)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def close(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
