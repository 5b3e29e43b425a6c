//! The words of the home page.

use crate::format::integer;
use crate::i18n::{Language, Words};

pub(super) struct HomeWords {
    pub(super) tab: &'static str,
    pub(super) title: &'static str,
    pub(super) lede: &'static str,
    pub(super) rooms: &'static str,
    pub(super) calc: &'static str,
    pub(super) calc_text: &'static str,
    pub(super) expression: &'static str,
    pub(super) calculate: &'static str,
    pub(super) chat: &'static str,
    pub(super) chat_text: &'static str,
    pub(super) quiet: &'static str,
    pub(super) count_rooms: fn(usize) -> String,
    pub(super) files: &'static str,
    pub(super) files_text: &'static str,
    pub(super) empty: &'static str,
    pub(super) count_files: fn(u64, Language) -> String,
    pub(super) share: &'static str,
    pub(super) share_text: &'static str,
    pub(super) qr: fn(&str) -> String,
    pub(super) terminal: &'static str,
    pub(super) terminal_text: &'static str,
    pub(super) do_calc: &'static str,
    pub(super) do_read: &'static str,
    pub(super) do_follow: &'static str,
    pub(super) do_post: &'static str,
    pub(super) do_list: &'static str,
    pub(super) do_upload: &'static str,
    pub(super) hello: &'static str,
}

impl Words for HomeWords {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::Spanish => &ES,
            Language::English => &EN,
        }
    }
}

static ES: HomeWords = HomeWords {
    tab: "Maloca: la casa de todos",
    title: "Una casa para todo el grupo",
    lede: "Calcular, conversar y compartir archivos en un solo lugar. Abre la dirección y ya estás dentro: sin instalar nada, sin cuenta.",
    rooms: "Las salas",
    calc: "Calculadora",
    calc_text: "Cuentas exactas, del tamaño que sea. Cada cifra que ves está probada.",
    expression: "Una cuenta",
    calculate: "Calcular",
    chat: "Chat",
    chat_text: "Conversaciones en vivo que siguen aquí mañana.",
    quiet: "Todavía nadie ha escrito. Di algo.",
    count_rooms: |count| match count {
        1 => "1 sala abierta".to_owned(),
        count => format!("{count} salas abiertas"),
    },
    files: "Archivos",
    files_text: "Una carpeta de verdad que todos ven: mira, escucha o descarga.",
    empty: "La carpeta está vacía.",
    count_files: |count, language| match count {
        1 => "1 elemento en la carpeta".to_owned(),
        count => format!("{} elementos en la carpeta", integer(count, language)),
    },
    share: "Trae a los demás",
    share_text: "Apunta la cámara al código, o abre esta dirección en cualquier navegador de la red.",
    qr: |address| format!("Código QR de {address}"),
    terminal: "También desde la terminal",
    terminal_text: "Todo lo de aquí se puede hacer con curl, tal cual:",
    do_calc: "Calcular",
    do_read: "Leer el chat",
    do_follow: "Seguirlo en vivo",
    do_post: "Escribir algo",
    do_list: "Ver los archivos",
    do_upload: "Subir un archivo",
    hello: "hola",
};

static EN: HomeWords = HomeWords {
    tab: "Maloca: everybody's house",
    title: "One house for the whole group",
    lede: "Calculate, talk and share files in one place. Open the address and you are in: nothing to install, no account.",
    rooms: "The rooms",
    calc: "Calculator",
    calc_text: "Exact sums of any size. Every digit you see is proven.",
    expression: "A sum",
    calculate: "Calculate",
    chat: "Chat",
    chat_text: "Live conversations that are still here tomorrow.",
    quiet: "Nobody has written yet. Say something.",
    count_rooms: |count| match count {
        1 => "1 open room".to_owned(),
        count => format!("{count} open rooms"),
    },
    files: "Files",
    files_text: "A real folder that everybody sees: look, listen or download.",
    empty: "The folder is empty.",
    count_files: |count, language| match count {
        1 => "1 item in the folder".to_owned(),
        count => format!("{} items in the folder", integer(count, language)),
    },
    share: "Bring the others",
    share_text: "Point a camera at the code, or open this address in any browser on the network.",
    qr: |address| format!("QR code of {address}"),
    terminal: "From a terminal, too",
    terminal_text: "Everything here can be done with curl, just like this:",
    do_calc: "Calculate",
    do_read: "Read the chat",
    do_follow: "Follow it live",
    do_post: "Write something",
    do_list: "List the files",
    do_upload: "Add a file",
    hello: "hello",
};
