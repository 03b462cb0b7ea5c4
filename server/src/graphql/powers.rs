//! What the viewer may do with a record, so that a client offers nothing that is refused.

use std::sync::Arc;

use async_graphql::Object;

use super::agency::AgencyObject;
use super::object::{At, agencies};
use crate::auth::policy::{self, Ties};
use crate::auth::viewer::Viewer;
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

    /// Whether the viewer may do what the key says, and the record takes it: what was put
    /// away, alone or with what it stands under, takes nothing new.
    pub fn takes_new(&self, key: &str) -> bool {
        self.may(key) && !self.is_put_away()
    }

    fn is_put_away(&self) -> bool {
        let find = |id| self.view.as_ref()?.record(id);
        let home = self.view.as_ref().is_some_and(|view| view.partnership().head.archived);
        let mut above = self.record.parents();
        let mut away = home || self.record.head().archived;
        while let Some(record) = above.pop().and_then(find) {
            away |= record.head().archived;
            above.extend(record.parents());
        }
        away
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

/// What the viewer may do within a partnership; flattened into it.
pub struct PlanPowers(pub Powers);

impl PlanPowers {
    fn viewer(&self) -> Option<(&Viewer, PartnershipId)> {
        Some((self.0.lens.context().viewer.as_deref()?, self.0.record.partnership()?))
    }
}

/// What the viewer may do within a partnership.
#[Object]
impl PlanPowers {
    /// Whether you may add and change its strategies and its members.
    async fn viewer_can_edit_plan(&self) -> bool {
        self.0.may_add("strategy.create")
    }
    /// Whether you may add projects, meetings, events, actions and documents to it, which
    /// nobody may while it is archived; as a partner admin, only those that your own agency
    /// leads, hosts, chairs or owns: name it as such when you create one.
    async fn viewer_can_add_records(&self) -> bool {
        self.0.may_add("project.create") && !self.0.is_put_away()
    }
    /// Whether you may make agencies the leads of its records: `assignLeads`.
    async fn viewer_can_assign_leads(&self) -> bool {
        self.0.may_add("record.assign_leads")
    }
    /// Whether you may invite people to it; as a partner admin, colleagues who act for
    /// your own agency.
    async fn viewer_can_invite(&self) -> bool {
        self.0.may_add("user.invite")
    }
    /// Whether you may change and disable accounts whose roles lie in it, and grant and
    /// revoke any role in it but an administrator's.
    async fn viewer_can_manage_people(&self) -> bool {
        self.0.may_add("user.update")
    }
    /// Whether you may make and revoke API keys that read it.
    async fn viewer_can_manage_api_keys(&self) -> bool {
        self.0.may_add("api_key.create")
    }
    /// Whether you see its history, as far as its records are yours to see.
    async fn viewer_can_see_history(&self) -> bool {
        let context = self.0.lens.context();
        let reads = |(viewer, home): (&Viewer, PartnershipId)| viewer.scope.reads_history_of(home);
        !context.sees_no_history() && self.viewer().is_some_and(reads)
    }
    /// Whether you may read its whole history, and not only that of what you may see.
    async fn viewer_can_audit(&self) -> bool {
        self.viewer().is_some_and(|(viewer, home)| viewer.user.is_some() && viewer.scope.sees_whole(home))
    }
    /// The agencies that you act for in it.
    #[graphql(complexity = "5 * child_complexity + 1")]
    async fn viewer_agencies(&self) -> Vec<AgencyObject> {
        let acting = [Role::PartnerAdmin, Role::Contributor];
        let ids = self.viewer().map(|(viewer, home)| viewer.acts_for(home, &acting)).unwrap_or_default();
        agencies(&self.0.lens, ids)
    }
}
