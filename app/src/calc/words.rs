//! The words of the room `calc`.

use crate::i18n::{Language, Words};

pub(super) struct CalcWords {
    pub(super) title: &'static str,
    pub(super) lede: &'static str,
}

impl Words for CalcWords {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::Spanish => &ES,
            Language::English => &EN,
        }
    }
}

static ES: CalcWords =
    CalcWords { title: "Calculadora", lede: "Cuentas exactas: cada cifra que ves está probada." };

static EN: CalcWords =
    CalcWords { title: "Calculator", lede: "Exact sums: every digit you see is proven." };
