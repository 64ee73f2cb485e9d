# What the load scripts share; sourced by them, in POSIX sh. Makes $work, which is gone in the end, and stops $service whatever happens.
# LOAD_SLICES (5), LOAD_SLICE_SECONDS (4) and LOAD_CONNECTIONS (64) change what they say. Loopback only.

slices=${LOAD_SLICES:-5}
slice_seconds=${LOAD_SLICE_SECONDS:-4}
connections=${LOAD_CONNECTIONS:-64}
service=
secret=1ad8eed133edf43cbcc185f0236828ae

fail() {
    echo "$(basename "$0"): $1" >&2
    exit 1
}

command -v wrk >/dev/null || fail "wrk is missing; install it from the distribution's packages (apt-get install wrk)"
cd "$(dirname "$0")/.."
work=$(mktemp -d)
mkdir "$work/data"

stop() {
    if [ -n "$service" ]; then
        kill "$service" 2>/dev/null || true
        wait "$service" 2>/dev/null || true
    fi
    rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' HUP INT TERM

# An account without a limit, 201722, with the secret above.
make_account() {
    cat >"$work/accounts.json" <<ACCOUNTS
{"accounts": [{"id": 201722, "name": "Load", "options": {"wv": "enabled"},
  "authenticators": [{"environment": "production", "secret": "$secret"}]}]}
ACCOUNTS
    ./symbolon --data "$work/data" account import "$work/accounts.json" >/dev/null 2>"$work/log" ||
        { cat "$work/log" >&2; fail "the account cannot be made"; }
}

# Starts the service on a port, and sets $base and $health.
serve() {
    base=http://127.0.0.1:$1
    health=$base/healthz
    ./symbolon serve --port "$1" --data "$work/data" >"$work/log" 2>&1 &
    service=$!
    tries=0
    until wrk -t 1 -c 1 -d 1s "$health" >/dev/null 2>&1; do
        tries=$((tries + 1))
        kill -0 "$service" 2>/dev/null && [ "$tries" -lt 120 ] || { cat "$work/log" >&2; fail "the service does not start"; }
        sleep 0.5
    done
}

# One slice with wrk's arguments: requests a second, all of them answered with 2xx. The median and the 99th percentile go to $work/latency.
slice() {
    wrk -t 1 -c "$connections" -d "${slice_seconds}s" --latency "$@" >"$work/slice" 2>&1 || fail "wrk failed"
    if grep -E 'Non-2xx|Socket errors' "$work/slice" >&2; then
        fail "not every request was answered well"
    fi
    awk '$1 == "50%" { p50 = $2 } $1 == "99%" { p99 = $2 } END { print p50, p99 }' "$work/slice" >"$work/latency"
    awk '/^Requests\/sec:/ { print $2 }' "$work/slice"
}

median() {
    sort -n "$1" | awk '{ value[NR] = $1 } END { print (value[int((NR + 1) / 2)] + value[int(NR / 2) + 1]) / 2 }'
}
