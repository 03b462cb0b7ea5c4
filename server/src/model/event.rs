//! Events: public or partner events, and their dated occurrences.

use super::occurrence::When;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::record::{Entity, Facets, Head, Told, entity_basics, leads};
use super::validate::{LINE, Problems, TEXT};
use super::*;

/// An event or a series of events.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// What every record has.
    #[serde(flatten)]
    pub head: Head,
    /// The partnership.
    pub partnership: PartnershipId,
    /// Its name.
    pub name: String,
    /// What kind of event it is.
    pub kind: EventKind,
    /// What happens there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its web page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// The first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_on: Option<NaiveDate>,
    /// The last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<NaiveDate>,
    /// Where it takes place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
    /// The agencies that host it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub host_agencies: Vec<AgencyId>,
    /// Who may see it.
    pub visibility: Visibility,
    /// What is told of it to those outside, who may not see all that lists it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<Told>,
}

impl Entity for Event {
    entity_basics!(EventId of partnership);

    fn label(&self) -> String {
        self.name.clone()
    }

    fn agencies(&self) -> Vec<(AgencyId, AgencyRole)> {
        leads(&self.host_agencies)
    }

    fn owner(&self) -> Option<AgencyId> {
        self.host_agencies.first().copied()
    }

    fn told(&self) -> Option<&Told> {
        self.told.as_ref()
    }

    fn set_told(&mut self, told: Option<Told>) {
        self.told = told;
    }

    fn visibility(&self) -> Visibility {
        self.visibility
    }

    fn search_text(&self) -> Option<(String, String)> {
        let rest = [self.description.clone().unwrap_or_default(), self.venue.clone().unwrap_or_default()];
        Some((self.name.clone(), rest.join(" ")))
    }

    fn facets(&self) -> Facets {
        Facets {
            kind: Some(self.kind.word()),
            starts_on: self.starts_on,
            ends_on: self.ends_on,
            ..Facets::default()
        }
    }

    fn validate(&self, p: &mut Problems) {
        p.line("name", &self.name, LINE);
        p.optional_text("description", self.description.as_deref(), TEXT);
        p.url("website", self.website.as_deref());
        p.order(("startsOn", self.starts_on), ("endsOn", self.ends_on));
        p.optional_line("venue", self.venue.as_deref(), LINE);
        p.links("hostAgencies", &self.host_agencies, 100);
    }
}

/// One dated occurrence of an event.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EventOccurrence {
    /// Its id.
    pub id: EventOccurrenceId,
    /// What every record has.
    #[serde(flatten)]
    pub head: Head,
    /// The partnership.
    pub partnership: PartnershipId,
    /// The event.
    pub event: EventId,
    /// When it takes place.
    #[serde(flatten)]
    pub when: When,
    /// Its own name; none: that of the series.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where it takes place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
    /// Whether it took place.
    pub status: OccurrenceStatus,
    /// Who may see it.
    pub visibility: Visibility,
    /// The agencies that host it; none: those of the event.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub host_agencies: Vec<AgencyId>,
    /// For whom it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
    /// Where to book.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub booking_url: Option<String>,
}

impl Entity for EventOccurrence {
    entity_basics!(EventOccurrenceId of partnership);

    fn label(&self) -> String {
        let name = self.name.as_deref().unwrap_or("Event");
        format!("{name}, {}", self.when.in_words())
    }

    fn agencies(&self) -> Vec<(AgencyId, AgencyRole)> {
        leads(&self.host_agencies)
    }

    fn owner(&self) -> Option<AgencyId> {
        self.host_agencies.first().copied()
    }

    fn visibility(&self) -> Visibility {
        self.visibility
    }

    fn parents(&self) -> Vec<AnyId> {
        vec![self.event.into()]
    }

    fn facets(&self) -> Facets {
        Facets {
            status: Some(self.status.word()),
            starts_on: self.when.starts_on,
            ends_on: self.when.last_day(),
            ..Facets::default()
        }
    }

    fn validate(&self, p: &mut Problems) {
        self.when.validate(p);
        p.optional_line("name", self.name.as_deref(), LINE);
        p.optional_line("venue", self.venue.as_deref(), LINE);
        p.links("hostAgencies", &self.host_agencies, 100);
        p.optional_line("audience", self.audience.as_deref(), LINE);
        p.url("bookingUrl", self.booking_url.as_deref());
    }
}
