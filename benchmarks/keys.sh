#!/bin/sh
# A million keys: how fast they are imported, how fast one is read over HTTP beside /healthz, and what memory the service takes, with a heap of 256 MiB.
# Takes about two minutes. Slices take turns, so that a busy machine is unfair to both.
#
#   benchmarks/keys.sh                                                  SQLite, in a temporary folder
#   KEYS_STORE_URL=jdbc:postgresql://… benchmarks/keys.sh               an empty database of PostgreSQL
#
# KEYS_NUMBER (1000000) and KEYS_PORT (18081) change what they say; see harness.sh for the rest.
set -eu
. "$(dirname "$0")/harness.sh"

number=${KEYS_NUMBER:-1000000}
JAVA_TOOL_OPTIONS=-Xmx256m
export JAVA_TOOL_OPTIONS
if [ -n "${KEYS_STORE_URL:-}" ]; then
    echo "store.url=$KEYS_STORE_URL" >"$work/data/symbolon.properties"
fi
echo 000102030405060708090a0b0c0d0e0f >"$work/kek"
awk -v n="$number" 'function hex(   i, s) { s = ""; for (i = 0; i < 4; i++) s = s sprintf("%08x", int(rand() * 4294967296)); return s }
    BEGIN { srand(7); print "kid,k,contentId"; for (i = 0; i < n; i++) print hex() "," hex() ",title-" i }' >"$work/keys.csv"
make_account

echo "importing $number keys"
began=$(date +%s.%N)
./symbolon --data "$work/data" key import --account 201722 --kek "$work/kek" "$work/keys.csv" >/dev/null 2>"$work/import" ||
    { cat "$work/import" >&2; fail "the import failed"; }
ended=$(date +%s.%N)
awk -v n="$number" -v a="$began" -v b="$ended" 'BEGIN { printf "import: %.1f s, %.0f keys/s, start of the process included\n", b - a, n / (b - a) }'

serve "${KEYS_PORT:-18081}"

# Each request for another key, of a sample spread over all of them.
awk -F, -v step="$((number / 50000 + 1))" 'NR > 1 && NR % step == 0 { print $1 }' "$work/keys.csv" >"$work/kids"
cat >"$work/read.lua" <<LUA
local paths = {}
for kid in io.lines("$work/kids") do
    paths[#paths + 1] = "GET /keystore/keys/" .. kid .. "?customerAuthenticator=201722,$secret HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
end
request = function() return paths[math.random(#paths)] end
LUA

slice "$health" >/dev/null
slice -s "$work/read.lua" "$health" >/dev/null
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
awk -v r="$(median "$work/read")" -v h="$(median "$work/health")" \
    'BEGIN { printf "reads %.0f/s, /healthz %.0f/s: a read costs %.2f of /healthz\n", r, h, h / r }'

# The whole list, streamed, by a reader that does not keep it.
curl -s "$base/keystore/keys?customerAuthenticator=201722,$secret" | tr '}' '\n' | grep -c '"kid"' >"$work/listed"
echo "listed: $(cat "$work/listed") keys"
[ "$(cat "$work/listed")" = "$number" ] || fail "the list is not whole"
pid=$(pgrep -P "$service" java || echo "$service")
echo "memory of the service: $(awk '$1 == "VmHWM:" { print int($2 / 1024) " MiB at most" }' "/proc/$pid/status")"
