//! Which changes of the history are asked for.

use async_graphql::{ID, InputObject};

use super::query::{find_agency, find_partnership};
use super::scalars::DateTime;
use crate::error::{Error, Result};
use crate::graph::view::Lens;
use crate::model::text::folded_words;
use crate::model::*;
use crate::store::change::list::ChangeFilter;

/// Which changes; everything given must hold. An empty list leaves nothing out.
#[derive(InputObject, Default)]
#[graphql(name = "ChangeFilter")]
pub struct ChangeFilterInput {
    /// Those of this record, by its id.
    entity: Option<ID>,
    /// Those of records of one of these types.
    r#type: Option<Vec<EntityType>>,
    /// Those of the records of this partnership: its id or slug.
    partnership: Option<ID>,
    /// Those that were made for this agency: its id or slug.
    agency: Option<ID>,
    /// Those that this actor made: the id of a user, or a name of the system.
    actor: Option<ID>,
    /// Those that did one of these.
    action: Option<Vec<ChangeAction>>,
    /// Those that an auditor should look at (archived, brought back, reverted, erased or
    /// redacted, everything about accounts, roles and API keys, and of what one command did
    /// to many records the first change), or all others.
    unusual: Option<bool>,
    /// Those that changed this field, named as in `FieldChange.field`.
    field: Option<String>,
    /// Those made at this moment or later.
    from: Option<DateTime>,
    /// Those made at this moment or earlier.
    to: Option<DateTime>,
    /// Those after which the label, the reason or a text of the record holds all these
    /// words or beginnings of words; none, when there is no word in it.
    text: Option<String>,
}

impl ChangeFilterInput {
    /// The filter; none when it names what does not exist, or asks for a text without a word
    /// or a field without a name, which no change holds.
    ///
    /// # Errors
    /// For a text that is too long.
    pub fn into_filter(self, lens: &Lens) -> Result<Option<ChangeFilter>> {
        let words = folded_words(self.text.as_deref().unwrap_or_default());
        if (self.text.is_some() && words.is_empty()) || self.field.as_ref().is_some_and(String::is_empty) {
            return Ok(None);
        }
        if words.len() > 10 || self.text.is_some_and(|text| text.chars().count() > 200) {
            let message = "The text to look for has at most 10 words and 200 characters.";
            return Err(Error::limit("search_words", 10, message));
        }
        let mut filter = ChangeFilter {
            types: self.r#type.unwrap_or_default(),
            actions: self.action.unwrap_or_default(),
            actor: self.actor.map(|id| id.0),
            unusual: self.unusual,
            field: self.field,
            from: self.from.map(|at| at.0),
            to: self.to.map(|at| at.0),
            words,
            ..ChangeFilter::default()
        };
        if let Some(id) = self.entity {
            let Ok(id) = id.parse() else { return Ok(None) };
            filter.entity = Some(id);
        }
        if let Some(id) = self.partnership {
            let Some(found) = find_partnership(lens, &id) else { return Ok(None) };
            filter.partnership = Some(found.id);
        }
        if let Some(id) = self.agency {
            let Some(found) = find_agency(lens, &id) else { return Ok(None) };
            filter.agency = Some(found.id);
        }
        Ok(Some(filter))
    }
}
