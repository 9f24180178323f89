#!/bin/sh
# Compiles requirements*.in for every platform and every Python from 3.11 on, with the hashes of all the registry's files.
set -eu
cd "$(dirname "$0")/.."
export UV_CUSTOM_COMPILE_COMMAND="make lock"

for name in requirements requirements-pdf requirements-dev; do
    .venv/bin/python -m uv pip compile --no-config --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --quiet "$@" "$name.in" --output-file "$name.txt"
done
