//! Ids for a file's keys and slugs, and the records that its entries stand for.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use uuid::{ContextV7, Timestamp, Uuid};

use super::existing::{Existing, Slugged, by_slug};
use super::keys;
use crate::error::Problem;
use crate::model::file::PartnershipFile;
use crate::model::record::Head;
use crate::model::validate::Problems;
use crate::model::*;

/// A record as the file has it, beside what the register has.
#[derive(Debug)]
pub struct Planned {
    /// Where it stands in the file.
    pub path: String,
    /// As the register has it; none: it is new.
    pub before: Option<Record>,
    /// As the file has it.
    pub after: Record,
}

/// Turns entries into records, and collects what is wrong with them.
pub struct Resolver<'a> {
    existing: &'a Existing,
    partnership: PartnershipId,
    /// The records of the register, by id.
    known: HashMap<AnyId, &'a Record>,
    /// Ids by slug, of the agencies in the file.
    agencies: HashMap<&'a str, AgencyId>,
    /// Ids by key, of the records in the file and else in the register.
    keys: HashMap<(EntityType, &'a str), AnyId>,
    /// Counts ids that stand for links which lead nowhere.
    nowhere: u128,
    problems: Vec<Problem>,
    planned: Vec<Planned>,
}

/// Makes ids that rise in the order in which they are asked for.
struct Ids {
    context: ContextV7,
    seconds: u64,
    nanos: u32,
}

impl Ids {
    fn at(now: DateTime<Utc>) -> Self {
        let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
        Ids { context: ContextV7::new(), seconds, nanos: now.timestamp_subsec_nanos() }
    }

    fn next(&self) -> Uuid {
        Uuid::new_v7(Timestamp::from_unix(&self.context, self.seconds, self.nanos))
    }
}

impl<'a> Resolver<'a> {
    /// Gives every entry its id: that of the record which the register has under the same
    /// key or slug, else a new one. New ids rise in the order of the file.
    pub fn new(file: &'a PartnershipFile, existing: &'a Existing, now: DateTime<Utc>) -> Self {
        let ids = Ids::at(now);
        let partnership = match existing.records.first() {
            Some(Record::Partnership(partnership)) => partnership.id,
            _ => PartnershipId(ids.next()),
        };
        let known = existing.records.iter().chain(&existing.successions);
        let known = known.map(|record| (record.id(), record)).collect();
        let mut resolver = Resolver {
            existing,
            partnership,
            known,
            agencies: HashMap::new(),
            keys: HashMap::new(),
            nowhere: 0,
            problems: Vec::new(),
            planned: Vec::new(),
        };
        for record in existing.records.iter().chain(&existing.successions) {
            resolver.keys.insert((record.entity(), &record.head().key), record.id());
        }
        resolver.claim_keys(file, &ids);
        resolver.claim_agencies(file, &ids);
        resolver
    }

    fn claim_keys(&mut self, file: &'a PartnershipFile, ids: &Ids) {
        let mut claimed: HashMap<(EntityType, &str), String> = HashMap::new();
        for (entity, path, key) in keys::of(file) {
            if let Some(other) = claimed.get(&(entity, key)) {
                let message = format!("is the key of {other} too: give each record of a type its own");
                self.problem(&path, "key", message);
                continue;
            }
            claimed.insert((entity, key), path);
            self.keys.entry((entity, key)).or_insert_with(|| AnyId { entity, uuid: ids.next() });
        }
    }

    fn claim_agencies(&mut self, file: &'a PartnershipFile, ids: &Ids) {
        let mut claimed: HashMap<AgencyId, usize> = HashMap::new();
        for (i, entry) in file.agencies.iter().enumerate() {
            let path = format!("agencies[{i}]");
            let id = by_slug(&self.existing.agencies, &entry.slug).map(|known| known.id);
            let id = id.or_else(|| self.agencies.get(entry.slug.as_str()).copied());
            let id = id.unwrap_or_else(|| AgencyId(ids.next()));
            if let Some(other) = claimed.insert(id, i) {
                self.problem(&path, "slug", format!("means the same agency as agencies[{other}]"));
            }
            self.agencies.insert(&entry.slug, id);
        }
        for (i, entry) in file.agencies.iter().enumerate() {
            let Some(id) = self.agencies.get(entry.slug.as_str()).copied() else { continue };
            for (j, former) in entry.former_slugs.iter().enumerate() {
                if *self.agencies.entry(former).or_insert(id) != id {
                    let message = "is a slug of another agency in the file";
                    self.problem(&format!("agencies[{i}]"), &format!("formerSlugs[{j}]"), message);
                }
            }
        }
    }

    /// The id of the partnership.
    pub fn partnership(&self) -> PartnershipId {
        self.partnership
    }

    /// What the register holds.
    pub fn existing(&self) -> &'a Existing {
        self.existing
    }

    /// What came of it: the records, and every problem.
    pub fn finish(self) -> (Vec<Planned>, Vec<Problem>) {
        (self.planned, self.problems)
    }

    /// Notes a problem with a field of the entry at `path`.
    pub fn problem(&mut self, path: &str, field: &str, message: impl Into<String>) {
        let path = if field.is_empty() { path.to_owned() } else { format!("{path}.{field}") };
        self.problems.push(Problem { path, message: message.into() });
    }

    /// The id of the entry with this key.
    pub fn id<I: TypedId>(&self, key: &str) -> I {
        let id = self.keys.get(&(I::ENTITY, key)).map_or_else(Uuid::nil, |id| id.uuid);
        I::from_uuid(id)
    }

    /// The id of the agency entry with this slug.
    pub fn agency_id(&self, slug: &str) -> AgencyId {
        self.agencies.get(slug).copied().unwrap_or_default()
    }

    /// What a record has in common with every record: the file's values, and the
    /// register's key, version and times.
    pub fn head(&self, id: impl Into<AnyId>, key: &str, archived: bool, sources: &[Source]) -> Head {
        let before = self.known.get(&id.into()).map(|known| known.head().clone());
        let mut head = before.unwrap_or_else(|| Head { key: key.to_owned(), ..Head::default() });
        head.archived = archived;
        head.sources = sources.to_vec();
        head
    }

    /// Checks a record's own rules and takes it into the plan.
    pub fn plan(&mut self, path: String, record: impl Into<Record>) {
        let after = record.into();
        let before = self.known.get(&after.id()).map(|known| (*known).clone());
        self.plan_over(path, before, after);
    }

    fn plan_over(&mut self, path: String, before: Option<Record>, after: Record) {
        let mut p = Problems::default();
        p.within(path.as_str(), |p| after.validate(p));
        // A key made of a slug that is wrong needs no second complaint.
        let key = format!("{path}.key");
        let slugged = matches!(after.entity(), EntityType::Agency | EntityType::Partnership);
        self.problems.extend(p.into_found().into_iter().filter(|p| !slugged || p.path != key));
        self.planned.push(Planned { path, before, after });
    }

    /// As [`Resolver::plan`], for a record with a slug: that of the register stays.
    pub fn plan_slugged<T: Slugged>(&mut self, path: String, known: &'a [T], mut record: T) {
        let before = known.iter().find(|known| known.id() == record.id());
        let given: Vec<String> = record.former_slugs().to_vec();
        for (i, former) in given.iter().enumerate() {
            let field = format!("formerSlugs[{i}]");
            if former == record.slug() {
                self.problem(&path, &field, "is the slug itself: list earlier ones only");
            }
            if let Some(other) = by_slug(known, former)
                && other.id() != record.id()
            {
                let message = format!(
                    "is a slug of {} in the register: an import never changes slugs, so change it there first",
                    other.label()
                );
                self.problem(&path, &field, message);
            }
        }
        if let Some(before) = before {
            let head = record.head_mut();
            *head = Head { archived: head.archived, sources: head.sources.clone(), ..before.head().clone() };
            let (slug, former) = record.slugs_mut();
            before.slug().clone_into(slug);
            let mut all = before.former_slugs().to_vec();
            all.extend(given.into_iter().filter(|f| f != slug && !before.former_slugs().contains(f)));
            *former = all;
        }
        self.plan_over(path, before.cloned().map(Into::into), record.into());
    }

    /// The agency with a slug: in the file, else in the register.
    pub fn agency(&mut self, path: &str, field: &str, slug: &str) -> AgencyId {
        let register = || by_slug(&self.existing.agencies, slug).map(|known| known.id);
        if let Some(id) = self.agencies.get(slug).copied().or_else(register) {
            return id;
        }
        let slug = super::form::shorten(slug, 60);
        let message =
            format!("names no agency {slug:?}: expected the slug of an agency in the file or the register");
        self.problem(path, field, message);
        self.leads_nowhere()
    }

    /// As [`Resolver::agency`], when there may be none.
    pub fn optional_agency(&mut self, path: &str, field: &str, slug: &Option<String>) -> Option<AgencyId> {
        slug.as_ref().map(|slug| self.agency(path, field, slug))
    }

    /// As [`Resolver::agency`], for each of a list.
    pub fn agencies(&mut self, path: &str, field: &str, slugs: &[String]) -> Vec<AgencyId> {
        slugs.iter().enumerate().map(|(i, slug)| self.agency(path, &format!("{field}[{i}]"), slug)).collect()
    }

    /// The record with a key: in the file, else in the register.
    pub fn link<I: TypedId>(&mut self, path: &str, field: &str, key: &str) -> I {
        if let Some(id) = self.keys.get(&(I::ENTITY, key)) {
            return I::from_uuid(id.uuid);
        }
        let noun = super::report::noun(I::ENTITY, 1);
        let key = super::form::shorten(key, 60);
        let message = format!("names no {noun} {key:?}: expected a key in the file or in the register");
        self.problem(path, field, message);
        self.leads_nowhere()
    }

    /// As [`Resolver::link`], when there may be none.
    pub fn optional_link<I: TypedId>(&mut self, path: &str, field: &str, key: &Option<String>) -> Option<I> {
        key.as_ref().map(|key| self.link(path, field, key))
    }

    /// As [`Resolver::link`], for each of a list.
    pub fn links<I: TypedId>(&mut self, path: &str, field: &str, keys: &[String]) -> Vec<I> {
        keys.iter().enumerate().map(|(i, key)| self.link(path, &format!("{field}[{i}]"), key)).collect()
    }

    /// Another id each time, so that two wrong links are not taken for the same one.
    fn leads_nowhere<I: TypedId>(&mut self) -> I {
        self.nowhere += 1;
        I::from_uuid(Uuid::from_u128(self.nowhere))
    }
}
