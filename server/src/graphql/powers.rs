//! What the viewer may do with a record, so that a client offers nothing that is refused.

use std::sync::Arc;

use async_graphql::Object;

use super::object::At;
use crate::auth::policy::{self, Ties};
use crate::graph::view::{Lens, Listed, View};
use crate::model::*;

/// What the viewer may do with a record; flattened into its object.
pub struct Powers {
    lens: Arc<Lens>,
    /// The partnership's plan, where what the record hangs on is found.
    view: Option<Arc<View>>,
    record: Record,
}

impl Powers {
    /// Those over a record of a partnership.
    pub fn over<T: Listed>(at: &At<T>) -> Self {
        let (lens, view) = (Arc::clone(at.view.lens()), Some(Arc::clone(&at.view)));
        Powers { lens, view, record: at.record().clone().into() }
    }

    /// Those over an agency, a succession or a partnership.
    pub fn in_directory(lens: &Arc<Lens>, record: impl Into<Record>) -> Self {
        Powers { lens: Arc::clone(lens), view: None, record: record.into() }
    }

    /// Whether the viewer may do what the key says with a record like this one.
    pub fn may(&self, key: &str) -> bool {
        self.may_with(key, &self.ties())
    }

    /// Whether the viewer may do what the key says with a new record of the partnership,
    /// which their own agency would lead.
    pub fn may_add(&self, key: &str) -> bool {
        let (Some(viewer), Some(home)) = (&self.lens.context().viewer, self.record.partnership()) else {
            return false;
        };
        let leads = viewer.acts_for(home, &[Role::PartnerAdmin]).into_iter().collect();
        self.may_with(key, &Ties { leads, ..Ties::of_partnership(home) })
    }

    fn may_with(&self, key: &str, ties: &Ties) -> bool {
        let Some(viewer) = &self.lens.context().viewer else { return false };
        // What is looked at as it was cannot be changed.
        self.lens.as_of().is_none() && policy::decide(viewer, key, ties).is_some()
    }

    fn ties(&self) -> Ties {
        policy::ties(&self.record, &mut |id| self.view.as_ref()?.record(id))
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
