#!/bin/sh
# Requests a second that the packaged service answers: the token endpoint, beside /healthz as the most that its HTTP server can do.
# Takes about a minute. Slices take turns, so that a busy machine is unfair to both. LOAD_PORT (18080) changes the port; see harness.sh for the rest.
#
#   benchmarks/load.sh
set -eu
. "$(dirname "$0")/harness.sh"

make_account
serve "${LOAD_PORT:-18080}"
token="$base/hms/wv/token?customerAuthenticator=201722,$secret&errorFormat=json&generalFlags=00000000"
token="$token&kid=8476d8ee2d9f49d7a2d1c9f7d1bb9fb4&contentKey=0fd3a5b3b0ec5ef1b4ac8d36fc5b1e6c&securityLevel=1"
token="$token&hdcpOutputControl=0&licenseDuration=3600&expirationTime=%2B86400&cookie=session-4711"

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
