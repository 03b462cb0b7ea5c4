//! Making new records: one, or several of a noun, all or none.

use serde_json::Value;

use super::edit::*;
use super::plan::ARCHIVED;
use crate::error::{Error, Result};
use crate::model::*;
use crate::store::records;
use crate::store::tx::{Deed, Written};

impl Editor<'_, '_> {
    /// Makes one record.
    ///
    /// # Errors
    /// As the parts of it.
    pub fn create<I: Creation>(&mut self, input: &I) -> Result<<I::Noun as Entity>::Id> {
        let mut noun = input.start(self)?;
        input.apply(&mut noun, self)?;
        input.permit(&noun, self)?;
        self.check(&noun, input.reason());
        self.check_among(None, &noun)?;
        self.check_above(&noun, &[])?;
        self.end_of_input()?;
        self.find_key(&mut noun)?;
        let deed = Deed { action: ChangeAction::Create, reason: input.reason() };
        let written = self.tx.save(None, noun.clone(), deed)?;
        input.follow(&saved::<I::Noun>(written)?, self)?;
        // The record itself is written already; what it is put under says so.
        self.links.clear();
        self.end_of_input()?;
        Ok(noun.id())
    }

    /// Nothing is put under what was put away: nobody would see it there. What it stands
    /// under already, `known`, is left alone.
    pub(super) fn check_above<E: Entity>(&mut self, noun: &E, known: &[AnyId]) -> Result<()> {
        let parents = noun.parents();
        let home = noun.partnership().map(AnyId::from).filter(|_| parents.is_empty());
        for id in parents.into_iter().chain(home).filter(|id| !known.contains(id)) {
            let path = field_naming(&noun.clone().into(), id)?;
            self.takes_new_at(id, &path)?;
        }
        Ok(())
    }

    /// What was put away takes nothing new until it is taken out, and nor does what stands
    /// under it.
    pub(super) fn takes_new<E: Entity>(&mut self, path: &str, noun: &E) -> Result<()> {
        self.takes_new_at(noun.id().into(), path)
    }

    /// As [`Editor::takes_new`], by the id of the record.
    pub(super) fn takes_new_at(&mut self, id: AnyId, path: &str) -> Result<()> {
        match self.put_away(id)? {
            None => {}
            Some(away) if away.id() == id => self.problems.add(path, ARCHIVED),
            Some(away) => {
                let label = self.told_label(&away)?;
                self.problems
                    .add(path, format!("belongs to {label}, which is archived: take that out first"));
            }
        }
        Ok(())
    }

    /// The first of a record and of those that it stands under that was put away.
    fn put_away(&mut self, id: AnyId) -> Result<Option<Record>> {
        let mut above = vec![id];
        while let Some(id) = above.pop() {
            let Some(record) = records::find(self.tx.reader(), id)? else { continue };
            if record.head().archived {
                return Ok(Some(record));
            }
            above.extend(record.partnership().map(AnyId::from).filter(|home| *home != id));
            above.extend(record.parents());
        }
        Ok(None)
    }

    /// What a record is called, to those who may see it.
    fn told_label(&mut self, record: &Record) -> Result<String> {
        Ok(match self.sees(record.id())? {
            true => format!("“{}”", record.label()),
            false => "what you may not see".to_owned(),
        })
    }

    /// Makes several records, all or none: every row's problems are named at once.
    ///
    /// # Errors
    /// As [`Editor::create`]; [`Error::LimitExceeded`] for more than [`MOST`].
    pub fn create_all<I: Creation>(&mut self, path: &str, inputs: &[I]) -> Result<Vec<AnyId>> {
        if inputs.len() > MOST {
            let message = format!("{path} has {} entries: give at most {MOST}.", inputs.len());
            return Err(Error::limit("rows", MOST as u64, message));
        }
        let mut ids = Vec::with_capacity(inputs.len());
        let mut problems = Vec::new();
        for (i, input) in inputs.iter().enumerate() {
            match self.create(input) {
                Ok(id) => ids.push(id.into()),
                // The transaction is given up below.
                Err(Error::Invalid(found)) => problems.extend(under(&format!("{path}[{i}]"), found)),
                Err(other) => return Err(in_row(path, i, other)),
            }
        }
        if problems.is_empty() { Ok(ids) } else { Err(Error::Invalid(problems)) }
    }

    /// Gives a new record a key that is free, made of what it is called; refuses one that
    /// was given and is not free, or not for the writer to choose.
    fn find_key<E: Entity>(&mut self, noun: &mut E) -> Result<()> {
        if noun.head().key.is_empty() && E::Id::ENTITY == EntityType::Action {
            // Its text is prose, which may name somebody; a key cannot be taken back.
            let id = noun.id().uuid().simple().to_string();
            noun.head_mut().key = format!("action-{}", &id[id.len() - 12..]);
            return Ok(());
        }
        if noun.head().key.is_empty() {
            let label = noun.label();
            return self.name_key(noun, &label);
        }
        if !self.chooses_keys(noun) {
            let problem = "is for the partnership's coordinators to choose: leave it out, and one is made";
            self.problems.add("key", problem);
        } else if records::key_taken(self.tx.reader(), &noun.clone().into())? {
            self.problems.add("key", "is that of another record: choose another, or leave it out");
        }
        self.end_of_input()
    }

    /// Whether a key that is taken may tell the writer that there is a record of this key:
    /// one who does not see all of a partnership would hear of those that are hidden.
    pub(super) fn chooses_keys<E: Entity>(&self, noun: &E) -> bool {
        // That there is a partnership is no secret.
        let home = noun.partnership().filter(|_| E::Id::ENTITY != EntityType::Partnership);
        home.is_none_or(|home| self.viewer.scope.sees_whole(home))
    }
}

fn saved<E: Entity>(written: Written) -> Result<E> {
    E::try_from(written.record).map_err(|_| Error::internal("another record was saved"))
}

/// The field by which a record names another; none if it does not.
pub(super) fn field_naming(record: &Record, id: AnyId) -> Result<String> {
    let (values, id) = (record.values().map_err(Error::internal)?, id.to_string());
    let names = |value: &Value| match value {
        Value::Array(ids) => ids.iter().any(|other| other.as_str() == Some(&id)),
        other => other.as_str() == Some(&id),
    };
    Ok(values.iter().find(|(_, value)| names(value)).map(|(name, _)| name.clone()).unwrap_or_default())
}
