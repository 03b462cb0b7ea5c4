//! Commands on the dated occurrences of events.

use async_graphql::{ID, InputObject, MaybeUndefined};
use chrono::NaiveDate;

use super::done::Done;
use super::edit::{Creation, Editor, Input, Revision, id_and_version, new_head, put, reason};
use super::gate::Command;
use super::occurrence::{RepeatInput, WhenFields};
use super::values::{SourceInput, put_sources};
use crate::error::Result;
use crate::model::occurrence::When;
use crate::model::scalars::Date;
use crate::model::*;
use crate::store::records;
use crate::store::tx::WriteTx;

/// What an occurrence of an event says, beside when it is.
#[derive(InputObject, Debug, Clone, Default)]
pub struct EventOccurrenceFields {
    /// Its own name; that of the event if nothing is said.
    pub name: MaybeUndefined<String>,
    /// Where it takes place.
    pub venue: MaybeUndefined<String>,
    /// Whether it took place; planned if nothing is ever said.
    pub status: MaybeUndefined<OccurrenceStatus>,
    /// The agencies that host it, by id or slug; the whole list. Empty: those of the
    /// event. Partner admins can set only those that they act for.
    pub host_agencies: MaybeUndefined<Vec<ID>>,
    /// For whom it is.
    pub audience: MaybeUndefined<String>,
    /// Where to book, http or https.
    pub booking_url: MaybeUndefined<String>,
    /// Who may see it; public if nothing is ever said, and never more than see the event.
    pub visibility: MaybeUndefined<Visibility>,
    /// Where its facts come from; the whole list.
    pub sources: MaybeUndefined<Vec<SourceInput>>,
}

/// A new occurrence of an event.
#[derive(InputObject, Debug, Clone)]
pub struct CreateEventOccurrenceInput {
    /// The event, by id.
    pub event: ID,
    /// Its key, by which partnership files link it; made of its name and date if nothing
    /// is said. Only those who see all of the partnership choose one.
    pub key: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// When.
    #[graphql(flatten)]
    pub when: WhenFields,
    /// The rest.
    #[graphql(flatten)]
    pub fields: EventOccurrenceFields,
}

/// New occurrences of an event on the days of a rule.
#[derive(InputObject, Debug, Clone)]
pub struct CreateEventOccurrencesInput {
    /// The event, by id.
    pub event: ID,
    /// How often it takes place, from `startsOn` on. Days on which the event has an
    /// occurrence already are left out.
    pub repeat: RepeatInput,
    /// Why.
    pub reason: Option<String>,
    /// When the first may take place.
    #[graphql(flatten)]
    pub when: WhenFields,
    /// The rest, the same for each.
    #[graphql(flatten)]
    pub fields: EventOccurrenceFields,
}

/// New values for an occurrence of an event: what is left out stays, null clears.
#[derive(InputObject, Debug, Clone)]
pub struct UpdateEventOccurrenceInput {
    /// Its id.
    pub id: ID,
    /// The version that you saw; if it has changed since, nothing is written.
    pub version: i32,
    /// Why.
    pub reason: Option<String>,
    /// When.
    #[graphql(flatten)]
    pub when: WhenFields,
    /// The rest.
    #[graphql(flatten)]
    pub fields: EventOccurrenceFields,
}

impl EventOccurrenceFields {
    fn apply(&self, occurrence: &mut EventOccurrence, edit: &mut Editor<'_, '_>) -> Result<()> {
        put(&mut occurrence.name, &self.name);
        put(&mut occurrence.venue, &self.venue);
        edit.set("status", &mut occurrence.status, &self.status);
        edit.put_agencies("hostAgencies", &mut occurrence.host_agencies, &self.host_agencies)?;
        put(&mut occurrence.audience, &self.audience);
        put(&mut occurrence.booking_url, &self.booking_url);
        edit.set("visibility", &mut occurrence.visibility, &self.visibility);
        put_sources(&mut occurrence.head.sources, &self.sources);
        Ok(())
    }
}

impl Input for CreateEventOccurrenceInput {
    type Noun = EventOccurrence;
    const KEY: &'static str = "event_occurrence.create";

    fn apply(&self, occurrence: &mut EventOccurrence, edit: &mut Editor<'_, '_>) -> Result<()> {
        self.when.apply(&mut occurrence.when);
        self.fields.apply(occurrence, edit)?;
        edit.has_been(occurrence.status, &occurrence.when);
        Ok(())
    }

    fn permit(&self, occurrence: &EventOccurrence, edit: &mut Editor<'_, '_>) -> Result<()> {
        // Hosting one date of it does not make the event one's own.
        let event: Event = edit.find(&self.event)?;
        edit.permit(Self::KEY, &event.into())?;
        edit.keep_leads(Self::KEY, None, occurrence)
    }

    reason!();
}

impl Creation for CreateEventOccurrenceInput {
    fn start(&self, edit: &mut Editor<'_, '_>) -> Result<EventOccurrence> {
        let event: Event = edit.find(&self.event)?;
        let (id, head) = new_head(self.key.as_ref());
        Ok(EventOccurrence {
            id: EventOccurrenceId::from_uuid(id),
            head,
            partnership: event.partnership,
            event: event.id,
            when: When::default(),
            status: OccurrenceStatus::Planned,
            visibility: Visibility::Public,
            ..EventOccurrence::default()
        })
    }
}

/// The occurrence on one date of a rule.
fn on_date(input: &CreateEventOccurrencesInput, when: &When) -> CreateEventOccurrenceInput {
    let day =
        |given: Option<NaiveDate>| given.map(Date).map_or(MaybeUndefined::Undefined, MaybeUndefined::Value);
    let when =
        WhenFields { starts_on: day(when.starts_on), ends_on: day(when.ends_on), ..input.when.clone() };
    CreateEventOccurrenceInput {
        event: input.event.clone(),
        key: None,
        reason: input.reason.clone(),
        when,
        fields: input.fields.clone(),
    }
}

/// Makes occurrences of an event on the days of a rule.
pub struct RepeatEvent(pub CreateEventOccurrencesInput);

impl Command for RepeatEvent {
    type Output = Done;
    const KEY: &'static str = CreateEventOccurrenceInput::KEY;

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Done> {
        let input = &self.0;
        let mut edit = Editor::new(tx)?;
        let event: Event = edit.find(&input.event)?;
        edit.permit(Self::KEY, &event.clone().into())?;
        let all = records::event_occurrences(edit.tx.reader(), event.partnership)?;
        let mine = all.into_iter().filter(|other| other.event == event.id && !other.head.archived);
        let taken: Vec<NaiveDate> = mine.filter_map(|other| other.when.starts_on).collect();
        let dates = edit.repeated(&input.when.alone(), &input.repeat, None, &taken)?;
        let mut ids = Vec::with_capacity(dates.len());
        for when in dates {
            ids.push(edit.create(&on_date(input, &when))?.into());
        }
        Ok(Done::to_all(ids))
    }
}

impl Input for UpdateEventOccurrenceInput {
    type Noun = EventOccurrence;
    const KEY: &'static str = "event_occurrence.update";

    fn apply(&self, occurrence: &mut EventOccurrence, edit: &mut Editor<'_, '_>) -> Result<()> {
        let before = (occurrence.status, occurrence.when.clone());
        self.when.apply(&mut occurrence.when);
        self.fields.apply(occurrence, edit)?;
        if before != (occurrence.status, occurrence.when.clone()) {
            edit.has_been(occurrence.status, &occurrence.when);
        }
        Ok(())
    }

    reason!();
}

impl Revision for UpdateEventOccurrenceInput {
    id_and_version!();
}
