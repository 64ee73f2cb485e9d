#!/bin/sh
# Requests a second that the packaged service answers: the token endpoint, beside /healthz as the most that its HTTP server can do.
# Loopback only; takes about a minute, and stops the service whatever happens. Slices take turns, so that a busy machine is unfair to both.
#
#   benchmarks/load.sh
#
# LOAD_PORT (18080), LOAD_SLICES (5), LOAD_SLICE_SECONDS (4) and LOAD_CONNECTIONS (64) change what they say.
set -eu

port=${LOAD_PORT:-18080}
slices=${LOAD_SLICES:-5}
slice_seconds=${LOAD_SLICE_SECONDS:-4}
connections=${LOAD_CONNECTIONS:-64}
service=

fail() {
    echo "load.sh: $1" >&2
    exit 1
}

command -v wrk >/dev/null || fail "wrk is missing; install it from the distribution's packages (apt-get install wrk)"
cd "$(dirname "$0")/.."
work=$(mktemp -d)

stop() {
    if [ -n "$service" ]; then
        kill "$service" 2>/dev/null || true
        wait "$service" 2>/dev/null || true
    fi
    rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' HUP INT TERM

secret=1ad8eed133edf43cbcc185f0236828ae
cat >"$work/accounts.json" <<ACCOUNTS
{"accounts": [{"id": 201722, "name": "Load", "options": {"wv": "enabled"},
  "authenticators": [{"environment": "production", "secret": "$secret"}]}]}
ACCOUNTS
./symbolon --data "$work/data" account import "$work/accounts.json" >/dev/null

./symbolon serve --port "$port" --data "$work/data" >"$work/log" 2>&1 &
service=$!

health=http://127.0.0.1:$port/healthz
token="http://127.0.0.1:$port/hms/wv/token?customerAuthenticator=201722,$secret&errorFormat=json&generalFlags=00000000"
token="$token&kid=8476d8ee2d9f49d7a2d1c9f7d1bb9fb4&contentKey=0fd3a5b3b0ec5ef1b4ac8d36fc5b1e6c&securityLevel=1"
token="$token&hdcpOutputControl=0&licenseDuration=3600&expirationTime=%2B86400&cookie=session-4711"

tries=0
until wrk -t 1 -c 1 -d 1s "$health" >/dev/null 2>&1; do
    tries=$((tries + 1))
    kill -0 "$service" 2>/dev/null && [ "$tries" -lt 120 ] || { cat "$work/log" >&2; fail "the service does not start"; }
    sleep 0.5
done

# One slice against a URL: requests a second, all of them answered with 2xx.
slice() {
    wrk -t 1 -c "$connections" -d "${slice_seconds}s" "$1" >"$work/slice" || fail "wrk failed"
    if grep -E 'Non-2xx|Socket errors' "$work/slice" >&2; then
        fail "not every request of $1 was answered well"
    fi
    awk '/^Requests\/sec:/ { print $2 }' "$work/slice"
}

median() {
    sort -n "$1" | awk '{ value[NR] = $1 } END { print (value[int((NR + 1) / 2)] + value[int(NR / 2) + 1]) / 2 }'
}

slice "$token" >/dev/null
slice "$health" >/dev/null
slice "$token" >/dev/null
i=0
while [ "$i" -lt "$slices" ]; do
    slice "$health" >>"$work/health"
    slice "$token" >>"$work/token"
    i=$((i + 1))
done

awk -v health="$(median "$work/health")" -v token="$(median "$work/token")" 'BEGIN {
    printf "healthz %8.0f requests/s\ntoken   %8.0f requests/s\nratio   %8.2f\n", health, token, token / health
}'
