//! Inputs for the value lists that records carry.

use async_graphql::{ID, InputObject, MaybeUndefined};

use super::edit::{Editor, MOST};
use super::plan::ARCHIVED;
use crate::error::Result;
use crate::model::scalars::Date;
use crate::model::{AgencyId, Source};
use crate::store::entity;

/// Where a fact comes from.
#[derive(InputObject, Debug, Clone)]
pub struct SourceInput {
    /// What the source is called.
    pub label: String,
    /// Its address, http or https.
    pub url: Option<String>,
    /// The day it was read.
    pub read_on: Option<Date>,
    /// The field of the record that it speaks of; the whole record if nothing is said.
    pub field: Option<String>,
    /// The words quoted.
    pub quote: Option<String>,
}

impl From<&SourceInput> for Source {
    fn from(input: &SourceInput) -> Source {
        Source {
            label: input.label.clone(),
            url: input.url.clone(),
            read_on: input.read_on.map(|day| day.0),
            field: input.field.clone(),
            quote: input.quote.clone(),
        }
    }
}

/// Replaces a record's sources when they are given; null takes them away.
pub fn put_sources(field: &mut Vec<Source>, given: &MaybeUndefined<Vec<SourceInput>>) {
    put_list(field, given, |source| source.into());
}

/// Replaces a list when it is given; null empties it.
pub fn put_list<T, G>(field: &mut Vec<T>, given: &MaybeUndefined<Vec<G>>, of: impl Fn(&G) -> T) {
    match given {
        MaybeUndefined::Undefined => {}
        MaybeUndefined::Null => field.clear(),
        MaybeUndefined::Value(list) => *field = list.iter().map(of).collect(),
    }
}

/// A day of an input as the model has it.
pub fn day(given: &MaybeUndefined<Date>) -> MaybeUndefined<chrono::NaiveDate> {
    match given {
        MaybeUndefined::Undefined => MaybeUndefined::Undefined,
        MaybeUndefined::Null => MaybeUndefined::Null,
        MaybeUndefined::Value(day) => MaybeUndefined::Value(day.0),
    }
}

impl Editor<'_, '_> {
    /// Sets an agency that may be absent: null clears. One that was put away takes nothing
    /// new.
    ///
    /// # Errors
    /// When the database fails.
    pub fn put_agency(
        &mut self,
        path: &str,
        field: &mut Option<AgencyId>,
        given: &MaybeUndefined<ID>,
    ) -> Result<()> {
        match given {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => *field = None,
            MaybeUndefined::Value(id) => {
                let known = field.as_slice();
                *field = self.standing_agency(path, id, known)?;
            }
        }
        Ok(())
    }

    /// Replaces a list of agencies: null empties it. Those that were put away stay where
    /// they are listed, and none is added.
    ///
    /// # Errors
    /// When the database fails.
    pub fn put_agencies(
        &mut self,
        path: &str,
        field: &mut Vec<AgencyId>,
        given: &MaybeUndefined<Vec<ID>>,
    ) -> Result<()> {
        match given {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => field.clear(),
            MaybeUndefined::Value(ids) => *field = self.standing_agencies(path, ids, field)?,
        }
        Ok(())
    }

    /// As [`Editor::agency`], for a new link: to one that was put away there is none but
    /// those `known`, which stand already.
    ///
    /// # Errors
    /// When the database fails.
    pub fn standing_agency(&mut self, path: &str, id: &ID, known: &[AgencyId]) -> Result<Option<AgencyId>> {
        let found = self.agency(path, id)?;
        if let Some(agency) = found.filter(|agency| !known.contains(agency))
            && entity::is_archived(self.tx.reader(), agency.into())?
        {
            self.problems.add(path, ARCHIVED);
        }
        Ok(found)
    }

    /// As [`Editor::standing_agency`], for a list.
    ///
    /// # Errors
    /// When the database fails.
    pub fn standing_agencies(&mut self, path: &str, ids: &[ID], known: &[AgencyId]) -> Result<Vec<AgencyId>> {
        let mut found = Vec::with_capacity(ids.len());
        for (i, id) in ids.iter().enumerate().take(MOST) {
            found.extend(self.standing_agency(&format!("{path}[{i}]"), id, known)?);
        }
        self.problems.at_most(path, ids.len(), MOST);
        Ok(found)
    }
}
