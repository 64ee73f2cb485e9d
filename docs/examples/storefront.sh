#!/bin/sh
# Asks for a Widevine licence URL, as a storefront does: storefront.sh KID VIEWER
# SYMBOLON_URL is the address of the service, SYMBOLON_AUTHENTICATOR the account's authenticator.
set -eu

# curl reads the request from standard input: everybody on this machine could see it among its arguments.
answer=$(curl --silent --show-error --max-time 20 --write-out '\n%{http_code}' --config - <<END
url = "${SYMBOLON_URL:-http://127.0.0.1:8080}/hms/wv/token"
data-urlencode = "customerAuthenticator=$SYMBOLON_AUTHENTICATOR"
data-urlencode = "errorFormat=json"
data-urlencode = "kid=$1"
data-urlencode = "cookie=$2"
data-urlencode = "securityLevel=1"
data-urlencode = "hdcpOutputControl=0"
data-urlencode = "expirationTime=+3600"
END
)
status=$(printf '%s\n' "$answer" | tail -n 1)
body=$(printf '%s\n' "$answer" | sed '$d')
if [ "$status" != 200 ]; then
    echo "refused with status $status: $body" >&2
    exit 1
fi
printf '%s\n' "$body"
