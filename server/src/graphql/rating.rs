//! How what stands under a priority is rated.

use async_graphql::{Object, SimpleObject};

use super::object::At;
use super::progress::ProgressUpdateObject;
use super::scalars::Date;
use crate::error::Result;
use crate::graph::ratings::Standing;
use crate::model::*;

/// One rating on a day: of the priority, a focus area or a project of it.
#[derive(SimpleObject)]
pub struct RatingPoint {
    /// The day that it speaks of.
    on: Date,
    /// The rating.
    rating: Rating,
    /// The progress update that says so; its `subject` is what was rated.
    progress: ProgressUpdateObject,
}

/// How many projects are rated so.
#[derive(SimpleObject)]
pub struct RatingCount {
    /// The rating.
    rating: Rating,
    /// How many.
    count: i32,
}

/// How many projects are in a state.
#[derive(SimpleObject)]
pub struct StatusCount {
    /// The state.
    status: ProjectStatus,
    /// How many.
    count: i32,
}

/// How the projects under a priority stand, counted; flattened into the priority.
pub struct Counts(pub At<Priority>);

impl Counts {
    fn standing(&self) -> Result<Standing> {
        self.0.view.standing(self.0.place)
    }
}

/// How the projects under a priority stand, counted.
#[Object]
impl Counts {
    /// How many projects and schemes stand under it.
    async fn project_count(&self) -> Result<i32> {
        let projects = self.0.view.seen::<Project>(&self.0.links().projects)?;
        Ok(i32::try_from(projects.len()).unwrap_or(i32::MAX))
    }
    /// How many of its projects are stale: see `Project.isStale`.
    async fn stale_count(&self) -> Result<i32> {
        Ok(self.standing()?.stale)
    }
    /// Its projects by state, in the order of the states; only where there are any.
    #[graphql(complexity = "8 * child_complexity + 1")]
    async fn status_counts(&self) -> Result<Vec<StatusCount>> {
        let standing = self.standing()?;
        let count = |status: &ProjectStatus| StatusCount {
            status: *status,
            count: standing.projects.iter().filter(|(of, _)| of == status).count() as i32,
        };
        Ok(ProjectStatus::ALL.iter().map(count).filter(|counted| counted.count > 0).collect())
    }
    /// Its projects by the rating of their newest progress update that you may see, in the
    /// order of the ratings; those without an update are not rated. Only where there are
    /// any.
    #[graphql(complexity = "4 * child_complexity + 1")]
    async fn rating_counts(&self) -> Result<Vec<RatingCount>> {
        let standing = self.standing()?;
        let count = |rating: &Rating| RatingCount {
            rating: *rating,
            count: standing.projects.iter().filter(|(_, of)| of == rating).count() as i32,
        };
        Ok(Rating::ALL.iter().map(count).filter(|counted| counted.count > 0).collect())
    }
    /// Every rating of the priority, its focus areas and its projects, the earliest first;
    /// at most 1,000. Updates that rate nothing are left out.
    #[graphql(complexity = "100 * child_complexity + 1")]
    async fn ratings(
        &self,
        #[graphql(desc = "On this day or later.")] from: Option<Date>,
        #[graphql(desc = "On this day or earlier.")] to: Option<Date>,
    ) -> Result<Vec<RatingPoint>> {
        let view = &self.0.view;
        let places = view.ratings(self.0.place, from.map(|day| day.0), to.map(|day| day.0))?;
        let point = |place: u32| {
            let update = &view.node::<ProgressUpdate>(place).record;
            RatingPoint {
                on: Date(update.on),
                rating: update.rating,
                progress: ProgressUpdateObject(At::new(view, place)),
            }
        };
        Ok(places.into_iter().map(point).collect())
    }
}
