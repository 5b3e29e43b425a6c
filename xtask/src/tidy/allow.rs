//! The exceptions of `xtask/tidy.toml`: each names a rule, a file and a reason.

use std::fs;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::violation::Violation;
use crate::place::Place;

/// Where the exceptions are written.
const FILE: &str = "xtask/tidy.toml";

/// Rules that may have exceptions; all others hold everywhere.
const SOFT: [&str; 4] = ["context", "feature", "sql", "status"];

/// More exceptions than this and the rule is no rule any more.
const MOST: usize = 8;

/// The list.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(crate) struct Allowed {
    #[serde(default)]
    allow: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    rule: String,
    file: String,
    why: String,
}

impl Allowed {
    /// Reads the list; without the file there are no exceptions.
    pub(crate) fn read(place: &Place) -> Result<Self> {
        let text = fs::read_to_string(place.root.join(FILE)).unwrap_or_default();
        toml::from_str(&text).with_context(|| format!("{FILE} cannot be read"))
    }

    /// Takes out what the list allows, and adds what is wrong with the list itself.
    pub(crate) fn filter(&self, found: Vec<Violation>) -> Vec<Violation> {
        let mut own = self.own_violations(&found);
        let (_, left): (Vec<_>, Vec<_>) = found.into_iter().partition(|one| self.allows(one));
        own.extend(left);
        own
    }

    fn allows(&self, violation: &Violation) -> bool {
        self.allow.iter().any(|entry| entry.matches(violation))
    }

    fn own_violations(&self, found: &[Violation]) -> Vec<Violation> {
        let mut own: Vec<_> = self.allow.iter().filter_map(|entry| entry.fault(found)).collect();
        if self.allow.len() > MOST {
            own.push(Violation::of(
                "allow",
                FILE,
                format!("more than {MOST} exceptions: mend some"),
            ));
        }
        own
    }
}

impl Entry {
    fn matches(&self, violation: &Violation) -> bool {
        SOFT.contains(&violation.rule) && self.rule == violation.rule && self.file == violation.file
    }

    fn fault(&self, found: &[Violation]) -> Option<Violation> {
        let text = if !SOFT.contains(&self.rule.as_str()) {
            format!(
                "the rule `{}` has no exceptions; those that may: {}",
                self.rule,
                SOFT.join(", ")
            )
        } else if self.why.split_whitespace().count() < 4 {
            format!("the exception for {} needs a reason in `why`", self.file)
        } else if !found.iter().any(|one| self.matches(one)) {
            format!(
                "nothing needs the exception `{}` for {} any more: delete it",
                self.rule, self.file
            )
        } else {
            return None;
        };
        Some(Violation::of("allow", FILE, text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "[[allow]]\nrule = \"status\"\nfile = \"server/src/raw.rs\"\n\
                        why = \"ranges answer 416 with a header of their own\"\n";

    fn filtered(list: &str, rule: &'static str, file: &str) -> Vec<Violation> {
        let allowed: Allowed = toml::from_str(list).unwrap();
        allowed.filter(vec![Violation::at(rule, file, 3, "x")])
    }

    #[test]
    fn an_exception_holds_for_its_rule_and_file() {
        assert_eq!(filtered(LIST, "status", "server/src/raw.rs"), []);
        assert_eq!(filtered(LIST, "status", "server/src/ws.rs").len(), 2);
    }

    #[test]
    fn an_exception_that_nothing_needs_is_reported() {
        let left = filtered(LIST, "sql", "server/src/raw.rs");
        assert!(left.iter().any(|one| one.text.contains("any more: delete it")), "{left:?}");
    }

    #[test]
    fn a_hard_rule_has_no_exceptions() {
        let left = filtered(&LIST.replace("status", "imports"), "imports", "server/src/raw.rs");
        assert_eq!(left.len(), 2, "{left:?}");
    }
}
