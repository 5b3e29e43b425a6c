"""Begins downloads and subscriptions with grpcio, reads a little of each, and then wants no more.

grpc_cancel.py HOST:PORT COUNT      a line when all are under way; then it waits for a line, cancels, and so on
"""

import sys

import grpc

address, count = sys.argv[1], int(sys.argv[2])
channel = grpc.insecure_channel(address)
# Protocol Buffers by hand: field 1 is text (0x0a) of seven bytes.
download = channel.unary_stream("/maloca.v1.Files/Download")
subscribe = channel.unary_stream("/maloca.v1.Chat/Subscribe")
calls = [download(b"\x0a\x07big.bin") for _ in range(count)] + [subscribe(b"") for _ in range(count)]
for call in calls:
    next(call)
print("under way", flush=True)
sys.stdin.readline()
for call in calls:
    call.cancel()
print("cancelled", flush=True)
sys.stdin.readline()
evaluate = channel.unary_unary("/maloca.v1.Calculator/Evaluate")
assert b"1024" in evaluate(b"\x0a\x042^10", timeout=30)
print("the connection still serves", flush=True)
