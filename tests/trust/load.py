"""Learners who never stop: threads that answer and write over HTTP, and note down every receipt."""

import http.client
import random
import re
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from tests.material.garden import GARDEN, PLANTS

LESSON = f"/courses/{GARDEN}/lessons/{PLANTS}"
QUESTION, PROMPT = "nitrogen-crop", "first-bed"
RECEIPT, BUSY = 303, (500, 502, 503)
PATIENT_TRIES = 50
PAUSE_SECONDS = 0.05
PATIENCE_SECONDS = 60.0
Headers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Post:
    """Something a learner sends; `key` is its submission key, `content` what must be stored."""

    kind: str
    key: str
    content: str

    @property
    def address(self) -> str:
        return f"{LESSON}/questions/{QUESTION}" if self.kind == "response" else f"{LESSON}/prompts/{PROMPT}"

    def form(self, token: str) -> str:
        shared = {"csrf_token": token, "submission_key": self.key}
        if self.kind == "response":
            return urlencode({**shared, "revision": "1", "answer": self.content})
        return urlencode({**shared, "base": "0", "field-if": self.content, "field-then": "I will dig 🌱"})


class Refused(Exception):
    """The server gave an answer that no honest learner should get."""


@dataclass
class Journal:
    """What the server has acknowledged, and how often something had to be sent again."""

    acknowledged: list[Post] = field(default_factory=list)
    sent_again: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, post: Post, tries: int) -> None:
        with self._lock:
            self.acknowledged.append(post)
            self.sent_again += tries - 1


class BusyLearner(threading.Thread):
    """One guest on one connection; sends each thing until there is a receipt, as a person would press again."""

    def __init__(self, port: int, number: int, seed: int, journal: Journal) -> None:
        super().__init__(name=f"learner-{number}", daemon=True)
        self._port, self._number, self._journal = port, number, journal
        self._lots = random.Random(f"{seed}.{number}")
        self._enough = threading.Event()
        self._connection: http.client.HTTPConnection | None = None
        self._cookie, self._token = "", ""
        self.failure: BaseException | None = None

    def come_in(self) -> None:
        """Start the course as a guest, and open the lesson that takes typed text."""
        self._read_token(f"/courses/{GARDEN}")
        for address in (f"/courses/{GARDEN}/start", f"{LESSON}/continue-anyway"):
            status, _ = self._patiently("POST", address, urlencode({"csrf_token": self._token}))
            if status != RECEIPT:
                raise Refused(f"{address} answers {status}")
            self._read_token(LESSON)

    def _patiently(self, method: str, address: str, body: str = "") -> tuple[int, str]:
        """Ask, and again while the server is busy."""
        status, page = self._ask(method, address, body)
        for _ in range(PATIENT_TRIES):
            if status not in BUSY:
                break
            time.sleep(0.1)
            status, page = self._ask(method, address, body)
        return status, page

    def stop(self) -> None:
        """Let it finish what it is sending, and wait."""
        self._enough.set()
        self.join(PATIENCE_SECONDS)
        if self.is_alive():
            raise Refused(f"{self.name} had no receipt for its last post in {PATIENCE_SECONDS:.0f} s")

    def run(self) -> None:
        try:
            for post in self._posts():
                self._journal.note(post, self._send(post))
        except BaseException as failure:
            self.failure = failure
        finally:
            self._hang_up()

    def _posts(self) -> Iterator[Post]:
        count = 0
        while not self._enough.is_set():
            count += 1
            kind = self._lots.choice(("response", "reflection_revision"))
            words = " ".join(self._lots.choices(("clover", "peas", "beans", "spade", "earth"), k=4))
            yield Post(kind, f"{self._number}.{count}", f"{self._number}.{count} {words}")

    def _send(self, post: Post) -> int:
        """Send until it is acknowledged; returns how often it was sent."""
        tries = 0
        while True:
            tries += 1
            try:
                status, body = self._ask("POST", post.address, post.form(self._token))
            except (OSError, http.client.HTTPException):
                self._hang_up()
                status, body = BUSY[0], ""
            if status == RECEIPT:
                return tries
            if status not in BUSY:
                raise Refused(f"{post} is answered with {status}: {body[:500]}")
            threading.Event().wait(PAUSE_SECONDS)

    def _ask(self, method: str, address: str, body: str | None = None) -> tuple[int, str]:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=15)
        headers = {"Cookie": self._cookie, "Content-Type": "application/x-www-form-urlencoded"}
        self._connection.request(method, address, body, headers)
        response = self._connection.getresponse()
        text = response.read().decode()
        if cookie := response.getheader("Set-Cookie"):
            self._cookie = cookie.partition(";")[0]
        if response.status == RECEIPT and "/login" in urlsplit(response.getheader("Location") or "").path:
            raise Refused(f"{address}: signed out")
        return response.status, text

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _read_token(self, address: str) -> None:
        status, page = self._patiently("GET", address)
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        if found is None:
            raise Refused(f"{address} answers {status} without a form")
        self._token = found[1]
