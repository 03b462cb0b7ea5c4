//! The addresses of agencies and partnerships, and their names over time.

use async_graphql::MaybeUndefined;

use super::edit::Editor;
use super::import::existing::Slugged;
use crate::error::Result;
use crate::model::validate::{is_slug, slug_of};
use crate::store::{Conn, lookup};

/// A noun with an address, whose others can be looked up.
pub trait Addressed: Slugged {
    /// Those that have one of these slugs or keys, and all that had other slugs before.
    ///
    /// # Errors
    /// When the database fails.
    fn with_slugs(conn: &mut Conn, slugs: &[&str]) -> Result<Vec<Self>>;
}

impl Addressed for crate::model::Agency {
    fn with_slugs(conn: &mut Conn, slugs: &[&str]) -> Result<Vec<Self>> {
        lookup::agencies(conn, slugs)
    }
}

impl Addressed for crate::model::Partnership {
    fn with_slugs(conn: &mut Conn, slugs: &[&str]) -> Result<Vec<Self>> {
        lookup::partnerships(conn, slugs)
    }
}

/// Whether a slug leads to this record, or did, or will when a file names it.
fn leads_to<T: Slugged>(record: &T, slug: &str) -> bool {
    record.slug() == slug
        || record.head().key == slug
        || record.former_slugs().iter().any(|former| former == slug)
}

impl Editor<'_, '_> {
    /// Gives a new record its slug: the one given, else one made of its name that is
    /// free; and a key like it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn first_slug<T: Addressed>(
        &mut self,
        record: &mut T,
        given: Option<&str>,
        name: &str,
    ) -> Result<()> {
        let slug = match given {
            Some(slug) => slug.to_owned(),
            None => self.free_slug::<T>(name)?,
        };
        self.check_slug(record, &slug)?;
        // A slug that is wrong is named as the slug, not as the key as well.
        if record.head().key.is_empty() && is_slug(&slug) {
            record.head_mut().key.clone_from(&slug);
        }
        *record.slugs_mut().0 = slug;
        Ok(())
    }

    fn free_slug<T: Addressed>(&mut self, name: &str) -> Result<String> {
        let base = slug_of(name);
        let mut slug = base.clone();
        for number in 2..1_000 {
            let known = T::with_slugs(self.tx.reader(), &[&slug])?;
            if !known.iter().any(|record| leads_to(record, &slug)) {
                break;
            }
            slug = format!("{base}-{number}");
        }
        Ok(slug)
    }

    /// Changes a slug; the one before stays among the former ones.
    ///
    /// # Errors
    /// When the database fails.
    pub fn put_slug<T: Addressed>(&mut self, record: &mut T, given: &MaybeUndefined<String>) -> Result<()> {
        let mut slug = record.slug().to_owned();
        self.set("slug", &mut slug, given);
        if slug == record.slug() {
            return Ok(());
        }
        self.check_slug(record, &slug)?;
        let (own, former) = record.slugs_mut();
        former.retain(|known| *known != slug);
        former.push(std::mem::replace(own, slug));
        Ok(())
    }

    fn check_slug<T: Addressed>(&mut self, record: &T, slug: &str) -> Result<()> {
        let known = T::with_slugs(self.tx.reader(), &[slug])?;
        let mut others = known.iter().filter(|other| other.id() != record.id());
        if let Some(other) = others.find(|other| leads_to(*other, slug)) {
            let problem = format!("is or was that of {}: choose another", other.label());
            self.problems.add("slug", problem);
        }
        Ok(())
    }
}

/// Replaces the other names of what is called `name` when they are given: each once, and not
/// what it is called anyway.
pub fn put_aliases(aliases: &mut Vec<String>, name: &str, given: &MaybeUndefined<Vec<String>>) {
    if given.is_undefined() {
        return;
    }
    aliases.clear();
    for alias in given.value().into_iter().flatten() {
        if alias != name && !aliases.contains(alias) {
            aliases.push(alias.clone());
        }
    }
}

/// Keeps a name that was given up among the other names, unless those were given anew.
pub fn keep_name(old: &str, new: &str, aliases: &mut Vec<String>, given: &MaybeUndefined<Vec<String>>) {
    if !given.is_undefined() || old == new {
        return;
    }
    aliases.retain(|alias| alias != new);
    if !aliases.iter().any(|alias| alias == old) {
        aliases.push(old.to_owned());
    }
}
