//! Removing a value from the history for good: what was written and should not have been.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::account::access::invalid;
use super::account::erase::plain;
use super::done::Done;
use super::edit::Editor;
use super::gate::Command;
use crate::auth::policy::{self, Ties};
use crate::auth::scope::Scope;
use crate::error::{Error, Result};
use crate::history::commitment::{Salted, SaltedValues};
use crate::history::stand_in::{self, Hide};
use crate::model::*;
use crate::store::change::erase as history;
use crate::store::change::list::{self, StoredChange};
use crate::store::records;
use crate::store::tx::{Deed, WriteTx};

/// Where the reason of a change stands among its values.
const REASON: &str = "$reason";
/// Where the history notes what a record was called.
const LABEL: &str = "$label";

/// Removes a text from the history of a record, and from the record if it stands there.
pub struct RedactValue {
    /// The sequence of a change after which the record said it; none for what is no id of
    /// one.
    pub change: Option<u64>,
    /// The name of the value, as differences name it; or `$reason`.
    pub field: String,
    /// Only these words of it; none: all of it.
    pub words: Option<String>,
    /// Why.
    pub reason: String,
}

impl Command for RedactValue {
    type Output = Done;
    const KEY: &'static str = "record.redact";

    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Done> {
        let mut edit = Editor::new(tx)?;
        let (change, now) = self.find(&mut edit)?;
        edit.permit(Self::KEY, &now)?;
        let words = self.words.as_deref().map(str::trim);
        edit.problems.text("reason", &self.reason, 2_000);
        if words.is_some_and(|words| words.chars().count() < 2) {
            let problem = "is less than two letters: give more, or leave it out and the whole text goes";
            edit.problems.add("words", problem);
        }
        edit.end_of_input()?;
        let value = match change.values.get(&self.field) {
            Some(Salted::Kept { value, .. }) => value.clone(),
            Some(Salted::Erased { .. }) => return Err(invalid("field", "was removed already")),
            None => return Err(invalid("field", "is no value of this change")),
        };
        let what = What { field: &self.field, value: &value, words };
        if !what.hide().concerns(&value) {
            let field = if words.is_some() { "words" } else { "field" };
            return Err(invalid(field, "do not stand there: nothing would be removed"));
        }
        if what.stands_in(&self.reason) {
            return Err(invalid("reason", "holds what is to be removed: it would stay, so leave that out"));
        }
        match self.field.as_str() {
            REASON => self.redact_reason(edit.tx, &change, &now, &what)?,
            _ => self.redact_field(edit.tx, &change, &now, &what)?,
        }
        Ok(Done::to(now.id()))
    }
}

impl RedactValue {
    /// The change and its record as it is now. Whoever may remove texts need not see them:
    /// what should never have been written is told them by its id.
    fn find(&self, edit: &mut Editor<'_, '_>) -> Result<(StoredChange, Record)> {
        let missing = || Error::NotFound("There is no change with this id.".into());
        let may = policy::decide(&edit.viewer, Self::KEY, &Ties::default()).is_some();
        let scope = if may { Scope::of_everything() } else { edit.viewer.scope.clone() };
        let sequence = self.change.ok_or_else(missing)?;
        let change = list::find(edit.tx.reader(), &scope, sequence)?.ok_or_else(missing)?;
        if !may && !change.entity.entity.is_account() && !edit.sees(change.entity)? {
            return Err(missing());
        }
        let now = records::find(edit.tx.reader(), change.entity)?.ok_or_else(missing)?;
        Ok((change, now))
    }

    /// The reason may have been given for many changes at once: it goes from all of them.
    /// With words, every reason of the record that holds them goes too.
    fn redact_reason(
        &self,
        tx: &mut WriteTx<'_>,
        change: &StoredChange,
        now: &Record,
        what: &What<'_>,
    ) -> Result<()> {
        let mut gone = BTreeMap::new();
        let mut all = history::of_command(tx.reader(), change.sequence)?;
        if what.words.is_some() {
            let before = tx.next_sequence();
            all.extend(history::of_record(tx.reader(), now.id(), before)?);
        }
        for (sequence, values) in all {
            if what.is_in(&values) {
                gone.insert(sequence, BTreeSet::from([REASON.to_owned()]));
            }
        }
        self.save(tx, now, now.clone(), gone)
    }

    fn redact_field(
        &self,
        tx: &mut WriteTx<'_>,
        change: &StoredChange,
        now: &Record,
        what: &What<'_>,
    ) -> Result<()> {
        let stand_in = stand_in::text(tx.now());
        let then = history::record_after(tx.reader(), change)?;
        if stand_in::masked(&then, what.field, what.hide(), &stand_in)?.is_none() {
            return Err(invalid("field", "holds no text: what addresses, counts, dates or links stays"));
        }
        let present = now.values().map_err(Error::internal)?;
        let after = match present.get(what.field).filter(|value| what.is(value)) {
            None => now.clone(),
            Some(_) if matches!(now, Record::User(_)) => {
                return Err(invalid("field", "says who somebody is now: erase the person instead"));
            }
            Some(_) => stand_in::masked(now, what.field, what.hide(), &stand_in)?
                .ok_or_else(|| invalid("field", "is needed as it is: change it first"))?,
        };
        let mut gone = BTreeMap::new();
        let before = tx.next_sequence();
        for (sequence, values) in history::of_record(tx.reader(), now.id(), before)? {
            let names = what.names_in(&values);
            if !names.is_empty() {
                gone.insert(sequence, names);
            }
        }
        self.save(tx, now, after, gone)
    }

    fn save(
        &self,
        tx: &mut WriteTx<'_>,
        now: &Record,
        after: Record,
        gone: BTreeMap<u64, BTreeSet<String>>,
    ) -> Result<()> {
        let deed = Deed { action: ChangeAction::Redact, reason: Some(&self.reason) };
        tx.save_removing(now, after, deed, &gone)?;
        Ok(())
    }
}

/// What is to be removed.
struct What<'a> {
    field: &'a str,
    value: &'a Value,
    words: Option<&'a str>,
}

impl<'a> What<'a> {
    fn hide(&self) -> Hide<'a> {
        self.words.map_or(Hide::All, Hide::Words)
    }

    /// Whether it is this value, or stands in it.
    fn is(&self, value: &Value) -> bool {
        match self.words {
            Some(_) => self.hide().concerns(value),
            None => value == self.value,
        }
    }

    fn is_in(&self, values: &SaltedValues) -> bool {
        matches!(values.get(self.field), Some(Salted::Kept { value, .. }) if self.is(value))
    }

    /// Whether a text that stays would tell it.
    fn stands_in(&self, text: &str) -> bool {
        let holds = |part: &str| plain(text).contains(&plain(part));
        match (self.words, self.value) {
            (Some(words), _) => holds(words),
            (None, Value::String(value)) => holds(value),
            (None, _) => false,
        }
    }

    /// Which values of a change hold it: the value itself, and what the record was called
    /// when that was made from it.
    fn names_in(&self, values: &SaltedValues) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        let Some(Salted::Kept { value, .. }) = values.get(self.field).filter(|_| self.is_in(values)) else {
            return names;
        };
        names.insert(self.field.to_owned());
        let text = value.as_str().unwrap_or_default();
        if let Some(Salted::Kept { value: Value::String(label), .. }) = values.get(LABEL)
            && (!text.is_empty() && (label.contains(text) || text.contains(label.as_str()))
                || self.words.is_some_and(|words| label.contains(words)))
        {
            names.insert(LABEL.to_owned());
        }
        names
    }
}
