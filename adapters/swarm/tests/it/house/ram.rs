//! Bytes in memory.

use std::io;
use std::sync::RwLock;

use maloca_files::vault::Bytes;

/// A file that is nowhere but here.
#[derive(Default)]
pub struct Ram(RwLock<Vec<u8>>);

impl Ram {
    pub fn of(bytes: &[u8]) -> Self {
        Self(RwLock::new(bytes.to_vec()))
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.0.read().unwrap().clone()
    }
}

impl Bytes for Ram {
    fn read_at(&self, at: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = self.0.read().unwrap();
        let rest = bytes.get(at as usize..).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        Ok(count)
    }

    fn write_at(&self, at: u64, new: &[u8]) -> io::Result<()> {
        let (mut bytes, at) = (self.0.write().unwrap(), at as usize);
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
