//! Granted roles: who may do what, where, until when. Revoking one archives it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::record::{Entity, Head, entity_basics};
use super::validate::Problems;
use super::*;

/// A role that somebody was given.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RoleGrant {
    /// Its id.
    pub id: RoleGrantId,
    /// What every record has; archived means revoked.
    #[serde(flatten)]
    pub head: Head,
    /// Who has it.
    pub user: UserId,
    /// The role.
    pub role: Role,
    /// Where it holds; none: in the whole register, or for an agency wherever it sits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partnership: Option<PartnershipId>,
    /// The agency that is acted for: exactly for partner admins and contributors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<AgencyId>,
    /// Its last day, in London; none: until it is revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<NaiveDate>,
}

impl Entity for RoleGrant {
    entity_basics!(RoleGrantId);

    fn label(&self) -> String {
        self.role.title().to_owned()
    }

    fn partnership(&self) -> Option<PartnershipId> {
        self.partnership
    }

    fn owner(&self) -> Option<AgencyId> {
        self.agency
    }

    fn visibility(&self) -> Visibility {
        Visibility::Restricted
    }

    fn validate(&self, p: &mut Problems) {
        let for_agency = matches!(self.role, Role::PartnerAdmin | Role::Contributor);
        if for_agency && self.agency.is_none() {
            p.add("agency", "is missing: this role acts for an agency, so say for which");
        }
        if !for_agency && self.agency.is_some() {
            p.add("agency", "does not go with this role: it acts for no agency, so leave it out");
        }
        if self.role == Role::Coordinator && self.partnership.is_none() {
            p.add("partnership", "is missing: a coordinator has one partnership, so say which");
        }
        if self.role == Role::Administrator && self.partnership.is_some() {
            p.add("partnership", "does not go with this role: an administrator serves the whole register");
        }
        p.date("endsOn", self.ends_on);
    }
}

impl RoleGrant {
    /// Whether it held on a day, if only for a part of it, revoked since or not.
    pub fn held_on(&self, day: NaiveDate) -> bool {
        let begun = crate::clock::london_date(self.head.created_at) <= day;
        let revoked = self.head.archived && crate::clock::london_date(self.head.updated_at) < day;
        begun && !revoked && self.ends_on.is_none_or(|last| day <= last)
    }

    /// Whether it holds on a day: not revoked, and not past its last day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        !self.head.archived && self.ends_on.is_none_or(|last| day <= last)
    }
}

impl Role {
    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            Role::Administrator => "Administrator",
            Role::Coordinator => "Coordinator",
            Role::PartnerAdmin => "Partner admin",
            Role::Contributor => "Contributor",
            Role::Auditor => "Auditor",
        }
    }

    /// Whether whoever has it changes records, and so needs a second factor.
    pub fn edits(self) -> bool {
        self != Role::Auditor
    }
}
