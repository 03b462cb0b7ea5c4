//! Agencies, their succession, the partnership and its members.

use super::position;
use crate::commands::import::existing::by_slug;
use crate::commands::import::form::shorten;
use crate::commands::import::resolve::Resolver;
use crate::model::file::*;
use crate::model::record::Head;
use crate::model::*;

pub fn convert<'a>(file: &'a PartnershipFile, r: &mut Resolver<'a>) {
    for (i, entry) in file.agencies.iter().enumerate() {
        let agency = agency(entry, r);
        r.plan_slugged(format!("agencies[{i}]"), &r.existing().agencies, agency);
    }
    for (i, entry) in file.successions.iter().enumerate() {
        let path = format!("successions[{i}]");
        let succession = succession(&path, entry, r);
        r.plan(path, succession);
    }
    let partnership = partnership(&file.partnership, r);
    r.plan_slugged("partnership".to_owned(), &r.existing().partnerships, partnership);
    for (i, entry) in file.memberships.iter().enumerate() {
        let path = format!("memberships[{i}]");
        let membership = membership(&path, i, entry, r);
        r.plan(path, membership);
    }
}

/// The head of a record whose key is its first slug.
fn slugged(slug: &str, archived: bool, sources: &[Source]) -> Head {
    Head { key: slug.to_owned(), archived, sources: sources.to_vec(), ..Head::default() }
}

fn agency(entry: &AgencyEntry, r: &Resolver<'_>) -> Agency {
    Agency {
        id: r.agency_id(&entry.slug),
        head: slugged(&entry.slug, entry.archived, &entry.sources),
        slug: entry.slug.clone(),
        former_slugs: entry.former_slugs.clone(),
        name: entry.name.clone(),
        aliases: entry.aliases.clone(),
        kind: entry.kind,
        website: entry.website.clone(),
        started_on: entry.started_on,
        ended_on: entry.ended_on,
    }
}

fn succession(path: &str, entry: &SuccessionEntry, r: &mut Resolver<'_>) -> Succession {
    let id: SuccessionId = r.id(&entry.key);
    Succession {
        id,
        head: r.head(id, &entry.key, entry.archived, &entry.sources),
        from: r.agency(path, "from", &entry.from),
        to: r.optional_agency(path, "to", &entry.to),
        kind: entry.kind,
        on: entry.on,
    }
}

fn partnership(entry: &PartnershipEntry, r: &mut Resolver<'_>) -> Partnership {
    Partnership {
        id: r.partnership(),
        head: slugged(&entry.slug, entry.archived, &entry.sources),
        slug: entry.slug.clone(),
        former_slugs: entry.former_slugs.clone(),
        name: entry.name.clone(),
        aliases: entry.aliases.clone(),
        kind: entry.kind,
        areas: entry.areas.clone(),
        description: entry.description.clone(),
        duty_statement: entry.duty_statement.clone(),
        other_members: entry.other_members.clone(),
        aims: entry.aims.clone(),
        website: entry.website.clone(),
        contact: entry.contact.clone(),
        parent: entry.parent.as_ref().and_then(|slug| parent(slug, r)),
        started_on: entry.started_on,
        ended_on: entry.ended_on,
        stale_after_days: entry.stale_after_days,
    }
}

/// The partnership above, which a file cannot bring with it.
fn parent(slug: &str, r: &mut Resolver<'_>) -> Option<PartnershipId> {
    let Some(parent) = by_slug(&r.existing().partnerships, slug).map(|parent| parent.id) else {
        let message = format!(
            "names no partnership {:?}: expected the slug of one in the register, so import that one first",
            shorten(slug, 60)
        );
        r.problem("partnership", "parent", message);
        return None;
    };
    if r.existing().ancestors.contains(&r.partnership()) {
        r.problem("partnership", "parent", "is below this partnership, which would then be above itself");
    }
    Some(parent)
}

fn membership(path: &str, place: usize, entry: &MembershipEntry, r: &mut Resolver<'_>) -> Membership {
    let id: MembershipId = r.id(&entry.key);
    Membership {
        id,
        head: r.head(id, &entry.key, entry.archived, &entry.sources),
        partnership: r.partnership(),
        agency: r.agency(path, "agency", &entry.agency),
        basis: entry.basis,
        basis_as_published: entry.basis_as_published.clone(),
        capacity: entry.capacity,
        name_as_published: entry.name_as_published.clone(),
        listed_under: entry.listed_under.clone(),
        position: position(entry.position, place),
        joined_on: entry.joined_on,
        left_on: entry.left_on,
    }
}
