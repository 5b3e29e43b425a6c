//! How the house tells where it is: `addresses.json` for programs, the banner for people.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use fast_qr::QRBuilder;
use serde::Serialize;

use crate::config::{Config, Tls};
use maloca_gateway::site::host_of;

/// The addresses of all doors; `null` for one that is shut.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Addresses {
    /// The web door.
    pub web: Option<SocketAddr>,
    /// HFTP.
    pub hftp: Option<SocketAddr>,
    /// HTTP/0.9.
    pub http09: Option<SocketAddr>,
    /// The labs.
    pub labs: Option<SocketAddr>,
    /// gRPC.
    pub grpc: Option<SocketAddr>,
    /// Other Malocas.
    pub peers: Option<SocketAddr>,
    /// The relay.
    pub relay: Option<SocketAddr>,
}

impl Addresses {
    /// The open doors beside the web's, by name.
    fn gateways(&self) -> impl Iterator<Item = (&'static str, SocketAddr)> {
        let all = [
            ("hftp", self.hftp),
            ("http09", self.http09),
            ("labs", self.labs),
            ("grpc", self.grpc),
            ("peers", self.peers),
            ("relay", self.relay),
        ];
        all.into_iter().filter_map(|(name, address)| Some((name, address?)))
    }
}

/// A door's address as others reach it: on the same host as the best URL of the web door.
fn others(address: SocketAddr, urls: &[String]) -> String {
    let host =
        urls.first().and_then(|url| url.split_once("://")).map(|(_, authority)| host_of(authority));
    match host {
        Some(host) if address.ip().is_unspecified() => format!("{host}:{}", address.port()),
        _ => address.to_string(),
    }
}

fn file(data: &Path) -> PathBuf {
    data.join("run").join("addresses.json")
}

/// Removes what an earlier run announced.
///
/// # Errors
/// When it is there and cannot be removed.
pub fn retract(data: &Path) -> io::Result<()> {
    match fs::remove_file(file(data)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Writes the addresses for programs to find, all at once.
///
/// # Errors
/// When the file cannot be written.
pub fn announce(data: &Path, addresses: &Addresses) -> io::Result<()> {
    let text = serde_json::to_string(addresses)?;
    let draft = file(data).with_extension("json.new");
    fs::write(&draft, text + "\n")?;
    fs::rename(draft, file(data))
}

/// The URLs under which others reach the web door, best first.
pub fn reachable(config: &Config, web: SocketAddr) -> Vec<String> {
    let public = config.public.value.iter().map(ToString::to_string);
    let scheme = if config.tls.value == Tls::Off { "http" } else { "https" };
    let local = hosts(web.ip())
        .into_iter()
        .map(|ip| format!("{scheme}://{}", SocketAddr::new(ip, web.port())));
    public.chain(local).collect()
}

/// Where others reach a door at this address: at the public names that are addresses, then at those of
/// this machine. A name is not looked up: no server of anybody else is asked.
pub fn others_reach(config: &Config, door: SocketAddr) -> Vec<SocketAddr> {
    let public = config.public.value.iter().filter_map(|url| {
        let (_, authority) = url.as_str().split_once("://")?;
        let host = host_of(authority);
        host.trim_matches(['[', ']']).parse::<IpAddr>().ok()
    });
    let mut ips: Vec<_> = public.chain(hosts(door.ip())).collect();
    if ips.iter().any(|ip| !ip.is_loopback()) {
        ips.retain(|ip| !ip.is_loopback());
    }
    ips.into_iter().map(|ip| SocketAddr::new(ip, door.port())).collect()
}

/// The addresses of this machine that a door at `ip` is reached by.
fn hosts(ip: IpAddr) -> Vec<IpAddr> {
    if !ip.is_unspecified() {
        return vec![ip];
    }
    let interfaces = if_addrs::get_if_addrs().unwrap_or_default();
    let mut found: Vec<IpAddr> = interfaces
        .into_iter()
        .filter(|interface| !interface.is_loopback() && !interface.is_link_local())
        .map(|interface| interface.ip())
        .filter(|address| address.is_ipv4() || ip.is_ipv6())
        .collect();
    found.sort_by_key(IpAddr::is_ipv6);
    found.push(IpAddr::from([127, 0, 0, 1]));
    found
}

/// Prints what somebody needs who has just started the house.
///
/// # Errors
/// When stdout is closed.
pub fn banner(config: &Config, addresses: &Addresses, invitation: Option<&str>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let Some(web) = addresses.web else { return Ok(()) };
    let urls = reachable(config, web);
    writeln!(out, "\n  maloca {} is open\n", env!("CARGO_PKG_VERSION"))?;
    for url in &urls {
        writeln!(out, "  web     {url}")?;
    }
    for (name, address) in addresses.gateways() {
        writeln!(out, "  {name:<7} {}", others(address, &urls))?;
    }
    let best = urls.first().map_or("http://localhost", String::as_str);
    if let Some(path) = invitation {
        writeln!(
            out,
            "\n  Become its admin with this link, once, within seven days:\n  {best}{path}"
        )?;
    }
    if io::stdout().is_terminal()
        && let Ok(code) = QRBuilder::new(best).build()
    {
        writeln!(out, "\n{}", code.to_str())?;
    }
    writeln!(out, "\n  files   {}\n  stop    Ctrl-C\n", config.files.value.display())?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_announced_is_read_back_and_retracted() {
        let data = tempfile::tempdir().unwrap();
        fs::create_dir(data.path().join("run")).unwrap();
        let addresses =
            Addresses { web: Some(([127, 0, 0, 1], 3000).into()), ..Addresses::default() };
        announce(data.path(), &addresses).unwrap();
        let text = fs::read_to_string(file(data.path())).unwrap();
        assert_eq!(
            text.trim(),
            r#"{"web":"127.0.0.1:3000","hftp":null,"http09":null,"labs":null,"grpc":null,"peers":null,"relay":null}"#
        );
        retract(data.path()).unwrap();
        retract(data.path()).unwrap();
        assert!(!file(data.path()).exists());
    }

    #[test]
    fn a_door_on_all_interfaces_is_named_by_addresses_that_others_can_use() {
        let hosts = hosts(IpAddr::from([0, 0, 0, 0]));
        assert!(hosts.iter().all(|host| !host.is_unspecified()) && !hosts.is_empty());
    }
}
