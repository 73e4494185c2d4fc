"""A laptop that speaks the station protocol (timing/PROTOCOL.md) word by word over a small WebSocket of its own.

It answers probes with a clock of its own, as a laptop does. Standard library only.
"""

import base64
import json
import os
import socket
import struct
import time


class Station:
    """One connection; `hello` says what the laptop says first. Not for several threads."""

    def __init__(self, address, token, timeout=20, **hello):
        self.socket = socket.create_connection(address, timeout=timeout)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.boot = hello.get("boot")
        self.facts = b""
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall((f"GET /api/v1/station HTTP/1.1\r\nHost: meet\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                             f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n"
                             f"Authorization: Bearer {token}\r\n\r\n").encode())
        self.file = self.socket.makefile("rb")
        self.status = int(self.file.readline().split()[1])
        while self.file.readline() not in (b"\r\n", b""):
            pass
        if self.status == 101:
            self.say("hello", version=1, **hello)

    def device_us(self):
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1000

    def say(self, kind, **members):
        self.send(json.dumps({"type": kind, **members}).encode())

    def send(self, payload, opcode=1):
        mask = os.urandom(4)
        size = len(payload)
        head = struct.pack("!B", 0x80 | opcode)
        head += struct.pack("!B", 0x80 | size) if size < 126 else \
            struct.pack("!BH", 0x80 | 126, size) if size < 65536 else struct.pack("!BQ", 0x80 | 127, size)
        key = (mask * (size // 4 + 1))[:size]
        masked = (int.from_bytes(payload, "big") ^ int.from_bytes(key, "big")).to_bytes(size, "big") if size else b""
        self.socket.sendall(head + mask + masked)

    def frame(self):
        """The next frame, (opcode, bytes); an end of the connection is a ConnectionError."""
        head = self.take(2)
        size = head[1] & 0x7F
        if size == 126:
            size = struct.unpack("!H", self.take(2))[0]
        elif size == 127:
            size = struct.unpack("!Q", self.take(8))[0]
        return head[0] & 0x0F, self.take(size)

    def take(self, count):
        taken = self.file.read(count)
        if len(taken) < count:
            raise ConnectionError("the server closed the connection")
        return taken

    def hear(self, *kinds):
        """The next message of one of the kinds; facts are kept, probes answered, others stepped over."""
        while True:
            opcode, payload = self.frame()
            if opcode == 8:
                raise ConnectionError("the server said good-bye")
            if opcode == 2:
                self.facts += payload
                if "facts" in kinds:
                    return {"type": "facts"}
            if opcode != 1:
                continue
            message = json.loads(payload)
            if message["type"] == "probe":  # Who is silent for 5 s is cut off; without a boot the server learns nothing of it.
                now = self.device_us()
                self.say("probe", id=message["id"], received_us=now, sent_us=self.device_us())
            if message["type"] in kinds:
                return message

    def close(self):
        self.socket.close()


def rows_of(data):
    """The rows in binary frames, as timing/journal/row.h writes them: (seq, hash, body, number of texts)."""
    rows, at = [], 0
    while at < len(data):
        seq, digest, size = struct.unpack_from("<Q32sI", data, at)
        body = data[at + 44:at + 44 + size]
        at += 44 + size
        (texts,) = struct.unpack_from("<I", data, at)
        at += 4
        for _ in range(texts):
            (words,) = struct.unpack_from("<I", data, at + 20)
            at += 24 + words
        rows.append((seq, digest, body, texts))
    return rows
