//! Writing an old state of a record back, as a new change.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::creation::field_naming;
use super::document::may_move;
use super::done::Done;
use super::edit::{Editor, a_noun};
use super::gate::Command;
use super::plan::ARCHIVED;
use crate::auth::policy;
use crate::error::{Error, Result};
use crate::history::commitment::Salted;
use crate::model::*;
use crate::store::change::list::{self, StoredChange};
use crate::store::tx::WriteTx;
use crate::store::{entity, records, verify};

/// Writes a record back as it was after a change.
pub struct RevertTo {
    /// The sequence of the change; none for what is no id of one.
    pub change: Option<u64>,
    /// The version of the record that the writer saw.
    pub version: i32,
    /// Why.
    pub reason: String,
}

/// What stays as it is now: what has a command of its own, and what addresses, places or
/// confirms the record rather than saying something.
const KEPT: [&str; 10] = [
    "key",
    "version",
    "createdAt",
    "archived",
    "slug",
    "formerSlugs",
    "position",
    "isBoard",
    "lastConfirmedAt",
    "told",
];

impl Command for RevertTo {
    type Output = Done;
    const KEY: &'static str = "record.revert";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Done> {
        let mut edit = Editor::new(tx)?;
        let scope = edit.viewer.scope.clone();
        let change = match self.change {
            Some(sequence) => list::find(edit.tx.reader(), &scope, sequence)?,
            None => None,
        };
        let change = change.ok_or(Error::NotFound("There is no change with this id.".into()))?;
        verify::leaf(edit.tx.reader(), change.sequence)?;
        if !change.entity.entity.is_of_plans() {
            let what = a_noun(change.entity.entity);
            let message = format!("The change is to {what}, which is never reverted: change it instead.");
            return Err(Error::BadRequest(message.into()));
        }
        let seen = entity::standing(edit.tx.reader(), change.entity, &scope)?;
        let now = records::find(edit.tx.reader(), change.entity)?.filter(|_| seen.is_some());
        let now = now.ok_or(Error::NotFound("There is no change with this id.".into()))?;
        macro_rules! revert {
            ($($noun:ident),*) => {
                match now {
                    $(Record::$noun(noun) => self.revert(&mut edit, &noun, &change)?,)*
                    Record::User(_) | Record::RoleGrant(_) | Record::ApiKey(_) | Record::UpdateRequest(_) => {}
                }
            };
        }
        revert!(
            Partnership,
            Agency,
            Succession,
            Membership,
            Strategy,
            Priority,
            FocusArea,
            Meeting,
            MeetingOccurrence,
            Event,
            EventOccurrence,
            Project,
            ProgressUpdate,
            Action,
            Document
        );
        Ok(Done::to(change.entity))
    }
}

impl RevertTo {
    /// As every update: permission and version first, then the rules.
    fn revert<E: Entity>(&self, edit: &mut Editor<'_, '_>, now: &E, change: &StoredChange) -> Result<()> {
        let record: Record = now.clone().into();
        let mut then = self.state(edit, &record, change)?;
        edit.keep_restricted(&mut then, &record.parents())?;
        let command = update_of(&record, &then, edit)?;
        edit.permit(&command, &record)?;
        edit.at_version(now, self.version)?;
        if let (Record::Document(now), Record::Document(then)) = (&record, &then) {
            may_move(&now.parents(), &then.parents(), edit)?;
        }
        edit.demand_reason(Some(&self.reason), "to revert a record");
        self.no_circle(edit, &then)?;
        no_new_agencies(edit, &record, &then)?;
        let Ok(then) = E::try_from(then) else {
            return Err(Error::internal("a record was reverted to another type"));
        };
        edit.save_as(ChangeAction::Revert, &command, now, then, Some(&self.reason), |_, _| Ok(()))
    }

    /// The record as it was, but for what stays as it is: what has a command of its own,
    /// what was erased since, and links to what the viewer may not see. Nothing becomes
    /// wider visible.
    fn state(&self, edit: &mut Editor<'_, '_>, now: &Record, change: &StoredChange) -> Result<Record> {
        let present = now.values().map_err(Error::internal)?;
        let hidden = self.hidden(edit, &present, change)?;
        let mut values = Map::new();
        for (name, salted) in change.values.iter().filter(|(name, _)| !name.starts_with('$')) {
            let value = match salted {
                Salted::Kept { value, .. } => merged(value, present.get(name), &hidden),
                // What was erased stays erased: what stands there now is not that.
                Salted::Erased { .. } => present.get(name).cloned(),
            };
            values.extend(value.map(|value| (name.clone(), value)));
        }
        // Links that the viewer may not see are not theirs to take out.
        for (name, value) in &present {
            if !change.values.contains_key(name)
                && let Some(left) = merged(&Value::Null, Some(value), &hidden)
            {
                values.insert(name.clone(), left);
            }
        }
        let state = matches!(now, Record::Strategy(_)).then_some("state");
        for name in KEPT.into_iter().chain(state) {
            match present.get(name) {
                Some(value) => values.insert(name.to_owned(), value.clone()),
                None => values.remove(name),
            };
        }
        narrow(&mut values, &present);
        Record::from_values(now.id(), now.head().updated_at, values).map_err(Error::internal)
    }

    /// Of the records that are linked now or were then, those that the viewer may not see.
    fn hidden(
        &self,
        edit: &mut Editor<'_, '_>,
        present: &Map<String, Value>,
        change: &StoredChange,
    ) -> Result<HashSet<AnyId>> {
        let mut linked = HashSet::new();
        present.values().for_each(|value| ids(value, &mut linked));
        for salted in change.values.values() {
            if let Salted::Kept { value, .. } = salted {
                ids(value, &mut linked);
            }
        }
        let scope = edit.viewer.scope.clone();
        let mut hidden = HashSet::new();
        for id in linked {
            if entity::standing(edit.tx.reader(), id, &scope)?.is_none() {
                hidden.insert(id);
            }
        }
        Ok(hidden)
    }

    /// Notes a chain of links that would lead back to the record.
    fn no_circle(&self, edit: &mut Editor<'_, '_>, then: &Record) -> Result<()> {
        let mut next = earlier(then);
        for _ in 0..100 {
            let Some(id) = next else { return Ok(()) };
            if id == then.id() {
                let problem =
                    "leads back to what now comes after the record: no chain of links may form a circle";
                edit.problems.add("change", problem);
                return Ok(());
            }
            next = records::find(edit.tx.reader(), id)?.as_ref().and_then(earlier);
        }
        Ok(())
    }
}

/// Notes agencies that were put away since and that the record would name again. What it
/// would stand under is looked at as for any change; a succession may name them.
fn no_new_agencies(edit: &mut Editor<'_, '_>, now: &Record, then: &Record) -> Result<()> {
    if matches!(then, Record::Succession(_)) {
        return Ok(());
    }
    let linked = |record: &Record| -> Result<HashSet<AnyId>> {
        let mut found = HashSet::new();
        record.values().map_err(Error::internal)?.values().for_each(|value| ids(value, &mut found));
        Ok(found)
    };
    let (before, after) = (linked(now)?, linked(then)?);
    for id in after.difference(&before).filter(|id| id.entity == EntityType::Agency) {
        if entity::is_archived(edit.tx.reader(), *id)? {
            edit.problems.add(&field_naming(then, *id)?, ARCHIVED);
        }
    }
    Ok(())
}

/// The command that would write the difference: an agency's own people change its profile.
fn update_of(now: &Record, then: &Record, edit: &mut Editor<'_, '_>) -> Result<String> {
    let command = format!("{}.update", now.id().entity.prefix());
    let (Record::Agency(now), Record::Agency(then)) = (now, then) else { return Ok(command) };
    let ties = edit.ties(&now.clone().into())?;
    let may_all = policy::decide(&edit.viewer, &command, &ties).is_some();
    let is_profile =
        Agency { website: now.website.clone(), aliases: now.aliases.clone(), ..then.clone() } == *now;
    Ok(if is_profile && !may_all { "agency.update_profile".to_owned() } else { command })
}

/// The record that this one comes after or below, of the same type.
fn earlier(record: &Record) -> Option<AnyId> {
    match record {
        Record::Partnership(r) => r.parent.map(Into::into),
        Record::Meeting(r) => r.parent.map(Into::into),
        Record::Strategy(r) => r.supersedes.map(Into::into),
        Record::Priority(r) => r.carried_from.map(Into::into),
        Record::FocusArea(r) => r.carried_from.map(Into::into),
        Record::Action(r) => r.duplicate_of.map(Into::into),
        _ => None,
    }
}

fn id(value: &Value) -> Option<AnyId> {
    value.as_str().and_then(|text| text.parse().ok())
}

fn ids(value: &Value, found: &mut HashSet<AnyId>) {
    match value {
        Value::Array(items) => found.extend(items.iter().filter_map(id)),
        other => found.extend(id(other)),
    }
}

/// A value as it was, but for links to what is hidden, which stay as they are.
fn merged(then: &Value, now: Option<&Value>, hidden: &HashSet<AnyId>) -> Option<Value> {
    let is_hidden = |value: &Value| id(value).is_some_and(|id| hidden.contains(&id));
    let items = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
    if then.is_array() || now.is_some_and(Value::is_array) {
        let seen = items(Some(then)).into_iter().filter(|item| !is_hidden(item));
        let kept = items(now).into_iter().filter(is_hidden);
        let list: Vec<Value> = seen.chain(kept).collect();
        return (!list.is_empty()).then_some(Value::Array(list));
    }
    if is_hidden(then) || now.is_some_and(is_hidden) {
        return now.cloned();
    }
    (!then.is_null()).then(|| then.clone())
}

/// Showing more widely is a step of its own: the stricter of both is kept.
fn narrow(values: &mut Map<String, Value>, present: &Map<String, Value>) {
    let visibility = |values: &Map<String, Value>| {
        values.get("visibility").and_then(Value::as_str).and_then(Visibility::from_word)
    };
    if let (Some(then), Some(now)) = (visibility(values), visibility(present)) {
        values.insert("visibility".to_owned(), Value::String(then.max(now).word().to_owned()));
    }
}
