"""Listens to a house with nats-py. Usage: nats_client.py URL WHAT

listen SUBJECT   prints "listening", and then each message, without end
keep SUBJECT     makes a stream of JetStream that holds what is published under SUBJECT
read COUNT       prints the messages of that stream from the first on; fails when there are not exactly COUNT

A message is a line of JSON: {"subject", "id", "body"}.
"""

import asyncio
import json
import sys

import nats

URL, WHAT, *REST = sys.argv[1:]
STREAM = "HOUSES"
PATIENCE = 20


def show(message):
    identity = message.headers and message.headers.get("Nats-Msg-Id")
    body = json.loads(message.data)
    print(json.dumps({"subject": message.subject, "id": identity, "body": body}), flush=True)


async def listen(connection, subject):
    subscription = await connection.subscribe(subject)
    await connection.flush()
    print("listening", flush=True)
    async for message in subscription.messages:
        show(message)


async def keep(connection, subject):
    await connection.jetstream().add_stream(name=STREAM, subjects=[subject])


async def read(connection, count):
    streams = connection.jetstream()
    reader = await streams.subscribe("", stream=STREAM, ordered_consumer=True)
    for _ in range(int(count)):
        show(await reader.next_msg(timeout=PATIENCE))
    # What would come late comes within a rest of the house.
    await asyncio.sleep(1.5)
    state = (await streams.stream_info(STREAM)).state
    assert state.messages == int(count), f"{state.messages} messages, not {count}"


async def main():
    connection = await nats.connect(URL, connect_timeout=PATIENCE)
    await {"listen": listen, "keep": keep, "read": read}[WHAT](connection, *REST)
    await connection.close()


asyncio.run(main())
