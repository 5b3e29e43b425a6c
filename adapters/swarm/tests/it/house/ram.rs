//! Bytes in memory.

use std::io;
use std::sync::RwLock;
use std::sync::atomic::{AtomicU64, Ordering};

use maloca_files::vault::Bytes;

/// A file that is nowhere but here.
#[derive(Default)]
pub struct Ram {
    bytes: RwLock<Vec<u8>>,
    /// How many bytes were ever written.
    written: AtomicU64,
}

impl Ram {
    pub fn of(bytes: &[u8]) -> Self {
        Self { bytes: RwLock::new(bytes.to_vec()), ..Self::default() }
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.bytes.read().unwrap().clone()
    }
}

impl Ram {
    pub fn written(&self) -> u64 {
        self.written.load(Ordering::Relaxed)
    }
}

impl Bytes for Ram {
    fn read_at(&self, at: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = self.bytes.read().unwrap();
        let rest = bytes.get(at as usize..).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        Ok(count)
    }

    fn write_at(&self, at: u64, new: &[u8]) -> io::Result<()> {
        self.written.fetch_add(new.len() as u64, Ordering::Relaxed);
        let (mut bytes, at) = (self.bytes.write().unwrap(), at as usize);
        if bytes.len() < at + new.len() {
            bytes.resize(at + new.len(), 0);
        }
        bytes[at..at + new.len()].copy_from_slice(new);
        Ok(())
    }

    fn sync(&self) -> io::Result<()> {
        Ok(())
    }
}
