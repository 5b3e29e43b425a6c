//! The words of the people's room.

use maloca_people::nick::BadNick;
use maloca_people::{Refused, Right, Role};

use crate::failure::Explain;
use crate::i18n::{Language, Words};

pub(super) struct PeopleWords {
    pub(super) title: &'static str,
    pub(super) lede: &'static str,
    pub(super) name: &'static str,
    pub(super) name_hint: &'static str,
    pub(super) enter: &'static str,
    pub(super) no_account: &'static str,
    pub(super) leave: &'static str,
    pub(super) may: &'static str,
    pub(super) sessions: &'static str,
    pub(super) since: &'static str,
    pub(super) seen: &'static str,
    pub(super) invited: &'static str,
    pub(super) invited_lede: &'static str,
    pub(super) accept: &'static str,
    /// Guest, member, admin.
    roles: [&'static str; 3],
    /// In the order of [`Right::ALL`].
    rights: [&'static str; 5],
}

impl PeopleWords {
    pub(super) const fn role(&self, role: Role) -> &'static str {
        self.roles[role as usize]
    }

    pub(super) const fn right(&self, right: Right) -> &'static str {
        self.rights[right as usize]
    }
}

impl Words for PeopleWords {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::Spanish => &ES,
            Language::English => &EN,
        }
    }
}

static ES: PeopleWords = PeopleWords {
    title: "Tú en esta casa",
    lede: "Un nombre basta. Con él te ven en el chat y firmas lo que subes.",
    name: "Tu nombre",
    name_hint: "De 1 a 32 caracteres. Es tuyo mientras estés aquí.",
    enter: "Entrar",
    no_account: "No hace falta cuenta ni contraseña: este navegador te recuerda.",
    leave: "Salir y soltar el nombre",
    may: "Puedes",
    sessions: "Tus sesiones",
    since: "Desde el",
    seen: "Vista por última vez el",
    invited: "Te invitaron a esta casa",
    invited_lede: "Elige el nombre con el que quieres entrar. El enlace sirve una sola vez.",
    accept: "Aceptar y entrar",
    roles: ["Visita", "Miembro", "Administra la casa"],
    rights: ["calcular", "conversar", "ver archivos", "subir archivos", "administrar"],
};

static EN: PeopleWords = PeopleWords {
    title: "You in this house",
    lede: "A name is enough. Others see it in the chat and beside what you add.",
    name: "Your name",
    name_hint: "1 to 32 characters. It is yours while you are here.",
    enter: "Come in",
    no_account: "No account and no password: this browser remembers you.",
    leave: "Leave and free the name",
    may: "You may",
    sessions: "Your sessions",
    since: "Since",
    seen: "Last seen",
    invited: "You are invited to this house",
    invited_lede: "Choose the name under which you come in. The link works only once.",
    accept: "Accept and come in",
    roles: ["Guest", "Member", "Host of the house"],
    rights: ["calculate", "chat", "read files", "add files", "manage"],
};

impl Explain for Refused {
    fn explain(&self, language: Language) -> String {
        match (self, language) {
            (Self::BadNick(bad), _) => bad_nick(*bad, language).to_owned(),
            (Self::NickTaken(nick), Language::Spanish) => {
                format!("«{nick}» es el nombre de alguien que está aquí. Elige otro.")
            }
            (Self::NickTaken(nick), Language::English) => {
                format!("“{nick}” is the name of somebody who is here. Choose another one.")
            }
            (Self::SpentInvitation, Language::Spanish) => {
                "Esta invitación ya no sirve. Pídele una nueva a quien administra la casa."
                    .to_owned()
            }
            (Self::SpentInvitation, Language::English) => {
                "This invitation is no longer valid. Ask the host for a new one.".to_owned()
            }
        }
    }
}

const fn bad_nick(bad: BadNick, language: Language) -> &'static str {
    match (bad, language) {
        (BadNick::Empty, Language::Spanish) => "Escribe un nombre.",
        (BadNick::Empty, Language::English) => "Write a name.",
        (BadNick::TooLong, Language::Spanish) => "El nombre es muy largo: máximo 32 caracteres.",
        (BadNick::TooLong, Language::English) => "The name is too long: 32 characters at most.",
        (BadNick::Character, Language::Spanish) => {
            "El nombre no puede llevar < > : / ni caracteres invisibles."
        }
        (BadNick::Character, Language::English) => {
            "The name may not contain < > : / or invisible characters."
        }
    }
}
