#!/bin/bash
# Sees that Chromium, PostgreSQL and strace are there for the tests, from Debian's packages where this machine lets us install them.
# Quick where they are there. Without them the tests that need them are skipped; with CI=true that is a failure.
set -u

has_chromium() { command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; }
has_postgresql() { compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null; }

look() {
    missing=()
    has_chromium || missing+=(chromium)
    has_postgresql || missing+=(postgresql)
    command -v strace >/dev/null || missing+=(strace)
    [ ${#missing[@]} -eq 0 ]
}

look && exit 0

if [ "$(id -u)" -eq 0 ]; then as_root=(env); else as_root=(sudo -n env); fi
if command -v apt-get >/dev/null && "${as_root[@]}" true 2>/dev/null; then
    echo "Installing Debian's ${missing[*]} for the tests …" >&2
    "${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get update -qq </dev/null >/dev/null 2>&1
    "${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}" </dev/null >/dev/null
fi

look && exit 0
echo "The tests that need ${missing[*]} will be skipped. To have them: sudo apt-get install ${missing[*]}" >&2
[ "${CI:-}" = true ] && exit 1
exit 0
