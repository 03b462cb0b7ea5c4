//! Roles that somebody has.

use std::sync::Arc;

use async_graphql::{ID, Object};

use super::agency::AgencyObject;
use super::partnership::PartnershipObject;
use crate::auth::viewer::Grant;
use crate::error::Result;
use crate::graph::view::Lens;
use crate::model::Role;

/// A role that you have today.
pub struct HeldRole {
    lens: Arc<Lens>,
    grant: Grant,
}

impl HeldRole {
    /// The object of a role.
    pub fn new(lens: &Arc<Lens>, grant: Grant) -> Self {
        HeldRole { lens: Arc::clone(lens), grant }
    }
}

/// A role that you have today.
#[Object]
impl HeldRole {
    /// The id of the grant.
    async fn id(&self) -> ID {
        ID(self.grant.id.to_string())
    }
    /// The role.
    async fn role(&self) -> Role {
        self.grant.role
    }
    /// The partnership in which it holds; null for the whole register, or for an agency
    /// wherever it sits.
    async fn partnership(&self) -> Result<Option<PartnershipObject>> {
        match self.grant.partnership {
            Some(id) => Ok(self.lens.partnership(id).await?.as_ref().map(PartnershipObject::of)),
            None => Ok(None),
        }
    }
    /// The agency that you act for in it.
    async fn agency(&self) -> Option<AgencyObject> {
        self.grant.agency.and_then(|id| AgencyObject::find(&self.lens, id))
    }
}
