//! What an agency has reported of its schemes.

use chrono::{DateTime, Utc};

use super::view::View;
use crate::error::Result;
use crate::model::*;

/// The schemes that an agency leads and has to report on, and of how many there is news.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reported {
    /// How many there are.
    pub schemes: i32,
    /// Of how many there is news since a moment.
    pub with_news: i32,
}

impl View {
    /// Of how many of an agency's schemes there is news since a moment: a progress update
    /// that was made, or a confirmation. What is completed or cancelled is not counted
    /// unless there is.
    ///
    /// # Errors
    /// [`crate::error::Error::LimitExceeded`] when the request has spent its budget.
    pub fn reported(&self, agency: AgencyId, since: DateTime<Utc>) -> Result<Reported> {
        let mut reported = Reported::default();
        for place in self.all::<Project>()? {
            let node = self.node::<Project>(place);
            if node.record.lead_agency != Some(agency) {
                continue;
            }
            let told = self.seen::<ProgressUpdate>(&node.links.progress)?;
            let has_news = node.record.last_confirmed_at.is_some_and(|at| since <= at)
                || told
                    .iter()
                    .any(|place| since <= self.node::<ProgressUpdate>(*place).record.head.created_at);
            reported.with_news += i32::from(has_news);
            reported.schemes += i32::from(has_news || !node.record.status.has_ended());
        }
        Ok(reported)
    }
}
