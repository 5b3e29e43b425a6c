//! The words of failures that every room shares.

use maloca_fault::Incident;

use crate::i18n::{Language, Words};

/// What is said when something had no effect.
pub(super) struct FailureWords {
    pub(super) missing: &'static str,
    pub(super) denied: &'static str,
    pub(super) busy: fn(u64) -> String,
    pub(super) unavailable: fn(&Incident) -> String,
    pub(super) unreachable: &'static str,
    pub(super) garbled: &'static str,
}

impl FailureWords {
    pub(super) fn in_language(language: Language) -> &'static Self {
        Self::of(language)
    }
}

impl Words for FailureWords {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::Spanish => &ES,
            Language::English => &EN,
        }
    }
}

static ES: FailureWords = FailureWords {
    missing: "Aquí no hay nada con ese nombre.",
    denied: "No tienes permiso para esto. Entra con una invitación o pídele acceso a quien administra la casa.",
    busy: |seconds| format!("Demasiadas peticiones a la vez. Prueba de nuevo en {seconds} s."),
    unavailable: |incident| {
        format!(
            "Esto no está disponible ahora. Dile a quien administra la casa el número {incident}."
        )
    },
    unreachable: "No hay conexión con la casa. Revisa la red y prueba de nuevo.",
    garbled: "La página y la casa no se entendieron. Vuelve a cargar la página.",
};

static EN: FailureWords = FailureWords {
    missing: "There is nothing of that name here.",
    denied: "You may not do this. Come in with an invitation or ask the host for access.",
    busy: |seconds| format!("Too many requests at once. Try again in {seconds} s."),
    unavailable: |incident| {
        format!("This is not available right now. Tell the host the number {incident}.")
    },
    unreachable: "The house cannot be reached. Check the network and try again.",
    garbled: "The page and the house did not understand each other. Load the page again.",
};
