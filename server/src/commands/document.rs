//! Commands on documents and what they belong to.

use async_graphql::{ID, InputObject, MaybeUndefined};

use super::edit::{Creation, Editor, Input, new_head, put, reason};
use super::plan::{next_position, revision};
use super::values::{SourceInput, day, put_sources};
use crate::auth::policy;
use crate::error::{Error, Result};
use crate::model::scalars::Date;
use crate::model::*;
use crate::store::records;

/// What a document says, beside its title, and what it belongs to.
#[derive(InputObject, Debug, Clone, Default)]
pub struct DocumentFields {
    /// What kind of document it is.
    pub kind: MaybeUndefined<DocumentKind>,
    /// Where to find it, http or https; it may not be known.
    pub url: MaybeUndefined<String>,
    /// Which version it is, in words.
    pub version_label: MaybeUndefined<String>,
    /// Its reference number.
    pub reference: MaybeUndefined<String>,
    /// The date it bears.
    pub dated_on: MaybeUndefined<Date>,
    /// The agency it belongs to, by id or slug. Partner admins can set only one that they
    /// act for.
    pub owner_agency: MaybeUndefined<ID>,
    /// Its protective marking, such as OFFICIAL.
    pub marking: MaybeUndefined<String>,
    /// Who may see it; the people of the partnership if nothing is ever said. It is never
    /// wider visible than all that it belongs to. Of what belongs to case panels alone it
    /// is `RESTRICTED`. What is restricted and put elsewhere stays so, unless this says
    /// otherwise.
    pub visibility: MaybeUndefined<Visibility>,
    /// The strategies it belongs to; the whole list.
    pub strategies: MaybeUndefined<Vec<ID>>,
    /// The edition that `priorities` speaks of; the strategy in force if nothing is said.
    /// Links to priorities of other editions stay as they are.
    pub strategy_id: Option<ID>,
    /// The priorities of that edition that it belongs to; the whole list.
    pub priorities: MaybeUndefined<Vec<ID>>,
    /// The projects and schemes it belongs to; the whole list.
    pub projects: MaybeUndefined<Vec<ID>>,
    /// The sittings it belongs to; the whole list.
    pub sittings: MaybeUndefined<Vec<ID>>,
    /// Where its facts come from; the whole list.
    pub sources: MaybeUndefined<Vec<SourceInput>>,
}

/// A new document, the last in the partnership's list.
#[derive(InputObject, Debug, Clone)]
pub struct CreateDocumentInput {
    /// The partnership, by id or slug.
    pub partnership: ID,
    /// Its title.
    pub title: String,
    /// Its key, by which partnership files link it; made of the title if nothing
    /// is said. Only those who see all of the partnership choose one.
    pub key: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// The rest.
    #[graphql(flatten)]
    pub fields: DocumentFields,
}

/// New values for a document: what is left out stays, null clears.
#[derive(InputObject, Debug, Clone)]
pub struct UpdateDocumentInput {
    /// Its id.
    pub id: ID,
    /// The version that you saw; if it has changed since, nothing is written.
    pub version: i32,
    /// Why.
    pub reason: Option<String>,
    /// Its title.
    #[graphql(default)]
    pub title: MaybeUndefined<String>,
    /// The rest.
    #[graphql(flatten)]
    pub fields: DocumentFields,
}

impl DocumentFields {
    fn apply(&self, document: &mut Document, edit: &mut Editor<'_, '_>) -> Result<()> {
        edit.set("kind", &mut document.kind, &self.kind);
        put(&mut document.url, &self.url);
        put(&mut document.version_label, &self.version_label);
        put(&mut document.reference, &self.reference);
        put(&mut document.dated_on, &day(&self.dated_on));
        edit.put_agency("ownerAgency", &mut document.owner_agency, &self.owner_agency)?;
        put(&mut document.marking, &self.marking);
        put_sources(&mut document.head.sources, &self.sources);
        let before = document.parents();
        self.link(document, edit)?;
        edit.put_visibility(document, &before, |document| &mut document.visibility, &self.visibility)
    }

    fn link(&self, document: &mut Document, edit: &mut Editor<'_, '_>) -> Result<()> {
        let (home, before) = (document.partnership, document.parents());
        edit.put_links("strategies", &mut document.strategies, &self.strategies, home)?;
        self.link_priorities(document, edit)?;
        edit.put_links("projects", &mut document.projects, &self.projects, home)?;
        edit.put_links("sittings", &mut document.sittings, &self.sittings, home)?;
        may_move(&before, &document.parents(), edit)
    }

    /// Replaces the links to the priorities of one edition.
    fn link_priorities(&self, document: &mut Document, edit: &mut Editor<'_, '_>) -> Result<()> {
        if self.priorities.is_undefined() {
            return Ok(());
        }
        let home = document.partnership;
        let Some(edition) = edit.edition(home, self.strategy_id.as_ref())? else { return Ok(()) };
        let mut of_edition = records::priorities(edit.tx.reader(), home)?;
        of_edition.retain(|priority| priority.strategy == edition);
        let is_own = |id: &PriorityId| of_edition.iter().any(|priority| priority.id == *id);
        let now: Vec<PriorityId> = document.priorities.iter().copied().filter(is_own).collect();
        let Some(wanted) = edit.given_links("priorities", &now, &self.priorities, home)? else {
            return Ok(());
        };
        for (i, id) in wanted.iter().enumerate() {
            if !is_own(id) {
                let problem = "belongs to another edition: name the edition with strategyId";
                edit.problems.add(&format!("priorities[{i}]"), problem);
            }
        }
        let wanted = edit.with_unshown(&now, wanted)?;
        if now != wanted {
            document.priorities.retain(|id| !is_own(id));
            document.priorities.extend(wanted);
        }
        Ok(())
    }
}

/// What stands in one of two lists only.
fn changed(before: &[AnyId], after: &[AnyId]) -> Vec<AnyId> {
    let gone = before.iter().filter(|id| !after.contains(id));
    let new = after.iter().filter(|id| !before.contains(id));
    gone.chain(new).copied().collect()
}

/// Whether the writer may take a document out of some records and put it under others.
///
/// # Errors
/// [`crate::error::Error::Forbidden`] when not; when the database fails.
pub(super) fn may_move(before: &[AnyId], after: &[AnyId], edit: &mut Editor<'_, '_>) -> Result<()> {
    changed(before, after).into_iter().try_for_each(|id| may_hold(id, edit))
}

/// The place after all documents that the writer sees: one that counted the others would
/// tell how many there are.
fn last_position(partnership: PartnershipId, edit: &mut Editor<'_, '_>) -> Result<i32> {
    let mut documents = records::documents(edit.tx.reader(), partnership)?;
    if !edit.viewer.scope.sees_whole(partnership) {
        let mut seen = Vec::with_capacity(documents.len());
        for document in documents {
            if edit.sees(document.id.into())? {
                seen.push(document);
            }
        }
        documents = seen;
    }
    Ok(next_position(&documents))
}

/// Whether the writer may say what documents a record has: who keeps it, and for a
/// project who takes part in it.
fn may_hold(id: AnyId, edit: &mut Editor<'_, '_>) -> Result<()> {
    let Some(record) = records::find(edit.tx.reader(), id)? else {
        return Err(Error::internal("a record that was found is not there"));
    };
    let key = match id.entity {
        EntityType::Strategy => "strategy.update",
        EntityType::Priority => "priority.update",
        EntityType::MeetingOccurrence => "meeting_occurrence.update",
        _ => "progress_update.post",
    };
    let ties = edit.ties(&record)?;
    let told = || {
        let label = record.label();
        let message =
            format!("Your roles do not let you say what documents “{label}” has: whoever keeps it does.");
        Error::Forbidden(message.into())
    };
    policy::decide(&edit.viewer, key, &ties).map(drop).ok_or_else(told)
}

impl Input for CreateDocumentInput {
    type Noun = Document;
    const KEY: &'static str = "document.create";

    fn apply(&self, document: &mut Document, edit: &mut Editor<'_, '_>) -> Result<()> {
        self.fields.apply(document, edit)
    }

    reason!();
}

impl Creation for CreateDocumentInput {
    fn start(&self, edit: &mut Editor<'_, '_>) -> Result<Document> {
        let partnership = edit.partnership(&self.partnership)?;
        let (id, head) = new_head(self.key.as_ref());
        Ok(Document {
            id: DocumentId::from_uuid(id),
            head,
            partnership,
            position: last_position(partnership, edit)?,
            title: self.title.clone(),
            kind: DocumentKind::Other,
            owner_agency: edit.own_agency(partnership)?,
            visibility: Visibility::Partners,
            ..Document::default()
        })
    }
}

impl Input for UpdateDocumentInput {
    type Noun = Document;
    const KEY: &'static str = "document.update";

    fn apply(&self, document: &mut Document, edit: &mut Editor<'_, '_>) -> Result<()> {
        edit.set("title", &mut document.title, &self.title);
        self.fields.apply(document, edit)
    }

    reason!();
}

revision!(UpdateDocumentInput);
