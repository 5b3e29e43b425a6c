//! Bytes at any place of a file that is for reading.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;

use maloca_files::vault::Bytes;

/// A file that was opened for reading.
pub(super) struct Fixed(pub(super) File);

impl Bytes for Fixed {
    fn read_at(&self, at: u64, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read_at(buffer, at)
    }

    fn write_at(&self, _at: u64, _bytes: &[u8]) -> io::Result<()> {
        Err(io::ErrorKind::PermissionDenied.into())
    }

    fn sync(&self) -> io::Result<()> {
        Ok(())
    }
}

/// The outboard of a file that needs none.
pub(super) struct Empty;

impl Bytes for Empty {
    fn read_at(&self, _at: u64, _buffer: &mut [u8]) -> io::Result<usize> {
        Ok(0)
    }

    fn write_at(&self, _at: u64, bytes: &[u8]) -> io::Result<()> {
        if bytes.is_empty() { Ok(()) } else { Err(io::ErrorKind::InvalidInput.into()) }
    }

    fn sync(&self) -> io::Result<()> {
        Ok(())
    }
}
