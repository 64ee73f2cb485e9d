"""Asks for a Widevine licence URL, as a storefront does: storefront.py KID VIEWER

SYMBOLON_URL is the address of the service, SYMBOLON_AUTHENTICATOR the account's authenticator.
"""
import json
import os
import sys
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

SERVICE = os.environ.get("SYMBOLON_URL", "http://127.0.0.1:8080")


def licence_url(kid, viewer):
    """The address that the player gets. It is good for an hour."""
    form = urlencode({
        "customerAuthenticator": os.environ["SYMBOLON_AUTHENTICATOR"],
        "errorFormat": "json",
        "kid": kid,
        "cookie": viewer,
        "securityLevel": 1,
        "hdcpOutputControl": 0,
        "expirationTime": "+3600",
    })
    # A body, and no query, because the logs of proxies have the query.
    with urlopen(SERVICE + "/hms/wv/token", form.encode(), timeout=20) as answer:
        return answer.read().decode()


try:
    print(licence_url(sys.argv[1], sys.argv[2]))
except HTTPError as refused:
    for error in json.load(refused).get("errors", []):
        print(error["message"], error.get("rule", ""), file=sys.stderr)
    sys.exit(f"refused with status {refused.code}, reference {refused.headers['Error-Reference']}")
