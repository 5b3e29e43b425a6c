"""Calls every method of every service with grpcio, knowing nothing but what reflection says.

all_methods.py HOST:PORT TOKEN [PAGE]

PAGE is a SyncRequest in hexadecimal: a page of another house's log that this one does not know yet. Without it
the house is alone.
"""

import hashlib
import sys

import grpc
from google.protobuf import descriptor_pool, message_factory
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import (
    ProtoReflectionDescriptorDatabase,
)

address, token, *page = sys.argv[1:]
channel = grpc.insecure_channel(address)
database = ProtoReflectionDescriptorDatabase(channel)
pool = descriptor_pool.DescriptorPool(database)
signed = [("authorization", f"Bearer {token}")]
called = set()


def message(name, /, **fields):
    return message_factory.GetMessageClass(pool.FindMessageTypeByName(name))(**fields)


def call(path, request, **options):
    """Calls a method by its path, in the kind that its description says."""
    service, name = path.split("/")
    method = pool.FindServiceByName(service).FindMethodByName(name)
    answer = message_factory.GetMessageClass(method.output_type)
    kind = {
        (False, False): channel.unary_unary,
        (False, True): channel.unary_stream,
        (True, False): channel.stream_unary,
        (True, True): channel.stream_stream,
    }[method.client_streaming, method.server_streaming]
    stub = kind(
        f"/{path}",
        request_serializer=lambda m: m.SerializeToString(),
        response_deserializer=answer.FromString,
    )
    called.add(path)
    return stub(request, timeout=options.pop("timeout", 60), **options)


def refused(code, attempt):
    try:
        attempt()
    except grpc.RpcError as error:
        assert error.code() == code, error
        return error
    raise AssertionError(f"not refused with {code}")


def services():
    names = set(database.get_services())
    expected = {
        "maloca.v1.Calculator",
        "maloca.v1.Chat",
        "maloca.v1.Files",
        "maloca.v1.Peers",
        "greet.Greeter",
    }
    assert expected <= names, names
    health = health_pb2_grpc.HealthStub(channel)
    for name in expected:
        request = health_pb2.HealthCheckRequest(service=name)
        assert health.Check(request).status == health_pb2.HealthCheckResponse.SERVING
    watch = health.Watch(health_pb2.HealthCheckRequest(service="greet.Greeter"))
    assert next(watch).status == health_pb2.HealthCheckResponse.SERVING
    watch.cancel()


def calculator():
    def ask(expr):
        return message("maloca.v1.Question", expr=expr)

    answer = call("maloca.v1.Calculator/Evaluate", ask("2^10"))
    assert (answer.result, answer.approximate) == ("1024", False), answer
    wrong = refused(
        grpc.StatusCode.INVALID_ARGUMENT, lambda: call("maloca.v1.Calculator/Evaluate", ask("1+"))
    )
    assert dict(wrong.trailing_metadata())["maloca-position"] == "2"
    outcomes = call("maloca.v1.Calculator/EvaluateMany", iter([ask("1+1"), ask("("), ask("2+2")]))
    assert [o.answer.result or "wrong" for o in outcomes] == ["2", "wrong", "4"]


def chat():
    steps = call("maloca.v1.Chat/Subscribe", message("maloca.v1.SubscribeRequest"))
    began = next(steps).began
    draft = message("maloca.v1.Draft", text="hola de Python")
    post = message("maloca.v1.PostRequest", room="general", draft=draft)
    posted = call("maloca.v1.Chat/Post", post, metadata=signed)
    assert posted.fresh and posted.message.author == "Ana" and posted.message.verified
    event = next(steps).event
    nobody = call("maloca.v1.Chat/Post", message("maloca.v1.PostRequest", room="general", draft=draft))
    assert nobody.message.author == "guest" and not nobody.message.verified, nobody
    assert (event.seq, event.text) == (began.after + 1, "hola de Python"), event
    steps.cancel()

    join = message("maloca.v1.ConverseRequest", join=message("maloca.v1.SubscribeRequest"))
    say = message("maloca.v1.ConverseRequest", post=message("maloca.v1.Draft", text="otra"))
    nick = [("x-maloca-nick-bin", "José".encode())]
    talk = list(call("maloca.v1.Chat/Converse", iter([join, say]), metadata=nick))
    kinds = sorted(one.WhichOneof("response") for one in talk)
    assert kinds == ["posted", "step", "step"], talk
    assert all(o.posted.message.author == "José" for o in talk if o.HasField("posted"))
    refused(
        grpc.StatusCode.ALREADY_EXISTS,
        lambda: call("maloca.v1.Chat/Post", post, metadata=[("x-maloca-nick", "Ana")]),
    )


def files():
    content = bytes(range(256)) * 4096

    def parts():
        target = message("maloca.v1.UploadTarget", path="py/thon.bin")
        yield message("maloca.v1.UploadRequest", target=target)
        for at in range(0, len(content), 65536):
            yield message("maloca.v1.UploadRequest", data=content[at : at + 65536])

    stored = call("maloca.v1.Files/Upload", parts())
    assert stored.created and stored.entry.size == len(content), stored
    entry = call("maloca.v1.Files/Stat", message("maloca.v1.StatRequest", path="py/thon.bin"))
    assert entry == stored.entry
    listing = call("maloca.v1.Files/List", message("maloca.v1.ListRequest", path="py"))
    assert [one.path for one in listing.entries] == ["py/thon.bin"]
    asked = message("maloca.v1.DownloadRequest", path="py/thon.bin")
    first, *rest = call("maloca.v1.Files/Download", asked)
    back = b"".join(part.data for part in rest)
    assert first.entry == entry
    assert hashlib.sha256(back).digest() == hashlib.sha256(content).digest()
    missing = message("maloca.v1.StatRequest", path="missing")
    refused(grpc.StatusCode.NOT_FOUND, lambda: call("maloca.v1.Files/Stat", missing))


def peers():
    asked = message("maloca.v1.PeersSubscribeRequest", from_start=True)
    news = call("maloca.v1.Peers/Subscribe", asked)
    log = next(news).began
    assert log.seq == 0, log
    written = [next(news).change for _ in range(2000)]
    assert [change.seq for change in written] == list(range(1, 2001))

    first = written[0].line
    for subject in [
        {"blake3": first.shared.blake3},
        {"path": first.path},
        {"query": first.path.replace("/", " ")},
    ]:
        asked = message("maloca.v1.ResolveRequest", limit=1000, **subject)
        files = call("maloca.v1.Peers/Resolve", asked).files
        found = next(file for file in files if file.path == first.path)
        assert (found.node, found.node_name) == (log.node, "ana") and found.connected, found
        assert len(files) == 1 or "query" in subject, subject

    upload_twice()
    request = message_factory.GetMessageClass(pool.FindMessageTypeByName("maloca.v1.SyncRequest"))
    passed_on = request.FromString(bytes.fromhex(page[0]))
    false = request.FromString(bytes.fromhex(page[0]))
    false.page.lines[0].path = "another"
    log.seq = 1000
    have = message("maloca.v1.SyncRequest", have=message("maloca.v1.Have", marks=[log]))
    said = list(call("maloca.v1.Peers/Sync", iter([have, false, passed_on])))
    assert said[0].marks.marks[0].seq == 2000 and len(said[0].marks.group) == 80, said[0]
    answers = [one for one in said[1:] if not one.HasField("page")]
    assert answers[0].refused.code == grpc.StatusCode.INVALID_ARGUMENT.value[0], answers
    assert answers[1].taken.seq == 2002 and len(answers) == 2, answers
    lacked = next(one.page for one in said if one.HasField("page"))
    assert (len(lacked.lines), lacked.head.seq) == (1000, 2000), lacked.head
    assert [next(news).change.seq for _ in range(2)] == [2001, 2002]
    news.cancel()


def peers_of_a_house_alone():
    asked = message("maloca.v1.PeersSubscribeRequest", from_start=True)
    news = call("maloca.v1.Peers/Subscribe", asked)
    change = next(one.change for one in news if one.HasField("change"))
    assert (change.seq, change.line.path) == (1, "py/thon.bin"), change
    asked = message("maloca.v1.ResolveRequest", path="py/thon.bin")
    [found] = call("maloca.v1.Peers/Resolve", asked).files
    assert (found.node, found.blake3) == (change.node, change.line.shared.blake3), found
    upload_twice()
    have = message("maloca.v1.SyncRequest", have=message("maloca.v1.Have"))
    said = list(call("maloca.v1.Peers/Sync", iter([have])))
    page = next(one.page for one in said if one.HasField("page"))
    assert page.lines[0].path == "py/thon.bin" and len(page.head.signature) == 64, page
    news.cancel()


def upload_twice():
    target = message("maloca.v1.UploadTarget", path="py/peers.bin", absent=True)
    content = message("maloca.v1.UploadRequest", data=b"x" * 65536)

    def upload():
        start = message("maloca.v1.UploadRequest", target=target)
        return call("maloca.v1.Peers/Upload", iter([start, content, content]))

    stored = upload()
    assert stored.created and stored.entry.size == 131072, stored
    target.blake3 = stored.blake3
    again = upload()
    assert not again.created and again.entry == stored.entry, again
    target.blake3, target.path = "00" * 32, "py/other.bin"
    refused(grpc.StatusCode.INVALID_ARGUMENT, upload)


def greeter():
    def hello(name):
        return message("greet.HelloRequest", name=name, greeting="Hola")

    assert call("greet.Greeter/OnlyResponse", hello("Ana")).message == "Hola Ana"
    five = [reply.message for reply in call("greet.Greeter/ServerStreaming", hello("Ana"))]
    assert five == [f"Hola Ana {n}" for n in range(1, 6)], five
    delayed = call("greet.Greeter/ClientStreaming", iter([hello("a"), hello("b"), hello("c")]))
    assert delayed.message == "You have sent 3 messages. Please expect a delayed response."
    assert [request.name for request in delayed.request] == ["a", "b", "c"]
    both = call("greet.Greeter/BidirectionalStreaming", iter([hello("a"), hello("b")]))
    assert [reply.message for reply in both] == ["Hola a", "Hola b"]


def deadlines():
    steps = call("maloca.v1.Chat/Subscribe", message("maloca.v1.SubscribeRequest"), timeout=0.5)
    next(steps)
    refused(grpc.StatusCode.DEADLINE_EXCEEDED, lambda: next(steps))


group = peers if page else peers_of_a_house_alone
for part in [services, calculator, chat, files, group, greeter, deadlines]:
    part()
    print(part.__name__, "ok")
print("all", len(called) + 2, "methods")
