//! The codes that answers begin with.

/// How a request ended. Codes from 100 to 199 end the connection, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// Done.
    Ok,
    /// A line feed without a carriage return before it.
    BadEol,
    /// A line that is too long, empty or not ASCII.
    BadRequest,
    /// The server failed.
    InternalServerError,
    /// The first word of the line is no command.
    NoSuchCommand,
    /// Too few or too many arguments, or one that cannot be.
    InvalidArguments,
    /// There is no regular file of that name.
    FileNotFound,
    /// The slice reaches beyond the end of the file.
    BadOffset,
}

impl Code {
    /// The number at the beginning of the answer.
    pub const fn number(self) -> u16 {
        match self {
            Self::Ok => 0,
            Self::BadEol => 100,
            Self::BadRequest => 101,
            Self::InternalServerError => 199,
            Self::NoSuchCommand => 200,
            Self::InvalidArguments => 201,
            Self::FileNotFound => 202,
            Self::BadOffset => 203,
        }
    }

    /// The words after the number.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::BadEol => "BAD EOL",
            Self::BadRequest => "BAD REQUEST",
            Self::InternalServerError => "INTERNAL SERVER ERROR",
            Self::NoSuchCommand => "NO SUCH COMMAND",
            Self::InvalidArguments => "INVALID ARGUMENTS FOR COMMAND",
            Self::FileNotFound => "FILE NOT FOUND",
            Self::BadOffset => "OFFSET EXCEEDS FILE SIZE",
        }
    }

    /// Whether the server closes the connection after it.
    pub const fn is_fatal(self) -> bool {
        matches!(self.number(), 100..200)
    }

    /// The whole status line.
    pub fn line(self) -> String {
        format!("{} {}\r\n", self.number(), self.text())
    }
}
