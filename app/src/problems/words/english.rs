//! The words of problems in English.

use super::{Problem, ProblemWords};

pub(super) static EN: ProblemWords = ProblemWords {
    named: "Programs know this problem by its name:",
    known: [
        Problem {
            slug: "bad-request",
            title: "Unreadable request",
            meaning: "The request does not have the form that this door expects.",
            remedy: "The field “detail” of the answer says which part is missing or too much.",
        },
        Problem {
            slug: "bad-path",
            title: "Invalid path",
            meaning: "The path has an empty name, “.”, “..”, a backslash or a control character.",
            remedy: "Write the path as plain names with “/” between them.",
        },
        Problem {
            slug: "unauthorized",
            title: "Nobody vouches for you",
            meaning: "This needs a name, and the token that came belongs to nobody.",
            remedy: "Open a new session under a name and send its token.",
        },
        Problem {
            slug: "denied",
            title: "Not allowed",
            meaning: "The session lacks the right that this needs.",
            remedy: "Come in with an invitation or ask the host for access.",
        },
        Problem {
            slug: "not-yours",
            title: "Somebody else's",
            meaning: "Only the one who wrote this can change it, with the same session.",
            remedy: "Use the session in which you wrote it, or ask that person.",
        },
        Problem {
            slug: "cross-site",
            title: "From another site",
            meaning: "A page of another site tried to write here.",
            remedy: "Make the change from this house's own pages.",
        },
        Problem {
            slug: "missing",
            title: "Not here",
            meaning: "There is nothing of that name, or you may not know that there is.",
            remedy: "Check the address; if somebody moved it, look for it in its folder.",
        },
        Problem {
            slug: "method",
            title: "Not this way",
            meaning: "This address does not take that method.",
            remedy: "The header “Allow” and the documentation say which ones it takes.",
        },
        Problem {
            slug: "conflict",
            title: "Something is there already",
            meaning: "This name or id is already in use.",
            remedy: "Choose another name, or make a new id.",
        },
        Problem {
            slug: "gone",
            title: "Gone",
            meaning: "It was deleted, or has been used up.",
            remedy: "It will not come back at this address: ask whoever gave it to you for a new one.",
        },
        Problem {
            slug: "precondition-failed",
            title: "Changed meanwhile",
            meaning: "What you were about to change is no longer the version that you expected.",
            remedy: "Read it again and repeat the change on what is there now.",
        },
        Problem {
            slug: "too-large",
            title: "Too long",
            meaning: "The content is larger than allowed.",
            remedy: "Send less, or share it as a file.",
        },
        Problem {
            slug: "range",
            title: "Outside of the file",
            meaning: "The range asked for begins after the end of the file.",
            remedy: "The header “Content-Range” says how long the file is.",
        },
        Problem {
            slug: "unknown-host",
            title: "Unknown name",
            meaning: "The house does not answer to this name, so that other sites cannot pose as it.",
            remedy: "Use the IP address, or start the server with --public and this name.",
        },
        Problem {
            slug: "wrong-expression",
            title: "Wrong expression",
            meaning: "The calculator does not understand the expression.",
            remedy: "The field “position” says at which character the error is, counted from zero.",
        },
        Problem {
            slug: "limit",
            title: "Calculation too large",
            meaning: "The calculation went beyond the time, memory or size allowed.",
            remedy: "Make it smaller or split it into several.",
        },
        Problem {
            slug: "invalid",
            title: "A value is not acceptable",
            meaning: "The request was understood, but one of its values cannot be accepted.",
            remedy: "The field “detail” says which one and why.",
        },
        Problem {
            slug: "busy",
            title: "Too much at once",
            meaning: "Too many requests came in a short time.",
            remedy: "Wait for the seconds in “Retry-After” and try again.",
        },
        Problem {
            slug: "failed",
            title: "Something broke",
            meaning: "The house made a mistake.",
            remedy: "Tell the host what you did.",
        },
        Problem {
            slug: "unavailable",
            title: "Not available",
            meaning: "Something behind the door failed.",
            remedy: "Try again later. The host finds the cause by the number of the incident.",
        },
        Problem {
            slug: "full",
            title: "No room left",
            meaning: "The disk is full, or the house has as many rooms as it can hold.",
            remedy: "Remove what is not needed, or tell the host.",
        },
    ],
};
