//! Changing projects and schemes.

use async_graphql::{Context, InputObject, Object};

use super::payload::{ArchiveInput, change, change_all, list_payload, payload};
use crate::commands::edit::{Create, CreateMany, Update};
use crate::commands::project::{CreateProjectInput, UpdateProjectInput};
use crate::error::Result;
use crate::graphql::project::ProjectObject;
use crate::model::Project;

payload! {
    /// What became of a change to a project or scheme.
    ProjectPayload {
        /// The project as it is now; null when there is none.
        project: ProjectObject
    }
}

list_payload! {
    /// What became of several new projects and schemes.
    ProjectsPayload {
        /// The projects, in the order of the rows.
        projects: ProjectObject
    }
}

/// Several new projects and schemes, all or none.
#[derive(InputObject)]
pub struct CreateProjectsInput {
    /// The projects; at most 200.
    rows: Vec<CreateProjectInput>,
}

/// Changing projects and schemes.
#[derive(Default)]
pub struct ProjectMutations;

/// Changing projects and schemes.
#[Object]
impl ProjectMutations {
    /// Adds a project or scheme. What a partner admin adds is led by their agency.
    async fn create_project(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The project.")] input: CreateProjectInput,
    ) -> Result<Option<ProjectPayload>> {
        Ok(Some(change(ctx, Create(input), None).await?.into()))
    }

    /// Adds several projects and schemes, all or none.
    #[graphql(complexity = "50 * child_complexity + 1")]
    async fn create_projects(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The projects.")] input: CreateProjectsInput,
    ) -> Result<Option<ProjectsPayload>> {
        Ok(Some(change_all(ctx, CreateMany(input.rows)).await?.into()))
    }

    /// Changes a project or scheme.
    async fn update_project(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, and its new values.")] input: UpdateProjectInput,
    ) -> Result<Option<ProjectPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, Update(input), subject).await?.into()))
    }

    /// Puts a project or scheme away: it leaves the lists, links to it keep working.
    async fn archive_project(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ArchiveInput,
    ) -> Result<Option<ProjectPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, input.command::<Project>(true), subject).await?.into()))
    }

    /// Takes a project or scheme out of the archive.
    async fn unarchive_project(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: ArchiveInput,
    ) -> Result<Option<ProjectPayload>> {
        let subject = Some(input.id.clone());
        Ok(Some(change(ctx, input.command::<Project>(false), subject).await?.into()))
    }
}
