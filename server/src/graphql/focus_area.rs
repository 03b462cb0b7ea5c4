//! Focus areas: what a priority concentrates on.

use async_graphql::{ID, Object};

use super::change::HistoryFields;
use super::object::{RecordFields, object, objects, record_object, required};
use super::page::{Connection, PageArgs, of_places, page_cost};
use super::partnership::PartnershipObject;
use super::powers::Powers;
use super::priority::PriorityObject;
use super::progress::ProgressUpdateObject;
use super::project::ProjectObject;
use crate::error::Result;
use crate::model::*;

record_object! {
    /// What a priority concentrates on.
    FocusAreaObject for FocusArea
}

/// What a priority concentrates on.
#[Object(name = "FocusArea")]
impl FocusAreaObject {
    /// Its id, which never changes.
    pub async fn id(&self) -> ID {
        ID(self.at().record().id.to_string())
    }
    /// What every record has.
    #[graphql(flatten)]
    async fn record_fields(&self) -> RecordFields<'_> {
        RecordFields::seen(self.at())
    }
    /// What the viewer may do with it.
    #[graphql(flatten)]
    async fn powers(&self) -> Powers {
        Powers::over(self.at())
    }
    /// Whether you may post progress on it; not while it, its priority or its strategy is
    /// archived.
    async fn viewer_can_post_progress(&self) -> bool {
        Powers::over(self.at()).takes_new("progress_update.post")
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
    /// Its place under the priority, from 1.
    async fn position(&self) -> i32 {
        self.at().record().position
    }
    /// Its title.
    async fn title(&self) -> &str {
        &self.at().record().title
    }
    /// The focus area of the earlier edition that it carries on.
    async fn carried_from(&self) -> Option<FocusAreaObject> {
        object(&self.at().view, self.at().view.place_of(self.at().record().carried_from?))
    }
    /// The projects and schemes that serve it.
    #[graphql(complexity = "50 * child_complexity + 1")]
    async fn projects(&self) -> Result<Vec<ProjectObject>> {
        let at = self.at();
        Ok(objects(&at.view, at.view.seen::<Project>(&at.links().projects)?))
    }
    /// Its progress updates, the newest first.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn progress(
        &self,
        #[graphql(desc = "At most so many from the beginning; 20 if nothing is said, at most 100.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the end.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Connection<ProgressUpdateObject>> {
        let at = self.at();
        of_places(
            &at.view,
            at.view.seen::<ProgressUpdate>(&at.links().progress)?,
            &PageArgs::new(first, after, last, before),
        )
    }
    /// Its newest progress update that you may see.
    async fn latest_progress(&self) -> Result<Option<ProgressUpdateObject>> {
        let at = self.at();
        Ok(object(&at.view, at.view.seen::<ProgressUpdate>(&at.links().progress)?.first().copied()))
    }
    /// The priority that it belongs to.
    async fn priority(&self) -> Result<PriorityObject> {
        required(object(&self.at().view, self.at().links().priority))
    }
}
