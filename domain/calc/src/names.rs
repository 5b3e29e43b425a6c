//! Names with a fixed meaning.

use crate::refused::Kind;

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    Constant(Constant),
    Function(Function),
    Operator(Word),
}

/// Operators spelled as words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    Mod,
    Div,
    Of,
    And,
    Or,
    Xor,
    ShiftLeft,
    ShiftRight,
}

macro_rules! table {
    ($(#[$meta:meta])* $kind:ident { $($item:ident $text:literal $(| $alias:literal)*),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(crate) enum $kind { $($item),* }

        impl $kind {
            /// Every spelling, the canonical one first.
            pub(crate) const SPELLINGS: &[($kind, &[&str])] =
                &[$(($kind::$item, &[$text $(, $alias)*])),*];

            /// The canonical spelling.
            pub(crate) fn text(self) -> &'static str {
                match self { $($kind::$item => $text),* }
            }

            fn find(name: &str) -> Option<Self> {
                match name { $($text $(| $alias)* => Some($kind::$item),)* _ => None }
            }
        }
    };
}

table! {
    /// Constants, and angles in degrees and radians.
    Constant {
        Pi "π" | "pi",
        E "e",
        Tau "τ" | "tau",
        Phi "φ" | "phi" | "ϕ",
        Degree "deg" | "degree" | "degrees",
        Radian "rad" | "radian" | "radians",
    }
}

table! {
    /// Functions.
    Function {
        Sqrt "sqrt", Cbrt "cbrt", Root "root",
        Abs "abs", Sign "sign" | "sgn" | "signum",
        Floor "floor", Ceil "ceil" | "ceiling", Round "round", Trunc "trunc", Frac "frac",
        Exp "exp", Ln "ln", Log "log", Log2 "log2" | "lb", Log10 "log10" | "lg",
        Sin "sin" | "sen", Cos "cos", Tan "tan" | "tg",
        Sec "sec", Csc "csc" | "cosec", Cot "cot" | "cotan",
        Asin "asin" | "arcsin", Acos "acos" | "arccos", Atan "atan" | "arctan", Atan2 "atan2",
        Sinh "sinh", Cosh "cosh", Tanh "tanh",
        Asinh "asinh" | "arsinh" | "arcsinh",
        Acosh "acosh" | "arcosh" | "arccosh",
        Atanh "atanh" | "artanh" | "arctanh",
        Gcd "gcd", Lcm "lcm", Factorial "factorial" | "fact",
        Binomial "binomial" | "ncr" | "choose", Permutations "npr" | "permutations",
        Min "min", Max "max", Sum "sum", Mean "mean" | "average" | "avg", Median "median",
        Hypot "hypot",
        Mod "mod", Div "div",
        BitAnd "bitand", BitOr "bitor", BitXor "bitxor",
    }
}

impl Function {
    /// How many arguments it takes: at least, and at most if there is a bound.
    pub(crate) fn arity(self) -> (usize, Option<usize>) {
        use Function as F;
        match self {
            F::Root | F::Atan2 | F::Binomial | F::Permutations | F::Mod | F::Div => (2, Some(2)),
            F::Log | F::Round => (1, Some(2)),
            F::Gcd | F::Lcm | F::Min | F::Max | F::Sum | F::Mean | F::Median | F::Hypot => {
                (1, None)
            }
            F::BitAnd | F::BitOr | F::BitXor => (1, None),
            _ => (1, Some(1)),
        }
    }

    /// Accepts or refuses a number of arguments.
    pub(crate) fn check(self, given: usize) -> Result<(), Kind> {
        let (least, most) = self.arity();
        if given >= least && most.is_none_or(|most| given <= most) {
            return Ok(());
        }
        let function = self.text().to_owned();
        Err(Kind::WrongArguments { function, least, most, given })
    }
}

/// Finds a name, first as written and then in lower case.
pub(crate) fn find(name: &str) -> Option<Named> {
    exact(name).or_else(|| {
        let lower = name.to_lowercase();
        if name.chars().nth(1).is_some() && lower != name { exact(&lower) } else { None }
    })
}

fn exact(name: &str) -> Option<Named> {
    Word::find(name)
        .map(Named::Operator)
        .or_else(|| Function::find(name).map(Named::Function))
        .or_else(|| Constant::find(name).map(Named::Constant))
}

/// The operator that a name spells, if it is one.
pub(crate) fn operator(name: &str) -> Option<Word> {
    match find(name) {
        Some(Named::Operator(word)) => Some(word),
        _ => None,
    }
}

impl Word {
    fn find(name: &str) -> Option<Self> {
        Some(match name {
            "mod" => Word::Mod,
            "div" => Word::Div,
            "of" => Word::Of,
            "and" => Word::And,
            "or" => Word::Or,
            "xor" => Word::Xor,
            "shl" => Word::ShiftLeft,
            "shr" => Word::ShiftRight,
            _ => return None,
        })
    }
}

/// The known name that is spelled most like `name`, if any is near.
pub(crate) fn suggestion<'a>(
    name: &str,
    variables: impl Iterator<Item = &'a str>,
) -> Option<String> {
    let length = name.chars().count();
    if !(2..=32).contains(&length) {
        return None;
    }
    let allowed = if length < 4 { 1 } else { 2 };
    let functions = Function::SPELLINGS.iter().flat_map(|(_, names)| names.iter().copied());
    let constants = Constant::SPELLINGS.iter().flat_map(|(_, names)| names.iter().copied());
    functions
        .chain(constants)
        .chain(variables)
        .map(|known| (distance(name, known), known))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known.to_owned())
}

/// How many letters to insert, delete or replace (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(!x.eq_ignore_ascii_case(y));
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
