//! Why an expression has no answer, in words.

use maloca_calc::Refused;

use crate::failure::Explain;
use crate::i18n::Language;

mod english;
mod spanish;

impl Explain for Refused {
    fn explain(&self, language: Language) -> String {
        match language {
            Language::Spanish => spanish::reason(&self.kind),
            Language::English => english::reason(&self.kind),
        }
    }
}

/// A number with its noun, which has another form for one.
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests;
