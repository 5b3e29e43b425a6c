//! The frames of HTTP/2 (RFC 9113 §4.1) in recorded bytes.

use maloca_app::doors::wire::Frame;

/// What a client says before its first frame (RFC 9113 §3.4).
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
/// How many are listed.
const MOST: usize = 32;
/// The kinds, by number.
const KINDS: [&str; 10] = [
    "DATA",
    "HEADERS",
    "PRIORITY",
    "RST_STREAM",
    "SETTINGS",
    "PUSH_PROMISE",
    "PING",
    "GOAWAY",
    "WINDOW_UPDATE",
    "CONTINUATION",
];

/// The frames of one direction, as far as they are whole.
pub fn frames(bytes: &[u8], is_sent: bool) -> Vec<Frame> {
    let mut rest = bytes.strip_prefix(PREFACE).unwrap_or(bytes);
    let mut frames = Vec::new();
    while frames.len() < MOST
        && let Some((head, after)) = rest.split_first_chunk::<9>()
    {
        let [a, b, c, kind, flags, stream @ ..] = *head;
        let length = u32::from_be_bytes([0, a, b, c]);
        let stream = u32::from_be_bytes(stream) & 0x7fff_ffff;
        frames.push(Frame { is_sent, kind: named(kind, flags), stream, length });
        rest = after.get(length as usize..).unwrap_or_default();
    }
    frames
}

/// The kind, and the flags that tell something.
fn named(kind: u8, flags: u8) -> String {
    let name = KINDS.get(usize::from(kind)).copied().unwrap_or("unknown");
    let ends = matches!(name, "DATA" | "HEADERS") && flags & 1 == 1;
    let acknowledges = matches!(name, "SETTINGS" | "PING") && flags & 1 == 1;
    match (ends, acknowledges) {
        (true, _) => format!("{name} END_STREAM"),
        (_, true) => format!("{name} ACK"),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_read_behind_the_preface_and_half_ones_are_not_waited_for() {
        let bytes = [PREFACE, b"\0\0\0\x04\x01\0\0\0\0", b"\0\0\x02\0\x01\0\0\0\x01hi", b"\0\0"];
        let frames = frames(&bytes.concat(), true);
        let told: Vec<_> =
            frames.iter().map(|it| (it.kind.as_str(), it.stream, it.length)).collect();
        assert_eq!(told, [("SETTINGS ACK", 0, 0), ("DATA END_STREAM", 1, 2)]);
    }
}
