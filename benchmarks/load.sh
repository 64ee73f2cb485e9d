#!/bin/sh
# One table of what requests cost the packaged service: tokens by GET and POST, valid and refused, without and with a balance, and redemptions of each DRM, at 1, 64 and 512 connections, with and without TLS; each as a ratio to /healthz
# in the same run; the bare service of org.symbolon.benchmarks.BareService beside them; and memory and start-up. Slices take turns, so that a busy machine is unfair to all. docs/benchmarks.md says how to read it.
#
#   benchmarks/load.sh                                                  all of it on SQLite, about a quarter of an hour
#   LOAD_ROWS='token-get metered' LOAD_CONNECTIONS=64 LOAD_TRANSPORTS=http benchmarks/load.sh
#   LOAD_STORE_URL=jdbc:postgresql://… SYMBOLON_STORE_USER=… benchmarks/load.sh      an empty database of PostgreSQL: metered tokens are leased then
#
# LOAD_PORT (18080; the three behind it are used as well) changes the port; see harness.sh for the rest.
set -eu
. "$(dirname "$0")/harness.sh"

all_rows='token-get token-post token-invalid token-unknown metered redeem-wv redeem-fp redeem-ck bare'
rows=${LOAD_ROWS:-$all_rows}
transports=${LOAD_TRANSPORTS:-http https}
connection_numbers=${LOAD_CONNECTIONS:-1 64 512}
slices=${LOAD_SLICES:-3}
slice_seconds=${LOAD_SLICE_SECONDS:-2}
warm_up_seconds=${LOAD_WARM_UP_SECONDS:-15}
port=${LOAD_PORT:-18080}
store=SQLite
for row in $rows; do
    case " $all_rows " in *" $row "*) ;; *) fail "there is no row $row; the rows are $all_rows" ;; esac
done

jar=
for built in benchmarks/target/quick/benchmarks.jar benchmarks/target/benchmarks.jar; do
    if [ -f "$built" ]; then jar=${jar:-$built}; fi
done
[ -n "$jar" ] || fail "the benchmarks are not built; run mvn -q -Pquick package"

{
    echo "management.port=$((port + 2))"
    # Refused callers are a row of their own, and not a flood to be held back.
    echo "http.limit.failures=off"
    # One account and one token may use a third of the calls to a licence service, and 512 connections use all of that.
    echo "http.rights.workers=2000"
    echo "drm.wv.calls.max=1900"
    if [ -n "${LOAD_STORE_URL:-}" ]; then echo "store.url=$LOAD_STORE_URL"; fi
} >"$work/data/symbolon.properties"
[ -z "${LOAD_STORE_URL:-}" ] || store=PostgreSQL
cat >"$work/accounts.json" <<ACCOUNTS
{"accounts": [
  {"id": 201722, "name": "Load", "options": {"wv": "enabled"}, "authenticators": [{"environment": "production", "secret": "$secret"}]},
  {"id": 201723, "name": "Metered", "options": {"wv": "enabled"}, "tokens": 1000000000, "authenticators": [{"environment": "production", "secret": "$secret"}]}
]}
ACCOUNTS
./symbolon --data "$work/data" account import "$work/accounts.json" >/dev/null 2>"$work/log" ||
    { cat "$work/log" >&2; fail "the accounts cannot be made"; }

parameters='errorFormat=json&generalFlags=00000000&kid=8476d8ee2d9f49d7a2d1c9f7d1bb9fb4&contentKey=0fd3a5b3b0ec5ef1b4ac8d36fc5b1e6c'
parameters="$parameters&hdcpOutputControl=0&licenseDuration=3600&expirationTime=%2B86400&cookie=session-4711"

# --- The requests, each a script of wrk. Their host is wrk's own.

# name, method, target, type of the body, file of the body
request() {
    {
        echo "wrk.method = '$2'"
        echo "wrk.path = '$3'"
        if [ -n "${4:-}" ]; then
            echo "wrk.headers['Content-Type'] = '$4'"
            echo "wrk.body = io.open('$5', 'rb'):read('*a')"
        fi
    } >"$work/$1.lua"
}

make_tokens() {
    valid="customerAuthenticator=201722,$secret&securityLevel=1&$parameters"
    request health GET /healthz
    request token-get GET "/hms/wv/token?$valid"
    request bare GET "/hms/wv/token?$valid"
    printf '%s' "$valid" >"$work/form"
    request token-post POST /hms/wv/token application/x-www-form-urlencoded "$work/form"
    request token-invalid GET "/hms/wv/token?customerAuthenticator=201722,$secret&securityLevel=9&$parameters"
    request token-unknown GET "/hms/wv/token?customerAuthenticator=201722,00000000000000000000000000000000&securityLevel=1&$parameters"
    request metered GET "/hms/wv/token?customerAuthenticator=201723,$secret&securityLevel=1&$parameters"
}

# The licence URL of the command that serve --demo prints for a DRM, without scheme and host.
license_path() {
    url=$(grep -o "curl '[^']*/hms/$1/token[^']*'" "$work/service.log" | head -n 1 | sed "s/^curl '//; s/'\$//; s/\^/%5E/g")
    curl -skf "$url" | sed 's,^[a-z]*://[^/]*,,'
}

make_redemptions() {
    printf '\010\001\022\030stand-in device, no CDM.' >"$work/wv"
    request redeem-wv POST "$(license_path wv)" application/octet-stream "$work/wv"
    # The key id ^movie-1, which is in the token of the demonstration.
    printf '%s' '{"kids":["xIRXgPlfuIR8IKrhNJ19sA"],"type":"temporary"}' >"$work/ck"
    request redeem-ck POST "$(license_path ck)" application/json "$work/ck"
    fairplay=$(license_path fp)
    record_spc "$fairplay"
    request redeem-fp POST "$fairplay" application/octet-stream "$work/fp"
}

# Each demonstration has a new credential. The simulated device posts its SPC to a service that writes it down, and cannot read the answer.
record_spc() {
    java -cp "$jar" org.symbolon.benchmarks.BareService "$((port + 3))" "$work/fp" >"$work/recorder.log" 2>&1 &
    recorder=$!
    wait_for "http://127.0.0.1:$((port + 3))/" "$recorder" "$work/recorder.log"
    : >"$work/fp"
    ./symbolon --data "$work/data" simulate "http://127.0.0.1:$((port + 3))$1" >/dev/null 2>&1 || true
    end_process "$recorder"
    recorder=
    [ -s "$work/fp" ] || fail "the simulated device has sent no SPC"
}

# --- Processes

# Waits until a process answers at a URL.
wait_for() {
    until curl -sk -o /dev/null "$1"; do
        kill -0 "$2" 2>/dev/null || { cat "$3" >&2; fail "a service does not start"; }
        sleep 0.02
    done
}

end_process() {
    kill "$1" 2>/dev/null || true
    wait "$1" 2>/dev/null || true
}

# Starts the service with http or https, and sets $ready to the milliseconds until it answers.
start() {
    scheme=$1
    if [ "$scheme" = https ]; then
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=localhost \
            -keyout "$work/key.pem" -out "$work/chain.pem" 2>/dev/null
        export SYMBOLON_HTTP_TLS_CERTIFICATE="$work/chain.pem" SYMBOLON_HTTP_TLS_KEY="$work/key.pem"
    fi
    SYMBOLON_BUILD=no ./symbolon serve --demo --port "$port" --data "$work/data" >/dev/null 2>"$work/service.log" &
    service=$!
    began=$(date +%s%N)
    wait_for "$scheme://127.0.0.1:$port/healthz" "$service" "$work/service.log"
    ready=$((($(date +%s%N) - began) / 1000000))
    until grep -q ' - listening on ' "$work/service.log"; do sleep 0.1; done
    make_redemptions
}

ticks() {
    awk '{ print $14 + $15 }' "/proc/$1/stat"
}

# One slice of a row for so many seconds: adds requests a second, and the processor time of each, to the row's files.
measure() {
    row=$1
    seconds=$2
    process=$service
    at=$scheme://127.0.0.1:$port/
    if [ "$row" = bare ]; then
        process=$bare
        at=http://127.0.0.1:$((port + 1))/
    fi
    before=$(ticks "$process")
    wrk -t 1 -c "$connections" -d "${seconds}s" --latency -s "$work/$row.lua" "$at" >"$work/slice" 2>&1 || fail "wrk failed"
    after=$(ticks "$process")
    refused=$(awk '/Non-2xx/ { print $NF }' "$work/slice")
    number=$(awk '/requests in/ { print $1 }' "$work/slice")
    case $row in
        token-invalid | token-unknown) [ "${refused:-0}" = "$number" ] || fail "$row: not every request was refused" ;;
        *) [ "${refused:-0}" = 0 ] || { cat "$work/slice" >&2; fail "$row: not every request was answered well"; } ;;
    esac
    awk '/^Requests\/sec:/ { print $2 }' "$work/slice" >>"$work/$row.rate"
    awk '$1 == "99%" { print $2 }' "$work/slice" >"$work/$row.p99"
    awk -v t="$((after - before))" -v n="$number" -v hz="$(getconf CLK_TCK)" 'BEGIN { if (n > 0) print t * 1000000 / hz / n }' >>"$work/$row.cpu"
}

# --- The table

line='%-14s %-5s %-10s %11s %12s %8s %12s %10s\n'

# All rows at one number of connections.
table() {
    connections=$1
    measured="health $rows"
    if [ "$scheme" = https ]; then
        measured=$(echo "$measured" | sed 's/ bare//')
    fi
    rm -f "$work"/*.rate "$work"/*.cpu
    # The first turn after a start is longer and does not count: the compiler of the JVM takes about half a minute of load for each kind of request.
    if [ -z "$warm" ]; then
        for each in $measured; do measure "$each" "$warm_up_seconds"; done
        rm -f "$work"/*.rate "$work"/*.cpu
        warm=yes
    fi
    i=0
    while [ "$i" -lt "$slices" ]; do
        for each in $measured; do measure "$each" "$slice_seconds"; done
        i=$((i + 1))
    done
    for each in $measured; do
        name=$each
        if [ "$each" = metered ] && [ "$store" = PostgreSQL ]; then name=leased; fi
        # shellcheck disable=SC2059  # the format is a constant
        printf "$line" "$name" "$scheme" "$store" "$connections" "$(median "$work/$each.rate" | cut -d. -f1)" \
            "$(awk -v r="$(median "$work/$each.rate")" -v h="$(median "$work/health.rate")" 'BEGIN { printf "%.2f", r / h }')" \
            "$(awk -v c="$(median "$work/$each.cpu")" 'BEGIN { printf "%.1f", c }')" "$(cat "$work/$each.p99")"
    done
}

bare=
recorder=
trap 'for each in $bare $recorder; do end_process "$each"; done; stop' EXIT
make_tokens
case " $rows " in
    *' bare '*) started_bare=yes ;;
    *) started_bare= ;;
esac
# shellcheck disable=SC2059
printf "$line" row http store connections requests/s /healthz 'us of cpu' p99
for transport in $transports; do
    warm=
    start "$transport"
    if [ -n "$started_bare" ] && [ -z "$bare" ]; then
        java -cp "$jar" org.symbolon.benchmarks.BareService "$((port + 1))" >"$work/bare.log" 2>&1 &
        bare=$!
        wait_for "http://127.0.0.1:$((port + 1))/?customerAuthenticator=1" "$bare" "$work/bare.log"
    fi
    for number_of_connections in $connection_numbers; do table "$number_of_connections"; done
    awk -v t="$transport" -v r="$ready" '$1 == "VmHWM:" { m = $2 } $1 == "VmRSS:" { n = $2 }
        END { printf "%s: answered %d ms after its start; memory %d MiB, %d at most\n", t, r, n / 1024, m / 1024 }' "/proc/$service/status"
    end_process "$service"
    service=
done
