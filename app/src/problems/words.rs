//! The words of problems. Each slug stands in both tables.

use crate::i18n::{Language, Words};

pub(super) struct ProblemWords {
    pub(super) named: &'static str,
    known: [Problem; 12],
}

/// One kind of problem.
pub(super) struct Problem {
    slug: &'static str,
    pub(super) title: &'static str,
    pub(super) meaning: &'static str,
    pub(super) remedy: &'static str,
}

impl Problem {
    pub(super) fn of(slug: &str, language: Language) -> Option<&'static Self> {
        ProblemWords::of(language).known.iter().find(|problem| problem.slug == slug)
    }
}

impl Words for ProblemWords {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::Spanish => &ES,
            Language::English => &EN,
        }
    }
}

const fn problem(
    slug: &'static str,
    title: &'static str,
    meaning: &'static str,
    remedy: &'static str,
) -> Problem {
    Problem { slug, title, meaning, remedy }
}

static ES: ProblemWords = ProblemWords {
    named: "Los programas reconocen este problema por su nombre:",
    known: [
        problem(
            "bad-request",
            "Petición ilegible",
            "La petición no tiene la forma que esta puerta espera.",
            "Lee el campo «detail» de la respuesta: dice qué parte falta o sobra.",
        ),
        problem(
            "bad-path",
            "Ruta inválida",
            "La ruta lleva un nombre vacío, «.», «..», una barra invertida o un carácter de control.",
            "Escribe la ruta con nombres simples separados por «/».",
        ),
        problem(
            "missing",
            "No está",
            "No hay nada con ese nombre, o no puedes saber que lo hay.",
            "Revisa la dirección; si alguien lo movió, búscalo en su carpeta.",
        ),
        problem(
            "denied",
            "Sin permiso",
            "La sesión no tiene el permiso que esto necesita.",
            "Entra con una invitación o pídele acceso a quien administra la casa.",
        ),
        problem(
            "conflict",
            "Cambió mientras tanto",
            "Lo que ibas a cambiar ya no es la versión que esperabas.",
            "Vuelve a leerlo y repite el cambio sobre lo nuevo.",
        ),
        problem(
            "nick-taken",
            "Nombre ocupado",
            "Alguien que está aquí tiene ese nombre.",
            "Elige otro nombre, o envía tu token si es el tuyo.",
        ),
        problem(
            "refused",
            "La sala dijo que no",
            "La petición se entendió, pero algo en ella no vale.",
            "El campo «detail» dice qué cambiar.",
        ),
        problem(
            "expression",
            "Expresión equivocada",
            "La calculadora no entiende la expresión.",
            "El campo «position» dice en qué carácter está el error, contando desde cero.",
        ),
        problem(
            "limit",
            "Demasiado grande",
            "La cuenta pasó del tiempo, la memoria o el tamaño permitidos.",
            "Haz la cuenta más pequeña o pártela en varias.",
        ),
        problem(
            "too-large",
            "Demasiado largo",
            "El contenido pasa del tamaño permitido.",
            "Envía menos, o compártelo como archivo.",
        ),
        problem(
            "busy",
            "Demasiado a la vez",
            "Llegaron demasiadas peticiones en poco tiempo.",
            "Espera los segundos que dice «Retry-After» y repite.",
        ),
        problem(
            "unavailable",
            "No disponible",
            "Algo detrás de la puerta falló.",
            "Prueba más tarde. Quien administra la casa encuentra la causa por el número del incidente.",
        ),
    ],
};

static EN: ProblemWords = ProblemWords {
    named: "Programs know this problem by its name:",
    known: [
        problem(
            "bad-request",
            "Unreadable request",
            "The request does not have the form that this door expects.",
            "The field “detail” of the answer says which part is missing or too much.",
        ),
        problem(
            "bad-path",
            "Invalid path",
            "The path has an empty name, “.”, “..”, a backslash or a control character.",
            "Write the path as plain names with “/” between them.",
        ),
        problem(
            "missing",
            "Not here",
            "There is nothing of that name, or you may not know that there is.",
            "Check the address; if somebody moved it, look for it in its folder.",
        ),
        problem(
            "denied",
            "Not allowed",
            "The session lacks the right that this needs.",
            "Come in with an invitation or ask the host for access.",
        ),
        problem(
            "conflict",
            "Changed meanwhile",
            "What you were about to change is no longer the version that you expected.",
            "Read it again and repeat the change on what is there now.",
        ),
        problem(
            "nick-taken",
            "Name taken",
            "Somebody who is here has this name.",
            "Choose another name, or send your token if it is yours.",
        ),
        problem(
            "refused",
            "The room said no",
            "The request was understood, but something in it cannot be accepted.",
            "The field “detail” says what to change.",
        ),
        problem(
            "expression",
            "Wrong expression",
            "The calculator does not understand the expression.",
            "The field “position” says at which character the error is, counted from zero.",
        ),
        problem(
            "limit",
            "Too large",
            "The calculation went beyond the time, memory or size allowed.",
            "Make it smaller or split it into several.",
        ),
        problem(
            "too-large",
            "Too long",
            "The content is larger than allowed.",
            "Send less, or share it as a file.",
        ),
        problem(
            "busy",
            "Too much at once",
            "Too many requests came in a short time.",
            "Wait for the seconds in “Retry-After” and try again.",
        ),
        problem(
            "unavailable",
            "Not available",
            "Something behind the door failed.",
            "Try again later. The host finds the cause by the number of the incident.",
        ),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_has_its_words_in_every_language() {
        for problem in &ES.known {
            assert!(Problem::of(problem.slug, Language::English).is_some(), "{}", problem.slug);
        }
        assert!(Problem::of("no-such", Language::Spanish).is_none());
    }
}
