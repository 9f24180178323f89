"""In development a changed file is served after a reload: it publishes itself before the request."""

import threading
import time
from pathlib import Path

from flask import Flask, g, request

from course.material.folders import compile_folders, fingerprint
from course.revising.publishing import publish_what_may_be
from sources.places import MaterialError, Severity
from web import clock
from web.database import SAFE_METHODS, database

LOOK_EVERY_SECONDS = 1.0


class Watch:
    """Looks for changed files at most once a second, one request at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._looked_at = 0.0
        self._seen = fingerprint(folder)
        self.problem = ""

    def publish_changes(self) -> None:
        if time.monotonic() - self._looked_at < LOOK_EVERY_SECONDS or not self._lock.acquire(blocking=False):
            return
        try:
            self._looked_at = time.monotonic()
            found = fingerprint(self._folder)
            if found != self._seen:
                self._publish()
                self._seen = found
        finally:
            self._lock.release()

    def _publish(self) -> None:
        try:
            compiled = compile_folders(self._folder)
            with database().writing() as session:
                refused = publish_what_may_be(session, compiled, now=clock.now())
            self.problem = str(refused[0]) if refused else ""
        except MaterialError as error:
            self.problem = str(next(each for each in error.problems if each.severity is Severity.ERROR))


def install(app: Flask, folder: Path) -> None:
    watch = Watch(folder)

    @app.before_request
    def look() -> None:
        if request.method in SAFE_METHODS:
            watch.publish_changes()
        g.content_problem = watch.problem

    app.context_processor(lambda: {"content_problem": g.get("content_problem", "")})
