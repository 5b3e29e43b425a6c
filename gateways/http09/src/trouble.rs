//! What can be wrong with a request, as a short page.

use http::StatusCode;
use maloca_fault::Fault;
use maloca_files::Refused;

/// Why a request is not answered with what it asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The request line or the path cannot be read.
    BadRequest,
    /// A page of another site made the browser ask.
    Foreign,
    /// Guests may not read here.
    Denied,
    /// Nothing of that name is shared.
    NotFound,
    /// Another method than GET.
    Method,
    /// The file is not the version that the client expected.
    Changed,
    /// The range begins beyond the end.
    Range,
    /// The head is too long.
    TooLong,
    /// The tree failed or is busy.
    Failed,
    /// A version of HTTP that is not spoken here.
    Version,
}

impl Trouble {
    /// The status of an HTTP/1.x answer.
    pub(crate) const fn status(self) -> StatusCode {
        match self {
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::Foreign | Self::Denied => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Changed => StatusCode::PRECONDITION_FAILED,
            Self::Range => StatusCode::RANGE_NOT_SATISFIABLE,
            Self::TooLong => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Self::Failed => StatusCode::SERVICE_UNAVAILABLE,
            Self::Version => StatusCode::HTTP_VERSION_NOT_SUPPORTED,
        }
    }

    /// What to do about it, in both languages of the house.
    const fn advice(self) -> (&'static str, &'static str) {
        match self {
            Self::BadRequest => {
                ("Ask with GET and a path that begins with /.", "Pida con GET y una ruta con /.")
            }
            Self::Foreign => ("Open this address yourself.", "Abra esta dirección usted mismo."),
            Self::Denied => ("Guests may not read here.", "Los invitados no pueden leer aquí."),
            Self::NotFound => ("There is nothing here.", "Aquí no hay nada."),
            Self::Method => ("Only GET is served.", "Solo se atiende GET."),
            Self::Changed => ("The file has changed.", "El archivo cambió."),
            Self::Range => ("The file ends before that.", "El archivo termina antes."),
            Self::TooLong => ("The request is too long.", "El pedido es demasiado largo."),
            Self::Failed => ("Try again in a moment.", "Intente de nuevo en un momento."),
            Self::Version => ("Ask with HTTP/1.0 or 1.1.", "Pida con HTTP/1.0 o 1.1."),
        }
    }

    /// The short page that says so.
    pub(crate) fn page(self) -> String {
        let (status, (english, spanish)) = (self.status(), self.advice());
        format!(
            "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n<title>{status}</title>\n\
             <h1>{status}</h1>\n<p>{english}</p>\n<p lang=\"es\">{spanish}</p>\n"
        )
    }
}

impl From<Fault<Refused>> for Trouble {
    fn from(fault: Fault<Refused>) -> Self {
        match fault {
            Fault::Missing | Fault::Refused(_) => Self::NotFound,
            Fault::Denied => Self::Denied,
            Fault::Busy { .. } | Fault::Unavailable(_) => Self::Failed,
        }
    }
}
