//! En español.

use maloca_chat::Refused;

use super::ChatWords;

pub(super) static WORDS: ChatWords = ChatWords {
    title: "Chat",
    lede: "Conversaciones para toda la casa. Son en vivo y no se pierde nada.",
    rooms: "Salas",
    all_rooms: "Todas las salas",
    count_unread: |count| format!("{count} sin leer"),
    quiet: "Aquí todavía nadie ha escrito.",
    new_room: "Abrir una sala",
    new_room_hint: "Un tema, un grupo, una clase. Cualquiera de la casa puede entrar.",
    open_room: "Abrir",
    messages: "Mensajes",
    empty: "Aquí todo está en silencio",
    empty_text: "Di la primera palabra: aquí queda para quienes lleguen después.",
    older: "Mensajes anteriores",
    newer: "Mensajes más recientes",
    today: "Hoy",
    yesterday: "Ayer",
    unread: "Nuevos",
    new_messages: |count| match count {
        1 => "1 mensaje nuevo".to_owned(),
        count => format!("{count} mensajes nuevos"),
    },
    live: "En vivo",
    connecting: "Conectando…",
    offline: "Sin conexión",
    unverified: "sin verificar",
    unverified_why: "Escrito desde una terminal con este nombre, sin una sesión que lo respalde",
    edited: "(editado)",
    deleted: "Este mensaje se borró.",
    sending: "Enviando…",
    not_sent: "No se envió.",
    retry: "Reintentar",
    discard: "Descartar",
    reply: "Responder",
    edit: "Editar",
    delete: "Borrar",
    delete_question: "¿Borrar este mensaje?",
    delete_text: "Su texto se quita para todos y no se puede recuperar.",
    cancel: "Cancelar",
    replying: |author| format!("Respondiendo a {author}"),
    editing: "Editando tu mensaje",
    gone_quote: "un mensaje anterior",
    write: |room| format!("Escribe en {room}"),
    send: "Enviar",
    hint: "Enter envía, Mayús+Enter empieza otra línea. Se puede usar Markdown.",
    left: |bytes| format!("Quedan {bytes} caracteres"),
    too_long: |bytes| {
        format!("Sobran {bytes} caracteres. Comparte los textos largos como archivo.")
    },
    name: "Tu nombre",
    join: "Participar",
    join_hint: "Elige un nombre para escribir. Sin cuenta y sin contraseña.",
    no_connection: "Ahora no hay conexión. Prueba de nuevo cuando vuelva.",
};

pub(super) const fn refused(reason: Refused) -> &'static str {
    match reason {
        Refused::BadRoomName => {
            "El nombre de una sala lleva letras o cifras: hasta 64 de la a a la z, 0 a 9 y guiones."
        }
        Refused::BadTitle => "Un título tiene hasta 80 caracteres en una línea.",
        Refused::RoomExists => "Ya hay una sala con ese nombre. Entra en ella o elige otro.",
        Refused::TooManyRooms => "Esta casa ya tiene todas las salas que puede tener.",
        Refused::BadId | Refused::BadCursor => "La página es antigua. Vuelve a cargarla.",
        Refused::EmptyText => "Escribe algo primero.",
        Refused::TextTooLong => "Es demasiado largo para un mensaje. Compártelo como archivo.",
        Refused::ControlCharacter => "En el texto hay un carácter de control invisible.",
        Refused::NoNick => "Elige un nombre primero; después puedes escribir aquí.",
        Refused::IdTaken => "Esto ya se envió con otro texto. Envíalo de nuevo.",
        Refused::NoSuchReply => "El mensaje al que responde ya no está aquí.",
        Refused::NotYours => "Solo quien escribió un mensaje puede cambiarlo.",
        Refused::Gone => "Este mensaje se borró.",
    }
}
