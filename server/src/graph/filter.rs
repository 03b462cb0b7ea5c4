//! The lists of one partnership, filtered in memory: the rules of `store/list.rs`, which
//! a test compares. So they work on a past plan too.

use super::partnership::Places;
use super::view::{Listed, View};
use crate::error::Result;
use crate::model::record::Facets;
use crate::model::*;
use crate::store::list::Filter;

impl View {
    /// The places of a noun's records that pass a filter, in natural order.
    ///
    /// # Errors
    /// [`crate::error::Error::LimitExceeded`] when the request has spent its budget.
    pub fn filtered<T: Listed>(&self, filter: &Filter) -> Result<Places> {
        if filter.partnership.is_some_and(|id| id != self.partnership().id) {
            return Ok(Places::new());
        }
        let under = filter.under.map(|id| self.under(id, <T::Id as TypedId>::ENTITY));
        let words = filter.text.as_deref().map(text::folded_words);
        let all = if filter.with_archived { self.all_with_archived::<T>()? } else { self.all::<T>()? };
        let mut places = Places::new();
        for place in all {
            let record = &*self.node::<T>(place).record;
            let passes = under.as_ref().is_none_or(|under| under.contains(&place))
                && words.as_ref().is_none_or(|words| text::holds_all(&record.search_text(), words))
                && fits(record, filter)
                && self.is_within(place, record, filter)?
                && self.is_as_stale::<T>(place, filter)?;
            if passes {
                places.push(place);
            }
        }
        Ok(places)
    }

    /// What of a type stands under a priority, or serves a focus area.
    fn under(&self, id: AnyId, entity: EntityType) -> Places {
        let Some(place) = self.place_of(id) else { return Places::new() };
        match (id.entity, entity) {
            (EntityType::FocusArea, EntityType::Project) => {
                self.node::<FocusArea>(place).links.projects.clone()
            }
            (EntityType::Priority, EntityType::Project) => {
                self.node::<Priority>(place).links.projects.clone()
            }
            (EntityType::Priority, EntityType::Meeting) => {
                self.node::<Priority>(place).links.meetings.clone()
            }
            (EntityType::Priority, EntityType::Event) => self.node::<Priority>(place).links.events.clone(),
            _ => Places::new(),
        }
    }

    /// Whether a record has the days asked for: its own, or those of an event's dates.
    fn is_within<T: Listed>(&self, place: u32, record: &T, filter: &Filter) -> Result<bool> {
        if filter.from.is_none() && filter.to.is_none() {
            return Ok(true);
        }
        if touches(&record.facets(), filter) {
            return Ok(true);
        }
        if <T::Id as TypedId>::ENTITY != EntityType::Event {
            return Ok(false);
        }
        let dates = self.seen::<EventOccurrence>(&self.node::<Event>(place).links.occurrences)?;
        Ok(dates.iter().any(|date| touches(&self.node::<EventOccurrence>(*date).record.facets(), filter)))
    }

    fn is_as_stale<T: Listed>(&self, place: u32, filter: &Filter) -> Result<bool> {
        match &filter.stale {
            Some(stale) if <T::Id as TypedId>::ENTITY == EntityType::Project => {
                Ok(self.is_stale(place)? == stale.wanted)
            }
            _ => Ok(true),
        }
    }
}

/// Whether days touch those asked for.
fn touches(facets: &Facets, filter: &Filter) -> bool {
    facets.starts_on.is_some_and(|first| {
        let last = facets.ends_on.unwrap_or(first);
        filter.from.is_none_or(|from| from <= last) && filter.to.is_none_or(|to| first <= to)
    })
}

/// What can be told from the record alone.
fn fits<T: Entity>(record: &T, filter: &Filter) -> bool {
    let facets = record.facets();
    let one_of = |wanted: &[&'static str], word: Option<&'static str>| {
        wanted.is_empty() || word.is_some_and(|word| wanted.contains(&word))
    };
    let day = |wanted: &dyn Fn(chrono::NaiveDate) -> bool| facets.starts_on.is_some_and(wanted);
    let agency = |(agency, role): (AgencyId, Option<AgencyRole>)| {
        let linked = record.agencies();
        linked.into_iter().any(|(own, how)| own == agency && role.is_none_or(|role| role == how))
    };
    filter.agency.is_none_or(agency)
        && one_of(&filter.kinds, facets.kind)
        && one_of(&filter.statuses, facets.status)
        && filter.updated_since.is_none_or(|since| since <= record.moved_at())
        && filter.due.0.is_none_or(|first| day(&|due| first <= due))
        && filter.due.1.is_none_or(|last| day(&|due| due <= last))
        && filter.has_lead.is_none_or(|wanted| record.owner().is_some() == wanted)
        && filter.overdue.is_none_or(|(wanted, today)| {
            let open = facets.status == Some(ActionStatus::Open.word());
            (open && day(&|due| due < today)) == wanted
        })
}
