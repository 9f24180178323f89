#!/bin/sh
# Makes .venv hold what the given requirements file pins, and does nothing where it does already.
#
#     sh setup/venv.sh requirements.txt
#
# pip comes from the wheel beside this file: Debian's python3 has no ensurepip, and one way for all machines is one to test.
set -eu
cd "$(dirname "$0")/.."

wanted=$1
stamp=.venv/installed-$wanted

find_python() {
    for name in "${PYTHON:-python3}" python3 python3.14 python3.13 python3.12 python3.11 python; do
        if "$name" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    echo "Runway needs Python 3.11 or newer; found $(python3 --version 2>/dev/null || echo none). Name another: make run PYTHON=/path/to/python3.11" >&2
    return 1
}

is_usable() {
    .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

if is_usable && cmp -s "$wanted" "$stamp"; then
    exit 0
fi
if ! is_usable; then
    python=$(find_python)
    rm -rf .venv
    "$python" -m venv --without-pip .venv
fi
echo "Installing what $wanted pins into .venv …" >&2
rm -f "$stamp"
wheel=$(echo setup/pip-*.whl)
.venv/bin/python "$wheel/pip" install --quiet --disable-pip-version-check --require-hashes --requirement "$wanted"
cp "$wanted" "$stamp"
# requirements-dev.txt holds the others as well, at the same pins.
case $wanted in requirements-dev.txt)
    cp requirements.txt .venv/installed-requirements.txt
    cp requirements-pdf.txt .venv/installed-requirements-pdf.txt
    ;;
esac
