"""A client of grpcio that knows nothing but what reflection says.

rpc.py HOST:PORT say NICK TEXT      posts into the room general
rpc.py HOST:PORT read N             the first N lines of the room, as nick>text
rpc.py HOST:PORT fetch PATH         the bytes of a file, on stdout
"""

import sys

import grpc
from google.protobuf import descriptor_pool, message_factory
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import (
    ProtoReflectionDescriptorDatabase,
)

address, command, *arguments = sys.argv[1:]
channel = grpc.insecure_channel(address)
pool = descriptor_pool.DescriptorPool(ProtoReflectionDescriptorDatabase(channel))


def message(name, /, **fields):
    kind = pool.FindMessageTypeByName(f"maloca.v1.{name}")
    return message_factory.GetMessageClass(kind)(**fields)


def call(service, name, request, metadata=()):
    method = pool.FindServiceByName(f"maloca.v1.{service}").FindMethodByName(name)
    answer = message_factory.GetMessageClass(method.output_type)
    kind = channel.unary_stream if method.server_streaming else channel.unary_unary
    stub = kind(
        f"/maloca.v1.{service}/{name}",
        request_serializer=lambda m: m.SerializeToString(),
        response_deserializer=answer.FromString,
    )
    return stub(request, timeout=30, metadata=metadata)


def say(nick, text):
    request = message("PostRequest", room="general", draft=message("Draft", text=text))
    call("Chat", "Post", request, metadata=[("x-maloca-nick-bin", nick.encode())])


def read(count):
    steps = call("Chat", "Subscribe", message("SubscribeRequest"))
    beginning = next(steps).began
    steps.cancel()
    beginning.after = 0
    steps = call("Chat", "Subscribe", message("SubscribeRequest", **{"from": beginning}))
    events = (step.event for step in steps if step.HasField("event"))
    for _, event in zip(range(int(count)), events):
        print(f"{event.author}>{event.text}")


def fetch(path):
    for part in call("Files", "Download", message("DownloadRequest", path=path)):
        if part.HasField("data"):
            sys.stdout.buffer.write(part.data)


{"say": say, "read": read, "fetch": fetch}[command](*arguments)
