//! Memberships: which agency sits in which partnership, and as what.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::record::{Entity, Head, entity_basics};
use super::validate::{LINE, Problems};
use super::*;

/// An agency in a partnership.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Membership {
    /// Its id.
    pub id: MembershipId,
    /// What every record has.
    #[serde(flatten)]
    pub head: Head,
    /// The partnership.
    pub partnership: PartnershipId,
    /// The agency.
    pub agency: AgencyId,
    /// On what legal basis.
    pub basis: MembershipBasis,
    /// The basis in the published words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis_as_published: Option<String>,
    /// In what capacity.
    pub capacity: Capacity,
    /// The name in the published list.
    pub name_as_published: String,
    /// The heading under which the list names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listed_under: Option<String>,
    /// Its place in the list, from 1.
    pub position: i32,
    /// The day it joined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joined_on: Option<NaiveDate>,
    /// The day it left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_on: Option<NaiveDate>,
}

impl Membership {
    /// Whether the agency was a member on a day, as far as days are known.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.joined_on.is_none_or(|joined| joined <= day) && self.left_on.is_none_or(|left| day <= left)
    }
}

impl Entity for Membership {
    entity_basics!(MembershipId of partnership);

    fn label(&self) -> String {
        self.name_as_published.clone()
    }

    fn agencies(&self) -> Vec<(AgencyId, AgencyRole)> {
        vec![(self.agency, AgencyRole::Lead)]
    }

    fn validate(&self, p: &mut Problems) {
        p.line("nameAsPublished", &self.name_as_published, LINE);
        p.optional_line("basisAsPublished", self.basis_as_published.as_deref(), LINE);
        p.optional_line("listedUnder", self.listed_under.as_deref(), LINE);
        p.position("position", self.position);
        p.order(("joinedOn", self.joined_on), ("leftOn", self.left_on));
    }
}
