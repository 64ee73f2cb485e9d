#!/bin/sh
# Makes a content key, stores it, and prints it for a packager: packager.sh KID
# SYMBOLON_URL is the address of the service, SYMBOLON_AUTHENTICATOR the account's authenticator. The service keeps the
# account's KEK: symbolon account kek set ID --random
set -eu

key=$(od -A n -N 16 -t x1 /dev/urandom | tr -d ' \n')

# curl reads the request from standard input: everybody on this machine could see it among its arguments.
answer=$(curl --silent --show-error --max-time 20 --write-out '\n%{http_code}' --config - <<END
url = "${SYMBOLON_URL:-http://127.0.0.1:8080}/keystore/keys?customerAuthenticator=$SYMBOLON_AUTHENTICATOR"
data = "{\"kid\": \"$1\", \"k\": \"$key\"}"
END
)
status=$(printf '%s\n' "$answer" | tail -n 1)
body=$(printf '%s\n' "$answer" | sed '$d')
# With 200 there was a key of this id before. It stays, so the new one must not be used.
if [ "$status" != 201 ]; then
    echo "not stored, status $status: $body" >&2
    exit 1
fi
kid=$(printf '%s\n' "$body" | sed 's/.*"kid":"\([0-9a-f]\{32\}\)".*/\1/')
echo "key_id=$kid:key=$key"
