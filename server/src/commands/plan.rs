//! What the commands on editions, members and documents share: places in lists, links,
//! keys, and the rule that what was published is changed only with a reason.

use async_graphql::{ID, MaybeUndefined};

use super::edit::{Editor, a_noun, noun_name};
use crate::error::{Error, Result};
use crate::model::validate::slug_of;
use crate::model::*;
use crate::store::tx::Deed;
use crate::store::{entity, records};

/// A noun whose records have a place in a list.
pub trait Placed: Entity {
    /// The place, from 1.
    fn position(&self) -> i32;
    /// Sets the place.
    fn place(&mut self, position: i32);
}

macro_rules! placed {
    ($($noun:ident),*) => {$(
        impl Placed for $noun {
            fn position(&self) -> i32 {
                self.position
            }
            fn place(&mut self, position: i32) {
                self.position = position;
            }
        }
    )*};
}
placed!(Priority, FocusArea, Membership, Document);

/// Declares that an input changes a record, and asks for no reason of its own accord.
macro_rules! revision {
    ($($input:ident),*) => {$(
        impl $crate::commands::edit::Revision for $input {
            fn id(&self) -> &async_graphql::ID {
                &self.id
            }
            fn version(&self) -> i32 {
                self.version
            }
        }
    )*};
}
pub(super) use revision;

/// What is wrong with something new for a record that was put away.
pub const ARCHIVED: &str = "is archived: take it out of the archive first";

/// What is wrong with another link in place of one that the writer is not shown.
const HIDDEN: &str =
    "is set already, to what you may not see: leave it out, or ask the partnership's coordinator";

/// Whether a list of links has one that it had not.
pub fn adds<I: PartialEq>(before: &[I], after: &[I]) -> bool {
    after.iter().any(|id| !before.contains(id))
}

/// A list that was given, with links kept of the one before: each behind what it stood
/// behind, as far as that is still there, so that what is shown and sent back changes
/// nothing.
fn kept<I: PartialEq + Copy>(before: &[I], given: Vec<I>, keep: &[I]) -> Vec<I> {
    let mut list = given;
    for (i, id) in before.iter().enumerate().filter(|(_, id)| keep.contains(id)) {
        let earlier = before[..i].iter().rev();
        let behind = earlier.filter_map(|other| list.iter().position(|known| known == other)).next();
        list.insert(behind.map_or(0, |place| place + 1), *id);
    }
    list
}

/// The place after the last of a list.
pub fn next_position<E: Placed>(list: &[E]) -> i32 {
    list.iter().map(Placed::position).max().unwrap_or(0) + 1
}

/// Gives a record that is taken out of the archive the place after the last of its list,
/// when another has taken its own meanwhile.
pub fn put_back<E: Placed>(noun: &mut E, list: &[E]) {
    let others = || list.iter().filter(|other| other.id() != noun.id() && !other.head().archived);
    if others().any(|other| other.position() == noun.position()) {
        noun.place(next_position(list));
    }
}

impl Strategy {
    /// Whether people may have read it as published: changing it needs a reason.
    pub fn was_published(&self) -> bool {
        matches!(self.state, StrategyState::Published | StrategyState::Withdrawn)
    }
}

impl Editor<'_, '_> {
    /// The edition with this id, whoever may see it: of a record that was found.
    ///
    /// # Errors
    /// When the database fails.
    pub fn edition_of(&mut self, id: StrategyId) -> Result<Strategy> {
        match records::find(self.tx.reader(), id.into())? {
            Some(Record::Strategy(strategy)) => Ok(strategy),
            _ => Err(Error::internal("a priority's strategy is not there")),
        }
    }

    /// The priority with this id, whoever may see it: of a record that was found.
    ///
    /// # Errors
    /// When the database fails.
    pub fn priority_of(&mut self, id: PriorityId) -> Result<Priority> {
        match records::find(self.tx.reader(), id.into())? {
            Some(Record::Priority(priority)) => Ok(priority),
            _ => Err(Error::internal("a focus area's priority is not there")),
        }
    }

    /// Demands a reason for a change to an edition that people may have read.
    ///
    /// # Errors
    /// When the database fails.
    pub fn keep_published(&mut self, edition: StrategyId, reason: Option<&str>) -> Result<()> {
        if self.edition_of(edition)?.was_published() {
            self.demand_reason(reason, "to change a published strategy");
        }
        Ok(())
    }

    /// Replaces a list of links to records of the partnership: null empties it. Links that
    /// are not shown to the writer stay.
    ///
    /// # Errors
    /// When the database fails.
    pub fn put_links<I: TypedId>(
        &mut self,
        path: &str,
        field: &mut Vec<I>,
        given: &MaybeUndefined<Vec<ID>>,
        partnership: PartnershipId,
    ) -> Result<()> {
        if let Some(found) = self.given_links(path, field, given, partnership)? {
            *field = self.with_unshown(field, found)?;
        }
        Ok(())
    }

    /// The links of a list that is given, if it is. Those in `known` stand already; a new
    /// one to what was put away would not be shown.
    ///
    /// # Errors
    /// When the database fails.
    pub fn given_links<I: TypedId>(
        &mut self,
        path: &str,
        known: &[I],
        given: &MaybeUndefined<Vec<ID>>,
        partnership: PartnershipId,
    ) -> Result<Option<Vec<I>>> {
        let ids = match given {
            MaybeUndefined::Undefined => return Ok(None),
            MaybeUndefined::Null => &[][..],
            MaybeUndefined::Value(ids) => ids,
        };
        let mut found = Vec::with_capacity(ids.len());
        for (i, id) in ids.iter().enumerate().take(1_000) {
            let path = format!("{path}[{i}]");
            let Some(id) = self.link::<I>(&path, id, partnership)? else { continue };
            if !known.contains(&id) && entity::is_archived(self.tx.reader(), id.into())? {
                self.problems.add(&path, ARCHIVED);
                continue;
            }
            found.push(id);
        }
        self.problems.at_most(path, ids.len(), 1_000);
        Ok(Some(found))
    }

    /// A list that was given, with those of the links before that no list shows to the
    /// writer: what they may not see, and what was put away. It cannot speak of them.
    ///
    /// # Errors
    /// When the database fails.
    pub fn with_unshown<I: TypedId>(&mut self, before: &[I], given: Vec<I>) -> Result<Vec<I>> {
        let mut unshown = Vec::new();
        for id in before.iter().copied().filter(|id| !given.contains(id)) {
            if !self.sees(id.into())? || entity::is_archived(self.tx.reader(), id.into())? {
                unshown.push(id);
            }
        }
        Ok(kept(before, given, &unshown))
    }

    /// Sets a link to a record of the partnership that may be absent: null clears. What was
    /// put away stays linked where it is, and nothing is newly linked to it. To whom
    /// the record is hidden the link is null already, and not theirs to take away: what
    /// hangs on it is seen by no more people than it is.
    ///
    /// # Errors
    /// When the database fails.
    pub fn put_link<I: TypedId>(
        &mut self,
        path: &str,
        field: &mut Option<I>,
        given: &MaybeUndefined<ID>,
        partnership: PartnershipId,
    ) -> Result<()> {
        let is_hidden = match *field {
            Some(now) if !given.is_undefined() => !self.sees(now.into())?,
            _ => false,
        };
        match given {
            MaybeUndefined::Value(_) if is_hidden => self.problems.add(path, HIDDEN),
            MaybeUndefined::Value(id) => {
                let found: Option<I> = self.link(path, id, partnership)?;
                match found.filter(|id| Some(*id) != *field) {
                    Some(id) if entity::is_archived(self.tx.reader(), id.into())? => {
                        self.problems.add(path, ARCHIVED);
                    }
                    _ => *field = found,
                }
            }
            MaybeUndefined::Null if !is_hidden => *field = None,
            MaybeUndefined::Null | MaybeUndefined::Undefined => {}
        }
        Ok(())
    }

    /// Notes a problem when a chain of links leads from `first` back to `own`.
    ///
    /// # Errors
    /// When the database fails.
    pub fn no_circle(
        &mut self,
        path: &str,
        own: AnyId,
        first: Option<AnyId>,
        next: impl Fn(&Record) -> Option<AnyId>,
    ) -> Result<()> {
        let mut walked = Vec::new();
        let mut at = first;
        while let Some(id) = at
            && !walked.contains(&id)
        {
            if id == own {
                let problem = "leads back to this record: no chain of links may form a circle";
                self.problems.add(path, problem);
                break;
            }
            walked.push(id);
            at = records::find(self.tx.reader(), id)?.as_ref().and_then(&next);
        }
        Ok(())
    }

    /// Gives a new record without a key one that is made of `text` and free. It ends in a
    /// part of the id where the text alone is taken; always, where that would tell of a
    /// record that the writer may not see.
    ///
    /// # Errors
    /// When the database fails.
    pub fn name_key<E: Entity>(&mut self, noun: &mut E, text: &str) -> Result<()> {
        if !noun.head().key.is_empty() {
            return Ok(());
        }
        let base = slug_of(text);
        noun.head_mut().key.clone_from(&base);
        if !self.chooses_keys(noun) || records::key_taken(self.tx.reader(), &noun.clone().into())? {
            let id = noun.id().uuid().simple().to_string();
            noun.head_mut().key = format!("{base}-{}", &id[id.len() - 8..]);
        }
        Ok(())
    }

    /// Puts the records of a list into the order of `given`, numbered from 1. Archived
    /// ones are not in the list and keep their numbers; what stands where it stood is not
    /// written.
    ///
    /// # Errors
    /// When the database fails; [`Error::Invalid`] when `given` does not name each once.
    pub fn arrange<E: Placed>(
        &mut self,
        path: &str,
        given: &[ID],
        list: Vec<E>,
        reason: Option<&str>,
    ) -> Result<()> {
        let list: Vec<E> = list.into_iter().filter(|noun| !noun.head().archived).collect();
        self.names_each(path, given, &list);
        self.problems.optional_text("reason", reason, 2_000);
        self.end_of_input()?;
        for before in list {
            let id = before.id().to_string();
            let Some(place) = given.iter().position(|given| given.as_str() == id) else { continue };
            let mut after = before.clone();
            after.place(place as i32 + 1);
            if before != after {
                let deed = Deed { action: ChangeAction::Update, reason };
                self.tx.save(Some(&before.into()), after, deed)?;
            }
        }
        Ok(())
    }

    fn names_each<E: Placed>(&mut self, path: &str, given: &[ID], list: &[E]) {
        let noun = noun_name(E::Id::ENTITY);
        let known: Vec<String> = list.iter().map(|noun| noun.id().to_string()).collect();
        for (i, id) in given.iter().enumerate().take(1_000) {
            let path = format!("{path}[{i}]");
            if !known.iter().any(|known| known == id.as_str()) {
                self.problems.add(
                    &path,
                    format!("is not {} of this list: give the ids of those in it", a_noun(E::Id::ENTITY)),
                );
            } else if given[..i].contains(id) {
                self.problems.add(&path, "is listed twice");
            }
        }
        let missing =
            known.iter().filter(|known| !given.iter().any(|id| id.as_str() == known.as_str())).count();
        if missing > 0 {
            let problem = format!("leaves {missing} out: name each {noun} of the list once");
            self.problems.add(path, problem);
        }
        self.problems.at_most(path, given.len(), 1_000);
    }
}

#[cfg(test)]
mod tests {
    use super::kept;

    #[test]
    fn links_that_are_kept_stand_behind_what_they_stood_behind() {
        let before = [1, 2, 3, 4, 5];
        let list = |given: &[i32], keep: &[i32]| kept(&before, given.to_vec(), keep);
        assert_eq!(list(&[2, 4, 5], &[1, 3]), before, "sent back as it was shown");
        assert_eq!(list(&[5, 4, 2], &[1, 3]), [1, 5, 4, 2, 3], "in another order");
        assert_eq!(list(&[4, 9], &[3]), [3, 4, 9], "what was before it is gone");
        assert_eq!(list(&[], &[2, 3]), [2, 3]);
    }
}
