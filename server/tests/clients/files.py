"""Talks to /raw of the house at the given address with nothing but the standard library."""

import http.client
import sys


def main(address: str) -> None:
    connection = http.client.HTTPConnection(address, timeout=30)

    def ask(method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, named)
        answer = connection.getresponse()
        return answer.status, answer.read()

    def expect(got: tuple[int, bytes], status: int, body: bytes | None = None) -> None:
        assert got[0] == status, f"{got} instead of {status}"
        assert body is None or got[1] == body, f"{got[1]!r} instead of {body!r}"

    expect(ask("GET", "/raw/from/python.bin"), 404)
    expect(ask("PUT", "/raw/from/python.bin", b"first"), 201, b"")
    expect(ask("PUT", "/raw/from/python.bin", b"second"), 204, b"")
    expect(ask("PUT", "/raw/from/python.bin", b"third", If_None_Match="*"), 412)
    expect(ask("GET", "/raw/from/python.bin"), 200, b"second")
    expect(ask("HEAD", "/raw/from/python.bin"), 200, b"")
    expect(ask("GET", "/raw/from/python.bin", Range="bytes=1-3"), 206, b"eco")
    expect(ask("GET", "/raw/from/python.bin", Range="bytes=10-"), 416)
    expect(ask("GET", "/raw/from"), 409)
    expect(ask("GET", "/raw/from/../python.bin"), 400)
    expect(ask("POST", "/raw/from/python.bin", b"x"), 405)
    # An iterable is sent in chunks.
    connection.request("PUT", "/raw/chunked", iter([b"a" * 70000, b"b"]), encode_chunked=True)
    answer = connection.getresponse()
    expect((answer.status, answer.read()), 201)
    expect(ask("GET", "/raw/chunked"), 200, b"a" * 70000 + b"b")
    expect(ask("DELETE", "/raw/from/python.bin"), 204, b"")
    expect(ask("DELETE", "/raw/from/python.bin"), 404)
    expect(ask("GET", "/files/from/"), 200, b"")


if __name__ == "__main__":
    main(sys.argv[1])
