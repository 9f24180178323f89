"""A thread that sends what waits in the outbox, in a process that serves; of several, one at a time does."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from course.database import Busy, Database
from course.records.mailing import Post, send_waiting
from course.records.outbox import MakeLink

EVERY_SECONDS = 10.0
_log = logging.getLogger(__name__)


def start_postman(database: Database, post: Post, make_link: MakeLink, *, clock: Callable[[], datetime]) -> None:
    """Begin to send in the background, until the process ends."""

    def work() -> None:
        while True:
            _try_to_send(database, post, make_link, clock)
            pause.wait(EVERY_SECONDS)

    pause = threading.Event()
    threading.Thread(target=work, name="postman", daemon=True).start()


def _try_to_send(database: Database, post: Post, make_link: MakeLink, clock: Callable[[], datetime]) -> None:
    try:
        send_waiting(database, post, make_link, clock=clock)
    except Busy:
        pass  # there is a next time
    except Exception as error:  # the thread must outlive whatever happens; the text of an error may name somebody
        _log.error("Mails could not be sent: %s", type(error).__name__)
