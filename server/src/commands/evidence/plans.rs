//! The plans of a bundle: as they were before its first change and after its last.

use std::io::Write;

use chrono::SecondsFormat;

use super::files::Files;
use super::{Bundle, page};
use crate::error::Result;
use crate::graph::directory::Directory;
use crate::history::commitment::canonical;
use crate::history::diff::differences;
use crate::history::evidence::manifest::PlanFile;
use crate::history::evidence::plan::{Plan, PlanRecord};
use crate::history::evidence::{PLAN_END, PLAN_START};
use crate::model::*;
use crate::store::Conn;
use crate::store::change::{self, details, evidence};
use crate::store::tx::snapshot;

/// A plan that is to be written.
pub(super) struct PlanOf {
    home: Option<PartnershipId>,
    name: String,
    /// Its name in the bundle, without an ending.
    file: String,
    /// The last change that it includes.
    sequence: u64,
    /// The last change of each record.
    changes: Vec<u64>,
}

/// The plans of the partnerships that are asked for, each twice; and what no partnership
/// owns, when all are asked for.
pub(super) fn of(conn: &mut Conn, directory: &Directory, bundle: &Bundle<'_>) -> Result<Vec<PlanOf>> {
    let mut homes: Vec<(Option<PartnershipId>, String, String)> = Vec::new();
    let wanted = |id| match bundle.asked.partnership {
        Some(only) => only == id,
        None => bundle.scope().reads_history_of(id),
    };
    for partnership in directory.partnerships().iter().filter(|partnership| wanted(partnership.id)) {
        homes.push((Some(partnership.id), partnership.slug.clone(), partnership.name.clone()));
    }
    if bundle.asked.partnership.is_none() {
        homes.push((None, "_register".to_owned(), "What belongs to no partnership".to_owned()));
    }
    let mut plans = Vec::new();
    for (home, slug, name) in homes {
        for (folder, sequence) in [(PLAN_START, bundle.after), (PLAN_END, bundle.last)] {
            let changes = snapshot(conn, |conn| evidence::plan(conn, bundle.scope(), home, sequence))?;
            plans.push(PlanOf {
                home,
                name: name.clone(),
                file: format!("{folder}{slug}"),
                sequence,
                changes,
            });
        }
    }
    Ok(plans)
}

/// The changes on which the plans stand, in order, each once.
pub(super) fn sequences(plans: &[PlanOf]) -> Vec<u64> {
    let mut all: Vec<u64> = plans.iter().flat_map(|plan| plan.changes.iter().copied()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Writes the plans, each for programs and for people.
pub(super) fn write<W: Write>(
    conn: &mut Conn,
    bundle: &Bundle<'_>,
    plans: &[PlanOf],
    files: &mut Files<W>,
) -> Result<Vec<PlanFile>> {
    let mut written = Vec::new();
    for of in plans {
        let (plan, words) = snapshot(conn, |conn| read(conn, bundle, of))?;
        let file = format!("{}.json", of.file);
        files.file(&file)?;
        files.write(&canonical(&plan)?)?;
        files.text(&format!("{}.html", of.file), &page::render(&plan, &words))?;
        written.push(PlanFile { file, partnership: plan.partnership, sequence: of.sequence });
    }
    Ok(written)
}

/// A record's values in words, in the order of the plan's records.
pub(super) type Words = Vec<Vec<(String, String)>>;

fn read(conn: &mut Conn, bundle: &Bundle<'_>, of: &PlanOf) -> Result<(Plan, Words)> {
    let at = change::time_of(conn, of.sequence)?;
    let found = evidence::these(conn, bundle.scope(), &of.changes)?;
    let raw = found.iter().map(|change| differences(None, &change.values)).collect();
    let sequences: Vec<u64> = found.iter().map(|change| change.sequence).collect();
    let told = details::in_words(conn, bundle.scope(), raw, &sequences)?;
    let labels: Vec<String> = found.iter().map(change::list::StoredChange::label).collect();
    let shown = evidence::shown(conn, bundle.scope(), found)?;
    let text = |at: chrono::DateTime<chrono::Utc>| at.to_rfc3339_opts(SecondsFormat::Micros, true);
    let mut records: Vec<(PlanRecord, Vec<(String, String)>)> = Vec::with_capacity(shown.len());
    for ((change, label), fields) in shown.iter().zip(labels).zip(told) {
        let values = change.record().into_iter().map(|(field, value)| (field.to_owned(), value.clone()));
        let record = PlanRecord {
            id: change.meta.entity.to_string(),
            label,
            change: change.meta.sequence,
            at: text(change.meta.at),
            values: values.collect(),
        };
        let words = fields.into_iter().filter_map(|field| Some((field.difference.field, field.after?)));
        records.push((record, words.filter(|(_, word)| !word.is_empty()).collect()));
    }
    // In the order of their kinds, as the page shows them.
    let place = |record: &PlanRecord| {
        let kind = record.id.parse::<AnyId>().ok().map(|id| id.entity);
        <EntityType as crate::model::Words>::ALL.iter().position(|entity| Some(*entity) == kind)
    };
    records.sort_by(|(a, _), (b, _)| (place(a), &a.label, &a.id).cmp(&(place(b), &b.label, &b.id)));
    let (records, words): (Vec<PlanRecord>, Words) = records.into_iter().unzip();
    let plan = Plan {
        partnership: of.home.map(|id| id.to_string()),
        name: of.name.clone(),
        sequence: of.sequence,
        at: at.map(text),
        records,
    };
    Ok((plan, words))
}
