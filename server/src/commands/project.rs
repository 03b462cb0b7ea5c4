//! Commands on projects and schemes.

use async_graphql::{ID, InputObject, MaybeUndefined};

use super::edit::{Creation, Editor, named_inputs, new_head, put};
use super::links::Given;
use super::values::{SourceInput, day, put_sources};
use crate::error::Result;
use crate::model::scalars::Date;
use crate::model::*;

/// What a project or scheme says, beside its name.
#[derive(InputObject, Debug, Clone, Default)]
pub struct ProjectFields {
    /// What kind of project or scheme it is.
    pub kind: MaybeUndefined<ProjectKind>,
    /// Where it stands.
    pub status: MaybeUndefined<ProjectStatus>,
    /// What it does. Plain text; a blank line starts a paragraph. Do not name or describe
    /// individuals.
    pub description: MaybeUndefined<String>,
    /// Its web page, http or https.
    pub website: MaybeUndefined<String>,
    /// The agency that leads it, by id or slug. Partner admins can set only one that they
    /// act for.
    pub lead_agency: MaybeUndefined<ID>,
    /// The post that leads it, never a person's name.
    pub lead_post: MaybeUndefined<String>,
    /// The agencies that take part, by id or slug; the whole list, without the lead.
    pub partner_agencies: MaybeUndefined<Vec<ID>>,
    /// The day it starts.
    pub starts_on: MaybeUndefined<Date>,
    /// The day it ends.
    pub ends_on: MaybeUndefined<Date>,
    /// Who may see it; public if nothing is ever said.
    pub visibility: MaybeUndefined<Visibility>,
    /// Where its facts come from; the whole list.
    pub sources: MaybeUndefined<Vec<SourceInput>>,
    /// The edition that `priorities` and `focusAreas` speak of; the strategy in force if
    /// nothing is said. Links into other editions stay as they are.
    pub strategy_id: Option<ID>,
    /// The priorities of that edition that it stands under; the whole list.
    pub priorities: MaybeUndefined<Vec<ID>>,
    /// The focus areas of that edition that it serves; the whole list.
    pub focus_areas: MaybeUndefined<Vec<ID>>,
}

/// A new project or scheme.
#[derive(InputObject, Debug, Clone)]
pub struct CreateProjectInput {
    /// The partnership, by id or slug.
    pub partnership: ID,
    /// Its name.
    pub name: String,
    /// Its key, by which partnership files link it; made of the name if nothing
    /// is said. Only those who see all of the partnership choose one.
    pub key: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// The rest.
    #[graphql(flatten)]
    pub fields: ProjectFields,
}

/// New values for a project or scheme: what is left out stays, null clears.
#[derive(InputObject, Debug, Clone)]
pub struct UpdateProjectInput {
    /// Its id.
    pub id: ID,
    /// The version that you saw; if it has changed since, nothing is written.
    pub version: i32,
    /// Why.
    pub reason: Option<String>,
    /// Its name.
    #[graphql(default)]
    pub name: MaybeUndefined<String>,
    /// The rest.
    #[graphql(flatten)]
    pub fields: ProjectFields,
}

impl ProjectFields {
    fn apply(&self, project: &mut Project, edit: &mut Editor<'_, '_>) -> Result<()> {
        edit.set("kind", &mut project.kind, &self.kind);
        edit.set("status", &mut project.status, &self.status);
        put(&mut project.description, &self.description);
        put(&mut project.website, &self.website);
        edit.put_agency("leadAgency", &mut project.lead_agency, &self.lead_agency)?;
        put(&mut project.lead_post, &self.lead_post);
        edit.put_agencies("partnerAgencies", &mut project.partner_agencies, &self.partner_agencies)?;
        put(&mut project.starts_on, &day(&self.starts_on));
        put(&mut project.ends_on, &day(&self.ends_on));
        edit.set("visibility", &mut project.visibility, &self.visibility);
        put_sources(&mut project.head.sources, &self.sources);
        Ok(())
    }

    fn link(&self, project: &Project, reason: Option<&str>, edit: &mut Editor<'_, '_>) -> Result<()> {
        let given = Given {
            edition: self.strategy_id.as_ref(),
            priorities: &self.priorities,
            focus_areas: &self.focus_areas,
            reason,
        };
        edit.replace_links(project.id.into(), project.partnership, given)
    }
}

named_inputs!(Project: CreateProjectInput as "project.create", UpdateProjectInput as "project.update");

impl Creation for CreateProjectInput {
    fn start(&self, edit: &mut Editor<'_, '_>) -> Result<Project> {
        let partnership = edit.partnership(&self.partnership)?;
        let (id, head) = new_head(self.key.as_ref());
        Ok(Project {
            id: ProjectId::from_uuid(id),
            head,
            partnership,
            name: self.name.clone(),
            status: ProjectStatus::NotStated,
            lead_agency: edit.own_agency(partnership)?,
            visibility: Visibility::Public,
            ..Project::default()
        })
    }
}
