//! The table that `maloca config` prints: name, value, origin.

use std::fmt::{self, Display};
use std::path::Path;

use super::Config;
use super::origin::Setting;

struct Row {
    name: &'static str,
    value: String,
    origin: String,
}

fn row<T>(name: &'static str, setting: &Setting<T>, show: impl Fn(&T) -> String) -> Row {
    Row { name, value: show(&setting.value), origin: setting.origin.to_string() }
}

fn text<T: Display>(value: &T) -> String {
    value.to_string()
}

fn path(value: &Path) -> String {
    value.display().to_string()
}

fn optional<T: Display>(value: Option<&T>, without: &str) -> String {
    value.map_or_else(|| format!("({without})"), text)
}

fn list<T: Display>(values: &[T]) -> String {
    if values.is_empty() {
        "(none)".to_owned()
    } else {
        values.iter().map(text).collect::<Vec<_>>().join(", ")
    }
}

impl Config {
    fn rows(&self) -> Vec<Row> {
        vec![
            row("listen", &self.listen, text),
            row("data", &self.data, |data| path(data)),
            row("files", &self.files, |files| path(files)),
            row("files.max_upload", &self.max_upload, |size| optional(size.as_ref(), "none")),
            row("files.reserve", &self.reserve, |size| {
                optional(size.as_ref(), "5%, 8 MiB to 1 GiB")
            }),
            row("files.bin_days", &self.bin_days, text),
            row("hftp", &self.hftp, text),
            row("hftp.folder", &self.hftp_folder, |f| {
                if f.is_empty() { "(top)".into() } else { f.clone() }
            }),
            row("http09", &self.http09, text),
            row("http09.clients", &self.http09_clients, text),
            row("labs", &self.labs, text),
            row("grpc", &self.grpc, text),
            row("peers", &self.peers, text),
            row("relay", &self.relay, text),
            row("join", &self.join, |tickets| format!("({} tickets)", tickets.len())),
            row("peers.mdns", &self.mdns, text),
            row("peers.share", &self.share, |folders| match folders {
                None => "(everything)".into(),
                Some(folders) => list(folders),
            }),
            row("nats", &self.nats, |url| optional(url.as_ref(), "none")),
            row("public", &self.public, |urls| list(urls)),
            row("tls", &self.tls, text),
            row("trust-proxy", &self.trust_proxy, |networks| list(networks)),
            row("guests", &self.guests, text),
        ]
    }
}

impl Display for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = self.rows();
        let width = |of: fn(&Row) -> usize| rows.iter().map(of).max().unwrap_or(0);
        let (names, values) = (width(|row| row.name.len()), width(|row| row.value.chars().count()));
        for Row { name, value, origin } in &rows {
            writeln!(f, "{name:names$}  {value:values$}  {origin}")?;
        }
        Ok(())
    }
}
