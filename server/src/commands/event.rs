//! Commands on events and series of events.

use async_graphql::{ID, InputObject, MaybeUndefined};

use super::edit::{Creation, Editor, named_inputs, new_head, put};
use super::links::Given;
use super::values::{SourceInput, day, put_sources};
use crate::error::Result;
use crate::model::scalars::Date;
use crate::model::*;

/// What an event says, beside its name.
#[derive(InputObject, Debug, Clone, Default)]
pub struct EventFields {
    /// What kind of event it is.
    pub kind: MaybeUndefined<EventKind>,
    /// What happens there. Plain text; a blank line starts a paragraph. Do not name or
    /// describe individuals.
    pub description: MaybeUndefined<String>,
    /// Its web page, http or https.
    pub website: MaybeUndefined<String>,
    /// The first day.
    pub starts_on: MaybeUndefined<Date>,
    /// The last day.
    pub ends_on: MaybeUndefined<Date>,
    /// Where it takes place.
    pub venue: MaybeUndefined<String>,
    /// The agencies that host it, by id or slug; the whole list. Partner admins can set
    /// only those that they act for.
    pub host_agencies: MaybeUndefined<Vec<ID>>,
    /// Who may see it; public if nothing is ever said.
    pub visibility: MaybeUndefined<Visibility>,
    /// Where its facts come from; the whole list.
    pub sources: MaybeUndefined<Vec<SourceInput>>,
    /// The edition that `priorities` speaks of; the strategy in force if nothing is said.
    /// Links into other editions stay as they are.
    pub strategy_id: Option<ID>,
    /// The priorities of that edition that it stands under; the whole list.
    pub priorities: MaybeUndefined<Vec<ID>>,
}

/// A new event or series of events.
#[derive(InputObject, Debug, Clone)]
pub struct CreateEventInput {
    /// The partnership, by id or slug.
    pub partnership: ID,
    /// Its name.
    pub name: String,
    /// Its key, by which partnership files link it; made of the name if nothing
    /// is said. Only those who see all of the partnership choose one.
    pub key: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// The rest.
    #[graphql(flatten)]
    pub fields: EventFields,
}

/// New values for an event: what is left out stays, null clears.
#[derive(InputObject, Debug, Clone)]
pub struct UpdateEventInput {
    /// Its id.
    pub id: ID,
    /// The version that you saw; if it has changed since, nothing is written.
    pub version: i32,
    /// Why.
    pub reason: Option<String>,
    /// Its name.
    #[graphql(default)]
    pub name: MaybeUndefined<String>,
    /// The rest.
    #[graphql(flatten)]
    pub fields: EventFields,
}

impl EventFields {
    fn apply(&self, event: &mut Event, edit: &mut Editor<'_, '_>) -> Result<()> {
        edit.set("kind", &mut event.kind, &self.kind);
        put(&mut event.description, &self.description);
        put(&mut event.website, &self.website);
        put(&mut event.starts_on, &day(&self.starts_on));
        put(&mut event.ends_on, &day(&self.ends_on));
        put(&mut event.venue, &self.venue);
        edit.put_agencies("hostAgencies", &mut event.host_agencies, &self.host_agencies)?;
        edit.set("visibility", &mut event.visibility, &self.visibility);
        put_sources(&mut event.head.sources, &self.sources);
        Ok(())
    }

    fn link(&self, event: &Event, reason: Option<&str>, edit: &mut Editor<'_, '_>) -> Result<()> {
        let given = Given {
            edition: self.strategy_id.as_ref(),
            priorities: &self.priorities,
            focus_areas: &MaybeUndefined::Undefined,
            reason,
        };
        edit.replace_links(event.id.into(), event.partnership, given)
    }
}

named_inputs!(Event: CreateEventInput as "event.create", UpdateEventInput as "event.update");

impl Creation for CreateEventInput {
    fn start(&self, edit: &mut Editor<'_, '_>) -> Result<Event> {
        let partnership = edit.partnership(&self.partnership)?;
        let (id, head) = new_head(self.key.as_ref());
        Ok(Event {
            id: EventId::from_uuid(id),
            head,
            partnership,
            name: self.name.clone(),
            kind: EventKind::Other,
            host_agencies: edit.own_agency(partnership)?.into_iter().collect(),
            visibility: Visibility::Public,
            ..Event::default()
        })
    }
}
