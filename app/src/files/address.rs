//! The page's addresses and what stands in their queries.

use leptos_router::params::ParamsMap;
use maloca_files::{Cursor, Order, Path, Sort};
use serde::{Deserialize, Serialize};

use crate::link;

/// How a folder is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// By what it is sorted.
    pub sort: Sort,
    /// In which direction.
    pub order: Order,
    /// Only names that contain this.
    #[serde(default)]
    pub filter: String,
    /// Where the page begins.
    pub cursor: Option<Cursor>,
}

impl View {
    /// Reads the query of an address; what is not understood is as if it were not there.
    pub(super) fn read(query: &ParamsMap) -> Self {
        let sort = match query.get_str("sort") {
            Some("size") => Sort::Size,
            Some("modified") => Sort::Modified,
            _ => Sort::Name,
        };
        let order = if query.get_str("order") == Some("desc") { Order::Desc } else { Order::Asc };
        let cursor = query.get("cursor").filter(|text| !text.is_empty()).map(Cursor);
        Self { sort, order, filter: query.get("filter").unwrap_or_default(), cursor }
    }

    /// The same folder from its beginning, sorted by this; by what it is sorted by already, the
    /// other way round. Sizes and times begin with the largest and the latest.
    pub(super) fn sorted_by(&self, sort: Sort) -> Self {
        let order = match (self.sort == sort, self.order, sort) {
            (true, Order::Asc, _) => Order::Desc,
            (true, Order::Desc, _) | (false, _, Sort::Name) => Order::Asc,
            (false, _, _) => Order::Desc,
        };
        Self { sort, order, filter: self.filter.clone(), cursor: None }
    }

    /// The same from its beginning with only names that contain this.
    pub(super) fn filtered(&self, filter: &str) -> Self {
        Self { filter: filter.trim().to_owned(), cursor: None, ..self.clone() }
    }

    /// The address of a folder shown like this.
    pub(super) fn href(&self, folder: &Path) -> String {
        let pairs = [
            ("sort", Some(self.sort_word()).filter(|word| *word != "name")),
            ("order", (self.order == Order::Desc).then_some("desc")),
            ("filter", Some(self.filter.as_str()).filter(|text| !text.is_empty())),
            ("cursor", self.cursor.as_ref().map(|cursor| cursor.0.as_str())),
        ];
        let pairs = pairs.into_iter().filter_map(|(name, value)| Some((name, link::query(value?))));
        let query: Vec<String> = pairs.map(|(name, value)| format!("{name}={value}")).collect();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{}{mark}{}", page(folder), query.join("&"))
    }

    /// As it stands in a query.
    pub(super) const fn sort_word(&self) -> &'static str {
        match self.sort {
            Sort::Name => "name",
            Sort::Size => "size",
            Sort::Modified => "modified",
        }
    }

    /// As it stands in a query.
    pub(super) const fn order_word(&self) -> &'static str {
        match self.order {
            Order::Asc => "asc",
            Order::Desc => "desc",
        }
    }
}

/// The page of a folder or file.
pub(super) fn page(path: &Path) -> String {
    if path.is_root() { "/files".to_owned() } else { format!("/files/{}", path.encode()) }
}

/// The bytes of a file. The version lets browsers fetch it anew when it changed.
pub(super) fn raw(path: &Path, version: &str) -> String {
    format!("/raw/{}?v={}", path.encode(), link::query(version))
}

/// The bytes of a file, to be kept.
pub(super) fn download(path: &Path) -> String {
    format!("/raw/{}?download", path.encode())
}

/// How a link to a page has to be followed: the router undoes the escape of a per cent sign before
/// it goes somewhere, so names with one are left to the browser.
pub(super) fn rel(path: &Path) -> Option<&'static str> {
    path.names().any(|name| name.contains('%')).then_some("external")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_survives_its_address() {
        let folder: Path = "a b".parse().unwrap();
        let view = View {
            sort: Sort::Size,
            order: Order::Desc,
            filter: "x&y".to_owned(),
            cursor: Some(Cursor("c".to_owned())),
        };
        let href = view.href(&folder);
        assert_eq!(href, "/files/a%20b?sort=size&order=desc&filter=x%26y&cursor=c");
        let pairs = [("sort", "size"), ("order", "desc"), ("filter", "x%26y"), ("cursor", "c")];
        let query: ParamsMap = pairs.into_iter().map(|(k, v)| (k, v.to_owned())).collect();
        assert_eq!(View::read(&query), view);
        assert_eq!(View::default().href(&Path::root()), "/files");
    }

    #[test]
    fn sorting_again_turns_round_and_sorting_by_size_begins_with_the_largest() {
        let by_name = View::default();
        assert_eq!(by_name.sorted_by(Sort::Name).order, Order::Desc);
        let by_size = by_name.sorted_by(Sort::Size);
        assert_eq!((by_size.sort, by_size.order), (Sort::Size, Order::Desc));
        assert_eq!(by_size.sorted_by(Sort::Size).order, Order::Asc);
        assert_eq!(by_size.sorted_by(Sort::Name).order, Order::Asc);
    }
}
