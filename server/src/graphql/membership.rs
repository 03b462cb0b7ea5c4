//! Memberships: which agency sits in which partnership, and as what.

use async_graphql::{ID, Object};

use super::agency::AgencyObject;
use super::change::HistoryFields;
use super::object::{RecordFields, record_object, required};
use super::partnership::PartnershipObject;
use super::powers::Powers;
use super::scalars::Date;
use crate::error::Result;
use crate::model::*;

record_object! {
    /// An agency in a partnership, as the partnership's list has it.
    MembershipObject for Membership
}

/// An agency in a partnership, as the partnership's list has it.
#[Object(name = "Membership")]
impl MembershipObject {
    /// Its id, which never changes.
    pub async fn id(&self) -> ID {
        ID(self.at().record().id.to_string())
    }
    /// What every record has.
    #[graphql(flatten)]
    async fn record_fields(&self) -> RecordFields<'_> {
        RecordFields::of(&self.at().record().head)
    }
    /// What the viewer may do with it.
    #[graphql(flatten)]
    async fn powers(&self) -> Powers {
        Powers::over(self.at())
    }
    /// Its history.
    #[graphql(flatten)]
    async fn history_fields(&self) -> HistoryFields {
        HistoryFields::of(self.at().view.lens(), self.at().record().id)
    }
    /// The partnership that it belongs to.
    async fn partnership(&self) -> PartnershipObject {
        PartnershipObject::of(&self.at().view)
    }
    /// The agency.
    async fn agency(&self) -> Result<AgencyObject> {
        required(AgencyObject::find(self.at().view.lens(), self.at().record().agency))
    }
    /// On what legal basis it is a member; it belongs to the membership, not to the
    /// agency.
    async fn basis(&self) -> MembershipBasis {
        self.at().record().basis
    }
    /// The basis in the published words.
    async fn basis_as_published(&self) -> Option<&str> {
        self.at().record().basis_as_published.as_deref()
    }
    /// In what capacity it takes part.
    async fn capacity(&self) -> Capacity {
        self.at().record().capacity
    }
    /// The name in the published list, which may differ from the agency's name.
    async fn name_as_published(&self) -> &str {
        &self.at().record().name_as_published
    }
    /// The heading under which the list names it.
    async fn listed_under(&self) -> Option<&str> {
        self.at().record().listed_under.as_deref()
    }
    /// Its place in the list, from 1.
    async fn position(&self) -> i32 {
        self.at().record().position
    }
    /// The day it joined.
    async fn joined_on(&self) -> Option<Date> {
        self.at().record().joined_on.map(Date)
    }
    /// The last day of its membership.
    async fn left_on(&self) -> Option<Date> {
        self.at().record().left_on.map(Date)
    }
}
