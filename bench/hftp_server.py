"""A straightforward HFTP server, as one writes it in a course: a thread for each client, the slice read
whole. What the house's is measured against.

hftp_server.py FOLDER        prints the port it listens on
"""

import os
import socket
import sys
import threading
from base64 import b64encode

folder = sys.argv[1]


def answer(words):
    match words:
        case ["get_file_listing"]:
            return "".join(f"{name}\r\n" for name in os.listdir(folder)).encode() + b"\r\n"
        case ["get_metadata", name]:
            return b"%d\r\n" % os.path.getsize(os.path.join(folder, name))
        case ["get_slice", name, offset, size, *raw]:
            with open(os.path.join(folder, name), "rb") as file:
                file.seek(int(offset))
                data = file.read(int(size))
            if raw:
                return b"Content-Length: %d\r\n\r\n" % len(data) + data
            return b64encode(data) + b"\r\n"
    return None


def serve(client):
    with client, client.makefile("rb") as lines:
        for line in lines:
            words = line.decode("ascii").split()
            if words == ["quit"]:
                client.sendall(b"0 OK\r\n")
                return
            body = answer(words)
            client.sendall(b"200 NO SUCH COMMAND\r\n" if body is None else b"0 OK\r\n" + body)


listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
while True:
    threading.Thread(target=serve, args=[listener.accept()[0]], daemon=True).start()
