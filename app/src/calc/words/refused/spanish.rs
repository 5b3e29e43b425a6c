//! Why an expression has no answer, in Spanish.

use maloca_calc::{Kind, Needs, Resource};

use super::counted;

pub(super) fn reason(kind: &Kind) -> String {
    match kind {
        Kind::Empty => "Todavía no hay nada que calcular. Escribe algo como 2+2.".into(),
        Kind::TooLong { limit } => {
            format!("La expresión pasa de {limit} bytes. Divídela en partes.")
        }
        Kind::UnexpectedCharacter { found } => {
            format!("«{found}» no significa nada aquí. Quítalo.")
        }
        Kind::Unexpected { found } => {
            format!("«{found}» no puede ir aquí. Quítalo o completa lo que está antes.")
        }
        Kind::UnexpectedEnd => "La expresión termina donde falta un número. Complétala.".into(),
        Kind::Unclosed => "Este paréntesis nunca se cierra. Agrega «)».".into(),
        Kind::UnknownName { name, .. } => {
            format!("No se conoce «{name}». Dale antes un valor, como en x = 3; x^2.")
        }
        Kind::ReservedName { name } => {
            format!("«{name}» ya tiene un significado fijo. Elige otro nombre.")
        }
        Kind::DivisionByZero => "No se puede dividir entre cero. Cambia el divisor.".into(),
        Kind::Domain { function, needs } => {
            format!("«{function}» no tiene valor real aquí. Necesita {}.", need(*needs))
        }
        Kind::NotAnInteger { function } => {
            format!("«{function}» necesita números enteros. Redondea antes.")
        }
        Kind::WrongArguments { function, least, most, given } => {
            format!("«{function}» lleva {}, no {given}.", arguments(*least, *most))
        }
        Kind::TooDeep { limit } => {
            format!(
                "Hay más de {limit} niveles de paréntesis, signos o potencias. Dales nombres a las partes de adentro."
            )
        }
        Kind::DigitsOutOfRange => "Las cifras pueden ser de 1 a 1000.".into(),
        Kind::Limit { what } => limit(*what).into(),
        _ => "Esto no se puede calcular. Escríbelo de otra forma.".into(),
    }
}

fn arguments(least: usize, most: Option<usize>) -> String {
    match most {
        Some(most) if most == least => counted(least, "argumento", "argumentos"),
        Some(most) => format!("de {least} a {most} argumentos"),
        None => format!("al menos {}", counted(least, "argumento", "argumentos")),
    }
}

const fn need(needs: Needs) -> &'static str {
    match needs {
        Needs::Positive => "un número mayor que 0",
        Needs::NotNegative => "un número que no sea negativo",
        Needs::NotZero => "un número distinto de 0",
        Needs::WithinOne => "un número de −1 a 1",
        Needs::InsideOne => "un número entre −1 y 1",
        Needs::AtLeastOne => "un número desde 1",
        Needs::LogarithmBase => "una base mayor que 0 y distinta de 1",
        Needs::NotAPole => "un ángulo en el que sea finita",
        Needs::WholeExponent => "un exponente entero, porque la base es negativa",
        _ => "otro número",
    }
}

const fn limit(what: Resource) -> &'static str {
    match what {
        Resource::Work => {
            "Esto pide más trabajo del que se permite aquí. Usa números más pequeños."
        }
        Resource::Size => {
            "El resultado tiene más cifras de las que caben aquí. Usa números más pequeños."
        }
        Resource::Precision => {
            "El valor está demasiado cerca de un límite para decidirlo. Escríbelo de otra forma."
        }
        Resource::Variables => {
            "Hay demasiadas variables o son muy grandes. Usa otra vez un nombre."
        }
        _ => "Esto pide más de lo que se permite aquí. Hazlo más pequeño.",
    }
}
