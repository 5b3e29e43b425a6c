//! The words of the settings.

use crate::i18n::{Language, Words};

pub(super) struct SettingsWords {
    pub(super) title: &'static str,
    pub(super) language: &'static str,
    pub(super) theme: &'static str,
    pub(super) system: &'static str,
    pub(super) light: &'static str,
    pub(super) dark: &'static str,
}

impl Words for SettingsWords {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::Spanish => &ES,
            Language::English => &EN,
        }
    }
}

static ES: SettingsWords = SettingsWords {
    title: "Idioma y aspecto",
    language: "Idioma",
    theme: "Aspecto",
    system: "Automático",
    light: "Claro",
    dark: "Oscuro",
};

static EN: SettingsWords = SettingsWords {
    title: "Language and look",
    language: "Language",
    theme: "Look",
    system: "Automatic",
    light: "Light",
    dark: "Dark",
};
