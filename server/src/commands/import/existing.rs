//! What the register holds of that which a file names, read inside the transaction.

use std::collections::BTreeSet;

use crate::error::Result;
use crate::model::file::PartnershipFile;
use crate::model::*;
use crate::store::{Conn, lookup, records};

/// What the register holds.
#[derive(Debug, Default)]
pub struct Existing {
    /// The partnership's records, itself first; empty when it is new.
    pub records: Vec<Record>,
    /// The agencies that the file may name, among others.
    pub agencies: Vec<Agency>,
    /// The successions that the file names.
    pub successions: Vec<Record>,
    /// The partnership and its parent, among others.
    pub partnerships: Vec<Partnership>,
    /// The partnerships above the parent.
    pub ancestors: Vec<PartnershipId>,
}

/// Levels of partnerships: more than there are, so that a loop in the data ends.
const LEVELS: usize = 16;

impl Existing {
    /// Reads what a file may name.
    ///
    /// # Errors
    /// When the database fails or holds what the program did not write.
    pub fn load(conn: &mut Conn, file: &PartnershipFile) -> Result<Existing> {
        let own = &file.partnership;
        let mut slugs = vec![own.slug.as_str()];
        slugs.extend(own.former_slugs.iter().chain(&own.parent).map(String::as_str));
        let partnerships = lookup::partnerships(conn, &slugs)?;
        let records = match by_slug(&partnerships, &own.slug) {
            Some(partnership) => records::of_partnership(conn, partnership.id)?,
            None => Vec::new(),
        };
        let mut ancestors = Vec::new();
        let parent = own.parent.as_ref().and_then(|slug| by_slug(&partnerships, slug));
        let mut above = parent.and_then(|parent| parent.parent);
        while let Some(id) = above
            && ancestors.len() < LEVELS
        {
            ancestors.push(id);
            above = match records::find(conn, id.into())? {
                Some(Record::Partnership(partnership)) => partnership.parent,
                _ => None,
            };
        }
        let slugs: Vec<&str> = agency_slugs(file).into_iter().collect();
        let keys: Vec<&str> = file.successions.iter().map(|s| s.key.as_str()).collect();
        Ok(Existing {
            records,
            agencies: lookup::agencies(conn, &slugs)?,
            successions: lookup::successions(conn, &keys)?.into_iter().map(Record::from).collect(),
            partnerships,
            ancestors,
        })
    }
}

/// A record with an address of its own.
pub trait Slugged: Entity + PartialEq {
    /// Its slug.
    fn slug(&self) -> &str;
    /// Its earlier ones.
    fn former_slugs(&self) -> &[String];
    /// The same, to change.
    fn slugs_mut(&mut self) -> (&mut String, &mut Vec<String>);
}

macro_rules! slugged {
    ($($noun:ident),*) => {$(
        impl Slugged for $noun {
            fn slug(&self) -> &str {
                &self.slug
            }
            fn former_slugs(&self) -> &[String] {
                &self.former_slugs
            }
            fn slugs_mut(&mut self) -> (&mut String, &mut Vec<String>) {
                (&mut self.slug, &mut self.former_slugs)
            }
        }
    )*};
}
slugged!(Agency, Partnership);

/// The record that a slug means: now, formerly, or when it was created.
pub fn by_slug<'a, T: Slugged>(list: &'a [T], slug: &str) -> Option<&'a T> {
    let current = list.iter().find(|known| known.slug() == slug);
    let former = || list.iter().find(|known| known.former_slugs().iter().any(|former| former == slug));
    current.or_else(former).or_else(|| list.iter().find(|known| known.head().key == slug))
}

/// Every slug by which a file names an agency.
fn agency_slugs(file: &PartnershipFile) -> BTreeSet<&str> {
    let mut slugs: Vec<&String> = Vec::new();
    for agency in &file.agencies {
        slugs.push(&agency.slug);
        slugs.extend(&agency.former_slugs);
    }
    for succession in &file.successions {
        slugs.push(&succession.from);
        slugs.extend(&succession.to);
    }
    slugs.extend(file.memberships.iter().map(|m| &m.agency));
    for meeting in &file.meetings {
        slugs.extend(meeting.chair_agencies.iter().chain(&meeting.owner_agency));
        slugs.extend(meeting.occurrences.iter().flat_map(|o| &o.attendance).map(|a| &a.agency));
    }
    for event in &file.events {
        slugs.extend(&event.host_agencies);
        slugs.extend(event.occurrences.iter().flat_map(|o| &o.host_agencies));
    }
    for project in &file.projects {
        slugs.extend(project.partner_agencies.iter().chain(&project.lead_agency));
    }
    for strategy in &file.strategies {
        slugs.extend(strategy.approvals.iter().filter_map(|a| a.agency.as_ref()));
        slugs.extend(strategy.priorities.iter().flat_map(|p| &p.lead_agencies));
    }
    slugs.extend(file.progress.iter().filter_map(|p| p.reported_by.as_ref()));
    slugs.extend(file.actions.iter().flat_map(|a| &a.owners));
    slugs.extend(file.documents.iter().filter_map(|d| d.owner_agency.as_ref()));
    slugs.into_iter().map(String::as_str).collect()
}
