//! The hands of an edit: find what is meant, ask for permission, check, save.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_graphql::{ID, MaybeUndefined};
use uuid::Uuid;

use crate::auth::policy::{self, Ties};
use crate::auth::viewer::Viewer;
use crate::error::{Error, Problem, Result, Stale};
use crate::model::record::Head;
use crate::model::validate::Problems;
use crate::model::*;
use crate::store::tx::{Deed, WriteTx};
use crate::store::{entity, lookup, records};

/// How many records one command creates at most.
pub const MOST: usize = 200;

/// A transaction in which somebody edits records.
pub struct Editor<'t, 'c> {
    /// The transaction.
    pub tx: &'t mut WriteTx<'c>,
    /// Whoever edits.
    pub viewer: Arc<Viewer>,
    /// What is wrong with the input.
    pub problems: Problems,
    /// What the record was linked to by this command: by field, whether added or removed.
    pub(super) links: Links,
}

/// Ids by the name of a list of links and by what became of them.
pub(super) type Links = BTreeMap<&'static str, BTreeMap<&'static str, Vec<String>>>;

impl<'t, 'c> Editor<'t, 'c> {
    /// Begins to edit for whoever asked.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] when nobody signed in.
    pub fn new(tx: &'t mut WriteTx<'c>) -> Result<Self> {
        let viewer = tx.viewer()?;
        Ok(Editor { tx, viewer, problems: Problems::default(), links: Links::new() })
    }

    /// The record of a noun with this id, as it is now.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none that the viewer may see; when the database
    /// fails.
    pub fn find<E: Entity>(&mut self, id: &ID) -> Result<E> {
        self.seen::<E>(id)?.ok_or_else(|| not_found::<E>())
    }

    /// The record with this id, if there is one that the viewer may see.
    fn seen<E: Entity>(&mut self, id: &ID) -> Result<Option<E>> {
        let Ok(id) = id.parse::<AnyId>() else { return Ok(None) };
        if id.entity != E::Id::ENTITY || !self.sees(id)? {
            return Ok(None);
        }
        Ok(records::find(self.tx.reader(), id)?.and_then(|record| E::try_from(record).ok()))
    }

    /// Whether there is a record with this id that the viewer may see.
    ///
    /// # Errors
    /// When the database fails.
    pub fn sees(&mut self, id: AnyId) -> Result<bool> {
        self.tx.sees(id, &self.viewer.scope)
    }

    /// Finds out whether the viewer may run `command` on a record, and acts as whoever
    /// may.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when not; when the database fails.
    pub fn permit(&mut self, command: &str, record: &Record) -> Result<()> {
        let ties = self.ties(record)?;
        self.permit_with(command, &ties)
    }

    /// As [`Editor::permit`], with ties that are known.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when not.
    pub fn permit_with(&mut self, command: &str, ties: &Ties) -> Result<()> {
        let actor = policy::decide(&self.viewer, command, ties).ok_or_else(|| self.refusal(command, ties))?;
        self.tx.act_as(actor);
        Ok(())
    }

    /// Why not: a partner admin is told what they may do this with.
    fn refusal(&self, command: &str, ties: &Ties) -> Error {
        let acts = |home| !self.viewer.acts_for(home, &[Role::PartnerAdmin]).is_empty();
        if !policy::is_for_leads(command) || !ties.partnership.is_some_and(acts) {
            return forbidden(command);
        }
        let message = "You may do this only where an agency that you act for leads, hosts, chairs or owns the record, \
                       before the change and after it: name such an agency, or ask the partnership's coordinator.";
        Error::Forbidden(message.into())
    }

    /// What ties a record to agencies.
    ///
    /// # Errors
    /// When the database fails.
    pub fn ties(&mut self, record: &Record) -> Result<Ties> {
        let mut failed = None;
        let conn = self.tx.reader();
        let ties = policy::ties(record, &mut |id| match records::find(conn, id) {
            Ok(found) => found,
            Err(error) => {
                failed = Some(error);
                None
            }
        });
        failed.map_or(Ok(ties), Err)
    }

    /// Whether the writer saw the record as it is.
    ///
    /// # Errors
    /// [`Error::Conflict`] when it has changed since.
    pub fn at_version<E: Entity>(&self, record: &E, version: i32) -> Result<()> {
        match record.head().version == version {
            true => Ok(()),
            false => Err(Error::Conflict(vec![Stale { path: "version".to_owned(), name: record.label() }])),
        }
    }

    /// Notes a missing reason as a problem; that it is not empty is checked with the rest.
    pub fn demand_reason(&mut self, reason: Option<&str>, why: &str) {
        if reason.is_none() {
            self.problems.add("reason", format!("is missing: say why, it is required {why}"));
        }
    }

    /// Ends the reading of input.
    ///
    /// # Errors
    /// [`Error::Invalid`] with whatever was wrong so far.
    pub fn end_of_input(&mut self) -> Result<()> {
        std::mem::take(&mut self.problems).into_result()
    }

    /// Checks and saves a record that was changed; equal values write nothing. `follow`
    /// writes what goes with it.
    ///
    /// # Errors
    /// As the parts of it.
    pub fn save<E: Entity>(
        &mut self,
        command: &str,
        before: &E,
        after: E,
        reason: Option<&str>,
        follow: impl FnOnce(&E, &mut Self) -> Result<()>,
    ) -> Result<()> {
        self.save_as(ChangeAction::Update, command, before, after, reason, follow)
    }

    /// As [`Editor::save`], saying what is done to the record.
    ///
    /// # Errors
    /// As the parts of it.
    pub fn save_as<E: Entity>(
        &mut self,
        action: ChangeAction,
        command: &str,
        before: &E,
        after: E,
        reason: Option<&str>,
        follow: impl FnOnce(&E, &mut Self) -> Result<()>,
    ) -> Result<()> {
        self.allow(command, before, &after, reason)?;
        self.write(action, before, &after, reason)?;
        follow(&after, self)?;
        self.end_of_input()
    }

    /// As [`Editor::save`], for what is linked by the same input: the links stand in other
    /// records, and whoever changes them changes this one too. Of two who read one version
    /// the second would else undo unseen what the first linked.
    ///
    /// # Errors
    /// As the parts of it.
    pub fn save_with_links<E: Entity>(
        &mut self,
        command: &str,
        before: &E,
        after: &E,
        reason: Option<&str>,
        link: impl FnOnce(&E, &mut Self) -> Result<()>,
    ) -> Result<()> {
        self.allow(command, before, after, reason)?;
        link(after, self)?;
        self.end_of_input()?;
        self.write(ChangeAction::Update, before, after, reason)
    }

    fn allow<E: Entity>(&mut self, command: &str, before: &E, after: &E, reason: Option<&str>) -> Result<()> {
        // Twice: a record cannot be changed into one that the writer may not keep.
        let ties = self.ties(&after.clone().into())?;
        self.permit_with(command, &ties)?;
        self.keep_leads(command, Some(before), after)?;
        self.check(after, reason);
        self.check_among(Some(before), after)?;
        let home = before.partnership().map(AnyId::from);
        let known: Vec<AnyId> = before.parents().into_iter().chain(home).collect();
        self.check_above(after, &known)?;
        self.end_of_input()
    }

    fn write<E: Entity>(
        &mut self,
        action: ChangeAction,
        before: &E,
        after: &E,
        reason: Option<&str>,
    ) -> Result<()> {
        let links = std::mem::take(&mut self.links);
        if before == after && links.is_empty() {
            return Ok(());
        }
        if !links.is_empty() {
            self.tx.tell_links(serde_json::to_value(links).map_err(Error::internal)?);
        }
        self.tx.save(Some(&before.clone().into()), after.clone(), Deed { action, reason })?;
        Ok(())
    }

    /// Checks that nobody sets agencies that they do not act for, or hands a record away.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when somebody does.
    pub fn keep_leads<E: Entity>(&mut self, command: &str, before: Option<&E>, after: &E) -> Result<()> {
        let before = before.map(|noun| Ties::of(&noun.clone().into())).unwrap_or_default();
        let after = Ties::of(&after.clone().into());
        if policy::may_set_leads(&self.viewer, command, &before, &after) {
            return Ok(());
        }
        Err(Error::Forbidden(
            "You may set only agencies that you act for, and cannot hand a record away: ask the \
             partnership's coordinator."
                .into(),
        ))
    }

    pub(super) fn check<E: Entity>(&mut self, noun: &E, reason: Option<&str>) {
        let record: Record = noun.clone().into();
        if !record.head().key.is_empty() {
            record.validate(&mut self.problems);
        } else {
            noun.validate(&mut self.problems);
            Source::validate_all(&noun.head().sources, &mut self.problems);
        }
        self.problems.optional_text("reason", reason, 2_000);
    }

    /// The partnership with this id or slug.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none; when the database fails.
    pub fn partnership(&mut self, id: &ID) -> Result<PartnershipId> {
        let found = match id.parse::<PartnershipId>() {
            Ok(id) => self.sees(id.into())?.then_some(id),
            Err(_) => lookup::partnership_by_slug(self.tx.reader(), id)?,
        };
        found.ok_or_else(not_found::<Partnership>)
    }

    /// The agency with this id or slug; a problem at `path` when there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub fn agency(&mut self, path: &str, id: &ID) -> Result<Option<AgencyId>> {
        let found = match id.parse::<AgencyId>() {
            Ok(id) => self.sees(id.into())?.then_some(id),
            Err(_) => lookup::agency_by_slug(self.tx.reader(), id)?,
        };
        if found.is_none() {
            self.problems.add(path, "is not an agency of this register: give the id or slug of one");
        }
        Ok(found)
    }

    /// The agencies with these ids or slugs.
    ///
    /// # Errors
    /// When the database fails.
    pub fn agencies(&mut self, path: &str, ids: &[ID]) -> Result<Vec<AgencyId>> {
        let mut found = Vec::with_capacity(ids.len());
        for (i, id) in ids.iter().enumerate().take(MOST) {
            found.extend(self.agency(&format!("{path}[{i}]"), id)?);
        }
        self.problems.at_most(path, ids.len(), MOST);
        Ok(found)
    }

    /// The id of a record of this partnership that the viewer may see; a problem at
    /// `path` when it is none.
    ///
    /// # Errors
    /// When the database fails.
    pub fn link<I: TypedId>(&mut self, path: &str, id: &ID, partnership: PartnershipId) -> Result<Option<I>> {
        let parsed = id.parse::<AnyId>().ok().filter(|id| id.entity == I::ENTITY);
        let home = match parsed {
            Some(id) => entity::standing(self.tx.reader(), id, &self.viewer.scope)?,
            None => None,
        };
        match (parsed, home) {
            (Some(id), Some(home)) if home == Some(partnership) => Ok(Some(I::from_uuid(id.uuid))),
            _ => {
                let noun = a_noun(I::ENTITY);
                self.problems.add(path, format!("is not {noun} of this partnership: give the id of one"));
                Ok(None)
            }
        }
    }

    /// As [`Editor::link`], for a list.
    ///
    /// # Errors
    /// When the database fails.
    pub fn links<I: TypedId>(
        &mut self,
        path: &str,
        ids: &[ID],
        partnership: PartnershipId,
    ) -> Result<Vec<I>> {
        let mut found = Vec::with_capacity(ids.len());
        for (i, id) in ids.iter().enumerate().take(1_000) {
            found.extend(self.link::<I>(&format!("{path}[{i}]"), id, partnership)?);
        }
        self.problems.at_most(path, ids.len(), 1_000);
        self.problems.links(path, &found, 1_000);
        Ok(found)
    }

    /// The one agency that a partner admin acts for here: what they create is led by it
    /// when nothing else is said. None for coordinators, for whoever acts for several, and
    /// when it was put away.
    ///
    /// # Errors
    /// When the database fails.
    pub fn own_agency(&mut self, partnership: PartnershipId) -> Result<Option<AgencyId>> {
        let mine = self.viewer.acts_for(partnership, &[Role::PartnerAdmin]);
        match mine.first() {
            Some(own) if mine.len() == 1 && !self.viewer.is_in(Role::Coordinator, partnership) => {
                Ok((!entity::is_archived(self.tx.reader(), (*own).into())?).then_some(*own))
            }
            _ => Ok(None),
        }
    }

    /// Sets a field that always has a value.
    pub fn set<T: Clone>(&mut self, path: &str, field: &mut T, given: &MaybeUndefined<T>) {
        match given {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => {
                self.problems.add(path, "is null: this field always has a value; leave it out to keep it");
            }
            MaybeUndefined::Value(value) => *field = value.clone(),
        }
    }
}

/// Problems of a part of the input, with its path before theirs.
pub fn under(part: &str, problems: Vec<Problem>) -> impl Iterator<Item = Problem> {
    problems.into_iter().map(move |problem| match problem.path.as_str() {
        "" => Problem { path: part.to_owned(), ..problem },
        path => Problem { path: format!("{part}.{path}"), ..problem },
    })
}

/// What refuses all rows of a list, saying which of them it is about.
pub fn in_row(list: &str, row: usize, error: Error) -> Error {
    match error {
        Error::Forbidden(why) => Error::Forbidden(format!("{list}[{row}]: {why}").into()),
        Error::NotFound(why) => Error::NotFound(format!("{list}[{row}]: {why}").into()),
        Error::Conflict(mut records) => {
            for record in &mut records {
                record.path = format!("{list}[{row}].{}", record.path);
            }
            Error::Conflict(records)
        }
        other => other,
    }
}

/// The problem of each row of a list that is about the record of an earlier row, with the
/// row's place: which of the two holds is not for us to guess.
pub fn twice<'i>(list: &str, field: &str, ids: impl Iterator<Item = &'i ID>) -> Vec<(usize, Problem)> {
    let mut known: Vec<&ID> = Vec::new();
    let mut found = Vec::new();
    for (row, id) in ids.enumerate() {
        if let Some(earlier) = known.iter().position(|known| *known == id) {
            let message = format!("is that of {list}[{earlier}] as well: give each once");
            found.push((row, Problem { path: format!("{list}[{row}].{field}"), message }));
        }
        known.push(id);
    }
    found
}

/// Sets a field that may be empty: absent keeps, null clears.
pub fn put<T: Clone>(field: &mut Option<T>, given: &MaybeUndefined<T>) {
    match given {
        MaybeUndefined::Undefined => {}
        MaybeUndefined::Null => *field = None,
        MaybeUndefined::Value(value) => *field = Some(value.clone()),
    }
}

/// A new record's id and head; an empty key is filled in later.
pub fn new_head(key: Option<&String>) -> (Uuid, Head) {
    (Uuid::now_v7(), Head { key: key.cloned().unwrap_or_default(), ..Head::default() })
}

/// The error for a record that is not there, or not for this viewer.
pub fn not_found<E: Entity>() -> Error {
    Error::NotFound(format!("There is no {} with this id.", noun_name(E::Id::ENTITY)).into())
}

/// The error for whoever lacks a permission: it says whom to ask.
pub fn forbidden(command: &str) -> Error {
    let whom = policy::whom_to_ask(command);
    Error::Forbidden(format!("None of your roles allows this here: ask {whom}.").into())
}

/// What people call one record of a type, with its article.
pub fn a_noun(entity: EntityType) -> String {
    let name = noun_name(entity);
    let article = if name.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {name}")
}

/// What people call a type of record.
pub fn noun_name(entity: EntityType) -> String {
    entity.prefix().replace('_', " ")
}
