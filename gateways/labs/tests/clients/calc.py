"""The calculator lab's client: each round opens a connection for /ping and abandons it unread, then opens
another for the expression.

calc.py HOST:PORT EXPRESSION...
"""

import http.client
import sys
import urllib.parse

host, port = sys.argv[1].split(":")
abandoned = []
for expression in sys.argv[2:]:
    ping = http.client.HTTPConnection(host, int(port), timeout=60)
    ping.request("GET", "/ping")
    abandoned.append(ping)
    connection = http.client.HTTPConnection(host, int(port), timeout=60)
    connection.request("GET", "/?exp=" + urllib.parse.quote(expression))
    response = connection.getresponse()
    print(response.status, response.read().decode("utf-8").strip())
