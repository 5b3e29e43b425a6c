"""Finds a file of another house, reads a part of it, and fetches it whole, with Python's own http.client."""

import http.client
import json
import sys
import time


def call(method, path, body=None, headers={}):
    house = http.client.HTTPConnection(sys.argv[1], timeout=30)
    house.request(method, path, json.dumps(body) if body is not None else None, headers)
    answer = house.getresponse()
    return answer.status, answer.getheaders(), answer.read()


def until(so):
    for _ in range(600):
        what = so()
        if what:
            return what
        time.sleep(0.05)
    sys.exit("nothing came of it")


def found():
    status, _, body = call("GET", "/api/v1/network/files?q=data")
    assert status == 200, status
    return json.loads(body)["files"]


[file] = until(found)
assert file["path"] == "data.csv" and file["size"] == 8 and file["state"] == "connected", file
blob = "/api/v1/network/blobs/" + file["blake3"]
status, headers, body = call("GET", blob, headers={"Range": "bytes=4-6"})
assert (status, body) == (206, b"1,2"), (status, body)
assert ("content-range", "bytes 4-6/8") in [(name.lower(), value) for name, value in headers]
status, _, body = call("POST", "/api/v1/network/fetches", {"hash": file["blake3"], "to": "data.csv"})
assert status == 202, (status, body)
fetch = json.loads(body)["id"]


def ended():
    status, _, body = call("GET", f"/api/v1/network/fetches/{fetch}")
    assert status == 200, status
    now = json.loads(body)
    return now if now["state"] not in ("waiting", "fetching") else None


last = until(ended)
assert last["state"] == "done" and last["received"] == 8, last
assert call("GET", "/raw/data.csv")[2] == b"a,b\n1,2\n"
status, _, body = call("GET", "/api/v1/network/fetches")
assert status == 200 and fetch in [one["id"] for one in json.loads(body)["fetches"]]
status, _, body = call("POST", "/api/v1/network/fetches", {"hash": "00"})
assert status == 422 and json.loads(body)["type"] == "/problems/invalid", body
