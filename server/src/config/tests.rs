use std::io::Write;

use clap::{CommandFactory, FromArgMatches};

use super::origin::Origin;
use super::*;
use crate::cli::Cli;

fn load(args: &[&str]) -> Result<Config, StartError> {
    let matches = Cli::command().get_matches_from([&["maloca"], args].concat());
    let cli = Cli::from_arg_matches(&matches).unwrap();
    Config::load(cli.flags, &matches)
}

fn file(text: &str) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file
}

#[test]
fn a_flag_wins_over_the_file_and_the_file_over_the_default() {
    let toml = file("[web]\nlisten = \"127.0.0.1:1\"\n[http09]\nclients = 3\n");
    let path = toml.path().to_str().unwrap();
    let from_file = load(&["--config", path]).unwrap();
    assert_eq!(from_file.listen.value, "127.0.0.1:1".parse().unwrap());
    assert_eq!(from_file.listen.origin, Origin::File(toml.path().to_owned()));
    assert_eq!((from_file.http09_clients.value, from_file.hftp.is_explicit()), (3, false));
    let from_flag = load(&["--config", path, "--listen", "127.0.0.1:2"]).unwrap();
    assert_eq!(from_flag.listen.value, "127.0.0.1:2".parse().unwrap());
    assert_eq!(from_flag.listen.origin, Origin::Flag);
}

#[test]
fn an_unknown_key_in_the_file_is_an_error_that_names_it() {
    let toml = file("[web]\nlissen = \"127.0.0.1:1\"\n");
    let error = load(&["--config", toml.path().to_str().unwrap()]).unwrap_err().to_string();
    assert!(error.contains("lissen"), "{error}");
}

#[test]
fn a_named_file_that_is_not_there_is_an_error() {
    assert!(load(&["--config", "/nowhere/maloca.toml"]).is_err());
}

#[test]
fn the_report_tells_every_value_with_its_origin() {
    let report = load(&["--guests", "calc", "--public", "https://a.example"]).unwrap().to_string();
    assert!(report.contains("guests            calc "), "{report}");
    assert_eq!(report.lines().filter(|line| line.ends_with("flag")).count(), 2, "{report}");
    assert_eq!(report.lines().count(), 22, "{report}");
}

#[test]
fn a_relay_is_off_unless_somebody_asks_and_needs_the_door_for_other_houses() {
    assert_eq!(load(&[]).unwrap().relay.value, Switch::Off);
    let toml = file("[relay]\nlisten = \"127.0.0.1:19502\"\n");
    let path = toml.path().to_str().unwrap();
    assert!(load(&["--config", path]).unwrap().check().is_ok());
    let error = load(&["--config", path, "--peers", "off"]).unwrap().check().unwrap_err();
    assert!(error.to_string().contains("--peers"), "{error}");
    assert!(load(&["--config", path, "--relay", "off", "--peers", "off"]).unwrap().check().is_ok());
}

#[test]
fn what_the_tree_takes_in_is_set_in_the_file() {
    let toml = file("[files]\nmax_upload = \"2 GiB\"\nreserve = 5\nbin_days = 7\n");
    let config = load(&["--config", toml.path().to_str().unwrap()]).unwrap();
    assert_eq!(config.max_upload.value, Some(Size(2 << 30)));
    assert_eq!((config.reserve.value, config.bin_days.value), (Some(Size(5)), 7));
    assert!(config.to_string().contains("files.max_upload  2 GiB "), "{config}");
}

#[test]
fn values_that_cannot_be_read_say_what_would_be_right() {
    assert!("of".parse::<Switch>().unwrap_err().to_string().contains("off"));
    assert!("files:only".parse::<Tls>().unwrap_err().to_string().contains("files:CERT,KEY"));
    for bad in ["house.example", "ftp://x", "http://a/b", "http://u@h", ""] {
        assert!(bad.parse::<PublicUrl>().is_err(), "{bad}");
    }
    let url: PublicUrl = "https://House.Example:8443/".parse().unwrap();
    assert_eq!(url.as_str(), "https://House.Example:8443");
}

#[test]
fn a_server_of_nats_is_named_by_flag_or_file_and_shown_without_its_login() {
    assert!(load(&[]).unwrap().nats.value.is_none());
    let toml = file("nats = \"nats://s3cr3t@file.example\"\n");
    let path = toml.path().to_str().unwrap();
    for (flags, host) in [(&[][..], "file"), (&["--nats", "tls://u:s3cr3t@flag.example"], "flag")] {
        let config = load(&[&["--config", path], flags].concat()).unwrap();
        config.check().unwrap();
        let shown = config.to_string();
        assert!(shown.contains(&format!("{host}.example (with a login)")), "{shown}");
        assert!(!format!("{shown}{config:?}").contains("s3cr3t"), "{shown}");
    }
    let toml = file("nats = \"http://u:s3cr3t@file.example\"\n");
    let wrong = load(&["--config", toml.path().to_str().unwrap()]).unwrap();
    let error = wrong.check().unwrap_err().to_string();
    assert!(error.contains("--nats") && !error.contains("s3cr3t"), "{error}");
}
