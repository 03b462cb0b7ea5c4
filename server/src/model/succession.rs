//! Succession: one agency following another.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::record::{Entity, Head, entity_basics};
use super::validate::Problems;
use super::*;

/// One agency following another, or ending without a successor.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Succession {
    /// Its id.
    pub id: SuccessionId,
    /// What every record has.
    #[serde(flatten)]
    pub head: Head,
    /// The agency before.
    pub from: AgencyId,
    /// The agency after; none when it was abolished.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<AgencyId>,
    /// How the one followed the other.
    pub kind: SuccessionKind,
    /// The day it took effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
}

impl Entity for Succession {
    entity_basics!(SuccessionId);

    fn label(&self) -> String {
        self.head.key.clone()
    }

    fn partnership(&self) -> Option<PartnershipId> {
        None
    }

    fn validate(&self, p: &mut Problems) {
        p.date("on", self.on);
        if self.to == Some(self.from) {
            p.add("to", "is the same agency as `from`");
        }
        if self.to.is_none() && self.kind != SuccessionKind::Abolished {
            p.add("to", "is missing: only an abolished agency has no successor");
        }
        if self.to.is_some() && self.kind == SuccessionKind::Abolished {
            p.add("to", "follows an agency that was abolished: leave it out, or choose another kind");
        }
    }
}
