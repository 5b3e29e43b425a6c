//! En español.

use super::{Lack, Language, NodesWords, Pace, Refused, Slow, number};
use crate::failure::Explain;
use crate::format::integer;

pub(super) static ES: NodesWords = NodesWords {
    title: "Las casas",
    lede: "Malocas que se conocen por sus llaves. Cada una tiene sus propias salas; los archivos de todas se encuentran desde cualquiera, y ninguna es el centro.",
    houses: "Casas del grupo",
    map: |others, reached| {
        format!(
            "Mapa del grupo: esta casa en el centro y {} alrededor, de ellas {}. La lista de abajo dice lo mismo.",
            number(others, "otra", "otras"),
            number(reached, "conectada", "conectadas")
        )
    },
    this_house: "Esta casa",
    connected: "Conectada",
    away: "Lejos",
    friend: "Amiga",
    substitute: "Suplente",
    more_houses: |more| format!("y {more} más"),
    only_nearest: "El mapa muestra las más cercanas; la lista sigue.",
    alone: "Esta casa todavía está sola",
    alone_manage: "Invita a otra Maloca con un boleto, o únete al grupo de una que te haya invitado. Las dos cosas están abajo.",
    alone_visit: "Apenas quien administra la casa invite a otra Maloca, o se una a una, aparecerá aquí sola.",
    member_since: "En el grupo desde",
    connected_since: "Conectada desde",
    latency: "Latencia",
    address: "Camino",
    by_relay: " (relevo)",
    says_at: "Vista por última vez en",
    reached_at: "Se llega por",
    version: "Versión",
    shares: "Comparte",
    files: |files, size, language| match files {
        0 => "nada todavía".to_owned(),
        1 => format!("1 archivo, {size}"),
        files => format!("{} archivos, {size}", integer(files, language)),
    },
    may: "Puede",
    may_invite: "invitar a otras",
    may_nothing: "participar",
    id: "Llave",
    group: "Grupo",
    door: "Puerta para otras",
    door_open: "Abierta",
    door_shut: "Cerrada",
    how_to_open: "Nadie puede llegar a esta casa como nodo. Quien la administra abre la puerta UDP así:",
    was_put_out: "Esta casa fue expulsada de su grupo. Ábrela con otro --data para empezar de nuevo.",
    put_out: "Expulsar",
    put_out_of: |name| format!("Expulsar a {name} del grupo"),
    put_out_text: |name| {
        format!(
            "{name} deja el grupo para siempre, y con ella las que solo ella dejó entrar. Sus archivos se quedan con ella."
        )
    },
    put_out_now: "Expulsarla ahora",
    invite: "Invitar a una casa",
    invite_text: "Un boleto deja entrar a una Maloca, una sola vez. Entrégalo como una llave: en persona, o donde nadie más lea.",
    lasts: "Cuánto tiempo sirve",
    spans: [(1, "Una hora"), (24, "Un día"), (168, "Una semana"), (720, "Treinta días")],
    may_invite_too: "La recién llegada también puede invitar",
    make_ticket: "Hacer un boleto",
    ticket: "Tu boleto",
    ticket_text: "Cópialo ahora: solo se muestra esta vez, y deja entrar a una casa.",
    until: "Sirve hasta el",
    shown_already: "Este boleto ya se mostró, y se muestra una sola vez. Haz otro si no llegó.",
    running: "En una Maloca que ya está abierta",
    starting: "En una que se va a abrir",
    qr: "Código QR del boleto",
    join: "Unirse a un grupo",
    join_text: "Pega un boleto que te haya dado alguien de la otra casa. Esta casa pasa a ser de su grupo.",
    join_label: "Boleto",
    join_hint: "Empieza por maloca1. Da igual si va en mayúsculas.",
    join_now: "Unirse",
    search: "Archivos del grupo",
    search_text: "Lo que comparte cualquier casa, también las que están lejos.",
    search_label: "Parte de un nombre",
    search_now: "Buscar",
    found: |count| number(count, "archivo", "archivos"),
    nothing_found: "Ninguna casa comparte un archivo con ese nombre. Prueba con una parte más corta.",
    copies: |count| number(count, "copia", "copias"),
    here: "Ya está aquí",
    none_reached: "Ahora no está conectada ninguna que lo tenga",
    download: "Descargar",
    download_of: |name| format!("Descargar {name}"),
    fetch: "Traer",
    fetch_of: |name| format!("Traer {name} a esta casa"),
    transfers: "En camino hacia aquí",
    transfers_live: |open| match open {
        0 => "No hay nada en camino".to_owned(),
        open => number(open, "archivo en camino", "archivos en camino"),
    },
    waiting: "Esperando",
    done: "Ya está aquí",
    cancelled: "Cancelado",
    per_second: |size| format!("{size}/s"),
    part: |held, size| format!("{held} de {size}"),
    left: |time| format!("faltan {time}"),
    cancel: |name| format!("Cancelar {name}"),
    sources: "Desde",
    pace: |pace| match pace {
        Pace::Sending => "envía",
        Pace::Idle => "ya no le queda nada por enviar",
        Pace::Resting => "calló, descansa",
        Pace::Banned => "envió otra cosa",
        Pace::Away => "lejos",
    },
    slow: |slow| match slow {
        Slow::NobodyReached => {
            "Ninguna casa que lo tenga está conectada. Sigue solo apenas vuelva una.".to_owned()
        }
        Slow::AllRest => {
            "Las que lo tienen dejaron de responder. Se les pregunta otra vez en un momento."
                .to_owned()
        }
        Slow::OneSource => {
            "Lo envía una sola casa: llega tan rápido como ella pueda enviarlo.".to_owned()
        }
        Slow::Rest(1) => "1 casa dejó de responder; pronto se le pregunta otra vez.".to_owned(),
        Slow::Rest(count) => {
            format!("{count} casas dejaron de responder; pronto se les pregunta otra vez.")
        }
        Slow::Banned(1) => {
            "1 casa envió algo que no es el archivo; no se le vuelve a preguntar.".to_owned()
        }
        Slow::Banned(count) => {
            format!(
                "{count} casas enviaron algo que no es el archivo; no se les vuelve a preguntar."
            )
        }
        Slow::Away(1) => "A 1 casa que lo tendría no se llega ahora.".to_owned(),
        Slow::Away(count) => format!("A {count} casas que lo tendrían no se llega ahora."),
    },
    keeps: "Copias",
    keeps_text: "Una carpeta de la que se guardan copias sigue ahí cuando una casa está lejos o se pierde. Los archivos nuevos se copian solos.",
    keeps_live: |count| match count {
        0 => "Nadie ha pedido copias todavía".to_owned(),
        1 => "Se guarda 1 carpeta".to_owned(),
        count => format!("Se guardan {count} carpetas"),
    },
    whole_tree: "Todo el árbol",
    wished_here: "las pidió esta casa",
    wished_by: |name| format!("las pidió {name}"),
    one_here: "Una copia en esta casa",
    in_the_group: |copies| format!("{} en el grupo", number(copies.into(), "copia", "copias")),
    complete: "Completa",
    still_missing: |files, language| match files {
        1 => "Faltan copias de 1 archivo".to_owned(),
        files => format!("Faltan copias de {} archivos", integer(files, language)),
    },
    no_files_yet: "Sin archivos todavía",
    files_follow: "Ninguna casa tiene todavía un archivo en esta carpeta. Apenas haya uno, se copia.",
    lack: |lack| {
        match lack {
        Lack::FewHouses(houses) => format!(
            "El grupo solo tiene {}. Invita a otra, o pide menos copias.",
            number(houses, "casa", "casas")
        ),
        Lack::NobodyReached => {
            "Ninguna otra casa está conectada. Sigue solo apenas vuelva una.".to_owned()
        }
        Lack::Time => {
            "Las casas traen solas lo que falta; la que está lejos lo hace cuando vuelve. Donde otro archivo ya tiene ese nombre no se hace copia."
                .to_owned()
        }
    }
    },
    layers: "Archivos según el número de sus copias",
    this_copy: "Aquí",
    of_files: |files, total, language| {
        format!("{} de {}", integer(files, language), integer(total, language))
    },
    more_than_wished: "más de las pedidas",
    who_has: "Archivos en cada casa",
    release: "Ya no guardar",
    release_of: |name| format!("Ya no guardar copias de {name}"),
    release_text: "Las copias que hay se quedan; solo los archivos nuevos ya no se copian.",
    wish: "Guardar copias de una carpeta",
    wish_text: "Cada archivo se copia con el mismo nombre; nunca se sobrescribe nada. Lo que se borre en una casa vuelve mientras se guarden copias.",
    folder: "Carpeta",
    folder_hint: "Su ruta, como docs/charlas. Una / sola es todo el árbol.",
    how_many: "Cuántas copias",
    keep_here: "Una en esta casa",
    keep_in_group: "En el grupo, tantas:",
    how_many_in_group: "Cuántas copias en el grupo",
    wish_now: "Guardar copias",
    in_group: "En el grupo",
    also_at: |count| match count {
        0 => "Ninguna otra casa tiene este archivo.".to_owned(),
        1 => "Otra casa tiene el mismo archivo:".to_owned(),
        count => format!("Otras {count} casas tienen el mismo archivo:"),
    },
    other_contents: "Otras casas tienen otra cosa con este nombre:",
    missing_here: "Esta casa no tiene nada con este nombre, pero el grupo sí:",
    content: "Contenido (BLAKE3)",
    refused,
};

fn refused(refused: Refused) -> String {
    match refused {
        Refused::NoTicket => "Esto no es un boleto: un boleto empieza por maloca1.",
        Refused::OtherVersion => {
            "Este boleto lo hizo otra versión de Maloca. Actualiza la casa más vieja."
        }
        Refused::Damaged => "Este boleto está dañado. Cópialo otra vez, completo.",
        Refused::Expired => "Este boleto se venció. Pídele otro a la casa que lo hizo.",
        Refused::Spent => "Este boleto ya se usó, o nadie lo dio. Pide uno nuevo.",
        Refused::NotAlone => {
            "Esta casa ya es de un grupo con otras. Deja que una de ellas invite a la que falta."
        }
        Refused::Unreachable => {
            "La casa que hizo este boleto no responde. ¿Está abierta, y se llega desde aquí a su puerto UDP?"
        }
        Refused::NotAdmitted => {
            "La casa que hizo este boleto no dejó entrar a esta. Pregunta allá qué quedó en el registro."
        }
        Refused::Shut => {
            "La puerta para otras casas está cerrada. Quien administra esta casa la abre con --peers."
        }
        Refused::MayNotInvite => "Esta casa no puede invitar a otras. Pídeselo a una que pueda.",
        Refused::MayNotRevoke => {
            "Esta casa solo puede expulsar a las que están más lejos de la fundadora que ella."
        }
        Refused::Full => "El grupo está lleno.",
        Refused::BadExpiry => "Un boleto sirve entre un segundo y treinta días.",
        Refused::Nobody => {
            "Ahora no está conectada ninguna casa que tenga este archivo. Prueba cuando vuelva una."
        }
        Refused::TooMany => {
            "Hay demasiados archivos en camino a la vez. Espera a que llegue uno, o cancela uno."
        }
        Refused::TooManyKeeps => {
            "Una casa guarda copias de 64 carpetas como mucho. Deja de guardar una, o guarda una que contenga varias."
        }
        Refused::Elsewhere => {
            "Estas copias las pidió otra casa. En la página de esa casa se dejan de guardar."
        }
        Refused::Files(refused) => return refused.explain(Language::Spanish),
    }
    .to_owned()
}
