//! What the viewer may do with a record, so that a client offers nothing that is refused.

use std::sync::Arc;

use async_graphql::Object;

use super::object::At;
use crate::auth::policy::{self, Ties};
use crate::graph::view::{Listed, View};
use crate::model::*;

/// What the viewer may do with a record; flattened into its object.
pub struct Powers {
    view: Arc<View>,
    record: Record,
}

impl Powers {
    /// Those over a record of a partnership.
    pub fn over<T: Listed>(at: &At<T>) -> Self {
        Powers { view: Arc::clone(&at.view), record: at.record().clone().into() }
    }

    /// Whether the viewer may do what the key says with a record like this one.
    pub fn may(&self, key: &str) -> bool {
        let Some(viewer) = &self.view.context().viewer else { return false };
        // What is looked at as it was cannot be changed.
        self.view.lens().as_of().is_none() && policy::decide(viewer, key, &self.ties()).is_some()
    }

    fn ties(&self) -> Ties {
        policy::ties(&self.record, &mut |id| self.view.record(id))
    }

    fn may_do(&self, verb: &str) -> bool {
        self.may(&format!("{}.{verb}", self.record.entity().prefix()))
    }
}

/// What the viewer may do with a record.
#[Object]
impl Powers {
    /// Whether you may change it.
    async fn viewer_can_update(&self) -> bool {
        self.may_do("update")
    }
    /// Whether you may put it away, or take it out of the archive.
    async fn viewer_can_archive(&self) -> bool {
        self.may_do("archive")
    }
}
