//! Inputs for the value lists that records carry.

use async_graphql::{InputObject, MaybeUndefined};

use super::edit::Editor;
use crate::model::Source;
use crate::model::scalars::Date;

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
    /// Sets an agency that may be absent: null clears.
    ///
    /// # Errors
    /// When the database fails.
    pub fn put_agency(
        &mut self,
        path: &str,
        field: &mut Option<crate::model::AgencyId>,
        given: &MaybeUndefined<async_graphql::ID>,
    ) -> crate::error::Result<()> {
        match given {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => *field = None,
            MaybeUndefined::Value(id) => *field = self.agency(path, id)?,
        }
        Ok(())
    }

    /// Replaces a list of agencies: null empties it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn put_agencies(
        &mut self,
        path: &str,
        field: &mut Vec<crate::model::AgencyId>,
        given: &MaybeUndefined<Vec<async_graphql::ID>>,
    ) -> crate::error::Result<()> {
        match given {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => field.clear(),
            MaybeUndefined::Value(ids) => *field = self.agencies(path, ids)?,
        }
        Ok(())
    }
}
