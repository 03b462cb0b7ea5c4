//! What is derived from records: their `entity` rows, their agencies, their search text.

use std::collections::{BTreeSet, HashMap};

use diesel::dsl::count_star;
use diesel::prelude::*;

use super::tables::range;
use super::{CHUNK, Report, each, ends, part, shown};
use crate::error::Result;
use crate::model::text::sort_name;
use crate::model::*;
use crate::store::rows::NaiveDate;
use crate::store::schema::{entity, entity_agency};
use crate::store::tx::apart;
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
    /// The ids of rows of which it was said that they cannot be read.
    unread: BTreeSet<String>,
    exposures: HashMap<AnyId, Exposure>,
    /// How many rows of `entity` and of `entity_agency` were looked at.
    seen: (i64, i64),
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
    pub(super) fn begin(&mut self, conn: &mut Conn, range: (&str, &str), report: &mut Report) -> Result<()> {
        self.unread.clear();
        self.begin_rows(conn, range, report)?;
        self.begin_agencies(conn, range, report)
    }

    fn begin_rows(
        &mut self,
        conn: &mut Conn,
        (after, upto): (&str, &str),
        report: &mut Report,
    ) -> Result<()> {
        let within = entity::id.gt(after).and(entity::id.le(upto));
        let mut ids: Vec<String> =
            entity::table.filter(within).order(entity::id).select(entity::id).load(conn)?;
        self.seen.0 += ids.len() as i64;
        ids.dedup();
        let rows = each(conn, &ids, entity_rows, |id, why| {
            report.add(id, format_args!("its row in entity cannot be read: {why}"));
            self.unread.insert(id.clone());
        });
        self.rows.clear();
        for row in rows {
            if let Some(other) = self.rows.insert(row.id.clone(), row) {
                report.add(&other.id, "has more than one row in entity");
            }
        }
        Ok(())
    }

    fn begin_agencies(
        &mut self,
        conn: &mut Conn,
        (after, upto): (&str, &str),
        report: &mut Report,
    ) -> Result<()> {
        let within = entity_agency::entity_id.gt(after).and(entity_agency::entity_id.le(upto));
        let ids = entity_agency::table.filter(within).order(entity_agency::entity_id);
        let mut ids: Vec<String> = ids.select(entity_agency::entity_id).load(conn)?;
        self.seen.1 += ids.len() as i64;
        // A record has several rows: halved between two of them, they would be read twice.
        ids.dedup();
        let rows = each(conn, &ids, agency_rows, |id, why| {
            report.add(id, format_args!("its rows in entity_agency cannot be read: {why}"));
            self.unread.insert(id.clone());
        });
        self.agencies.clear();
        for row in rows {
            let id = row.0.clone();
            if !self.agencies.entry(id.clone()).or_default().insert(row) {
                report.add(id, "has a row in entity_agency more than once");
            }
        }
        Ok(())
    }

    /// Compares what is derived from a record with what follows from it.
    pub(super) fn check(&mut self, conn: &mut Conn, record: &Record, report: &mut Report) -> Result<()> {
        if !record.entity().is_of_plans() {
            return Ok(());
        }
        let id = record.id().to_string();
        let (row, agencies) = (self.rows.remove(&id), self.agencies.remove(&id).unwrap_or_default());
        match apart(conn, |conn| self.exposure_of(conn, record)) {
            Err(why) => {
                report.add(
                    &id,
                    format_args!("who may see it cannot be told from its parents: {}", why.cause()),
                );
            }
            // What is wrong with it was said.
            Ok(_) if self.unread.contains(&id) => {}
            Ok(exposure) => compare((row, &agencies), record, &exposure, report),
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

    /// Names the rows whose ids are those of no type, and counts what search holds beyond
    /// the records.
    pub(super) fn end(&mut self, conn: &mut Conn, report: &mut Report) -> Result<()> {
        let rows: i64 = entity::table.count().get_result(conn)?;
        if rows != self.seen.0 {
            strays(conn, ("entity", rows), entity_ids, report)?;
        }
        let rows: i64 = entity_agency::table.count().get_result(conn)?;
        if rows != self.seen.1 {
            strays(conn, ("entity_agency", rows), agency_ids, report)?;
        }
        if let Some(held) = self.held.filter(|held| *held != self.searchable) {
            report.add("search", format_args!("it holds {held} texts instead of {}", self.searchable));
        }
        Ok(())
    }
}

fn entity_rows(conn: &mut Conn, ids: &[String]) -> Result<Vec<EntityRow>> {
    let (from, upto) = ends(ids);
    Ok(entity::table
        .filter(entity::id.ge(from))
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
        .load(conn)?)
}

fn agency_rows(conn: &mut Conn, ids: &[String]) -> Result<Vec<AgencyRow>> {
    let (from, upto) = ends(ids);
    Ok(entity_agency::table
        .filter(entity_agency::entity_id.ge(from))
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
        .load(conn)?)
}

/// The ids of a table of derived rows after another, each with how many rows it has.
type Ids = fn(&mut Conn, &str) -> Result<Vec<(String, i64)>>;

fn entity_ids(conn: &mut Conn, after: &str) -> Result<Vec<(String, i64)>> {
    let ids = entity::table.group_by(entity::id).filter(entity::id.gt(after)).order(entity::id);
    Ok(ids.select((entity::id, count_star())).limit(CHUNK).load(conn)?)
}

fn agency_ids(conn: &mut Conn, after: &str) -> Result<Vec<(String, i64)>> {
    let id = entity_agency::entity_id;
    let ids = entity_agency::table.group_by(id).filter(id.gt(after)).order(id);
    Ok(ids.select((id, count_star())).limit(CHUNK).load(conn)?)
}

/// Walks all the ids of a table, and names those that no type has.
fn strays(conn: &mut Conn, (table, count): (&str, i64), ids: Ids, report: &mut Report) -> Result<()> {
    let known: Vec<(String, String)> = EntityType::ALL.iter().map(|entity| range(*entity)).collect();
    let (mut after, mut walked) = (String::new(), 0);
    loop {
        let ids = ids(conn, &after)?;
        walked += ids.iter().map(|(_, rows)| rows).sum::<i64>();
        for (id, _) in &ids {
            if !known.iter().any(|(after, upto)| id > after && id <= upto) {
                report.add(shown(id), format_args!("has a row in {table}, and is no id of a record"));
            }
        }
        match ids.into_iter().last() {
            Some((last, _)) => after = last,
            None => break,
        }
    }
    if walked != count {
        report.add(
            format_args!("the table {table}"),
            format_args!("{} of its rows have no id", count - walked),
        );
    }
    Ok(())
}

/// Compares the derived rows of a record with those that follow from it.
fn compare(
    (row, agencies): (Option<EntityRow>, &BTreeSet<AgencyRow>),
    record: &Record,
    exposure: &Exposure,
    report: &mut Report,
) {
    let expected = expected_row(record, exposure);
    match row {
        None => report.add(&expected.id, "has no row in entity, so no list and no search finds it"),
        Some(found) => name_columns(&found, &expected, report),
    }
    if *agencies != expected_agencies(record, exposure, &expected) {
        report.add(&expected.id, "its agencies in entity_agency are not those that follow from it");
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
