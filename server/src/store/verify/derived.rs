//! What is derived from records: their `entity` rows, their agencies, their search text.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;

use super::{Report, part};
use crate::error::Result;
use crate::model::text::sort_name;
use crate::model::*;
use crate::store::rows::NaiveDate;
use crate::store::schema::{entity, entity_agency};
use crate::store::{Conn, entity as entities, search};

#[derive(Debug, PartialEq, Eq, Queryable)]
struct EntityRow {
    id: String,
    entity_type: String,
    partnership_id: Option<String>,
    owner_agency_id: Option<String>,
    visibility: String,
    archived: bool,
    sort_name: String,
    updated_at: i64,
    kind: Option<String>,
    status: Option<String>,
    starts_on: Option<NaiveDate>,
    ends_on: Option<NaiveDate>,
}

type AgencyRow = (String, String, String, String, Option<String>, String, bool, String);

/// What the tables of derived rows hold for the ids of one range, and the exposures that
/// are known already.
#[derive(Default)]
pub(super) struct Derived {
    rows: HashMap<String, EntityRow>,
    agencies: HashMap<String, BTreeSet<AgencyRow>>,
    exposures: HashMap<AnyId, Exposure>,
    /// How many records search should know.
    searchable: i64,
    /// How many texts search holds; none when it cannot be asked.
    held: Option<i64>,
}

impl Derived {
    /// Finds out whether search can be asked.
    pub(super) fn of(conn: &mut Conn, report: &mut Report) -> Result<Self> {
        let mut derived = Derived::default();
        let count = |conn: &mut Conn, _: &mut Report| {
            derived.held = Some(search::count(conn)?);
            Ok(())
        };
        part(conn, "search", report, count)?;
        Ok(derived)
    }

    /// Reads the rows of a range of ids.
    pub(super) fn begin(&mut self, conn: &mut Conn, (after, upto): (&str, &str)) -> Result<()> {
        let rows: Vec<EntityRow> = entity::table
            .filter(entity::id.gt(after))
            .filter(entity::id.le(upto))
            .select((
                entity::id,
                entity::entity_type,
                entity::partnership_id,
                entity::owner_agency_id,
                entity::visibility,
                entity::archived,
                entity::sort_name,
                entity::updated_at,
                entity::kind,
                entity::status,
                entity::starts_on,
                entity::ends_on,
            ))
            .load(conn)?;
        self.rows = rows.into_iter().map(|row| (row.id.clone(), row)).collect();
        let agencies: Vec<AgencyRow> = entity_agency::table
            .filter(entity_agency::entity_id.gt(after))
            .filter(entity_agency::entity_id.le(upto))
            .select((
                entity_agency::entity_id,
                entity_agency::agency_id,
                entity_agency::role,
                entity_agency::entity_type,
                entity_agency::partnership_id,
                entity_agency::visibility,
                entity_agency::archived,
                entity_agency::sort_name,
            ))
            .load(conn)?;
        self.agencies = HashMap::new();
        for row in agencies {
            self.agencies.entry(row.0.clone()).or_default().insert(row);
        }
        Ok(())
    }

    /// Compares what is derived from a record with what follows from it.
    pub(super) fn check(&mut self, conn: &mut Conn, record: &Record, report: &mut Report) -> Result<()> {
        if !record.entity().is_of_plans() {
            return Ok(());
        }
        let id = record.id().to_string();
        let exposure = self.exposure_of(conn, record)?;
        let expected = expected_row(record, &exposure);
        match self.rows.remove(&id) {
            None => report.add(&id, "has no row in entity, so no list and no search finds it"),
            Some(found) => name_columns(&found, &expected, report),
        }
        if self.agencies.remove(&id).unwrap_or_default() != expected_agencies(record, &exposure, &expected) {
            report.add(&id, "its agencies in entity_agency are not those that follow from it");
        }
        if let Some(text) = record.search_text() {
            self.searchable += 1;
            self.search(conn, &id, text, report);
        }
        Ok(())
    }

    /// An index that cannot be asked is said once, not for each record.
    fn search(&mut self, conn: &mut Conn, id: &str, text: (String, String), report: &mut Report) {
        if self.held.is_none() {
            return;
        }
        match search::holds(conn, id, text) {
            Ok(true) => {}
            Ok(false) => report.add(id, "search does not hold its text"),
            Err(why) => {
                self.held = None;
                report.add("search", format_args!("cannot be read to its end: {}", why.cause()));
            }
        }
    }

    /// Derived from the exposures of the parents as their rows have them, which are
    /// compared in their turn.
    fn exposure_of(&mut self, conn: &mut Conn, record: &Record) -> Result<Exposure> {
        let mut above = Vec::new();
        for parent in record.parents() {
            let known = match self.exposures.get(&parent) {
                Some(known) => known.clone(),
                None => entities::exposures(conn, &[parent])?.remove(0),
            };
            self.exposures.insert(parent, known.clone());
            above.push(known);
        }
        Ok(Exposure::of(record, &above))
    }

    /// Names the rows of the range that belong to no record.
    pub(super) fn left_over(&mut self, report: &mut Report) {
        for id in std::mem::take(&mut self.rows).into_keys() {
            report.add(id, "has a row in entity, and is no record");
        }
        for id in std::mem::take(&mut self.agencies).into_keys() {
            report.add(id, "has rows in entity_agency, and is no record");
        }
    }

    /// Counts what search holds beyond the records.
    pub(super) fn end(self, report: &mut Report) {
        if let Some(held) = self.held.filter(|held| *held != self.searchable) {
            report.add("search", format_args!("it holds {held} texts instead of {}", self.searchable));
        }
    }
}

fn expected_row(record: &Record, exposure: &Exposure) -> EntityRow {
    let facets = record.facets();
    EntityRow {
        id: record.id().to_string(),
        entity_type: record.entity().word().to_owned(),
        partnership_id: record.partnership().map(|id| id.to_string()),
        owner_agency_id: record.owner().map(|id| id.to_string()),
        visibility: exposure.visibility.word().to_owned(),
        archived: record.head().archived,
        sort_name: sort_name(&record.label()),
        updated_at: record.moved_at().timestamp_micros(),
        kind: facets.kind.map(str::to_owned),
        status: facets.status.map(str::to_owned),
        starts_on: facets.starts_on,
        ends_on: facets.ends_on,
    }
}

fn expected_agencies(record: &Record, exposure: &Exposure, row: &EntityRow) -> BTreeSet<AgencyRow> {
    let own = record.agencies();
    let role = |agency: &AgencyId| {
        own.iter().find(|(id, _)| id == agency).map_or("INHERITED", |(_, role)| role.word()).to_owned()
    };
    let rows = exposure.agencies.iter().map(|agency| {
        (
            row.id.clone(),
            agency.to_string(),
            role(agency),
            row.entity_type.clone(),
            row.partnership_id.clone(),
            row.visibility.clone(),
            row.archived,
            row.sort_name.clone(),
        )
    });
    rows.collect()
}

fn name_columns(found: &EntityRow, expected: &EntityRow, report: &mut Report) {
    macro_rules! compare {
        ($($column:ident),*) => {$(
            if found.$column != expected.$column {
                let (is, should) = (&found.$column, &expected.$column);
                let column = stringify!($column);
                report.add(&expected.id, format_args!("in entity, {column} is {is:?} instead of {should:?}"));
            }
        )*};
    }
    compare!(entity_type, partnership_id, owner_agency_id, visibility, archived, sort_name, updated_at);
    compare!(kind, status, starts_on, ends_on);
}
