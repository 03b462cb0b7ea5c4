//! Documents: a title and where to find it.

use async_graphql::{ID, Object};

use super::agency::AgencyObject;
use super::change::HistoryFields;
use super::object::{RecordFields, objects, record_object};
use super::occurrence::MeetingOccurrenceObject;
use super::partnership::PartnershipObject;
use super::powers::Powers;
use super::priority::PriorityObject;
use super::project::ProjectObject;
use super::query::in_edition;
use super::scalars::Date;
use super::strategy::StrategyObject;
use crate::error::Result;
use crate::model::*;

record_object! {
    /// A title with a link, which may not be known.
    DocumentObject for Document
}

/// A title with a link, which may not be known.
#[Object(name = "Document")]
impl DocumentObject {
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
    /// Its history.
    #[graphql(flatten)]
    async fn history_fields(&self) -> HistoryFields {
        HistoryFields::of(self.at().view.lens(), self.at().record().id)
    }
    /// The partnership that it belongs to.
    async fn partnership(&self) -> PartnershipObject {
        PartnershipObject::of(&self.at().view)
    }
    /// Its title.
    async fn title(&self) -> &str {
        &self.at().record().title
    }
    /// What kind of document it is.
    async fn kind(&self) -> DocumentKind {
        self.at().record().kind
    }
    /// Where to find it; null: not known.
    async fn url(&self) -> Option<&str> {
        self.at().record().url.as_deref()
    }
    /// Which version it is, in words.
    async fn version_label(&self) -> Option<&str> {
        self.at().record().version_label.as_deref()
    }
    /// Its reference number.
    async fn reference(&self) -> Option<&str> {
        self.at().record().reference.as_deref()
    }
    /// The date it bears.
    async fn dated_on(&self) -> Option<Date> {
        self.at().record().dated_on.map(Date)
    }
    /// The agency that it belongs to.
    async fn owner_agency(&self) -> Option<AgencyObject> {
        AgencyObject::find(self.at().view.lens(), self.at().record().owner_agency?)
    }
    /// Its protective marking, such as OFFICIAL.
    async fn marking(&self) -> Option<&str> {
        self.at().record().marking.as_deref()
    }
    /// The strategies that it belongs to.
    #[graphql(complexity = "5 * child_complexity + 1")]
    async fn strategies(&self) -> Result<Vec<StrategyObject>> {
        let at = self.at();
        Ok(objects(&at.view, at.view.seen::<Strategy>(&at.view.places_of(&at.record().strategies))?))
    }
    /// The priorities that it belongs to in one edition.
    #[graphql(complexity = "10 * child_complexity + 1")]
    async fn priorities(
        &self,
        #[graphql(desc = "The edition, by id; the strategy in force if nothing is said.")] strategy: Option<
            ID,
        >,
    ) -> Result<Vec<PriorityObject>> {
        let at = self.at();
        Ok(objects(&at.view, in_edition(&at.view, &at.view.places_of(&at.record().priorities), strategy)?))
    }
    /// The projects and schemes that it belongs to.
    #[graphql(complexity = "10 * child_complexity + 1")]
    async fn projects(&self) -> Result<Vec<ProjectObject>> {
        let at = self.at();
        Ok(objects(&at.view, at.view.seen::<Project>(&at.view.places_of(&at.record().projects))?))
    }
    /// The sittings that it belongs to.
    #[graphql(complexity = "10 * child_complexity + 1")]
    async fn sittings(&self) -> Result<Vec<MeetingOccurrenceObject>> {
        let at = self.at();
        Ok(objects(&at.view, at.view.seen::<MeetingOccurrence>(&at.view.places_of(&at.record().sittings))?))
    }
    /// Who may see it.
    async fn visibility(&self) -> Visibility {
        self.at().node().visibility
    }
}
