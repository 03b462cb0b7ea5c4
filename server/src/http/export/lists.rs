//! Lists of records as tables: which there are, their columns and rows.

use chrono::{NaiveDate, SecondsFormat};

use super::cells::Cells;
use crate::auth::scope::Scope;
use crate::error::{Error, Result};
use crate::graph::directory::Directory;
use crate::model::*;
use crate::store::change::redated;
use crate::store::list::{self, Filter, ListQuery, Order, Place, Slice};
use crate::store::{Conn, entity, records};

/// A list of records: its name in addresses, its type and its own columns.
type List = (&'static str, EntityType, &'static [&'static str]);

const LISTS: [List; 15] = [
    (
        "partnerships",
        EntityType::Partnership,
        &[
            "slug",
            "name",
            "aliases",
            "kind",
            "areas",
            "description",
            "website",
            "contact",
            "parent",
            "startedOn",
            "endedOn",
        ],
    ),
    ("agencies", EntityType::Agency, &["slug", "name", "aliases", "kind", "website", "startedOn", "endedOn"]),
    ("successions", EntityType::Succession, &["from", "to", "kind", "on"]),
    (
        "members",
        EntityType::Membership,
        &[
            "agency",
            "nameAsPublished",
            "basis",
            "basisAsPublished",
            "capacity",
            "listedUnder",
            "position",
            "joinedOn",
            "leftOn",
        ],
    ),
    (
        "strategies",
        EntityType::Strategy,
        &[
            "title",
            "kind",
            "state",
            "periodLabel",
            "editionLabel",
            "startsOn",
            "endsOn",
            "summary",
            "supersedes",
            "approvals",
        ],
    ),
    (
        "priorities",
        EntityType::Priority,
        &[
            "strategy",
            "position",
            "title",
            "titleStatus",
            "summary",
            "approach",
            "leadAgencies",
            "meetings",
            "events",
            "projects",
        ],
    ),
    ("focus-areas", EntityType::FocusArea, &["priority", "position", "title", "projects"]),
    (
        "meetings",
        EntityType::Meeting,
        &[
            "name",
            "kind",
            "isBoard",
            "cadence",
            "recurrence",
            "description",
            "website",
            "parent",
            "ownerAgency",
            "chairAgencies",
        ],
    ),
    (
        "sittings",
        EntityType::MeetingOccurrence,
        &[
            "meeting",
            "name",
            "startsOn",
            "startTime",
            "endsOn",
            "endTime",
            "dateNote",
            "venue",
            "status",
            "summary",
            "attendance",
        ],
    ),
    (
        "events",
        EntityType::Event,
        &["name", "kind", "description", "website", "startsOn", "endsOn", "venue", "hostAgencies"],
    ),
    (
        "event-occurrences",
        EntityType::EventOccurrence,
        &[
            "event",
            "name",
            "startsOn",
            "startTime",
            "endsOn",
            "endTime",
            "dateNote",
            "venue",
            "status",
            "hostAgencies",
            "audience",
            "bookingUrl",
        ],
    ),
    (
        "projects",
        EntityType::Project,
        &[
            "name",
            "kind",
            "status",
            "description",
            "website",
            "leadAgency",
            "leadPost",
            "partnerAgencies",
            "startsOn",
            "endsOn",
            "lastConfirmedAt",
        ],
    ),
    (
        "progress",
        EntityType::ProgressUpdate,
        &[
            "project",
            "priority",
            "focusArea",
            "on",
            "periodLabel",
            "rating",
            "ratingAsPublished",
            "narrative",
            "reportedBy",
        ],
    ),
    (
        "actions",
        EntityType::Action,
        &[
            "reference",
            "text",
            "owners",
            "ownerPost",
            "dueOn",
            "originalDueOn",
            "timesRedated",
            "status",
            "closedOn",
            "closureNote",
            "duplicateOf",
            "raisedAt",
            "project",
            "priority",
        ],
    ),
    (
        "documents",
        EntityType::Document,
        &[
            "title",
            "kind",
            "url",
            "versionLabel",
            "reference",
            "datedOn",
            "ownerAgency",
            "marking",
            "strategies",
            "priorities",
            "projects",
            "sittings",
        ],
    ),
];

/// How many records are read at a time.
const CHUNK: i64 = 200;

/// Where reading a list has come to.
pub struct Reading {
    list: List,
    query: ListQuery,
    after: Option<Place>,
}

impl Reading {
    /// The beginning of a list; none when there is none of this name. The agencies of a
    /// partnership are those that it lists as members today: they belong to none.
    pub fn of(
        name: &str,
        scope: Scope,
        partnership: Option<PartnershipId>,
        today: NaiveDate,
    ) -> Option<Self> {
        let list = *LISTS.iter().find(|(known, _, _)| *known == name)?;
        let filter = match list.1 {
            EntityType::Agency => {
                Filter { sits_in: partnership.map(|home| (home, today)), ..Filter::default() }
            }
            _ => Filter { partnership, ..Filter::default() },
        };
        let query = ListQuery { entity: list.1, scope, filter, order: Order::Name };
        Some(Reading { list, query, after: None })
    }

    /// The names of the columns.
    pub fn columns(&self) -> Vec<&'static str> {
        let (before, after) = (["id", "key", "partnership"], ["visibility", "version", "updatedAt"]);
        before.into_iter().chain(self.list.2.iter().copied()).chain(after).collect()
    }

    /// Some rows, and where to read on.
    ///
    /// # Errors
    /// When the database fails.
    pub fn read(self, conn: &mut Conn, directory: &Directory) -> Result<(Vec<Vec<String>>, Option<Reading>)> {
        let slice = Slice { limit: CHUNK, backward: false, after: self.after, before: None };
        let places = list::slice(conn, &self.query, &slice)?;
        let ids = places.iter().map(|place| place.id);
        let actions: Vec<AnyId> = ids.filter(|id| id.entity == EntityType::Action).collect();
        let redated = redated::counts(conn, &actions, None)?;
        let mut cells = Cells::new(directory, &self.query.scope);
        let mut rows = Vec::with_capacity(places.len());
        for place in &places {
            let times = redated.get(&place.id).copied();
            rows.extend(row(conn, (place.id, times), self.list.2, &mut cells, directory)?);
        }
        let after = places.last().cloned().filter(|_| places.len() as i64 == CHUNK);
        let next = after.map(|place| Reading { list: self.list, query: self.query, after: Some(place) });
        Ok((rows, next))
    }
}

fn row(
    conn: &mut Conn,
    (id, times_redated): (AnyId, Option<i32>),
    columns: &[&str],
    cells: &mut Cells<'_>,
    directory: &Directory,
) -> Result<Option<Vec<String>>> {
    let Some(record) = records::find(conn, id)? else { return Ok(None) };
    if belongs_to_archived(conn, &record)? {
        return Ok(None);
    }
    let values = record.values().map_err(Error::internal)?;
    let home = record.partnership().and_then(|id| directory.partnership(id));
    let mut row = vec![id.to_string(), record.head().key.clone()];
    row.push(home.map(|partnership| partnership.slug.clone()).unwrap_or_default());
    for column in columns {
        row.push(match *column {
            "timesRedated" => times_redated.unwrap_or(0).to_string(),
            column => cells.cell(conn, values.get(column))?,
        });
    }
    let exposure = entity::exposure(conn, id)?;
    row.push(exposure.map(|exposure| exposure.visibility.word().to_owned()).unwrap_or_default());
    let is_told_all = record.partnership().is_none_or(|home| cells.scope().is_told_all(home, id.entity));
    let told = record.told().copied().filter(|_| !is_told_all).unwrap_or(record.head().into());
    row.push(told.version.to_string());
    row.push(told.updated_at.to_rfc3339_opts(SecondsFormat::Secs, true));
    Ok(Some(row))
}

/// Whether what a record is a part of was put away, and the record with it. A document and
/// an action belong to several things, and stand for themselves.
fn belongs_to_archived(conn: &mut Conn, record: &Record) -> Result<bool> {
    if matches!(record, Record::Document(_) | Record::Action(_)) {
        return Ok(false);
    }
    for parent in record.parents() {
        if let Some(parent) = records::find(conn, parent)?
            && (parent.head().archived || belongs_to_archived(conn, &parent)?)
        {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_of_record_has_its_table() {
        for entity in EntityType::ALL.iter().filter(|entity| entity.is_of_plans()) {
            assert!(LISTS.iter().any(|(_, known, _)| known == entity), "{entity:?} has no table");
        }
    }
}
