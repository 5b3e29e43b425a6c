//! Signs and their spellings.

/// What a sign stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Symbol {
    Plus,
    Minus,
    Times,
    Over,
    FloorOver,
    Power,
    Caret,
    Percent,
    Bang,
    Degree,
    Root,
    CubeRoot,
    Open,
    Close,
    Comma,
    Semicolon,
    LineBreak,
    Equals,
    And,
    Or,
    Not,
    ShiftLeft,
    ShiftRight,
}

impl Symbol {
    /// The spelling that is shown.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Symbol::Plus => "+",
            Symbol::Minus => "-",
            Symbol::Times => "×",
            Symbol::Over => "/",
            Symbol::FloorOver => "//",
            Symbol::Power => "**",
            Symbol::Caret => "^",
            Symbol::Percent => "%",
            Symbol::Bang => "!",
            Symbol::Degree => "°",
            Symbol::Root => "√",
            Symbol::CubeRoot => "∛",
            Symbol::Open => "(",
            Symbol::Close => ")",
            Symbol::Comma => ",",
            Symbol::Semicolon => ";",
            Symbol::LineBreak => "line break",
            Symbol::Equals => "=",
            Symbol::And => "&",
            Symbol::Or => "|",
            Symbol::Not => "~",
            Symbol::ShiftLeft => "<<",
            Symbol::ShiftRight => ">>",
        }
    }
}

/// Reads the sign that starts with `c`; `next` is the character after it. Tells how many characters
/// it takes.
pub(super) fn read(c: char, next: Option<char>) -> Option<(Symbol, usize)> {
    let double = match (c, next) {
        ('*', Some('*')) => Some(Symbol::Power),
        ('/', Some('/')) => Some(Symbol::FloorOver),
        ('<', Some('<')) => Some(Symbol::ShiftLeft),
        ('>', Some('>')) => Some(Symbol::ShiftRight),
        _ => None,
    };
    double.map(|symbol| (symbol, 2)).or_else(|| single(c).map(|symbol| (symbol, 1)))
}

fn single(c: char) -> Option<Symbol> {
    Some(match c {
        '+' | '＋' => Symbol::Plus,
        '-' | '−' | '–' | '－' => Symbol::Minus,
        '*' | '×' | '·' | '⋅' | '∙' | '∗' | '✕' | '⨯' => Symbol::Times,
        '/' | '÷' | '∕' | '⁄' => Symbol::Over,
        '^' => Symbol::Caret,
        '%' => Symbol::Percent,
        '!' => Symbol::Bang,
        '°' | 'º' => Symbol::Degree,
        '√' => Symbol::Root,
        '∛' => Symbol::CubeRoot,
        '(' | '[' => Symbol::Open,
        ')' | ']' => Symbol::Close,
        ',' => Symbol::Comma,
        ';' => Symbol::Semicolon,
        '\n' => Symbol::LineBreak,
        '=' => Symbol::Equals,
        '&' => Symbol::And,
        '|' => Symbol::Or,
        '~' => Symbol::Not,
        _ => return None,
    })
}

/// The value of a raised digit; −1 stands for the raised minus.
pub(super) fn raised(c: char) -> Option<i32> {
    Some(match c {
        '⁰' => 0,
        '¹' => 1,
        '²' => 2,
        '³' => 3,
        '⁴' => 4,
        '⁵' => 5,
        '⁶' => 6,
        '⁷' => 7,
        '⁸' => 8,
        '⁹' => 9,
        '⁻' => -1,
        _ => return None,
    })
}
