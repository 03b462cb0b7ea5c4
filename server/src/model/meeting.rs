//! Meetings: standing meetings and their dated sittings.

use super::occurrence::When;
use serde::{Deserialize, Serialize};

use super::record::{Entity, Facets, Head, Told, entity_basics, leads};
use super::validate::{LINE, Problems, TEXT};
use super::*;

/// Why nothing of a case panel may be wider visible.
pub const OF_PANEL: &str = "must be RESTRICTED: everything of a case panel is";

/// Why a case panel stays one.
pub const STAYS_PANEL: &str = "cannot change: the meeting is a case panel that has sittings, archived ones too, \
                               and what they say was said at the panel. Make a new meeting, and archive this one";

/// A standing meeting, board or forum.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Meeting {
    /// Its id.
    pub id: MeetingId,
    /// What every record has.
    #[serde(flatten)]
    pub head: Head,
    /// The partnership.
    pub partnership: PartnershipId,
    /// Its name.
    pub name: String,
    /// What kind of meeting it is.
    pub kind: MeetingKind,
    /// Whether it is the partnership's board; at most one is.
    pub is_board: bool,
    /// How often it meets, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cadence: Option<String>,
    /// How often it meets, as an RFC 5545 recurrence rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recurrence: Option<String>,
    /// What it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its web page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// The meeting it reports to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<MeetingId>,
    /// The body it belongs to; none: not stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_agency: Option<AgencyId>,
    /// The agencies that chair it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chair_agencies: Vec<AgencyId>,
    /// Who may see it.
    pub visibility: Visibility,
    /// What is told of it to those outside, who may not see all that it lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<Told>,
}

impl Meeting {
    /// Whether a case panel would be one no longer.
    pub fn becomes_other_than_panel(&self, after: &Meeting) -> bool {
        self.kind == MeetingKind::CasePanel && after.kind != MeetingKind::CasePanel
    }
}

impl Entity for Meeting {
    entity_basics!(MeetingId of partnership);

    fn label(&self) -> String {
        self.name.clone()
    }

    fn agencies(&self) -> Vec<(AgencyId, AgencyRole)> {
        leads(self.chair_agencies.iter().chain(&self.owner_agency))
    }

    fn owner(&self) -> Option<AgencyId> {
        self.chair_agencies.first().copied().or(self.owner_agency)
    }

    fn told(&self) -> Option<&Told> {
        self.told.as_ref()
    }

    fn set_told(&mut self, told: Option<Told>) {
        self.told = told;
    }

    fn visibility(&self) -> Visibility {
        match self.kind {
            MeetingKind::CasePanel => Visibility::Restricted,
            _ => self.visibility,
        }
    }

    fn search_text(&self) -> Option<(String, String)> {
        Some((self.name.clone(), self.description.clone().unwrap_or_default()))
    }

    fn facets(&self) -> Facets {
        Facets { kind: Some(self.kind.word()), ..Facets::default() }
    }

    fn validate(&self, p: &mut Problems) {
        p.line("name", &self.name, LINE);
        p.optional_line("cadence", self.cadence.as_deref(), LINE);
        p.optional_line("recurrence", self.recurrence.as_deref(), LINE);
        p.optional_text("description", self.description.as_deref(), TEXT);
        p.url("website", self.website.as_deref());
        p.links("chairAgencies", &self.chair_agencies, 50);
        if self.parent == Some(self.id) {
            p.add("parent", "is the meeting itself");
        }
        if self.kind == MeetingKind::CasePanel && self.visibility != Visibility::Restricted {
            p.add("visibility", OF_PANEL);
        }
    }
}

/// One dated sitting of a meeting.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MeetingOccurrence {
    /// Its id.
    pub id: MeetingOccurrenceId,
    /// What every record has.
    #[serde(flatten)]
    pub head: Head,
    /// The partnership.
    pub partnership: PartnershipId,
    /// The meeting.
    pub meeting: MeetingId,
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
    /// What was discussed and decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// Who attended, by agency.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attendance: Vec<Attendance>,
    /// What is told of it to those outside, who may not see all that was added to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<Told>,
}

impl Entity for MeetingOccurrence {
    entity_basics!(MeetingOccurrenceId of partnership);

    fn told(&self) -> Option<&Told> {
        self.told.as_ref()
    }

    fn set_told(&mut self, told: Option<Told>) {
        self.told = told;
    }

    fn label(&self) -> String {
        let name = self.name.as_deref().unwrap_or("Sitting");
        format!("{name}, {}", self.when.in_words())
    }

    fn visibility(&self) -> Visibility {
        self.visibility
    }

    fn parents(&self) -> Vec<AnyId> {
        vec![self.meeting.into()]
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
        p.optional_text("summary", self.summary.as_deref(), TEXT);
        Attendance::validate_all(&self.attendance, p);
    }
}
