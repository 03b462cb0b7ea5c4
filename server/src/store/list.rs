//! Lists that cross partnerships: filtered, ordered and paged by seeking in SQL, under
//! the viewer's scope. They give ids; the records come from the graphs.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::dsl::{exists, sql};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Date, Nullable, Text};

use super::db::Conn;
use super::rows::unreadable;
use super::schema::{entity, entity_agency, focus_area_project, membership, partnership};
use super::schema::{priority_event, priority_meeting, priority_project};
use super::scope::{condition, permitted};
use super::search;
use super::staleness::Staleness;
use crate::auth::scope::Scope;
use crate::error::Result;
use crate::model::*;

pub(super) type Db = <Conn as diesel::Connection>::Backend;

/// What a list is of, and which of them.
#[derive(Debug, Clone)]
pub struct ListQuery {
    /// The type of record.
    pub entity: EntityType,
    /// What the viewer may see.
    pub scope: Scope,
    /// Which records.
    pub filter: Filter,
    /// In what order.
    pub order: Order,
}

/// Which records; everything given must hold.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Those of this partnership.
    pub partnership: Option<PartnershipId>,
    /// Those of this agency, in this role or in any.
    pub agency: Option<(AgencyId, Option<AgencyRole>)>,
    /// Those linked under this priority, or serving this focus area.
    pub under: Option<AnyId>,
    /// Partnerships below this one.
    pub parent: Option<PartnershipId>,
    /// Partnerships that list this agency as a member on this day.
    pub member: Option<(AgencyId, NaiveDate)>,
    /// Agencies that this partnership lists as members on this day.
    pub sits_in: Option<(PartnershipId, NaiveDate)>,
    /// Those of one of these kinds; empty: any.
    pub kinds: Vec<&'static str>,
    /// Those of one of these states; empty: any.
    pub statuses: Vec<&'static str>,
    /// Those that hold all these words or beginnings of words.
    pub text: Option<String>,
    /// Those changed at this moment or later.
    pub updated_since: Option<DateTime<Utc>>,
    /// Those whose days reach this one or later.
    pub from: Option<NaiveDate>,
    /// Those whose days begin on this one or earlier.
    pub to: Option<NaiveDate>,
    /// Those whose day is between these, where given.
    pub due: (Option<NaiveDate>, Option<NaiveDate>),
    /// Actions that are open and past their day on this day, or those that are not.
    pub overdue: Option<(bool, NaiveDate)>,
    /// Those that an agency leads, hosts, chairs or owns, or those that none does.
    pub has_lead: Option<bool>,
    /// Projects of which there has been no news for too long, or those that are not so.
    pub stale: Option<Staleness>,
    /// Archived ones as well.
    pub with_archived: bool,
}

/// In what order; equal places are ordered by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// By folded name.
    Name,
    /// The last changed first.
    Updated,
    /// By first day or due day, those without one last.
    Day,
}

/// A place in an ordered list: the keys of the record there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The record.
    pub id: AnyId,
    /// Its partnership.
    pub partnership: Option<PartnershipId>,
    /// Its folded name.
    pub sort_name: String,
    /// When it last changed, in microseconds since 1970.
    pub updated_at: i64,
    /// Its day.
    pub day: Option<NaiveDate>,
}

/// Which part of a list: at most `limit` after or before a place.
#[derive(Debug, Clone)]
pub struct Slice {
    /// How many at most.
    pub limit: i64,
    /// From the end of the list rather than from its beginning.
    pub backward: bool,
    /// Only what comes after this place.
    pub after: Option<Place>,
    /// Only what comes before this place.
    pub before: Option<Place>,
}

/// That a record's partnership was not put away: with it, all that belongs to it leaves the
/// lists, unless the partnership is named.
macro_rules! stands {
    ($partnership:expr) => {{
        let away = partnership::table.filter(partnership::archived).select(partnership::id);
        $partnership.is_null().or($partnership.assume_not_null().ne_all(away))
    }};
}
pub(super) use stands;

type PlaceRow = (String, Option<String>, String, i64, Option<NaiveDate>);

/// The places of a slice, in the order of the list.
///
/// # Errors
/// When the database fails or holds what the program did not write.
pub fn slice(conn: &mut Conn, query: &ListQuery, slice: &Slice) -> Result<Vec<Place>> {
    let rows: Vec<PlaceRow> = match short_cut(query) {
        Some((agency, role)) => agency_slice(conn, query.entity, agency, role, slice)?,
        None => general_slice(conn, query, slice)?,
    };
    let mut places = rows.into_iter().map(place).collect::<Result<Vec<_>>>()?;
    if slice.backward {
        places.reverse();
    }
    Ok(places)
}

/// How many records a list has.
///
/// # Errors
/// When the database fails.
pub fn count(conn: &mut Conn, query: &ListQuery) -> Result<i64> {
    if let Some((agency, role)) = short_cut(query) {
        return Ok(agency_list(query.entity, agency, role).count().get_result(conn)?);
    }
    Ok(filtered(conn, query).count().get_result(conn)?)
}

fn place((id, partnership, sort_name, updated_at, day): PlaceRow) -> Result<Place> {
    let id = id.parse().map_err(|_| unreadable(id, "an id"))?;
    let partnership = partnership.map(|p| p.parse().map_err(|_| unreadable(p, "an id"))).transpose()?;
    Ok(Place { id, partnership, sort_name, updated_at, day })
}

/// An anonymous list of one agency by name reads one index and nothing else: by far the
/// commonest list that crosses partnerships.
fn short_cut(query: &ListQuery) -> Option<(AgencyId, Option<AgencyRole>)> {
    let Filter {
        partnership: None, under: None, parent: None, member: None, sits_in: None, text: None, ..
    } = &query.filter
    else {
        return None;
    };
    let Filter {
        updated_since: None,
        from: None,
        to: None,
        due: (None, None),
        overdue: None,
        has_lead: None,
        stale: None,
        with_archived: false,
        ..
    } = &query.filter
    else {
        return None;
    };
    let plain = query.filter.kinds.is_empty() && query.filter.statuses.is_empty();
    let by_name = query.order == Order::Name && query.scope.is_anonymous();
    query.filter.agency.filter(|_| plain && by_name)
}

fn agency_list<'a>(
    entity: EntityType,
    agency: AgencyId,
    role: Option<AgencyRole>,
) -> entity_agency::BoxedQuery<'a, Db> {
    let list = entity_agency::table
        .filter(entity_agency::agency_id.eq(agency.to_string()))
        .filter(entity_agency::entity_type.eq(entity.word()))
        .filter(entity_agency::visibility.eq(Visibility::Public.word()))
        .filter(entity_agency::archived.eq(false))
        .filter(stands!(entity_agency::partnership_id))
        .into_boxed();
    match role {
        Some(role) => list.filter(entity_agency::role.eq(role.word())),
        None => list.filter(entity_agency::role.ne("INHERITED")),
    }
}

fn agency_slice(
    conn: &mut Conn,
    entity: EntityType,
    agency: AgencyId,
    role: Option<AgencyRole>,
    slice: &Slice,
) -> Result<Vec<PlaceRow>> {
    use entity_agency::{entity_id, partnership_id, sort_name};
    let mut list = agency_list(entity, agency, role);
    if let Some(after) = &slice.after {
        let (name, id) = (after.sort_name.clone(), after.id.to_string());
        list = list.filter(sort_name.gt(name.clone()).or(sort_name.eq(name).and(entity_id.gt(id))));
    }
    if let Some(before) = &slice.before {
        let (name, id) = (before.sort_name.clone(), before.id.to_string());
        list = list.filter(sort_name.lt(name.clone()).or(sort_name.eq(name).and(entity_id.lt(id))));
    }
    let list = match slice.backward {
        false => list.order((sort_name.asc(), entity_id.asc())),
        true => list.order((sort_name.desc(), entity_id.desc())),
    };
    let rows: Vec<(String, Option<String>, String)> =
        list.limit(slice.limit).select((entity_id, partnership_id, sort_name)).load(conn)?;
    Ok(rows.into_iter().map(|(id, partnership, name)| (id, partnership, name, 0, None)).collect())
}

fn general_slice(conn: &mut Conn, query: &ListQuery, slice: &Slice) -> Result<Vec<PlaceRow>> {
    let mut list = filtered(conn, query);
    if let Some(after) = &slice.after {
        list = list.filter(beyond(query.order, after, false));
    }
    if let Some(before) = &slice.before {
        list = list.filter(beyond(query.order, before, true));
    }
    let backward = slice.backward;
    let list = match (query.order, backward) {
        (Order::Name, false) => list.order((entity::sort_name.asc(), entity::id.asc())),
        (Order::Name, true) => list.order((entity::sort_name.desc(), entity::id.desc())),
        (Order::Updated, false) => list.order((entity::updated_at.desc(), entity::id.desc())),
        (Order::Updated, true) => list.order((entity::updated_at.asc(), entity::id.asc())),
        (Order::Day, false) => {
            list.order((entity::starts_on.is_null().asc(), entity::starts_on.asc(), entity::id.asc()))
        }
        (Order::Day, true) => {
            list.order((entity::starts_on.is_null().desc(), entity::starts_on.desc(), entity::id.desc()))
        }
    };
    let rows = list
        .limit(slice.limit)
        .select((
            entity::id,
            entity::partnership_id,
            entity::sort_name,
            entity::updated_at,
            entity::starts_on,
        ))
        .load(conn)?;
    Ok(rows)
}

pub(super) type Condition<'a> = Box<dyn BoxableExpression<entity::table, Db, SqlType = Bool> + 'a>;

/// What comes after a place in an order, or before it.
fn beyond<'a>(order: Order, place: &Place, before: bool) -> Condition<'a> {
    use entity::{id, sort_name, starts_on, updated_at};
    let key = place.id.to_string();
    match (order, before) {
        (Order::Name, false) => {
            let name = place.sort_name.clone();
            Box::new(sort_name.gt(name.clone()).or(sort_name.eq(name).and(id.gt(key))))
        }
        (Order::Name, true) => {
            let name = place.sort_name.clone();
            Box::new(sort_name.lt(name.clone()).or(sort_name.eq(name).and(id.lt(key))))
        }
        (Order::Updated, false) => {
            let at = place.updated_at;
            Box::new(updated_at.lt(at).or(updated_at.eq(at).and(id.lt(key))))
        }
        (Order::Updated, true) => {
            let at = place.updated_at;
            Box::new(updated_at.gt(at).or(updated_at.eq(at).and(id.gt(key))))
        }
        // SQL compares nothing with NULL, so days are asked for by case.
        (Order::Day, false) => match place.day {
            Some(day) => Box::new(starts_on.is_null().or(
                starts_on.assume_not_null().gt(day).or(starts_on.assume_not_null().eq(day).and(id.gt(key))),
            )),
            None => Box::new(starts_on.is_null().and(id.gt(key))),
        },
        (Order::Day, true) => match place.day {
            Some(day) => Box::new(starts_on.is_not_null().and(
                starts_on.assume_not_null().lt(day).or(starts_on.assume_not_null().eq(day).and(id.lt(key))),
            )),
            None => Box::new(starts_on.is_not_null().or(id.lt(key))),
        },
    }
}

/// Events with a visible occurrence in the days asked for: an event is found by its
/// occurrences as well as by its own days.
fn occurring<'a>(query: &ListQuery) -> Option<Condition<'a>> {
    if query.entity != EntityType::Event {
        return None;
    }
    let (from, to) = (query.filter.from, query.filter.to);
    // Text, because the same table stands in the query and inside its condition.
    let seen = condition(&query.scope, "dated");
    Some(Box::new(
        sql::<Bool>(&format!(
            "entity.id IN (SELECT occurrence.event_id FROM event_occurrence occurrence
                JOIN entity dated ON dated.id = occurrence.id
                WHERE NOT dated.archived AND {seen} AND ("
        ))
        .bind::<Nullable<Date>, _>(from)
        .sql(" IS NULL OR dated.ends_on >= ")
        .bind::<Nullable<Date>, _>(from)
        .sql(") AND (")
        .bind::<Nullable<Date>, _>(to)
        .sql(" IS NULL OR dated.starts_on <= ")
        .bind::<Nullable<Date>, _>(to)
        .sql("))"),
    ))
}

fn filtered<'a>(conn: &Conn, query: &ListQuery) -> entity::BoxedQuery<'a, Db> {
    let filter = &query.filter;
    let mut list = entity::table
        .filter(entity::entity_type.eq(query.entity.word()))
        .filter(permitted(&query.scope))
        .into_boxed();
    if !filter.with_archived {
        list = list.filter(entity::archived.eq(false));
    }
    list = match filter.partnership {
        Some(id) => list.filter(entity::partnership_id.eq(id.to_string())),
        None if filter.with_archived => list,
        None => list.filter(stands!(entity::partnership_id)),
    };
    if let Some((agency, role)) = filter.agency {
        let mine = entity_agency::table
            .filter(entity_agency::agency_id.eq(agency.to_string()))
            .filter(entity_agency::entity_id.eq(entity::id));
        list = match role {
            Some(role) => list.filter(exists(mine.filter(entity_agency::role.eq(role.word())))),
            None => list.filter(exists(mine.filter(entity_agency::role.ne("INHERITED")))),
        };
    }
    if !filter.kinds.is_empty() {
        list = list.filter(entity::kind.eq_any(filter.kinds.clone()));
    }
    if !filter.statuses.is_empty() {
        list = list.filter(entity::status.eq_any(filter.statuses.clone()));
    }
    if let Some(since) = filter.updated_since {
        list = list.filter(entity::updated_at.ge(since.timestamp_micros()));
    }
    if let Some(first) = filter.due.0 {
        list = list.filter(entity::starts_on.ge(first));
    }
    if let Some(last) = filter.due.1 {
        list = list.filter(entity::starts_on.le(last));
    }
    if let Some((wanted, today)) = filter.overdue {
        let open =
            entity::status.is_not_null().and(entity::status.assume_not_null().eq(ActionStatus::Open.word()));
        let overdue =
            open.and(entity::starts_on.is_not_null().and(entity::starts_on.assume_not_null().lt(today)));
        list = match wanted {
            true => list.filter(overdue),
            false => list.filter(diesel::dsl::not(overdue)),
        };
    }
    if let Some(text) = &filter.text {
        list = list.filter(matching(conn, text));
    }
    list = match filter.has_lead {
        Some(true) => list.filter(entity::owner_agency_id.is_not_null()),
        Some(false) => list.filter(entity::owner_agency_id.is_null()),
        None => list,
    };
    if let Some(stale) = &filter.stale {
        list = list.filter(sql::<Bool>(&stale.condition(&query.scope)));
    }
    within_days(linked(list, query), query)
}

/// Whether a membership is listed on a day, as far as days are known.
#[diesel::dsl::auto_type]
fn is_listed(today: NaiveDate) -> _ {
    let has_not_left = membership::left_on.is_null().or(membership::left_on.ge(today));
    let has_joined = membership::joined_on.is_null().or(membership::joined_on.le(today));
    membership::archived.eq(false).and(has_not_left).and(has_joined)
}

/// The filters that follow links.
fn linked<'a>(mut list: entity::BoxedQuery<'a, Db>, query: &ListQuery) -> entity::BoxedQuery<'a, Db> {
    let filter = &query.filter;
    if let Some(under) = filter.under {
        let id = under.to_string();
        list = match (under.entity, query.entity) {
            (EntityType::FocusArea, _) => list.filter(
                entity::id.eq_any(
                    focus_area_project::table
                        .filter(focus_area_project::focus_area_id.eq(id))
                        .select(focus_area_project::project_id),
                ),
            ),
            (_, EntityType::Meeting) => list.filter(
                entity::id.eq_any(
                    priority_meeting::table
                        .filter(priority_meeting::priority_id.eq(id))
                        .select(priority_meeting::meeting_id),
                ),
            ),
            (_, EntityType::Event) => list.filter(
                entity::id.eq_any(
                    priority_event::table
                        .filter(priority_event::priority_id.eq(id))
                        .select(priority_event::event_id),
                ),
            ),
            _ => list.filter(
                entity::id.eq_any(
                    priority_project::table
                        .filter(priority_project::priority_id.eq(id))
                        .select(priority_project::project_id),
                ),
            ),
        };
    }
    if let Some(parent) = filter.parent {
        let children =
            partnership::table.filter(partnership::parent_id.eq(parent.to_string())).select(partnership::id);
        list = list.filter(entity::id.eq_any(children));
    }
    if let Some((agency, today)) = filter.member {
        let it_is_listed: is_listed = is_listed(today);
        let sits = membership::table
            .filter(membership::agency_id.eq(agency.to_string()))
            .filter(it_is_listed)
            .select(membership::partnership_id);
        list = list.filter(entity::id.eq_any(sits));
    }
    if let Some((partnership, today)) = filter.sits_in {
        let it_is_listed: is_listed = is_listed(today);
        let members = membership::table
            .filter(membership::partnership_id.eq(partnership.to_string()))
            .filter(it_is_listed)
            .select(membership::agency_id);
        list = list.filter(entity::id.eq_any(members));
    }
    list
}

/// The filter by days: a record's own, and those of an event's occurrences.
fn within_days<'a>(list: entity::BoxedQuery<'a, Db>, query: &ListQuery) -> entity::BoxedQuery<'a, Db> {
    let (from, to) = (query.filter.from, query.filter.to);
    if from.is_none() && to.is_none() {
        return list;
    }
    let mut own: Condition<'a> = Box::new(entity::starts_on.is_not_null());
    if let Some(from) = from {
        let single = entity::ends_on.is_null().and(entity::starts_on.assume_not_null().ge(from));
        let window = entity::ends_on.is_not_null().and(entity::ends_on.assume_not_null().ge(from));
        own = Box::new(own.and(single.or(window)));
    }
    if let Some(to) = to {
        own = Box::new(own.and(entity::starts_on.assume_not_null().le(to)));
    }
    match occurring(query) {
        Some(occurring) => list.filter(own.or(occurring)),
        None => list.filter(own),
    }
}

/// Records that hold all words of a text, each as a word or as its beginning.
pub(super) fn matching<'a>(conn: &Conn, text: &str) -> Condition<'a> {
    let words = search::index_words(text);
    if words.is_empty() {
        return Box::new(sql::<Bool>("1 = 0"));
    }
    let (open, close) = match conn {
        Conn::Sqlite(_) => ("entity.id IN (SELECT entity_id FROM search_text WHERE search_text MATCH ", ")"),
        #[cfg(feature = "postgres")]
        Conn::Postgres(_) => {
            ("entity.id IN (SELECT entity_id FROM search_text WHERE words @@ (", ")::tsquery)")
        }
    };
    Box::new(sql::<Bool>(open).bind::<Text, _>(search::match_expression(conn, &words)).sql(close))
}
