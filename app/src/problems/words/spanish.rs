//! The words of problems in Spanish.

use super::{Problem, ProblemWords};

pub(super) static ES: ProblemWords = ProblemWords {
    named: "Los programas reconocen este problema por su nombre:",
    known: [
        Problem {
            slug: "bad-request",
            title: "Petición ilegible",
            meaning: "La petición no tiene la forma que esta puerta espera.",
            remedy: "El campo «detail» de la respuesta dice qué parte falta o sobra.",
        },
        Problem {
            slug: "bad-path",
            title: "Ruta inválida",
            meaning: "La ruta lleva un nombre vacío, «.», «..», una barra invertida o un carácter de control.",
            remedy: "Escribe la ruta con nombres simples separados por «/».",
        },
        Problem {
            slug: "unauthorized",
            title: "Nadie responde por ti",
            meaning: "Esto necesita un nombre, y el token que llegó no es de nadie.",
            remedy: "Abre una sesión nueva con un nombre y envía su token.",
        },
        Problem {
            slug: "denied",
            title: "Sin permiso",
            meaning: "La sesión no tiene el permiso que esto necesita.",
            remedy: "Entra con una invitación o pídele acceso a quien administra la casa.",
        },
        Problem {
            slug: "not-yours",
            title: "Es de otra persona",
            meaning: "Solo quien lo escribió puede cambiarlo, con la misma sesión.",
            remedy: "Usa la sesión con la que lo escribiste, o pídeselo a esa persona.",
        },
        Problem {
            slug: "cross-site",
            title: "Desde otro sitio",
            meaning: "Una página de otro sitio intentó escribir aquí.",
            remedy: "Haz el cambio desde las páginas de esta casa.",
        },
        Problem {
            slug: "missing",
            title: "No está",
            meaning: "No hay nada con ese nombre, o no puedes saber que lo hay.",
            remedy: "Revisa la dirección; si alguien lo movió, búscalo en su carpeta.",
        },
        Problem {
            slug: "method",
            title: "Así no se puede",
            meaning: "Esta dirección no admite ese método.",
            remedy: "La cabecera «Allow» y la documentación dicen cuáles admite.",
        },
        Problem {
            slug: "conflict",
            title: "Ya hay otra cosa",
            meaning: "Ese nombre o ese identificador ya está en uso.",
            remedy: "Elige otro nombre, o crea un identificador nuevo.",
        },
        Problem {
            slug: "gone",
            title: "Ya no está",
            meaning: "Se borró, o ya se usó.",
            remedy: "No volverá con esta dirección: pide una nueva a quien te la dio.",
        },
        Problem {
            slug: "precondition-failed",
            title: "Cambió mientras tanto",
            meaning: "Lo que ibas a cambiar ya no es la versión que esperabas.",
            remedy: "Vuelve a leerlo y repite el cambio sobre lo nuevo.",
        },
        Problem {
            slug: "too-large",
            title: "Demasiado largo",
            meaning: "El contenido pasa del tamaño permitido.",
            remedy: "Envía menos, o compártelo como archivo.",
        },
        Problem {
            slug: "range",
            title: "Fuera del archivo",
            meaning: "El rango pedido empieza después del final del archivo.",
            remedy: "La cabecera «Content-Range» dice cuánto mide.",
        },
        Problem {
            slug: "unknown-host",
            title: "Nombre desconocido",
            meaning: "La casa no responde con ese nombre, para que otros sitios no se hagan pasar por ella.",
            remedy: "Usa la dirección IP, o inicia el servidor con --public y ese nombre.",
        },
        Problem {
            slug: "wrong-expression",
            title: "Expresión equivocada",
            meaning: "La calculadora no entiende la expresión.",
            remedy: "El campo «position» dice en qué carácter está el error, contando desde cero.",
        },
        Problem {
            slug: "limit",
            title: "Cuenta demasiado grande",
            meaning: "La cuenta pasó del tiempo, la memoria o el tamaño permitidos.",
            remedy: "Hazla más pequeña o pártela en varias.",
        },
        Problem {
            slug: "invalid",
            title: "Un valor no vale",
            meaning: "La petición se entendió, pero un valor no se puede aceptar.",
            remedy: "El campo «detail» dice cuál y por qué.",
        },
        Problem {
            slug: "busy",
            title: "Demasiado a la vez",
            meaning: "Llegaron demasiadas peticiones en poco tiempo.",
            remedy: "Espera los segundos que dice «Retry-After» y repite.",
        },
        Problem {
            slug: "failed",
            title: "Algo se rompió",
            meaning: "La casa cometió un error.",
            remedy: "Cuéntale a quien administra la casa qué hiciste.",
        },
        Problem {
            slug: "unavailable",
            title: "No disponible",
            meaning: "Algo detrás de la puerta falló.",
            remedy: "Prueba más tarde. Quien administra la casa encuentra la causa por el número del incidente.",
        },
        Problem {
            slug: "full",
            title: "No cabe",
            meaning: "El disco está lleno, o la casa tiene tantas salas como puede.",
            remedy: "Quita algo que sobre, o avísale a quien administra la casa.",
        },
    ],
};
