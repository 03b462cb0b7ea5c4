//! Commands on successions: one agency following another.

use async_graphql::{ID, InputObject, MaybeUndefined};

use super::edit::{Creation, Editor, Input, new_head, put, reason};
use super::plan::revision;
use super::values::{SourceInput, day, put_sources};
use crate::error::Result;
use crate::model::scalars::Date;
use crate::model::*;
use crate::store::records;

/// What a succession says, beside where it began.
#[derive(InputObject, Debug, Clone, Default)]
pub struct SuccessionFields {
    /// The agency after, by id or slug; none when the one before was abolished. It may have
    /// been put away since.
    pub to: MaybeUndefined<ID>,
    /// How the one followed the other; `REPLACED` if nothing is ever said.
    pub kind: MaybeUndefined<SuccessionKind>,
    /// The day it took effect.
    pub on: MaybeUndefined<Date>,
    /// Where its facts come from; the whole list.
    pub sources: MaybeUndefined<Vec<SourceInput>>,
}

/// A new succession. No chain of successions leads back to where it began.
#[derive(InputObject, Debug, Clone)]
pub struct CreateSuccessionInput {
    /// The agency before, by id or slug; it may have been put away since.
    pub from: ID,
    /// Its key, by which partnership files link it; made of the agencies if nothing is
    /// said.
    pub key: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// The rest.
    #[graphql(flatten)]
    pub fields: SuccessionFields,
}

/// New values for a succession: what is left out stays, null clears.
#[derive(InputObject, Debug, Clone)]
pub struct UpdateSuccessionInput {
    /// Its id.
    pub id: ID,
    /// The version that you saw; if it has changed since, nothing is written.
    pub version: i32,
    /// Why.
    pub reason: Option<String>,
    /// The agency before, by id or slug.
    #[graphql(default)]
    pub from: MaybeUndefined<ID>,
    /// The rest.
    #[graphql(flatten)]
    pub fields: SuccessionFields,
}

impl SuccessionFields {
    fn apply(&self, succession: &mut Succession, edit: &mut Editor<'_, '_>) -> Result<()> {
        // An agency that was put away because it has ended is what a succession tells of.
        match &self.to {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => succession.to = None,
            MaybeUndefined::Value(id) => succession.to = edit.agency("to", id)?,
        }
        edit.set("kind", &mut succession.kind, &self.kind);
        put(&mut succession.on, &day(&self.on));
        put_sources(&mut succession.head.sources, &self.sources);
        Ok(())
    }
}

impl Input for CreateSuccessionInput {
    type Noun = Succession;
    const KEY: &'static str = "succession.create";

    fn apply(&self, succession: &mut Succession, edit: &mut Editor<'_, '_>) -> Result<()> {
        if let Some(from) = edit.agency("from", &self.from)? {
            succession.from = from;
        }
        self.fields.apply(succession, edit)?;
        let key = match succession.to {
            Some(to) => format!("{} to {}", slug(succession.from, edit)?, slug(to, edit)?),
            None => format!("{} ended", slug(succession.from, edit)?),
        };
        edit.name_key(succession, &key)
    }

    reason!();
}

fn slug(id: AgencyId, edit: &mut Editor<'_, '_>) -> Result<String> {
    let found = records::find(edit.tx.reader(), id.into())?;
    Ok(match found {
        Some(Record::Agency(agency)) => agency.slug,
        _ => "agency".to_owned(),
    })
}

impl Creation for CreateSuccessionInput {
    fn start(&self, _edit: &mut Editor<'_, '_>) -> Result<Succession> {
        let (id, head) = new_head(self.key.as_ref());
        let id = SuccessionId::from_uuid(id);
        Ok(Succession { id, head, kind: SuccessionKind::Replaced, ..Succession::default() })
    }
}

impl Input for UpdateSuccessionInput {
    type Noun = Succession;
    const KEY: &'static str = "succession.update";

    fn apply(&self, succession: &mut Succession, edit: &mut Editor<'_, '_>) -> Result<()> {
        match &self.from {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => {
                edit.problems.add("from", "is null: a succession always begins with an agency");
            }
            MaybeUndefined::Value(id) => {
                succession.from = edit.agency("from", id)?.unwrap_or(succession.from);
            }
        }
        self.fields.apply(succession, edit)
    }

    reason!();
}

revision!(UpdateSuccessionInput);
