#!/bin/sh
# A million keys: how fast they are imported, how fast one is read over HTTP beside /healthz, and what memory the service takes, with a heap of 256 MiB.
# Loopback only; takes about two minutes, and stops the service whatever happens. Slices take turns, so that a busy machine is unfair to both.
#
#   benchmarks/keys.sh                                                  SQLite, in a temporary folder
#   KEYS_STORE_URL=jdbc:postgresql://… benchmarks/keys.sh               an empty database of PostgreSQL
#
# KEYS_NUMBER (1000000), KEYS_PORT (18081), KEYS_SLICES (5), KEYS_SLICE_SECONDS (4) and KEYS_CONNECTIONS (64) change what they say.
set -eu

number=${KEYS_NUMBER:-1000000}
port=${KEYS_PORT:-18081}
slices=${KEYS_SLICES:-5}
slice_seconds=${KEYS_SLICE_SECONDS:-4}
connections=${KEYS_CONNECTIONS:-64}
service=

fail() {
    echo "keys.sh: $1" >&2
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

JAVA_TOOL_OPTIONS=-Xmx256m
export JAVA_TOOL_OPTIONS
mkdir "$work/data"
if [ -n "${KEYS_STORE_URL:-}" ]; then
    echo "store.url=$KEYS_STORE_URL" >"$work/data/symbolon.properties"
fi
secret=1ad8eed133edf43cbcc185f0236828ae
cat >"$work/accounts.json" <<ACCOUNTS
{"accounts": [{"id": 201722, "name": "Keys", "options": {"wv": "enabled"},
  "authenticators": [{"environment": "production", "secret": "$secret"}]}]}
ACCOUNTS
echo 000102030405060708090a0b0c0d0e0f >"$work/kek"
awk -v n="$number" 'function hex(   i, s) { s = ""; for (i = 0; i < 4; i++) s = s sprintf("%08x", int(rand() * 4294967296)); return s }
    BEGIN { srand(7); print "kid,k,contentId"; for (i = 0; i < n; i++) print hex() "," hex() ",title-" i }' >"$work/keys.csv"
./symbolon --data "$work/data" account import "$work/accounts.json" >/dev/null 2>&1

echo "importing $number keys"
began=$(date +%s.%N)
./symbolon --data "$work/data" key import --account 201722 --kek "$work/kek" "$work/keys.csv" >/dev/null 2>"$work/import" ||
    { cat "$work/import" >&2; fail "the import failed"; }
ended=$(date +%s.%N)
awk -v n="$number" -v a="$began" -v b="$ended" 'BEGIN { printf "import: %.1f s, %.0f keys/s, start of the process included\n", b - a, n / (b - a) }'

./symbolon serve --port "$port" --data "$work/data" >"$work/log" 2>&1 &
service=$!
health=http://127.0.0.1:$port/healthz
tries=0
until wrk -t 1 -c 1 -d 1s "$health" >/dev/null 2>&1; do
    tries=$((tries + 1))
    kill -0 "$service" 2>/dev/null && [ "$tries" -lt 120 ] || { cat "$work/log" >&2; fail "the service does not start"; }
    sleep 0.5
done

# Each request for another key, of a sample spread over all of them.
awk -F, -v step="$((number / 50000 + 1))" 'NR > 1 && NR % step == 0 { print $1 }' "$work/keys.csv" >"$work/kids"
cat >"$work/read.lua" <<LUA
local paths = {}
for kid in io.lines("$work/kids") do
    paths[#paths + 1] = "GET /keystore/keys/" .. kid .. "?customerAuthenticator=201722,$secret HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
end
request = function() return paths[math.random(#paths)] end
LUA

# One slice: requests a second, all of them answered with 2xx; p50 and p99 go to the file of that name.
slice() {
    wrk -t 1 -c "$connections" -d "${slice_seconds}s" --latency "$@" >"$work/slice" 2>/dev/null || fail "wrk failed"
    if grep -E 'Non-2xx|Socket errors' "$work/slice" >&2; then
        fail "the service refused requests"
    fi
    awk '$1 == "50%" { p50 = $2 } $1 == "99%" { p99 = $2 } END { print p50, p99 }' "$work/slice" >"$work/latency"
    awk '$1 == "Requests/sec:" { print $2 }' "$work/slice"
}

slice "$health" >/dev/null
slice -s "$work/read.lua" "$health" >/dev/null
: >"$work/health"
: >"$work/read"
i=0
while [ "$i" -lt "$slices" ]; do
    slice "$health" >>"$work/health"
    slice -s "$work/read.lua" "$health" >>"$work/read"
    echo "read: $(tail -1 "$work/read")/s, p50 p99 $(cat "$work/latency"); /healthz: $(tail -1 "$work/health")/s"
    i=$((i + 1))
done
median() {
    sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}
awk -v r="$(median "$work/read")" -v h="$(median "$work/health")" \
    'BEGIN { printf "reads %.0f/s, /healthz %.0f/s: a read costs %.2f of /healthz\n", r, h, h / r }'

# The whole list, streamed, by a reader that does not keep it.
curl -s "http://127.0.0.1:$port/keystore/keys?customerAuthenticator=201722,$secret" | tr '}' '\n' | grep -c '"kid"' >"$work/listed"
echo "listed: $(cat "$work/listed") keys"
[ "$(cat "$work/listed")" = "$number" ] || fail "the list is not whole"
pid=$(pgrep -P "$service" java || echo "$service")
echo "memory of the service: $(awk '$1 == "VmHWM:" { print int($2 / 1024) " MiB at most" }' "/proc/$pid/status")"
