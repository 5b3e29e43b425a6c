//! The words of the room `files`.

use crate::i18n::{Language, Words};

pub(super) struct FilesWords {
    pub(super) title: &'static str,
    pub(super) lede: &'static str,
}

impl Words for FilesWords {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::Spanish => &ES,
            Language::English => &EN,
        }
    }
}

static ES: FilesWords =
    FilesWords { title: "Archivos", lede: "Una carpeta de verdad, compartida por toda la casa." };

static EN: FilesWords =
    FilesWords { title: "Files", lede: "A real folder, shared by the whole house." };
