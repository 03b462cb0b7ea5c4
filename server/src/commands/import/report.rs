//! What an import did, in plain words.

use std::collections::BTreeMap;
use std::fmt::{self, Display};

use crate::model::{EntityType, Record, Words};

/// How many records of a type an import touched.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// New in the register.
    pub created: usize,
    /// Different in the file, or brought back from the archive.
    pub updated: usize,
    /// Put away: by the file itself, or because it lacks them.
    pub archived: usize,
    /// The same in the file and in the register.
    pub unchanged: usize,
}

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The partnership's slug in the register.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// By type, what was done.
    pub counts: BTreeMap<EntityType, Counts>,
    /// The partnership's records that are not in the file and were left as they are.
    pub left: Vec<String>,
}

impl Report {
    /// All types together.
    pub fn total(&self) -> Counts {
        let mut total = Counts::default();
        for counts in self.counts.values() {
            total.created += counts.created;
            total.updated += counts.updated;
            total.archived += counts.archived;
            total.unchanged += counts.unchanged;
        }
        total
    }

    /// Whether the register was changed.
    pub fn is_change(&self) -> bool {
        let total = self.total();
        total.created + total.updated + total.archived > 0
    }

    fn by_type(&self, number: impl Fn(&Counts) -> usize) -> String {
        let some = EntityType::ALL.iter().filter_map(|entity| {
            let number = self.counts.get(entity).map_or(0, &number);
            (number > 0).then(|| format!("{number} {}", noun(*entity, number)))
        });
        let some: Vec<String> = some.collect();
        if some.is_empty() { "none".to_owned() } else { some.join(", ") }
    }
}

impl Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.name, self.slug)?;
        if self.is_change() {
            write!(f, "\n  created: {}", self.by_type(|c| c.created))?;
            write!(f, "\n  updated: {}", self.by_type(|c| c.updated))?;
            write!(f, "\n  archived: {}", self.by_type(|c| c.archived))?;
            write!(f, "\n  unchanged: {}", self.by_type(|c| c.unchanged))?;
        } else {
            let number = self.total().unchanged;
            write!(f, "\n  nothing to do: all {number} records are in the register as in the file")?;
        }
        if !self.left.is_empty() {
            write!(f, "\n  not in the file, and left as they are:")?;
            for label in &self.left {
                write!(f, "\n  - {label}")?;
            }
        }
        Ok(())
    }
}

/// What to call a record in a list: its label, type and key.
pub fn named(record: &Record) -> String {
    let label = super::form::shorten(&record.label(), 80);
    format!("{label} ({} {})", noun(record.entity(), 1), record.head().key)
}

/// The word for one or several records of a type.
pub fn noun(entity: EntityType, number: usize) -> String {
    let one = entity.prefix().replace('_', " ");
    match one.strip_suffix('y') {
        _ if number == 1 => one,
        Some(stem) => format!("{stem}ies"),
        None => format!("{one}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_says_what_was_done_and_what_was_left() {
        let mut report =
            Report { slug: "a".to_owned(), name: "A Partnership".to_owned(), ..Report::default() };
        report.counts.insert(EntityType::Agency, Counts { created: 2, unchanged: 1, ..Counts::default() });
        report.counts.insert(EntityType::FocusArea, Counts { created: 1, ..Counts::default() });
        report.left.push("Pubwatch (project pubwatch)".to_owned());
        assert_eq!(
            report.to_string(),
            "A Partnership (a)\n  created: 2 agencies, 1 focus area\n  updated: none\n  archived: none\n  \
             unchanged: 1 agency\n  not in the file, and left as they are:\n  - Pubwatch (project pubwatch)"
        );
    }
}
