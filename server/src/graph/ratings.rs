//! How what stands under a priority was rated, now and over time.

use chrono::NaiveDate;

use super::partnership::Places;
use super::view::View;
use crate::error::{Error, Result};
use crate::model::*;

/// How many ratings are given at most.
const MOST: usize = 1_000;

/// How the projects under a priority stand.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    /// The state of each, and how it is rated: by its newest progress update.
    pub projects: Vec<(ProjectStatus, Rating)>,
    /// How many of them are stale.
    pub stale: i32,
}

impl View {
    /// How the projects under a priority stand.
    ///
    /// # Errors
    /// [`Error::LimitExceeded`] when the request has spent its budget.
    pub fn standing(&self, priority: u32) -> Result<Standing> {
        let mut standing = Standing::default();
        for place in self.seen::<Project>(&self.node::<Priority>(priority).links.projects)? {
            let node = self.node::<Project>(place);
            let newest = self.seen::<ProgressUpdate>(&node.links.progress)?.first().copied();
            let rating =
                newest.map_or(Rating::NotRated, |update| self.node::<ProgressUpdate>(update).record.rating);
            standing.projects.push((node.record.status, rating));
            standing.stale += i32::from(self.is_stale(place)?);
        }
        Ok(standing)
    }

    /// The progress updates with a rating on a priority, its focus areas and its projects,
    /// between two days, the earliest first.
    ///
    /// # Errors
    /// [`Error::LimitExceeded`] when there are more than 1,000, or the request has spent
    /// its budget.
    pub fn ratings(&self, priority: u32, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Result<Places> {
        let links = &self.node::<Priority>(priority).links;
        let mut ratings = self.seen::<ProgressUpdate>(&links.progress)?;
        for place in self.seen::<FocusArea>(&links.focus_areas)? {
            ratings.extend(self.seen::<ProgressUpdate>(&self.node::<FocusArea>(place).links.progress)?);
        }
        for place in self.seen::<Project>(&links.projects)? {
            ratings.extend(self.seen::<ProgressUpdate>(&self.node::<Project>(place).links.progress)?);
        }
        ratings.retain(|place| {
            let update = &self.node::<ProgressUpdate>(*place).record;
            update.rating != Rating::NotRated
                && from.is_none_or(|from| from <= update.on)
                && to.is_none_or(|to| update.on <= to)
        });
        if ratings.len() > MOST {
            let found = ratings.len();
            let message = format!(
                "There are {found} ratings in these days: at most {MOST} are given. Ask for fewer days."
            );
            return Err(Error::limit("ratings", MOST as u64, message));
        }
        // Progress is listed with the newest first.
        ratings.sort_unstable_by(|a, b| b.cmp(a));
        Ok(ratings)
    }
}
