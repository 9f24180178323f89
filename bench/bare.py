"""The unit: a bare Flask route with a fixed page of 10,240 bytes."""

from flask import Flask

PAGE_BYTES = 10_240
PAGE = "<!DOCTYPE html><title>u</title>".ljust(PAGE_BYTES, ".")

app = Flask(__name__)


@app.get("/")
def page() -> str:
    return PAGE
