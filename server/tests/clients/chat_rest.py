"""Chats over REST with nothing but Python's http.client. Usage: chat_rest.py HOST:PORT"""

import http.client
import json
import sys

HOST = sys.argv[1]
ROOM = "/api/v1/rooms/general"


def call(method, path, body=None, token=None, raw=None):
    """Returns status, headers and the JSON of an answer."""
    connection = http.client.HTTPConnection(HOST, timeout=30)
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    payload = raw if raw is not None else None if body is None else json.dumps(body)
    connection.request(method, path, payload, headers)
    answer = connection.getresponse()
    data = answer.read()
    connection.close()
    return answer.status, answer.headers, json.loads(data) if data else None


def expect(status, method, path, body=None, token=None, slug=None, raw=None):
    """Asserts a status, and the kind of problem where there is one; returns the JSON."""
    got, headers, value = call(method, path, body, token, raw)
    assert got == status, f"{method} {path} {body}: {got} {value}, not {status}"
    if slug:
        assert headers["Content-Type"] == "application/problem+json", headers
        assert value["type"] == f"/problems/{slug}", value
        assert value["status"] == status and value["detail"], value
    return value


def enter(nick):
    return expect(201, "POST", "/api/v1/sessions", {"nick": nick})["token"]


ana, ben = enter("ana"), enter("ben")
ULIDS = [f"01ARZ3NDEKTSV4RRFFQ69G5F{tail}" for tail in ("A1", "A2", "A3", "A4")]

# Rooms.
assert [room["name"] for room in expect(200, "GET", "/api/v1/rooms")] == ["general"]
lab = expect(201, "POST", "/api/v1/rooms", {"name": "lab-1", "title": "Lab one"}, ana)
assert lab["title"] == "Lab one" and lab["head"] == 0, lab
expect(409, "POST", "/api/v1/rooms", {"name": "lab-1"}, ana, "conflict")
expect(400, "POST", "/api/v1/rooms", {"name": "Lab!"}, ana, "bad-request")
expect(404, "GET", "/api/v1/rooms/nowhere/messages", slug="missing")

# Posting: fresh, again, something else under the same id.
draft = {"id": ULIDS[0], "text": "hello **all**"}
first = expect(201, "POST", f"{ROOM}/messages", draft, ana)
assert first["author"] == "ana" and first["verified"] and first["seq"] == 1, first
assert set(first) == {"seq", "id", "author", "verified", "text", "at"}, first
assert expect(200, "POST", f"{ROOM}/messages", draft, ana) == first
expect(409, "POST", f"{ROOM}/messages", {**draft, "text": "other"}, ana, "conflict")
expect(409, "POST", f"{ROOM}/messages", draft, ben, "conflict")
answer = expect(201, "POST", f"{ROOM}/messages", {"text": "hi", "reply_to": ULIDS[0]}, ben)
assert answer["reply_to"] == ULIDS[0], answer
guest = expect(201, "POST", f"{ROOM}/messages", {"id": ULIDS[1], "text": "who am I"})
assert guest["author"] == "guest" and not guest["verified"], guest

# What is no message.
expect(422, "POST", f"{ROOM}/messages", {"text": " \n "}, ana, "invalid")
expect(422, "POST", f"{ROOM}/messages", {"text": "a\u0007"}, ana, "invalid")
expect(413, "POST", f"{ROOM}/messages", {"text": "x" * 16385}, ana, "too-large")
expect(400, "POST", f"{ROOM}/messages", {"id": "1", "text": "x"}, ana, "bad-request")
expect(400, "POST", f"{ROOM}/messages", raw=b'{"text":"\xff"}', token=ana, slug="bad-request")
expect(422, "POST", f"{ROOM}/messages", {"text": "x", "reply_to": ULIDS[3]}, ana, "invalid")
expect(401, "POST", f"{ROOM}/messages", {"text": "x"}, "A" * 43, "unauthorized")

# Editing and deleting.
edited = expect(200, "PUT", f"{ROOM}/messages/{ULIDS[0]}", {"text": "hello all"}, ana)
assert edited["text"] == "hello all" and edited["edited_at"], edited
expect(403, "PUT", f"{ROOM}/messages/{ULIDS[0]}", {"text": "mine"}, ben, "not-yours")
expect(403, "PUT", f"{ROOM}/messages/{ULIDS[1]}", {"text": "mine"}, None, "not-yours")
expect(404, "PUT", f"{ROOM}/messages/{ULIDS[2]}", {"text": "x"}, ana, "missing")
expect(404, "PUT", f"{ROOM}/messages/x", {"text": "x"}, ana, "missing")
expect(403, "DELETE", f"{ROOM}/messages/{ULIDS[0]}", None, ben, "not-yours")
expect(404, "DELETE", f"{ROOM}/messages/{ULIDS[2]}", None, ana, "missing")
assert expect(204, "DELETE", f"{ROOM}/messages/{ULIDS[0]}", None, ana) is None
expect(204, "DELETE", f"{ROOM}/messages/{ULIDS[0]}", None, ana)
expect(410, "PUT", f"{ROOM}/messages/{ULIDS[0]}", {"text": "back"}, ana, "gone")

# History: ascending, in parts, both ways.
whole = expect(200, "GET", f"{ROOM}/messages")
assert [message["seq"] for message in whole["messages"]] == [1, 2, 3], whole
assert whole["messages"][0]["deleted"] is True and whole["messages"][0]["text"] == "", whole
assert whole["head"] == 5 and whole["epoch"] > 0, whole
after = expect(200, "GET", f"{ROOM}/messages?after=1&limit=1")["messages"]
before = expect(200, "GET", f"{ROOM}/messages?before=3&limit=1")["messages"]
assert [message["seq"] for message in after] == [message["seq"] for message in before] == [2]
for wrong in ("limit=0", "limit=501", "limit=x", "after=-1", "after=1&before=2"):
    expect(400, "GET", f"{ROOM}/messages?{wrong}", slug="bad-request")
expect(405, "PATCH", f"{ROOM}/messages", {}, ana, "method")
print("ok")
