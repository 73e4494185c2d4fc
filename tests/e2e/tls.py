#!/usr/bin/env python3
"""TLS on the one port, the certificate, and the fingerprint that a token carries: parts 2 and 6 of the contract.

    tls.py [PROGRAM]

Where this machine has no address but the loopback, what a plain peer beyond it gets is not checked here.
"""

import hashlib
import http.client
import os
import re
import resource
import select
import socket
import ssl
import stat
import subprocess
import sys
import time

from heatline_client import START_SECONDS_MAX, Checks, Client, Meet, binary, problem_lines
from small_meet import DAY

AT = f"{DAY}T15:20:00.000Z"
PAGES = ("/", "/board", "/tent/no-such-tent")
GUARDED = ("/healthz", "/api/v1/time", "/api/v1/meet", "/api/v1/heats", "/api/v1/results", "/api/v1/ledger",
           "/api/v1/journal?from=1&limit=2", "/nowhere")


def trusting():
    """Checks nothing: these tests look at the certificate themselves."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


class TlsClient(Client):
    def __init__(self, address, token=None, timeout=30):
        super().__init__(address, token, timeout)
        self.connection = http.client.HTTPSConnection(*address, timeout=timeout, context=trusting())


class Serving:
    """`heatline serve` with any options; what it said on standard output, and where it is."""

    def __init__(self, meet, *options, files=None):
        def few_files():
            resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
        self.talk = open(meet.scratch / "tls.log", "w+b")
        self.process = subprocess.Popen([meet.program, "serve", str(meet.folder), *options], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=self.talk, preexec_fn=few_files if files else None)
        meet.servers.append(self)
        ready, _, _ = select.select([self.process.stdout], [], [], START_SECONDS_MAX)
        self.line = self.process.stdout.readline().decode().rstrip("\n") if ready else ""
        found = re.fullmatch(r"listening on (https?)://(.+):(\d+)", self.line)
        if not found:
            self.kill()
            raise SystemExit(f"serve {' '.join(options)} did not come up: {self.line!r} {self.said()}")
        self.scheme, self.host, self.port = found[1], found[2], int(found[3])
        self.address = (self.host.strip("[]"), self.port)

    def said(self):
        self.talk.seek(0)
        return self.talk.read().decode("utf-8", "replace")

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def stop(self):
        self.process.terminate()
        return self.process.wait(START_SECONDS_MAX)


def address_beyond():
    """An address of this machine that is not the loopback; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("203.0.113.1", 9))
            address = probe.getsockname()[0]
        except OSError:
            return None
    return None if address.startswith("127.") or address == "0.0.0.0" else address


def shown_at(address):
    """The fingerprint of the certificate that is served there."""
    with socket.create_connection(address, timeout=30) as line:
        with trusting().wrap_socket(line) as guarded:
            return hashlib.sha256(guarded.getpeercert(binary_form=True)).hexdigest()


def certificate(checks, meet):
    files = [meet.folder / name for name in ("certificate.pem", "key.pem")]
    tokens = [meet.device(f"timer-{number}", "timer") for number in (1, 2)]
    checks.that(all(path.is_file() for path in files), "device add makes the certificate on first use")
    checks.equal(stat.S_IMODE(os.stat(files[1]).st_mode), 0o600, "its key is for nobody else to read")
    before = [path.read_bytes() for path in files]
    checks.that(all(re.fullmatch(r"[0-9a-f]{64}\.[0-9a-f]{64}", token) for token in tokens),
                "a token is a secret and a fingerprint", tokens)
    pins = {token.partition(".")[2] for token in tokens}
    for start in ("the first start", "the second start"):
        server = Serving(meet, "--listen", "127.0.0.1:0", "--tls", "on")
        checks.equal({shown_at(server.address)}, pins, f"{start} serves the certificate that the tokens name")
        checks.equal(server.stop(), 0, f"{start} ends in order")
    checks.equal([path.read_bytes() for path in files], before, "the certificate stays as it was made")
    return tokens[0]


def words(checks, meet, token):
    secret = token.partition(".")[0]
    for mode, scheme, plain in (("auto", "http", 200), ("off", "http", 200), ("on", "https", 403)):
        server = Serving(meet, "--listen", "127.0.0.1:0", "--tls", mode)
        checks.equal(server.line, f"listening on {scheme}://127.0.0.1:{server.port}", f"--tls {mode} on the loopback says {scheme}")
        for form in (token, secret):
            checks.equal(Client(server.address, form).get("/api/v1/time").status, plain,
                         f"--tls {mode}: plain on the loopback is {plain}")
        if mode == "off":
            try:
                spoke = TlsClient(server.address, token).get("/api/v1/time")
            except (ssl.SSLError, OSError):
                spoke = None
            checks.equal(spoke, None, "--tls off speaks no TLS")
        else:
            guarded = TlsClient(server.address, token)
            checks.equal(guarded.get("/api/v1/time").status, 200, f"--tls {mode}: TLS on the same port")
            said = guarded.readings({"epoch": mode, "seq": 1, "kind": "tap", "at": AT})
            checks.that(said.status == 200 and said.json.get("accepted") == 1, f"--tls {mode}: a reading over TLS", said)
        server.stop()
    for wrong in ("sometimes", ""):
        checks.equal(meet.run("serve", meet.folder, "--tls", wrong, expect=None).returncode, 2, f"--tls {wrong!r} is wrong usage")
    for wrong in ("8470", "localhost", "127.0.0.1:", ":8470", "127.0.0.1:99999"):
        checks.equal(meet.run("serve", meet.folder, "--listen", wrong, expect=None).returncode, 2,
                     f"--listen {wrong} is wrong usage")
    nowhere = meet.run("serve", meet.folder, "--listen", "203.0.113.1:0", expect=None)
    checks.that(nowhere.returncode == 1 and len(problem_lines(nowhere)) == 1, "an address of another machine is one line",
                nowhere.err)


def beyond(checks, meet, token):
    address = address_beyond()
    if not address:
        print("this machine has no address but the loopback: not checked")
        return
    server = Serving(meet, "--listen", "0.0.0.0:0")
    checks.equal(server.line, f"listening on https://0.0.0.0:{server.port}", "on every address auto says https")
    checks.that(f"https://{address}:{server.port}" in server.said(), "and names the addresses that people can type", server.said())
    far, near = (address, server.port), ("127.0.0.1", server.port)
    for path in GUARDED:
        answer = Client(far, token).get(path)
        checks.that(answer.status == 403 and answer.kind.startswith("application/problem+json") and
                    "https" in answer.json.get("detail", ""), f"plain beyond the loopback: {path} is 403 and says https", answer)
    answer = Client(far, token).readings({"epoch": "far", "seq": 1, "kind": "tap", "at": AT})
    checks.equal(answer.status, 403, "plain beyond the loopback: readings are 403")
    answer = Client(far, token).request("DELETE", "/nowhere")
    checks.equal(answer.status, 403, "plain beyond the loopback: any other method is 403")
    for path in PAGES:
        checks.that(Client(far).get(path).status in (200, 404), f"plain beyond the loopback: {path} is a page's answer")
    checks.equal(TlsClient(far, token).get("/api/v1/time").status, 200, "TLS beyond the loopback answers a token")
    checks.equal(TlsClient(far).get("/api/v1/time").status, 401, "and nobody without one")
    checks.equal(Client(near, token).get("/api/v1/time").status, 200, "plain on the loopback goes on")
    server.stop()
    server = Serving(meet, "--listen", f"{address}:0", "--tls", "off")
    checks.equal(server.scheme, "http", "--tls off says http wherever it listens")
    checks.equal(Client((address, server.port), token).get("/api/v1/time").status, 403,
                 "and gives a token nothing beyond the loopback")
    server.stop()


def own(checks, meet, token):
    """A pair that people put there; here that of another meet."""
    with Meet(meet.program) as other:
        other.prepare()
        other.device("x", "timer")
        for name in ("certificate.pem", "key.pem"):
            (meet.folder / name).write_bytes((other.folder / name).read_bytes())
    server = Serving(meet, "--listen", "127.0.0.1:0", "--tls", "on")
    checks.that(shown_at(server.address) != token.partition(".")[2], "the meet's own certificate is served as it is")
    checks.equal(TlsClient(server.address, token).get("/api/v1/time").status, 200, "who it is does not hang on the fingerprint")
    server.stop()
    (meet.folder / "key.pem").write_text("no key")
    broken = meet.run("serve", meet.folder, "--listen", "127.0.0.1:0", expect=None)
    checks.that(broken.returncode == 1 and len(problem_lines(broken)) == 1 and "key.pem" in broken.err,
                "a key that is none is one line that names it", broken.err)
    for name in ("certificate.pem", "key.pem"):
        (meet.folder / name).unlink()


def simulated(checks, meet):
    """A whole day over https, by a client that pins; and by one whose tokens name another certificate."""
    server = Serving(meet, "--listen", "127.0.0.1:0", "--tls", "on")
    url = f"https://127.0.0.1:{server.port}"
    meet.run("simulate", meet.folder, "--server", url)
    checks.that(True, "a day is played over https")
    for name in ("certificate.pem", "key.pem"):  # The next token is made with another; the server goes on with its own.
        (meet.folder / name).rename(meet.scratch / name)
    refused = meet.run("simulate", meet.folder, "--server", url, expect=None)
    checks.that(refused.returncode == 1 and "certificate" in refused.err, "not on a server of another certificate", refused.err)
    for name in ("certificate.pem", "key.pem"):
        (meet.scratch / name).rename(meet.folder / name)
    server.stop()
    alone = meet.run("simulate", meet.folder, "--server", url, expect=None)
    checks.that(alone.returncode == 1 and "no server has the meet" in alone.err, "nor on one that has another folder open", alone.err)


def quiet_crowd(checks, meet, token, files):
    """Many that connect and say nothing, half of them in the middle of a handshake; a device's posts go on."""
    server = Serving(meet, "--listen", "127.0.0.1:0", files=files)
    where = f"600 who are silent, {files or 'plenty of'} open files"
    device, slowest, crowd, odd = TlsClient(server.address, token), 0.0, [], []
    for number in range(600):
        line = socket.create_connection(server.address, timeout=30)
        if number % 2:
            line.sendall(b"\x16\x03\x01\x02\x00\x01")
        crowd.append(line)
        if number % 20 == 0:
            began = time.monotonic()
            for client, epoch in ((device, "there"), (TlsClient(server.address, token), "new")):
                said = client.readings({"epoch": f"{epoch} {files}", "seq": number // 20 + 1, "kind": "tap", "at": AT})
                odd += [said] if said.status != 200 else []
            slowest = max(slowest, time.monotonic() - began)
    checks.equal(odd, [], f"{where}: a device that is there posts, and so does one that comes")
    checks.that(slowest < 5, f"{where}: the posts are not slow", f"{slowest:.2f} s")
    for line in crowd:
        line.close()
    checks.equal(server.stop(), 0, f"{where}: the server ends in order")


def main():
    checks, program = Checks(), binary()
    with Meet(program) as meet:
        meet.prepare()
        token = certificate(checks, meet)
        checks.part(words, meet, token)
        checks.part(beyond, meet, token)
        for files in (None, 256):
            checks.part(quiet_crowd, meet, token, files)
        checks.part(own, meet, token)
    with Meet(program, "atlanta-kids-marathon") as meet:
        meet.prepare()
        checks.part(simulated, meet)
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
