//! Commands on agencies, which all partnerships share.

use async_graphql::{ID, InputObject, MaybeUndefined};

use super::done::Done;
use super::edit::{Creation, Editor, Input, new_head, put, reason};
use super::gate::Command;
use super::slugs::{keep_name, put_aliases};
use super::values::{SourceInput, day, put_sources};
use crate::auth::policy;
use crate::error::Result;
use crate::model::scalars::Date;
use crate::model::*;
use crate::store::tx::WriteTx;

/// What an agency says, beside its name.
#[derive(InputObject, Debug, Clone, Default)]
pub struct AgencyFields {
    /// Other names it goes by; the whole list. One that is given twice, or is its name, is
    /// left out.
    pub aliases: MaybeUndefined<Vec<String>>,
    /// What kind of organisation it is.
    pub kind: MaybeUndefined<AgencyKind>,
    /// Its web page, http or https.
    pub website: MaybeUndefined<String>,
    /// The day it began.
    pub started_on: MaybeUndefined<Date>,
    /// The day it ended.
    pub ended_on: MaybeUndefined<Date>,
    /// Where its facts come from; the whole list.
    pub sources: MaybeUndefined<Vec<SourceInput>>,
}

/// A new agency.
#[derive(InputObject, Debug, Clone)]
pub struct CreateAgencyInput {
    /// Its name.
    pub name: String,
    /// Its address in this register: lower-case words joined by hyphens; made of the name
    /// if nothing is said.
    pub slug: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// The rest.
    #[graphql(flatten)]
    pub fields: AgencyFields,
}

/// New values for an agency: what is left out stays, null clears. Partner admins change
/// `website` and `aliases` of their own agency.
#[derive(InputObject, Debug, Clone)]
pub struct UpdateAgencyInput {
    /// Its id.
    pub id: ID,
    /// The version that you saw; if it has changed since, nothing is written.
    pub version: i32,
    /// Why.
    pub reason: Option<String>,
    /// Its name; the one before is kept among the aliases unless those are given as well.
    #[graphql(default)]
    pub name: MaybeUndefined<String>,
    /// Its address in this register; the one before keeps resolving.
    #[graphql(default)]
    pub slug: MaybeUndefined<String>,
    /// The rest.
    #[graphql(flatten)]
    pub fields: AgencyFields,
}

impl AgencyFields {
    fn apply(&self, agency: &mut Agency, edit: &mut Editor<'_, '_>) {
        put_aliases(&mut agency.aliases, &agency.name, &self.aliases);
        edit.set("kind", &mut agency.kind, &self.kind);
        put(&mut agency.website, &self.website);
        put(&mut agency.started_on, &day(&self.started_on));
        put(&mut agency.ended_on, &day(&self.ended_on));
        put_sources(&mut agency.head.sources, &self.sources);
    }
}

impl Input for CreateAgencyInput {
    type Noun = Agency;
    const KEY: &'static str = "agency.create";

    fn apply(&self, agency: &mut Agency, edit: &mut Editor<'_, '_>) -> Result<()> {
        self.fields.apply(agency, edit);
        edit.first_slug(agency, self.slug.as_deref(), &self.name)
    }

    reason!();
}

impl Creation for CreateAgencyInput {
    fn start(&self, _edit: &mut Editor<'_, '_>) -> Result<Agency> {
        let (id, head) = new_head(None);
        let (id, name) = (AgencyId::from_uuid(id), self.name.clone());
        Ok(Agency { id, head, name, kind: AgencyKind::Other, ..Agency::default() })
    }
}

impl UpdateAgencyInput {
    /// Whether it touches nothing but what an agency's own people may change.
    fn is_profile(&self) -> bool {
        let fields = &self.fields;
        self.name.is_undefined()
            && self.slug.is_undefined()
            && fields.kind.is_undefined()
            && fields.started_on.is_undefined()
            && fields.ended_on.is_undefined()
            && fields.sources.is_undefined()
    }

    fn apply(&self, agency: &mut Agency, edit: &mut Editor<'_, '_>) -> Result<()> {
        let name = agency.name.clone();
        edit.set("name", &mut agency.name, &self.name);
        self.fields.apply(agency, edit);
        keep_name(&name, &agency.name, &mut agency.aliases, &self.fields.aliases);
        edit.put_slug(agency, &self.slug)
    }
}

/// Changes an agency.
pub struct UpdateAgency(pub UpdateAgencyInput);

impl Command for UpdateAgency {
    type Output = Done;
    const KEY: &'static str = "agency.update";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Done> {
        let input = &self.0;
        let mut edit = Editor::new(tx)?;
        let before: Agency = edit.find(&input.id)?;
        let ties = edit.ties(&before.clone().into())?;
        let may_all = policy::decide(&edit.viewer, Self::KEY, &ties).is_some();
        let key = if input.is_profile() && !may_all { "agency.update_profile" } else { Self::KEY };
        edit.permit_with(key, &ties)?;
        edit.at_version(&before, input.version)?;
        let mut after = before.clone();
        input.apply(&mut after, &mut edit)?;
        edit.save(key, &before, after, input.reason.as_deref(), |_, _| Ok(()))?;
        Ok(Done::to(before.id))
    }
}
