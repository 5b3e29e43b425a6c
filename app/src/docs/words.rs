//! The words around the description of the REST API, which is itself in English.

use crate::i18n::{Language, Words};

pub(super) struct DocsWords {
    pub(super) title: &'static str,
    pub(super) lede: &'static str,
    pub(super) facts: [&'static str; 4],
    pub(super) machine: &'static str,
    pub(super) version: &'static str,
    pub(super) try_calc: &'static str,
    pub(super) calls: &'static str,
    pub(super) parameters: &'static str,
    pub(super) body: &'static str,
    pub(super) replies: &'static str,
    pub(super) required: &'static str,
    /// The names of the rooms, in the order of [`ROOMS`].
    rooms: [&'static str; ROOMS.len()],
}

/// The rooms as the description names them.
const ROOMS: [&str; 5] = ["calc", "chat", "files", "doors", "people"];

impl DocsWords {
    /// The name of a room.
    pub(super) fn room(&self, name: &str) -> String {
        let known = ROOMS.iter().position(|room| *room == name).and_then(|at| self.rooms.get(at));
        known.map_or_else(|| name.to_owned(), |name| (*name).to_owned())
    }
}

impl Words for DocsWords {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::Spanish => &ES,
            Language::English => &EN,
        }
    }
}

static ES: DocsWords = DocsWords {
    title: "API de la casa",
    lede: "Todo lo que hacen las páginas lo puede hacer un programa: JSON por HTTP, sin claves para empezar.",
    facts: [
        "Cada llamada toma y devuelve JSON. Los textos de cada llamada están en inglés, como el código.",
        "Sin credencial eres una visita. POST /sessions da un token; va en Authorization: Bearer o en la cookie.",
        "Los errores son application/problem+json (RFC 9457); su campo «type» lleva a una página que los explica.",
        "429 y 503 traen Retry-After: espera esos segundos y repite la llamada.",
    ],
    machine: "La descripción completa para programas (OpenAPI 3.1)",
    version: "Versión",
    try_calc: "probar la calculadora",
    calls: "Llamadas",
    parameters: "Parámetros",
    body: "Cuerpo",
    replies: "Respuestas",
    required: "obligatorio",
    rooms: ["Calculadora", "Chat", "Archivos", "Puertas", "Personas"],
};

static EN: DocsWords = DocsWords {
    title: "The house's API",
    lede: "Whatever the pages do, a program can do: JSON over HTTP, no keys to begin with.",
    facts: [
        "Every call takes and answers JSON.",
        "Without a credential you are a guest. POST /sessions gives a token, for Authorization: Bearer or as a cookie.",
        "Errors are application/problem+json (RFC 9457); their “type” leads to a page that explains them.",
        "429 and 503 come with Retry-After: wait that many seconds and repeat the call.",
    ],
    machine: "The whole description for programs (OpenAPI 3.1)",
    version: "Version",
    try_calc: "try the calculator",
    calls: "Calls",
    parameters: "Parameters",
    body: "Body",
    replies: "Answers",
    required: "required",
    rooms: ["Calculator", "Chat", "Files", "Doors", "People"],
};
