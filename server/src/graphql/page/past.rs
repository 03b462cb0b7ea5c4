//! Pages of lists that cross partnerships, as they were: no table knows the past, so what
//! is listed is looked for in the plans of then.

use std::cmp::Ordering;
use std::sync::Arc;

use super::{Found, PageArgs, Total, decode};
use crate::error::{Error, Result};
use crate::graph::view::{Lens, Listed, View};
use crate::model::*;
use crate::store::list::{Filter, ListQuery, Order, Place};

/// Of how many partnerships the past is read for one list.
const MOST: usize = 10;

/// A page of a list as it was at the moment that the lens looks at.
///
/// # Errors
/// [`Error::LimitExceeded`] when the register had more partnerships than are read at a
/// time and the filter names none; for arguments that are wrong; when the database fails.
pub(super) async fn find(lens: &Arc<Lens>, query: &ListQuery, args: &PageArgs) -> Result<Found> {
    let mut places = match query.entity {
        EntityType::Agency => agencies(lens, &query.filter).await?,
        EntityType::Partnership => partnerships(lens, &query.filter).await?,
        _ => of_plans(lens, query).await?,
    };
    places.sort_by(|a, b| order(query.order, a, b));
    let total = places.len();
    let (size, backward) = args.size()?;
    let at = |cursor: &Option<String>| cursor.as_deref().map(|cursor| decode(cursor, query)).transpose();
    let (after, before) = (at(&args.after)?, at(&args.before)?);
    let is = |place: &Place, mark: &Place| order(query.order, place, mark);
    let start = after.map_or(0, |mark| places.partition_point(|place| is(place, &mark) != Ordering::Greater));
    let end = before.map_or(total, |mark| places.partition_point(|place| is(place, &mark) == Ordering::Less));
    let (start, end) = match backward {
        false => (start, end.max(start).min(start + size as usize)),
        true => (start.max(end.saturating_sub(size as usize)).min(end.max(start)), end.max(start)),
    };
    let places: Vec<Place> = places.drain(start..end).collect();
    lens.context().charge(10 + places.len() as u32)?;
    let (has_next, has_previous) = (end < total, start > 0);
    Ok(Found { places, order: query.order, has_next, has_previous, total: Total::Known(total as i64) })
}

/// In the order in which the tables of now are listed.
fn order(order: Order, a: &Place, b: &Place) -> Ordering {
    match order {
        Order::Name => (&a.sort_name, a.id.to_string()).cmp(&(&b.sort_name, b.id.to_string())),
        Order::Updated => (b.updated_at, b.id.to_string()).cmp(&(a.updated_at, a.id.to_string())),
        Order::Day => {
            let key = |place: &Place| (place.day.is_none(), place.day, place.id.to_string());
            key(a).cmp(&key(b))
        }
    }
}

fn place<T: Entity>(record: &T) -> Place {
    Place {
        id: record.id().into(),
        partnership: record.partnership(),
        sort_name: text::sort_name(&record.label()),
        updated_at: record.moved_at().timestamp_micros(),
        day: record.facets().starts_on,
    }
}

/// The plans that are looked through: the one that the filter names, or all there were.
async fn views(lens: &Arc<Lens>, named: Option<PartnershipId>) -> Result<Vec<Arc<View>>> {
    let homes: Vec<PartnershipId> = match named {
        Some(id) => vec![id],
        // One that there was not yet has no plan of then.
        None => lens.naming().partnerships().iter().map(|partnership| partnership.id).collect(),
    };
    if homes.len() > MOST {
        let message = format!(
            "This list crosses {} partnerships; as of a moment that has passed, at most {MOST} are looked \
             through: name one in the filter.",
            homes.len()
        );
        return Err(Error::limit("past_partnerships", MOST as u64, message));
    }
    let mut views = Vec::with_capacity(homes.len());
    for home in homes {
        views.extend(lens.open(home).await?);
    }
    Ok(views)
}

async fn of_plans(lens: &Arc<Lens>, query: &ListQuery) -> Result<Vec<Place>> {
    fn listed<T: Listed>(view: &View, filter: &Filter) -> Result<Vec<Place>> {
        let places = view.filtered::<T>(filter)?;
        Ok(places.into_iter().map(|at| place(&*view.node::<T>(at).record)).collect())
    }
    let mut found = Vec::new();
    let every = query.filter.partnership.is_some() || query.filter.with_archived;
    for view in views(lens, query.filter.partnership).await? {
        if view.partnership().head.archived && !every {
            continue;
        }
        found.extend(match query.entity {
            EntityType::Membership => listed::<Membership>(&view, &query.filter)?,
            EntityType::Project => listed::<Project>(&view, &query.filter)?,
            EntityType::Meeting => listed::<Meeting>(&view, &query.filter)?,
            EntityType::Event => listed::<Event>(&view, &query.filter)?,
            EntityType::Action => listed::<Action>(&view, &query.filter)?,
            other => return Err(Error::internal(format!("{other:?} has no list of the past"))),
        });
    }
    Ok(found)
}

/// Whether a record of the directory fits what a filter says of the record alone.
fn fits<T: Entity>(record: &T, filter: &Filter) -> bool {
    let words = filter.text.as_deref().map(text::folded_words);
    !record.head().archived
        && (filter.kinds.is_empty() || record.facets().kind.is_some_and(|kind| filter.kinds.contains(&kind)))
        && filter.updated_since.is_none_or(|since| since <= record.moved_at())
        && words.is_none_or(|words| text::holds_all(&record.search_text(), &words))
}

async fn agencies(lens: &Arc<Lens>, filter: &Filter) -> Result<Vec<Place>> {
    let sitting = match filter.sits_in {
        Some((home, _)) => Some(members(&views(lens, Some(home)).await?)?),
        None => None,
    };
    let sits =
        |id: AgencyId| sitting.as_ref().is_none_or(|known| known.iter().any(|(_, agency)| *agency == id));
    let all = lens.directory().agencies().iter().filter(|agency| fits(&***agency, filter) && sits(agency.id));
    Ok(all.map(|agency| place(&**agency)).collect())
}

async fn partnerships(lens: &Arc<Lens>, filter: &Filter) -> Result<Vec<Place>> {
    let sitting = match filter.member {
        Some(_) => Some(members(&views(lens, None).await?)?),
        None => None,
    };
    let sits = |id: PartnershipId| match (&sitting, filter.member) {
        (Some(known), Some((agency, _))) => known.contains(&(id, agency)),
        _ => true,
    };
    let below =
        |partnership: &Partnership| filter.parent.is_none_or(|parent| partnership.parent == Some(parent));
    let all = lens.directory().partnerships().iter();
    let all = all.filter(|one| fits(&***one, filter) && below(one) && sits(one.id));
    Ok(all.map(|partnership| place(&**partnership)).collect())
}

/// Which agencies were listed as members where.
fn members(views: &[Arc<View>]) -> Result<Vec<(PartnershipId, AgencyId)>> {
    let mut found = Vec::new();
    for view in views {
        let places = view.members(None, false)?;
        found.extend(places.into_iter().map(|at| {
            let membership = &view.node::<Membership>(at).record;
            (membership.partnership, membership.agency)
        }));
    }
    Ok(found)
}
