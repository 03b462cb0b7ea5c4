//! Who answers for how much of a plan.

use std::sync::Arc;

use async_graphql::Object;

use super::agency::AgencyObject;
use super::object::{object, required};
use super::priority::PriorityObject;
use crate::error::Result;
use crate::graph::responsibility::Responsibility;
use crate::graph::view::View;

/// How many projects under a priority one agency answers for.
pub struct ResponsibilityObject {
    view: Arc<View>,
    row: Responsibility,
}

impl ResponsibilityObject {
    /// The object of a row.
    pub fn new(view: &Arc<View>, row: Responsibility) -> Self {
        ResponsibilityObject { view: Arc::clone(view), row }
    }
}

/// How many projects under a priority one agency answers for.
#[Object(name = "Responsibility")]
impl ResponsibilityObject {
    /// The agency.
    async fn agency(&self) -> Result<AgencyObject> {
        required(AgencyObject::find(self.view.lens(), self.row.agency))
    }
    /// The priority; null for projects under no priority of the edition.
    async fn priority(&self) -> Option<PriorityObject> {
        object(&self.view, self.row.priority)
    }
    /// How many projects it leads there.
    async fn leads(&self) -> i32 {
        self.row.leads
    }
    /// In how many it takes part there beside the lead.
    async fn partners(&self) -> i32 {
        self.row.partners
    }
}
