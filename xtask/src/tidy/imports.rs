//! Who may import whom: `fault` ← domain ← adapters, gateways, app ← server; app ← frontend.

use super::violation::Violation;
use crate::packages::{Dependency, Package, Packages, relative};
use crate::place::Place;

/// The rooms of the house, by folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Room {
    Fault,
    Domain,
    Store,
    Adapter,
    GatewayTraits,
    Gateway,
    App,
    Frontend,
    Worker,
    Server,
    Xtask,
    Bench,
}

use Room::{Adapter, App, Domain, Fault, Frontend, Gateway, GatewayTraits, Server, Store, Worker};

impl Room {
    fn of(folder: &str) -> Option<Self> {
        Some(match folder {
            "domain/fault" => Fault,
            "adapters/store" => Store,
            "gateways/gateway" => GatewayTraits,
            "app" => App,
            "frontend" => Frontend,
            "frontend/worker" => Worker,
            "server" => Server,
            "xtask" => Self::Xtask,
            "bench" => Self::Bench,
            _ if folder.starts_with("domain/") => Domain,
            _ if folder.starts_with("adapters/") => Adapter,
            _ if folder.starts_with("gateways/") => Gateway,
            _ => return None,
        })
    }

    /// Which rooms of ours it may name.
    fn may_import(self) -> &'static [Room] {
        match self {
            Fault | Self::Xtask => &[],
            Domain => &[Fault, Domain],
            Store | Adapter | GatewayTraits | App => &[Fault, Domain],
            Gateway => &[Fault, Domain, GatewayTraits],
            Frontend => &[App],
            Worker => &[Fault, Domain],
            // It calls the doors from outside, by the contracts that they publish.
            Self::Bench => &[Fault, Domain, Gateway],
            Server => &[Fault, Domain, Store, Adapter, GatewayTraits, Gateway, App],
        }
    }

    /// Compiled for the browser too (or only).
    fn is_portable(self) -> bool {
        matches!(self, Fault | Domain | App | Frontend | Worker)
    }

    /// Has neither input nor output.
    fn is_pure(self) -> bool {
        matches!(self, Fault | Domain)
    }
}

/// Libraries that only some rooms may name: (beginnings of their names, where, what to do instead).
type Rule = (&'static [&'static str], fn(Room) -> bool, &'static str);

const RULES: [Rule; 6] = [
    (
        &["leptos_axum"],
        |room| room == Server,
        "what a page needs of the request is the port `Visitor` in app/src/port.rs",
    ),
    (
        &["leptos"],
        |room| matches!(room, App | Frontend | Server),
        "pages belong into app/; give it a port instead",
    ),
    (&["axum"], |room| room == Server, "the web door belongs into server/"),
    (
        &["sqlx", "libsqlite3-sys", "rusqlite"],
        |room| room == Store,
        "SQL belongs into adapters/store",
    ),
    (
        &["tokio", "hyper", "tower", "rustix", "notify"],
        |room| !room.is_portable(),
        "this crate is compiled for the browser too: put it behind a port that an adapter implements",
    ),
    (
        &["gloo", "web-sys", "js-sys", "wasm-bindgen"],
        |room| !room.is_pure() && !matches!(room, Store | Adapter | GatewayTraits | Gateway),
        "the browser's own things belong into app/ or frontend/",
    ),
];

/// Checks every manifest.
pub(crate) fn check(place: &Place, packages: &Packages) -> Vec<Violation> {
    let mut found: Vec<_> =
        packages.packages.iter().flat_map(|one| of_package(place, one)).collect();
    found.extend(default_members(place, packages));
    found
}

fn of_package(place: &Place, package: &Package) -> Vec<Violation> {
    let folder = package.folder(place);
    let manifest = format!("{folder}/Cargo.toml");
    let Some(room) = Room::of(&folder) else {
        let text = "this folder is none of the house's rooms: see DESIGN in docs/ARCHITECTURE.md";
        return vec![Violation::of("imports", &manifest, text)];
    };
    let wrong = package.dependencies.iter().filter_map(|dependency| fault(place, room, dependency));
    wrong.map(|text| Violation::of("imports", &manifest, text)).collect()
}

/// What is wrong with a dependency, if anything is. Tests may use any library, and real adapters.
fn fault(place: &Place, room: Room, dependency: &Dependency) -> Option<String> {
    let name = &dependency.name;
    let is_for_tests = dependency.kind.as_deref() == Some("dev");
    if let Some(path) = &dependency.path {
        let other = Room::of(&relative(path, place));
        let may = other.is_some_and(|other| {
            let is_adapter = matches!(other, Store | Adapter);
            room.may_import().contains(&other) || (is_for_tests && is_adapter)
        });
        return (!may).then(|| {
            let rooms = room.may_import();
            format!("{room:?} may not import {name}: it may import {rooms:?}; turn the arrow with a port")
        });
    }
    if is_for_tests {
        return None;
    }
    let broken = |rule: &&Rule| rule.0.iter().any(|known| belongs(name, known)) && !rule.1(room);
    RULES.iter().find(broken).map(|rule| format!("{room:?} may not use {name}: {}", rule.2))
}

/// `tokio-util` belongs to `tokio`, `towering` does not belong to `tower`.
fn belongs(name: &str, family: &str) -> bool {
    let rest = name.strip_prefix(family);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
}

fn default_members(place: &Place, packages: &Packages) -> Vec<Violation> {
    let defaults = &packages.workspace_default_members;
    let apart = packages.packages.iter().filter(|one| {
        matches!(Room::of(&one.folder(place)), Some(Frontend | Worker))
            && defaults.contains(&one.id)
    });
    let text = |name: &str| {
        format!(
            "{name} is a default member: take it out, else `ssr` and `hydrate` are built in one"
        )
    };
    apart.map(|one| Violation::of("imports", "Cargo.toml", text(&one.name))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(folder: &str, name: &str, path: Option<&str>) -> Option<String> {
        let place = Place { root: "/house".into(), target: "/house/target".into() };
        let path = path.map(|path| place.root.join(path));
        let dependency = Dependency { name: name.into(), kind: None, path };
        fault(&place, Room::of(folder).unwrap(), &dependency)
    }

    #[test]
    fn arrows_point_towards_the_domain_only() {
        assert_eq!(judge("server", "maloca-store", Some("adapters/store")), None);
        assert_eq!(judge("gateways/hftp", "maloca-gateway", Some("gateways/gateway")), None);
        assert!(judge("domain/chat", "maloca-store", Some("adapters/store")).is_some());
        assert!(judge("gateways/hftp", "maloca-labs", Some("gateways/labs")).is_some());
        assert!(judge("frontend", "maloca-chat", Some("domain/chat")).is_some());
        assert!(judge("app", "maloca-server", Some("server")).is_some());
    }

    #[test]
    fn libraries_stay_in_their_rooms() {
        assert_eq!(judge("app", "leptos_router", None), None);
        assert!(judge("app", "leptos_axum", None).is_some());
        assert!(judge("adapters/tree", "sqlx", None).is_some());
        assert!(judge("domain/files", "tokio-util", None).is_some());
        assert!(judge("adapters/bus", "axum", None).is_some());
        assert!(judge("domain/calc", "wasm-bindgen", None).is_some());
    }

    #[test]
    fn a_family_is_not_every_name_that_begins_alike() {
        assert!(belongs("tower-http", "tower"));
        assert!(!belongs("towering", "tower"));
    }

    #[test]
    fn tests_may_use_what_the_crate_may_not() {
        let place = Place { root: "/house".into(), target: "/house/target".into() };
        let fault_of = |name: &str, path: Option<&str>| {
            let path = path.map(|path| place.root.join(path));
            let dependency = Dependency { name: name.into(), kind: Some("dev".into()), path };
            fault(&place, Gateway, &dependency)
        };
        assert_eq!(fault_of("axum", None), None);
        assert_eq!(fault_of("maloca-store", Some("adapters/store")), None);
        assert!(fault_of("maloca-http09", Some("gateways/http09")).is_some());
    }
}
