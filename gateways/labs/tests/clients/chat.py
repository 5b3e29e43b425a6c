"""The chat lab's client: one http.client connection object for everything, no `Connection: close`, and the
bodies of two of its three calls are never read.

chat.py HOST:PORT NAME LINE...        registers, then says each line and fetches; an empty line only fetches
chat.py HOST:PORT --as NAME LINE...   goes on under a name registered before
"""

import http.client
import sys

host, port = sys.argv[1].split(":")
connection = http.client.HTTPConnection(host, int(port), timeout=60)
arguments = sys.argv[2:]
registered = arguments[0] == "--as"
name, *lines = arguments[1:] if registered else arguments

if not registered:
    connection.request("POST", "/user", name.encode("utf-8"))
    print(connection.getresponse().status)
for line in lines:
    if line:
        connection.request("POST", "/", f"{name}>{line}".encode("utf-8"))
        print(connection.getresponse().status)
    connection.request("POST", "/getMsg", name.encode("utf-8"))
    print(connection.getresponse().read().decode("utf-8").lstrip("\n"))
