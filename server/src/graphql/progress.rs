//! Progress updates: dated notes on how something is going.

use async_graphql::{ID, Object, Union};

use super::agency::AgencyObject;
use super::change::HistoryFields;
use super::focus_area::FocusAreaObject;
use super::object::{RecordFields, object, record_object, required};
use super::partnership::PartnershipObject;
use super::powers::Powers;
use super::priority::PriorityObject;
use super::project::ProjectObject;
use super::scalars::Date;
use crate::error::Result;
use crate::model::*;

record_object! {
    /// A dated note on a project, a priority or a focus area.
    ProgressUpdateObject for ProgressUpdate
}

/// A dated note on a project, a priority or a focus area.
#[Object(name = "ProgressUpdate")]
impl ProgressUpdateObject {
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
    /// What it is about.
    #[graphql(complexity = "child_complexity + 1")]
    async fn subject(&self) -> Result<ProgressSubjectObject> {
        let at = self.at();
        let subject = match at.record().subject() {
            Some(ProgressSubject::Project(id)) => {
                object(&at.view, at.view.place_of(id)).map(ProgressSubjectObject::Project)
            }
            Some(ProgressSubject::Priority(id)) => {
                object(&at.view, at.view.place_of(id)).map(ProgressSubjectObject::Priority)
            }
            Some(ProgressSubject::FocusArea(id)) => {
                object(&at.view, at.view.place_of(id)).map(ProgressSubjectObject::FocusArea)
            }
            None => None,
        };
        required(subject)
    }
    /// The day it speaks of.
    async fn on(&self) -> Date {
        Date(self.at().record().on)
    }
    /// The period in words, such as "Q2 2021/22".
    async fn period_label(&self) -> Option<&str> {
        self.at().record().period_label.as_deref()
    }
    /// How it is going. Never show it by colour alone.
    async fn rating(&self) -> Rating {
        self.at().record().rating
    }
    /// The word of another scale, as published.
    async fn rating_as_published(&self) -> Option<&str> {
        self.at().record().rating_as_published.as_deref()
    }
    /// What there is to say. Plain text; a blank line starts a paragraph.
    async fn narrative(&self) -> Option<&str> {
        self.at().record().narrative.as_deref()
    }
    /// The agency whose report it is.
    async fn reported_by(&self) -> Option<AgencyObject> {
        AgencyObject::find(self.at().view.lens(), self.at().record().reported_by?)
    }
    /// Who may see it.
    async fn visibility(&self) -> Visibility {
        self.at().node().visibility
    }
}

/// What a progress update can be about.
#[derive(Union)]
#[graphql(name = "ProgressSubject")]
pub enum ProgressSubjectObject {
    /// A project or scheme.
    Project(ProjectObject),
    /// A priority of one edition.
    Priority(PriorityObject),
    /// A focus area of one edition.
    FocusArea(FocusAreaObject),
}
