//! Commands on partnerships themselves.

use async_graphql::{ID, InputObject, MaybeUndefined};

use super::edit::{Creation, Editor, Input, new_head, put, reason};
use super::plan::revision;
use super::slugs::{keep_name, put_aliases};
use super::values::{SourceInput, day, put_list, put_sources};
use crate::error::{Error, Result};
use crate::model::scalars::Date;
use crate::model::*;

/// An area that a partnership covers.
#[derive(InputObject, Debug, Clone)]
pub struct AreaInput {
    /// Its name.
    pub name: String,
    /// Its ONS (GSS) code, such as `E07000070`.
    pub code: Option<String>,
}

/// One thing that a partnership is for.
#[derive(InputObject, Debug, Clone)]
pub struct AimInput {
    /// The aim in the partnership's words.
    pub text: String,
    /// The statutory purpose that it serves.
    pub purpose: Option<StatutoryPurpose>,
}

/// What a partnership says, beside its name.
#[derive(InputObject, Debug, Clone, Default)]
pub struct PartnershipFields {
    /// Other names it goes by; the whole list. One that is given twice, or is its name, is
    /// left out.
    pub aliases: MaybeUndefined<Vec<String>>,
    /// What kind of body it is.
    pub kind: MaybeUndefined<PartnershipKind>,
    /// The areas that it covers; the whole list.
    pub areas: MaybeUndefined<Vec<AreaInput>>,
    /// What it is, in its own words. Plain text; a blank line starts a paragraph.
    pub description: MaybeUndefined<String>,
    /// The published sentence on its legal duty, verbatim.
    pub duty_statement: MaybeUndefined<String>,
    /// The published words for members that are not named.
    pub other_members: MaybeUndefined<String>,
    /// What it is for; the whole list.
    pub aims: MaybeUndefined<Vec<AimInput>>,
    /// Its web page, http or https.
    pub website: MaybeUndefined<String>,
    /// How to reach it: a post and its address, never a person's.
    pub contact: MaybeUndefined<String>,
    /// The partnership above it, by id or slug.
    pub parent: MaybeUndefined<ID>,
    /// The day it began.
    pub started_on: MaybeUndefined<Date>,
    /// The day it ended.
    pub ended_on: MaybeUndefined<Date>,
    /// After how many days without news a scheme is stale; 120 if nothing is said.
    pub stale_after_days: MaybeUndefined<i32>,
    /// Where its facts come from; the whole list.
    pub sources: MaybeUndefined<Vec<SourceInput>>,
}

/// A new partnership.
#[derive(InputObject, Debug, Clone)]
pub struct CreatePartnershipInput {
    /// Its name.
    pub name: String,
    /// Its address in this register: lower-case words joined by hyphens; made of the name
    /// if nothing is said.
    pub slug: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// The rest.
    #[graphql(flatten)]
    pub fields: PartnershipFields,
}

/// New values for a partnership: what is left out stays, null clears.
#[derive(InputObject, Debug, Clone)]
pub struct UpdatePartnershipInput {
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
    pub fields: PartnershipFields,
}

impl PartnershipFields {
    fn apply(&self, partnership: &mut Partnership, edit: &mut Editor<'_, '_>) -> Result<()> {
        put_aliases(&mut partnership.aliases, &partnership.name, &self.aliases);
        edit.set("kind", &mut partnership.kind, &self.kind);
        put_list(&mut partnership.areas, &self.areas, |area| Area {
            name: area.name.clone(),
            code: area.code.clone(),
        });
        put(&mut partnership.description, &self.description);
        put(&mut partnership.duty_statement, &self.duty_statement);
        put(&mut partnership.other_members, &self.other_members);
        put_list(&mut partnership.aims, &self.aims, |aim| Aim {
            text: aim.text.clone(),
            purpose: aim.purpose,
        });
        put(&mut partnership.website, &self.website);
        put(&mut partnership.contact, &self.contact);
        self.apply_parent(partnership, edit)?;
        put(&mut partnership.started_on, &day(&self.started_on));
        put(&mut partnership.ended_on, &day(&self.ended_on));
        put(&mut partnership.stale_after_days, &self.stale_after_days);
        put_sources(&mut partnership.head.sources, &self.sources);
        Ok(())
    }

    fn apply_parent(&self, partnership: &mut Partnership, edit: &mut Editor<'_, '_>) -> Result<()> {
        let known = partnership.parent;
        partnership.parent = match &self.parent {
            MaybeUndefined::Undefined => return Ok(()),
            MaybeUndefined::Null => None,
            MaybeUndefined::Value(id) => match edit.partnership(id) {
                Ok(parent) => {
                    if known != Some(parent) {
                        edit.takes_new_at(parent.into(), "parent")?;
                    }
                    Some(parent)
                }
                Err(Error::NotFound(_)) => {
                    edit.problems.add("parent", "is not a partnership of this register");
                    return Ok(());
                }
                Err(other) => return Err(other),
            },
        };
        if partnership.parent == Some(partnership.id) {
            return Ok(());
        }
        let first = partnership.parent.map(AnyId::from);
        edit.no_circle("parent", partnership.id.into(), first, |record| match record {
            Record::Partnership(partnership) => partnership.parent.map(AnyId::from),
            _ => None,
        })
    }
}

impl Input for CreatePartnershipInput {
    type Noun = Partnership;
    const KEY: &'static str = "partnership.create";

    fn apply(&self, partnership: &mut Partnership, edit: &mut Editor<'_, '_>) -> Result<()> {
        self.fields.apply(partnership, edit)?;
        edit.first_slug(partnership, self.slug.as_deref(), &self.name)
    }

    reason!();
}

impl Creation for CreatePartnershipInput {
    fn start(&self, _edit: &mut Editor<'_, '_>) -> Result<Partnership> {
        let (id, head) = new_head(None);
        let (id, name) = (PartnershipId::from_uuid(id), self.name.clone());
        let kind = PartnershipKind::CommunitySafetyPartnership;
        Ok(Partnership { id, head, name, kind, ..Partnership::default() })
    }
}

impl Input for UpdatePartnershipInput {
    type Noun = Partnership;
    const KEY: &'static str = "partnership.update";

    fn apply(&self, partnership: &mut Partnership, edit: &mut Editor<'_, '_>) -> Result<()> {
        let name = partnership.name.clone();
        edit.set("name", &mut partnership.name, &self.name);
        self.fields.apply(partnership, edit)?;
        keep_name(&name, &partnership.name, &mut partnership.aliases, &self.fields.aliases);
        edit.put_slug(partnership, &self.slug)
    }

    reason!();
}

revision!(UpdatePartnershipInput);
