//! Priorities: the numbered headings of a strategy.

use async_graphql::{ID, Object};

use super::agency::AgencyObject;
use super::change::HistoryFields;
use super::document::DocumentObject;
use super::event::EventObject;
use super::focus_area::FocusAreaObject;
use super::meeting::MeetingObject;
use super::object::{At, RecordFields, agencies, object, objects, record_object, required};
use super::page::{Connection, PageArgs, of_places, page_cost};
use super::partnership::PartnershipObject;
use super::powers::Powers;
use super::progress::ProgressUpdateObject;
use super::project::ProjectObject;
use super::rating::Counts;
use super::strategy::StrategyObject;
use crate::error::Result;
use crate::model::*;

record_object! {
    /// A numbered heading of a strategy, with what stands under it in published order.
    PriorityObject for Priority
}

/// A numbered heading of a strategy, with what stands under it in published order.
#[Object(name = "Priority")]
impl PriorityObject {
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
    /// Whether you may post progress on it; not while it or its strategy is archived.
    async fn viewer_can_post_progress(&self) -> bool {
        Powers::over(self.at()).takes_new("progress_update.post")
    }
    /// Whether you may add, change and reorder its focus areas.
    async fn viewer_can_edit_focus_areas(&self) -> bool {
        Powers::over(self.at()).may("focus_area.create")
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
    /// Its number in the edition, from 1.
    async fn position(&self) -> i32 {
        self.at().record().position
    }
    /// Its title, if one is known; see `titleStatus` before printing it, or print
    /// `heading`.
    async fn title(&self) -> Option<&str> {
        self.at().record().title.as_deref()
    }
    /// How sure the title is. A provisional title was chosen by this register because
    /// the published one is not known: never show it as published.
    async fn title_status(&self) -> TitleStatus {
        self.at().record().title_status
    }
    /// A heading that can always be printed: the title when it is verified, else the
    /// number, with a provisional title marked as such.
    async fn heading(&self) -> String {
        self.at().record().heading()
    }
    /// What it is about. Plain text; a blank line starts a paragraph.
    async fn summary(&self) -> Option<&str> {
        self.at().record().summary.as_deref()
    }
    /// The published sentence on how it is addressed, whole.
    async fn approach(&self) -> Option<&str> {
        self.at().record().approach.as_deref()
    }
    /// The priority of the earlier edition that it carries on.
    async fn carried_from(&self) -> Option<PriorityObject> {
        object(&self.at().view, self.at().view.place_of(self.at().record().carried_from?))
    }
    /// The strategy that it belongs to.
    async fn strategy(&self) -> Result<StrategyObject> {
        required(object(&self.at().view, self.at().links().strategy))
    }
    /// The agencies that lead on it.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn lead_agencies(&self) -> Vec<AgencyObject> {
        agencies(self.at().view.lens(), self.at().record().lead_agencies.iter().copied())
    }
    /// What it concentrates on, in order; it may be nothing.
    #[graphql(complexity = "10 * child_complexity + 1")]
    async fn focus_areas(&self) -> Result<Vec<FocusAreaObject>> {
        let at = self.at();
        Ok(objects(&at.view, at.view.seen::<FocusArea>(&at.links().focus_areas)?))
    }
    /// Its meetings, in published order. The board is not repeated here.
    #[graphql(complexity = "10 * child_complexity + 1")]
    async fn meetings(&self) -> Result<Vec<MeetingObject>> {
        let at = self.at();
        Ok(objects(&at.view, at.view.seen::<Meeting>(&at.links().meetings)?))
    }
    /// Its events, in published order.
    #[graphql(complexity = "10 * child_complexity + 1")]
    async fn events(&self) -> Result<Vec<EventObject>> {
        let at = self.at();
        Ok(objects(&at.view, at.view.seen::<Event>(&at.links().events)?))
    }
    /// Its projects and schemes, in published order.
    #[graphql(complexity = "50 * child_complexity + 1")]
    async fn projects(&self) -> Result<Vec<ProjectObject>> {
        let at = self.at();
        Ok(objects(&at.view, at.view.seen::<Project>(&at.links().projects)?))
    }
    /// How its projects stand, counted.
    #[graphql(flatten)]
    async fn counts(&self) -> Counts {
        Counts(At::new(&self.at().view, self.at().place))
    }
    /// The documents that belong to it.
    #[graphql(complexity = "10 * child_complexity + 1")]
    async fn documents(&self) -> Result<Vec<DocumentObject>> {
        let at = self.at();
        Ok(objects(&at.view, at.view.seen::<Document>(&at.links().documents)?))
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
}
