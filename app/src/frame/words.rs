//! The words of the frame.

use crate::i18n::{Language, Words};

pub(super) struct FrameWords {
    pub(super) skip: &'static str,
    pub(super) rooms: &'static str,
    pub(super) home: &'static str,
    pub(super) calc: &'static str,
    pub(super) chat: &'static str,
    pub(super) files: &'static str,
    pub(super) nodes: &'static str,
    pub(super) choose_name: &'static str,
    pub(super) you_are: fn(String) -> String,
}

impl Words for FrameWords {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::Spanish => &ES,
            Language::English => &EN,
        }
    }
}

static ES: FrameWords = FrameWords {
    skip: "Ir al contenido",
    rooms: "Salas de la casa",
    home: "Inicio",
    calc: "Calculadora",
    chat: "Chat",
    files: "Archivos",
    nodes: "Casas",
    choose_name: "Elige un nombre",
    you_are: |nick| format!("Estás aquí como {nick}"),
};

static EN: FrameWords = FrameWords {
    skip: "Skip to content",
    rooms: "Rooms of the house",
    home: "Home",
    calc: "Calculator",
    chat: "Chat",
    files: "Files",
    nodes: "Houses",
    choose_name: "Choose a name",
    you_are: |nick| format!("You are here as {nick}"),
};
