//! `maloca hftp`: the client of the HFTP door, for people at a terminal.

use std::io::{self, IsTerminal};
use std::path::Path;

use maloca_hftp::Name;
use maloca_hftp::client::{Error, Server};

use crate::cli::Hftp;
use crate::progress::draw;

/// Does what is wanted of a server and prints it.
///
/// # Errors
/// What the server or the network answered, with what to do.
pub async fn run(wish: &Hftp) -> Result<(), Error> {
    match wish {
        Hftp::Ls { server } => list(server).await,
        Hftp::Stat { server, name } => {
            println!("{}", server.stat(name).await?);
            Ok(())
        }
        Hftp::Get { server, name } => get(server, name).await,
    }
}

async fn list(server: &Server) -> Result<(), Error> {
    for name in server.ls().await? {
        println!("{}", name.as_str());
    }
    Ok(())
}

async fn get(server: &Server, name: &Name) -> Result<(), Error> {
    let shows = io::stderr().is_terminal();
    let fetched = server.get(name, Path::new("."), |progress| {
        if shows {
            draw(progress.done, progress.size);
        }
    });
    let fetched = fetched.await?;
    if shows {
        eprintln!();
    }
    println!("{}  {}", fetched.sha256, name.as_str());
    Ok(())
}
