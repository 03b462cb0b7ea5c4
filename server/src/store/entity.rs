//! The `entity` rows: what is derived from a record for lists, search and permissions.

use diesel::prelude::*;

use super::conn::on_itself;
use super::db::Conn;
use super::prepared::Prepared;
use super::rows::{NaiveDate, unreadable};
use super::schema::{change, entity, entity_agency};
use super::search::Indexed;
use crate::auth::scope::Scope;
use crate::error::Result;
use crate::model::text::sort_name;
use crate::model::*;

#[derive(Insertable)]
#[diesel(table_name = entity)]
struct EntityRow {
    id: String,
    entity_type: &'static str,
    partnership_id: Option<String>,
    owner_agency_id: Option<String>,
    visibility: &'static str,
    archived: bool,
    sort_name: String,
    updated_at: i64,
    kind: Option<&'static str>,
    status: Option<&'static str>,
    starts_on: Option<NaiveDate>,
    ends_on: Option<NaiveDate>,
}

/// The exposure of each of these records, as their entity rows have it.
pub(super) fn exposures(conn: &mut Conn, ids: &[AnyId]) -> Result<Vec<Exposure>> {
    ids.iter().map(|id| Ok(exposure(conn, *id)?.unwrap_or_else(hidden))).collect()
}

/// What a parent that cannot be found lends its children: nothing.
fn hidden() -> Exposure {
    Exposure { visibility: Visibility::Restricted, agencies: Vec::new() }
}

/// The exposure of a record, as its entity row has it.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn exposure(conn: &mut Conn, id: AnyId) -> Result<Option<Exposure>> {
    let id = id.to_string();
    let visibility = entity::table.filter(entity::id.eq(&id)).select(entity::visibility);
    let word: Option<String> = on_itself!(&mut *conn, |itself| visibility.first(itself).optional()?);
    let Some(word) = word else { return Ok(None) };
    let visibility = Visibility::from_word(&word).ok_or_else(|| unreadable(word, "a visibility"))?;
    let agencies =
        entity_agency::table.filter(entity_agency::entity_id.eq(&id)).select(entity_agency::agency_id);
    let agencies: Vec<String> = on_itself!(conn, |itself| agencies.load(itself)?);
    let mut agencies = agencies
        .into_iter()
        .map(|id| id.parse().map_err(|_| unreadable(id, "an id")))
        .collect::<Result<Vec<AgencyId>>>()?;
    agencies.sort_unstable();
    Ok(Some(Exposure { visibility, agencies }))
}

/// Writes what is derived from a record: of what was there before, given with how visible
/// it was, only what differs. A new record has no before. Gives the text that search is
/// still to be told.
pub(super) fn write(
    conn: &mut Conn,
    before: Option<(&Record, &Exposure)>,
    record: &Record,
    exposure: &Exposure,
) -> Result<Option<Indexed>> {
    let row = row(record, exposure);
    let Some((before, earlier)) = before else {
        Prepared(diesel::insert_into(entity::table).values(&row)).execute(conn)?;
        write_agencies(conn, record, exposure, &row, true)?;
        return Ok(record.search_text().map(|text| Indexed::new(row.id, text, true)));
    };
    update(conn, &self::row(before, earlier), &row)?;
    let listed = |record: &Record| (record.agencies(), record.head().archived, sort_name(&record.label()));
    if earlier != exposure || listed(before) != listed(record) {
        write_agencies(conn, record, exposure, &row, false)?;
    }
    let text = record.search_text().filter(|text| before.search_text().as_ref() != Some(text));
    Ok(text.map(|text| Indexed::new(row.id, text, false)))
}

/// Writes who may see a record, when that changed and the record did not.
pub(super) fn write_exposure(conn: &mut Conn, record: &Record, exposure: &Exposure) -> Result<()> {
    let row = row(record, exposure);
    let seen = entity::visibility.eq(row.visibility);
    diesel::update(entity::table.filter(entity::id.eq(&row.id))).set(seen).execute(conn)?;
    write_agencies(conn, record, exposure, &row, false)
}

/// Writes the columns that differ: each has an index, which is written anew for a column
/// that is named even when its value stays. Type and partnership never change.
fn update(conn: &mut Conn, was: &EntityRow, now: &EntityRow) -> Result<()> {
    let set = (
        entity::updated_at.eq(now.updated_at),
        (was.owner_agency_id != now.owner_agency_id)
            .then(|| entity::owner_agency_id.eq(&now.owner_agency_id)),
        (was.visibility != now.visibility).then(|| entity::visibility.eq(now.visibility)),
        (was.archived != now.archived).then(|| entity::archived.eq(now.archived)),
        (was.sort_name != now.sort_name).then(|| entity::sort_name.eq(&now.sort_name)),
        (was.kind != now.kind).then(|| entity::kind.eq(now.kind)),
        (was.status != now.status).then(|| entity::status.eq(now.status)),
        (was.starts_on != now.starts_on).then(|| entity::starts_on.eq(now.starts_on)),
        (was.ends_on != now.ends_on).then(|| entity::ends_on.eq(now.ends_on)),
    );
    let update = diesel::update(entity::table.filter(entity::id.eq(&now.id))).set(set);
    let update = Prepared(update.returning(entity::updated_at));
    let _: Vec<i64> = on_itself!(conn, |itself| update.get_results(itself)?);
    Ok(())
}

fn row(record: &Record, exposure: &Exposure) -> EntityRow {
    let facets = record.facets();
    EntityRow {
        id: record.id().to_string(),
        entity_type: record.entity().word(),
        partnership_id: record.partnership().map(|id| id.to_string()),
        owner_agency_id: record.owner().map(|id| id.to_string()),
        visibility: exposure.visibility.word(),
        archived: record.head().archived,
        sort_name: sort_name(&record.label()),
        updated_at: record.moved_at().timestamp_micros(),
        kind: facets.kind,
        status: facets.status,
        starts_on: facets.starts_on,
        ends_on: facets.ends_on,
    }
}

fn write_agencies(
    conn: &mut Conn,
    record: &Record,
    exposure: &Exposure,
    row: &EntityRow,
    is_new: bool,
) -> Result<()> {
    if !is_new {
        diesel::delete(entity_agency::table.filter(entity_agency::entity_id.eq(&row.id))).execute(conn)?;
    }
    let own = record.agencies();
    for agency in &exposure.agencies {
        let role = own.iter().find(|(own, _)| own == agency).map_or("INHERITED", |(_, role)| role.word());
        diesel::insert_into(entity_agency::table)
            .values((
                entity_agency::entity_id.eq(&row.id),
                entity_agency::agency_id.eq(agency.to_string()),
                entity_agency::role.eq(role),
                entity_agency::entity_type.eq(row.entity_type),
                entity_agency::partnership_id.eq(&row.partnership_id),
                entity_agency::visibility.eq(row.visibility),
                entity_agency::archived.eq(row.archived),
                entity_agency::sort_name.eq(&row.sort_name),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Which partnership a record belongs to.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn home(conn: &mut Conn, id: AnyId) -> Result<Option<PartnershipId>> {
    let home: Option<Option<String>> =
        entity::table.find(id.to_string()).select(entity::partnership_id).first(conn).optional()?;
    home.flatten().map(|id| id.parse().map_err(|_| unreadable(id, "an id"))).transpose()
}

/// Which partnership a record belongs to, if a viewer of this scope may see it: none when
/// there is no such record for them.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn standing(conn: &mut Conn, id: AnyId, scope: &Scope) -> Result<Option<Option<PartnershipId>>> {
    let columns = (entity::partnership_id, entity::visibility);
    let row: Option<(Option<String>, String)> =
        entity::table.find(id.to_string()).select(columns).first(conn).optional()?;
    match row {
        Some((home, word)) => allowed(conn, id, (home, word), scope),
        None => Ok(None),
    }
}

/// Whether a record was put away.
///
/// # Errors
/// When the database fails.
pub fn is_archived(conn: &mut Conn, id: AnyId) -> Result<bool> {
    let archived = entity::table.find(id.to_string()).select(entity::archived);
    Ok(archived.first(conn).optional()?.unwrap_or(false))
}

/// As [`standing`], with the sequence of the last change of the record: what a writer is
/// going to ask anyway.
pub(super) fn standing_and_last(
    conn: &mut Conn,
    id: AnyId,
    scope: &Scope,
) -> Result<Option<(Option<PartnershipId>, Option<u64>)>> {
    let last = change::table
        .filter(change::entity_id.eq(entity::id))
        .select(diesel::dsl::max(change::sequence))
        .single_value();
    let columns = (entity::partnership_id, entity::visibility, last);
    let standing = entity::table.find(id.to_string()).select(columns);
    let row: Option<(Option<String>, String, Option<i64>)> =
        on_itself!(&mut *conn, |itself| standing.first(itself).optional()?);
    let Some((home, word, last)) = row else { return Ok(None) };
    let home = allowed(conn, id, (home, word), scope)?;
    Ok(home.map(|home| (home, last.map(|sequence| sequence as u64))))
}

fn allowed(
    conn: &mut Conn,
    id: AnyId,
    (home, word): (Option<String>, String),
    scope: &Scope,
) -> Result<Option<Option<PartnershipId>>> {
    let home = home.map(|id| id.parse().map_err(|_| unreadable(id, "an id"))).transpose()?;
    let visibility = Visibility::from_word(&word).ok_or_else(|| unreadable(word, "a visibility"))?;
    // The agencies matter only for what is restricted: mostly they need not be read.
    let exposure = match visibility {
        Visibility::Restricted => exposure(conn, id)?.unwrap_or_else(hidden),
        other => Exposure { visibility: other, agencies: Vec::new() },
    };
    Ok(scope.allows(home, &exposure).then_some(home))
}
