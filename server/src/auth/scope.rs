//! What a viewer may see: one rule in two renderings, in memory and in SQL.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{AgencyId, EntityType, Exposure, PartnershipId, Visibility};

/// What a viewer may see, resolved to ids. The default sees what is public.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// Sees everything in the register.
    pub everything: bool,
    /// Sees the accounts, roles and keys of the whole register.
    pub accounts: bool,
    /// Sees what partners see, in every partnership.
    pub all_partners: bool,
    /// Partnerships of which the viewer sees everything (coordinators, auditors).
    pub whole: BTreeSet<PartnershipId>,
    /// Partnerships of which the viewer sees what partners see.
    pub partners: BTreeSet<PartnershipId>,
    /// By partnership, the agencies for which the viewer sees restricted records.
    pub agencies: BTreeMap<PartnershipId, BTreeSet<AgencyId>>,
}

impl Scope {
    /// What anyone may see.
    pub fn anonymous() -> Self {
        Self::default()
    }

    /// All there is: for those on the machine, and for what is done without looking.
    pub fn of_everything() -> Self {
        Self { everything: true, ..Self::default() }
    }

    /// Whether it is that of anyone: then answers may be kept and shared.
    pub fn is_anonymous(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it sees everything of this partnership.
    pub fn sees_whole(&self, partnership: PartnershipId) -> bool {
        self.everything || self.whole.contains(&partnership)
    }

    /// Whether it is told of every change of such a record, also of one that only links what
    /// is hidden: who may change it sends back its version. Priorities and focus areas are
    /// changed by those alone who see the whole partnership, the others by its partners.
    pub fn is_told_all(&self, partnership: PartnershipId, noun: EntityType) -> bool {
        match noun {
            EntityType::Priority | EntityType::FocusArea => self.sees_whole(partnership),
            _ => self.reads_history_of(partnership),
        }
    }

    /// Whether it reads the history of this partnership, as far as it sees its records.
    pub fn reads_history_of(&self, partnership: PartnershipId) -> bool {
        self.sees_whole(partnership)
            || self.accounts
            || self.all_partners
            || self.partners.contains(&partnership)
            || self.agencies.contains_key(&partnership)
    }

    /// Whether a record of `partnership` with this exposure may be seen.
    pub fn allows(&self, partnership: Option<PartnershipId>, exposure: &Exposure) -> bool {
        if exposure.visibility == Visibility::Public || self.everything {
            return true;
        }
        let Some(partnership) = partnership else { return false };
        if self.whole.contains(&partnership) {
            return true;
        }
        match exposure.visibility {
            Visibility::Public => true,
            Visibility::Partners => self.all_partners || self.partners.contains(&partnership),
            Visibility::Restricted => self
                .agencies
                .get(&partnership)
                .is_some_and(|mine| exposure.agencies.iter().any(|agency| mine.contains(agency))),
        }
    }
}
