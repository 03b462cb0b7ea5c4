//! The agencies and partnerships of the whole register, with succession.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::model::text::sort_name;
use crate::model::*;
use crate::store::change::Applied;

/// Names and succession of all agencies and partnerships: public, small, immutable.
#[derive(Debug, Default)]
pub struct Directory {
    /// The sequence of its last change.
    pub version: u64,
    agencies: Vec<Arc<Agency>>,
    partnerships: Vec<Arc<Partnership>>,
    successions: Vec<Arc<Succession>>,
    by_id: HashMap<AnyId, u32>,
    agency_slugs: HashMap<String, u32>,
    partnership_slugs: HashMap<String, u32>,
}

impl Directory {
    /// Builds the directory from its records, current as of change `version`.
    pub fn build(records: impl IntoIterator<Item = Record>, version: u64) -> Self {
        let mut directory = Directory { version, ..Directory::default() };
        for record in records {
            match record {
                Record::Agency(agency) => directory.agencies.push(Arc::new(agency)),
                Record::Partnership(partnership) => directory.partnerships.push(Arc::new(partnership)),
                Record::Succession(succession) => directory.successions.push(Arc::new(succession)),
                _ => {}
            }
        }
        directory.index();
        directory
    }

    /// The directory after these changes; changes to other records are passed over.
    pub fn apply(&self, changes: &[Applied]) -> Self {
        let mut next = Directory {
            version: self.version,
            agencies: self.agencies.clone(),
            partnerships: self.partnerships.clone(),
            successions: self.successions.clone(),
            ..Directory::default()
        };
        for change in changes {
            match &change.record {
                Record::Agency(agency) => put(&mut next.agencies, agency),
                Record::Partnership(partnership) => put(&mut next.partnerships, partnership),
                Record::Succession(succession) => put(&mut next.successions, succession),
                _ => continue,
            }
            next.version = change.sequence;
        }
        next.index();
        next
    }

    /// Whether a change is to something that the directory holds.
    pub fn holds(entity: EntityType) -> bool {
        matches!(entity, EntityType::Agency | EntityType::Partnership | EntityType::Succession)
    }

    fn index(&mut self) {
        self.agencies.sort_by_cached_key(|a| (sort_name(&a.name), a.id));
        self.partnerships.sort_by_cached_key(|p| (sort_name(&p.name), p.id));
        self.successions.sort_by_key(|s| (s.on, s.id));
        for (i, agency) in self.agencies.iter().enumerate() {
            self.by_id.insert(agency.id.into(), i as u32);
        }
        for (i, partnership) in self.partnerships.iter().enumerate() {
            self.by_id.insert(partnership.id.into(), i as u32);
        }
        for (i, succession) in self.successions.iter().enumerate() {
            self.by_id.insert(succession.id.into(), i as u32);
        }
        // Former slugs first, so that a current one wins where both exist.
        for (i, agency) in self.agencies.iter().enumerate() {
            for slug in &agency.former_slugs {
                self.agency_slugs.insert(slug.clone(), i as u32);
            }
        }
        for (i, agency) in self.agencies.iter().enumerate() {
            self.agency_slugs.insert(agency.slug.clone(), i as u32);
        }
        for (i, partnership) in self.partnerships.iter().enumerate() {
            for slug in &partnership.former_slugs {
                self.partnership_slugs.insert(slug.clone(), i as u32);
            }
        }
        for (i, partnership) in self.partnerships.iter().enumerate() {
            self.partnership_slugs.insert(partnership.slug.clone(), i as u32);
        }
    }

    /// Every agency, by name.
    pub fn agencies(&self) -> &[Arc<Agency>] {
        &self.agencies
    }

    /// Every partnership, by name.
    pub fn partnerships(&self) -> &[Arc<Partnership>] {
        &self.partnerships
    }

    /// The agency with this id.
    pub fn agency(&self, id: AgencyId) -> Option<&Arc<Agency>> {
        self.agencies.get(*self.by_id.get(&id.into())? as usize)
    }

    /// The partnership with this id.
    pub fn partnership(&self, id: PartnershipId) -> Option<&Arc<Partnership>> {
        self.partnerships.get(*self.by_id.get(&id.into())? as usize)
    }

    /// Every succession, oldest first, undated before all.
    pub fn successions(&self) -> &[Arc<Succession>] {
        &self.successions
    }

    /// The succession with this id.
    pub fn succession(&self, id: SuccessionId) -> Option<&Arc<Succession>> {
        self.successions.get(*self.by_id.get(&id.into())? as usize)
    }

    /// The agency with this slug, now or formerly.
    pub fn agency_by_slug(&self, slug: &str) -> Option<&Arc<Agency>> {
        self.agencies.get(*self.agency_slugs.get(slug)? as usize)
    }

    /// The partnership with this slug, now or formerly.
    pub fn partnership_by_slug(&self, slug: &str) -> Option<&Arc<Partnership>> {
        self.partnerships.get(*self.partnership_slugs.get(slug)? as usize)
    }

    /// A record that the directory holds.
    pub fn record(&self, id: AnyId) -> Option<Record> {
        match id.entity {
            EntityType::Agency => {
                self.agency(AgencyId::from_uuid(id.uuid)).map(|r| Record::Agency((**r).clone()))
            }
            EntityType::Partnership => self
                .partnership(PartnershipId::from_uuid(id.uuid))
                .map(|r| Record::Partnership((**r).clone())),
            EntityType::Succession => {
                self.succession(SuccessionId::from_uuid(id.uuid)).map(|r| Record::Succession((**r).clone()))
            }
            _ => None,
        }
    }

    /// Which agencies and partnerships these records of a plan can name: the agencies
    /// that they link, all that those followed and were followed by in these
    /// successions, the partnership and all above it.
    pub fn around(&self, records: &[Record], successions: &[Applied]) -> BTreeSet<AnyId> {
        let mut agencies: BTreeSet<AgencyId> = records.iter().flat_map(Record::linked_agencies).collect();
        // Succession leads on from agency to agency: until nothing new is found.
        loop {
            let known = agencies.len();
            for succession in successions {
                let ends = succession.record.linked_agencies();
                if ends.iter().any(|end| agencies.contains(end)) {
                    agencies.extend(ends);
                }
            }
            if agencies.len() == known {
                break;
            }
        }
        let mut named = BTreeSet::new();
        named.extend(agencies.into_iter().map(AnyId::from));
        let partnerships = records.iter().filter_map(|record| match record {
            Record::Partnership(partnership) => Some(partnership),
            _ => None,
        });
        for partnership in partnerships {
            named.insert(partnership.id.into());
            let mut above = partnership.parent;
            while let Some(parent) = above {
                let is_new = named.insert(parent.into());
                above = self.partnership(parent).filter(|_| is_new).and_then(|found| found.parent);
            }
        }
        named
    }

    /// What led to this agency, oldest first.
    pub fn predecessors(&self, id: AgencyId) -> impl Iterator<Item = &Arc<Succession>> {
        self.successions.iter().filter(move |s| s.to == Some(id) && !s.head.archived)
    }

    /// What followed this agency, oldest first.
    pub fn successors(&self, id: AgencyId) -> impl Iterator<Item = &Arc<Succession>> {
        self.successions.iter().filter(move |s| s.from == id && !s.head.archived)
    }

    /// Whether an agency has ended by a day: on its last day, or when another took its
    /// place. An agency whose functions moved goes on.
    pub fn has_ended(&self, id: AgencyId, today: NaiveDate) -> bool {
        let last = self.agency(id).and_then(|agency| agency.ended_on);
        let followed = |succession: &Arc<Succession>| {
            succession.kind != SuccessionKind::FunctionsMoved && succession.on.is_none_or(|on| on <= today)
        };
        last.is_some_and(|last| last <= today) || self.successors(id).any(followed)
    }
}

fn put<E: Entity>(list: &mut Vec<Arc<E>>, entity: &E) {
    match list.iter_mut().find(|known| known.id() == entity.id()) {
        Some(known) => *known = Arc::new(entity.clone()),
        None => list.push(Arc::new(entity.clone())),
    }
}
