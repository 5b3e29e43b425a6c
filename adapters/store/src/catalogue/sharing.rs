//! Which files of this node are in its log.

use maloca_files::Path;

/// Which files of this node the others see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sharing {
    /// All of them.
    Everything,
    /// What is in these folders, or is one of these files; with none it is nothing.
    Folders(Vec<Path>),
}

impl Sharing {
    /// Whether others see this file. Hidden ones are seen through no door.
    pub fn includes(&self, path: &Path) -> bool {
        let chosen = match self {
            Self::Everything => true,
            Self::Folders(folders) => folders.iter().any(|folder| path.is_within(folder)),
        };
        chosen && !path.is_hidden()
    }

    /// As it is stored. Everything is the folder at the top.
    pub(super) fn to_json(&self) -> String {
        let folders = match self {
            Self::Everything => vec![Path::root()],
            Self::Folders(folders) => folders.clone(),
        };
        serde_json::json!(folders).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_outside_of_the_chosen_folders_or_hidden_is_not_shared() {
        let path = |text: &str| text.parse::<Path>().unwrap();
        let some = Sharing::Folders(vec![path("music"), path("docs/open")]);
        for (name, everything, chosen) in [
            ("music/a.ogg", true, true),
            ("docs/open/b/c", true, true),
            ("docs/d", true, false),
            ("musical", true, false),
            ("music/.cache/e", false, false),
        ] {
            assert_eq!(Sharing::Everything.includes(&path(name)), everything, "{name}");
            assert_eq!(some.includes(&path(name)), chosen, "{name}");
        }
    }
}
