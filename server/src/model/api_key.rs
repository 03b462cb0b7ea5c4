//! API keys: how front-end apps read more than the public does.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::record::{Entity, Head, entity_basics};
use super::validate::{LINE, Problems};
use super::*;

/// The key of an app that reads. The key itself is shown once and kept hashed elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApiKey {
    /// Its id.
    pub id: ApiKeyId,
    /// What every record has; archived means revoked.
    #[serde(flatten)]
    pub head: Head,
    /// What it is for.
    pub name: String,
    /// The partnership that it reads; none: the whole register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partnership: Option<PartnershipId>,
    /// The widest that it reads: `PUBLIC` or `PARTNERS`.
    pub reads: Visibility,
    /// When it ends; none: when it is revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<DateTime<Utc>>,
}

impl ApiKey {
    /// Whether it works at a moment: not revoked, and not past its end.
    pub fn works_at(&self, now: DateTime<Utc>) -> bool {
        !self.head.archived && self.expires_at.is_none_or(|end| now < end)
    }
}

impl Entity for ApiKey {
    entity_basics!(ApiKeyId);

    fn label(&self) -> String {
        self.name.clone()
    }

    fn partnership(&self) -> Option<PartnershipId> {
        self.partnership
    }

    fn visibility(&self) -> Visibility {
        Visibility::Restricted
    }

    fn validate(&self, p: &mut Problems) {
        p.line("name", &self.name, LINE);
        if self.reads == Visibility::Restricted {
            p.add("reads", "is RESTRICTED: a key reads PUBLIC or PARTNERS content");
        }
    }
}
