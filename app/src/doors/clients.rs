//! One-line clients of each door, ready to be copied.

use std::net::SocketAddr;

use super::wire::{Census, Door};

/// What the line needs: a name of the tool, and the line.
pub(super) type Client = (&'static str, String);

/// Clients of a door that is open.
pub(super) fn of(door: Door, census: &Census, at: SocketAddr) -> Vec<Client> {
    let origin = &census.origin;
    let there = census.authority(at);
    let port = at.port();
    let host = there.rsplit_once(':').map_or(there.as_str(), |(host, _)| host);
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    match door {
        Door::Web => vec![
            ("curl", format!("curl {origin}/calc/2%2B2")),
            ("Python", format!("python3 -c \"{}\"", web_python(origin))),
        ],
        Door::Rest => vec![
            ("curl", format!("curl '{origin}/api/v1/calc?expr=2%5E10'")),
            ("curl POST", format!("curl -d '{{\"nick\":\"ana\"}}' {origin}/api/v1/sessions")),
        ],
        Door::Live => vec![
            ("SSE", format!("curl -N '{origin}/api/v1/rooms/general/events?after=0'")),
            ("WebSocket", format!("websocat {}/ws", origin.replacen("http", "ws", 1))),
        ],
        Door::Hftp => vec![
            ("nc", format!("printf 'get_file_listing\\r\\nquit\\r\\n' | nc {bare} {port}")),
            ("telnet", format!("telnet {bare} {port}")),
            ("maloca", format!("maloca hftp ls {there}")),
        ],
        Door::Http09 => vec![
            ("nc", format!("printf 'GET /\\r\\n' | nc {bare} {port}")),
            ("curl", format!("curl --http0.9 http://{there}/")),
            ("Python", format!("python3 -c \"{}\"", http_python(bare, port, "/"))),
        ],
        Door::Labs => vec![
            ("curl", format!("curl 'http://{there}/?exp=2**10'")),
            ("Python", format!("python3 -c \"{}\"", http_python(bare, port, "/?exp=7//2"))),
            ("chat", format!("python3 -c \"{}\"", labs_python(bare, port))),
        ],
        Door::Grpc => vec![
            (
                "grpcurl",
                format!(
                    "grpcurl -plaintext -d '{{\"expr\":\"2^10\"}}' {there} maloca.v1.Calculator/Evaluate"
                ),
            ),
            ("grpcio", format!("python3 -c \"{}\"", grpc_python(&there))),
        ],
        Door::Relay => vec![("curl", format!("curl http://{there}/ping"))],
        Door::Peers => vec![
            ("curl", format!("curl {origin}/api/v1/nodes")),
            (
                "curl POST",
                format!(
                    "curl -H 'Authorization: Bearer TOKEN' -d '{{}}' {origin}/api/v1/nodes/invitations"
                ),
            ),
        ],
    }
}

fn web_python(origin: &str) -> String {
    format!("import urllib.request as u; print(u.urlopen('{origin}/calc/2%2B2').read().decode())")
}

fn http_python(host: &str, port: u16, path: &str) -> String {
    format!(
        "import http.client as h; c = h.HTTPConnection('{host}', {port}); c.request('GET', '{path}'); print(c.getresponse().read().decode())"
    )
}

fn labs_python(host: &str, port: u16) -> String {
    format!(
        "import http.client as h; [print(p, (c := h.HTTPConnection('{host}', {port})).request('POST', p, b) or c.getresponse().status) for p, b in [('/user', 'ana'), ('/', 'ana>hola')]]"
    )
}

/// Protocol Buffers by hand: field 1 is text (0x0a), four bytes long.
fn grpc_python(there: &str) -> String {
    format!(
        "import grpc; print(grpc.insecure_channel('{there}').unary_unary('/maloca.v1.Calculator/Evaluate')(b'\\x0a\\x042^10'))"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_name_the_house_as_the_visitor_does() {
        let census = Census { origin: "http://house.example:3000".to_owned(), states: Vec::new() };
        let at = "0.0.0.0:19500".parse().unwrap();
        for door in Door::ALL {
            for (_, line) in of(door, &census, at) {
                assert!(line.contains("house.example"), "{line}");
                assert!(!line.contains("0.0.0.0"), "{line}");
            }
        }
    }
}
