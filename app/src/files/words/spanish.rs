//! The words of the room `files` in Spanish.

use super::{BadPath, FilesWords, Language, Refused, format, number};

pub(super) static ES: FilesWords = FilesWords {
    title: "Archivos",
    lede: "Una carpeta de verdad, compartida por toda la casa.",
    way: "El camino a esta carpeta",
    to_the_top: "A la carpeta principal",
    entries: "Lo que hay en esta carpeta",
    name: "Nombre",
    size: "Tamaño",
    changed: "Cambiado",
    actions: "Acciones",
    count: |count| number(count, Language::Spanish, "elemento", "elementos"),
    some_of: |shown, total| {
        format!("{shown} de {}", number(total, Language::Spanish, "elemento", "elementos"))
    },
    filter: "Filtrar esta carpeta",
    nothing_matches: "Aquí ningún nombre contiene eso.",
    more: "Mostrar más",
    from_start: "Desde el comienzo",
    truncated: "La carpeta tiene más de lo que se puede listar. Reparte una parte en otras carpetas.",
    empty: "Aquí todavía no hay nada",
    empty_upload: "Suelta archivos en cualquier parte de esta página, o elígelos arriba.",
    empty_read: "Cuando alguien agregue un archivo, aparecerá aquí solo.",
    download: "Descargar",
    download_of: |name| format!("Descargar {name}"),
    more_about: |name| format!("Renombrar, mover o borrar {name}"),
    open: "Abrir",
    changed_at: "cambiado el",
    bytes: |size, language| format!("{} bytes", format::integer(size, language)),
    preview: "Vista previa",
    beginning: "Este es el comienzo. Descarga el archivo para leerlo todo.",
    empty_file: "Este archivo está vacío.",
    no_preview: "Los navegadores no muestran este tipo de archivo. Descárgalo para abrirlo.",
    keep_copies: "Guardar copias…",
    manage: "Renombrar o borrar",
    new_path: "Nombre y lugar",
    new_path_hint: "Cambia el nombre, o escribe otra carpeta delante: docs/notas.txt",
    rename: "Renombrar o mover",
    moved: "Ya está en su nuevo lugar.",
    remove: "Borrar…",
    remove_file: "El archivo va a la papelera de la casa; quien la administra puede recuperarlo.",
    remove_folder: "La carpeta va a la papelera de la casa con todo lo que tiene. Quien la administra puede recuperarla.",
    remove_now: "Borrar ahora",
    removed: "Está en la papelera.",
    new_folder: "Carpeta nueva",
    folder_name: "Su nombre",
    make: "Crear la carpeta",
    upload: "Subir",
    choose: "Archivos para subir",
    drop_into: |folder| format!("Suelta para agregar a «{folder}»"),
    uploads: "Subidas",
    arrived: |arrived, total| format!("{arrived} de {total} en la casa"),
    put_away: "Quitar de la lista",
    cancel: "Cancelar",
    again: "Probar de nuevo",
    keep_both: "Conservar ambos",
    replace: "Reemplazar",
    waiting: "En espera",
    saving: "Guardando…",
    done: "Subido",
    done_beside: |number| format!("Subido como ({number})"),
    taken: "Ese nombre ya existe.",
    unreachable: "No se envió: no hay conexión con la casa, o esto no se puede leer.",
    not_allowed: "No tienes permiso para subir archivos.",
    no_room: "No queda espacio.",
    too_large: "Es más grande de lo que recibe esta casa.",
    bad_name: "La casa no puede aceptar ese nombre.",
    folder_there: "Una carpeta tiene ese nombre.",
    failed: |status| format!("No funcionó ({status})."),
    refused,
};

const fn refused(reason: Refused) -> &'static str {
    match reason {
        Refused::BadPath(bad) => bad_path(bad),
        Refused::IsFolder => "Esto es una carpeta. Nombra un archivo dentro de ella.",
        Refused::NotFolder => "Esto es un archivo, no una carpeta.",
        Refused::Exists => "Ya hay algo con ese nombre. Elige otro.",
        Refused::Conflict => "El archivo cambió entretanto. Míralo de nuevo.",
        Refused::Hidden => "Los nombres que empiezan con punto no se comparten. Elige otro.",
        Refused::BadMove => "Una carpeta no se puede mover dentro de sí misma.",
        Refused::BadCursor => "La carpeta cambió demasiado para seguir aquí. Empieza de nuevo.",
        Refused::Full => {
            "No hay espacio para este archivo. Borra otros o habla con quien administra la casa."
        }
        Refused::TooLarge => {
            "Este archivo es más grande de lo que recibe esta casa. Compártelo en partes o habla \
             con quien la administra."
        }
        Refused::CutOff => {
            "La subida terminó antes de tiempo. No se guardó nada; envíala de nuevo."
        }
    }
}

const fn bad_path(bad: BadPath) -> &'static str {
    match bad {
        BadPath::EmptyName => "Falta un nombre entre dos barras.",
        BadPath::Dots => "«.» y «..» no son nombres.",
        BadPath::Character => "Los nombres no pueden llevar barras ni caracteres invisibles.",
        BadPath::NotUtf8 => "Esto no es un nombre legible.",
        BadPath::TooLong => {
            "Es demasiado largo: máximo 255 bytes por nombre y 64 carpetas de hondo."
        }
    }
}
