//! The history as a table: a line for each change.

use std::collections::{BTreeSet, HashMap};

use chrono::SecondsFormat;

use crate::auth::scope::Scope;
use crate::error::Result;
use crate::graph::directory::Directory;
use crate::history::diff::InWords;
use crate::model::Words;
use crate::store::Conn;
use crate::store::change::list::StoredChange;
use crate::store::change::{actors, details};

/// The names of the columns.
pub const COLUMNS: [&str; 17] = [
    "id",
    "sequence",
    "at",
    "action",
    "command",
    "entityType",
    "entityId",
    "entityLabel",
    "partnership",
    "actorId",
    "actor",
    "role",
    "agency",
    "reason",
    "fields",
    "requestId",
    "transactionId",
];

/// The lines of these changes, as somebody of this scope may see them.
///
/// # Errors
/// When the database fails.
pub fn rows(
    conn: &mut Conn,
    scope: &Scope,
    changes: &[StoredChange],
    directory: &Directory,
) -> Result<Vec<Vec<String>>> {
    let fields = details::fields(conn, scope, changes)?;
    let ids: BTreeSet<String> = changes.iter().map(|change| change.actor.id.clone()).collect();
    let names = actors::names(conn, &ids)?;
    let rows = changes.iter().zip(&fields).map(|(change, fields)| {
        let reason = change.reason().filter(|_| !details::is_veiled(scope, change, fields));
        row(change, fields, reason, &names, directory)
    });
    Ok(rows.collect())
}

fn row(
    change: &StoredChange,
    fields: &[InWords],
    reason: Option<&str>,
    names: &HashMap<String, String>,
    directory: &Directory,
) -> Vec<String> {
    let home = change.partnership.and_then(|id| directory.partnership(id));
    let agency = change.actor.agency.and_then(|id| directory.agency(id));
    vec![
        format!("change_{}", change.sequence),
        change.sequence.to_string(),
        change.at.to_rfc3339_opts(SecondsFormat::Micros, true),
        change.action.word().to_owned(),
        change.command.clone(),
        change.entity.entity.word().to_owned(),
        change.entity.to_string(),
        change.label(),
        home.map(|partnership| partnership.slug.clone()).unwrap_or_default(),
        change.actor.id.clone(),
        actors::name(&change.actor.id, names).to_owned(),
        change.actor.role.clone(),
        agency.map(|agency| agency.name.clone()).unwrap_or_default(),
        reason.unwrap_or_default().to_owned(),
        fields.iter().map(told).collect::<Vec<_>>().join("\n"),
        change.request.clone(),
        change.transaction.clone(),
    ]
}

/// A difference on one line.
fn told(found: &InWords) -> String {
    let say = |side: &Option<String>| side.clone().unwrap_or_else(|| "(nothing)".to_owned());
    format!("{}: {} -> {}", found.difference.field, say(&found.before), say(&found.after))
}
