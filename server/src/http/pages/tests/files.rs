//! Records from a partnership file, without the checks and the matching of an import.

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::model::file::*;
use crate::model::occurrence::{When, parse_time};
use crate::model::record::Head;
use crate::model::*;

/// The id of the record with a key: the same each time.
pub fn id<I: TypedId>(key: &str) -> I {
    let hash = Sha256::digest(format!("{} {key}", I::ENTITY.prefix()));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    I::from_uuid(Uuid::from_bytes(bytes))
}

fn ids<I: TypedId>(keys: &[String]) -> Vec<I> {
    keys.iter().map(|key| id(key)).collect()
}

fn one<I: TypedId>(key: &Option<String>) -> Option<I> {
    key.as_deref().map(id)
}

fn head(key: &str, archived: bool, sources: &[Source]) -> Head {
    Head { key: key.to_owned(), archived, sources: sources.to_vec(), ..Head::default() }
}

/// The records of a file, those that others link before them.
pub fn records_of(file: &PartnershipFile) -> Vec<Record> {
    let p = &file.partnership;
    let partnership: PartnershipId = id(&p.slug);
    let mut records: Vec<Record> = file.agencies.iter().map(agency).collect();
    records.extend(file.successions.iter().map(succession));
    records.push(Record::Partnership(Partnership {
        id: partnership,
        head: head(&p.slug, p.archived, &p.sources),
        slug: p.slug.clone(),
        former_slugs: p.former_slugs.clone(),
        name: p.name.clone(),
        aliases: p.aliases.clone(),
        kind: p.kind,
        areas: p.areas.clone(),
        description: p.description.clone(),
        duty_statement: p.duty_statement.clone(),
        other_members: p.other_members.clone(),
        aims: p.aims.clone(),
        website: p.website.clone(),
        contact: p.contact.clone(),
        parent: one(&p.parent),
        started_on: p.started_on,
        ended_on: p.ended_on,
        stale_after_days: p.stale_after_days,
    }));
    for (i, member) in file.memberships.iter().enumerate() {
        records.push(Record::Membership(Membership {
            id: id(&member.key),
            head: head(&member.key, member.archived, &member.sources),
            partnership,
            agency: id(&member.agency),
            basis: member.basis,
            basis_as_published: member.basis_as_published.clone(),
            capacity: member.capacity,
            name_as_published: member.name_as_published.clone(),
            listed_under: member.listed_under.clone(),
            position: member.position.unwrap_or(i as i32 + 1),
            joined_on: member.joined_on,
            left_on: member.left_on,
        }));
    }
    meetings(file, partnership, &mut records);
    events(file, partnership, &mut records);
    projects(file, partnership, &mut records);
    strategies(file, partnership, &mut records);
    reports(file, partnership, &mut records);
    records
}

fn agency(a: &AgencyEntry) -> Record {
    Record::Agency(Agency {
        id: id(&a.slug),
        head: head(&a.slug, a.archived, &a.sources),
        slug: a.slug.clone(),
        former_slugs: a.former_slugs.clone(),
        name: a.name.clone(),
        aliases: a.aliases.clone(),
        kind: a.kind,
        website: a.website.clone(),
        started_on: a.started_on,
        ended_on: a.ended_on,
    })
}

fn succession(s: &SuccessionEntry) -> Record {
    Record::Succession(Succession {
        id: id(&s.key),
        head: head(&s.key, s.archived, &s.sources),
        from: id(&s.from),
        to: one(&s.to),
        kind: s.kind,
        on: s.on,
    })
}

fn meetings(file: &PartnershipFile, partnership: PartnershipId, records: &mut Vec<Record>) {
    for m in &file.meetings {
        records.push(Record::Meeting(Meeting {
            id: id(&m.key),
            head: head(&m.key, m.archived, &m.sources),
            partnership,
            name: m.name.clone(),
            kind: m.kind,
            is_board: m.is_board,
            cadence: m.cadence.clone(),
            recurrence: m.recurrence.clone(),
            description: m.description.clone(),
            website: m.website.clone(),
            parent: one(&m.parent),
            owner_agency: one(&m.owner_agency),
            chair_agencies: ids(&m.chair_agencies),
            visibility: m.visibility,
        }));
        for o in &m.occurrences {
            records.push(Record::MeetingOccurrence(MeetingOccurrence {
                id: id(&o.key),
                head: head(&o.key, o.archived, &o.sources),
                partnership,
                meeting: id(&m.key),
                when: When {
                    starts_on: o.starts_on,
                    start_time: o.start_time.as_deref().and_then(parse_time),
                    ends_on: o.ends_on,
                    end_time: o.end_time.as_deref().and_then(parse_time),
                    date_note: o.date_note.clone(),
                },
                name: o.name.clone(),
                venue: o.venue.clone(),
                status: o.status,
                visibility: o.visibility,
                summary: o.summary.clone(),
                attendance: Vec::new(),
            }));
        }
    }
}

fn events(file: &PartnershipFile, partnership: PartnershipId, records: &mut Vec<Record>) {
    for e in &file.events {
        records.push(Record::Event(Event {
            id: id(&e.key),
            head: head(&e.key, e.archived, &e.sources),
            partnership,
            name: e.name.clone(),
            kind: e.kind,
            description: e.description.clone(),
            website: e.website.clone(),
            starts_on: e.starts_on,
            ends_on: e.ends_on,
            venue: e.venue.clone(),
            host_agencies: ids(&e.host_agencies),
            visibility: e.visibility,
        }));
        for o in &e.occurrences {
            records.push(Record::EventOccurrence(EventOccurrence {
                id: id(&o.key),
                head: head(&o.key, o.archived, &o.sources),
                partnership,
                event: id(&e.key),
                when: When {
                    starts_on: o.starts_on,
                    start_time: o.start_time.as_deref().and_then(parse_time),
                    ends_on: o.ends_on,
                    end_time: o.end_time.as_deref().and_then(parse_time),
                    date_note: o.date_note.clone(),
                },
                name: o.name.clone(),
                venue: o.venue.clone(),
                status: o.status,
                visibility: o.visibility,
                host_agencies: ids(&o.host_agencies),
                audience: o.audience.clone(),
                booking_url: o.booking_url.clone(),
            }));
        }
    }
}

fn projects(file: &PartnershipFile, partnership: PartnershipId, records: &mut Vec<Record>) {
    for p in &file.projects {
        records.push(Record::Project(Project {
            id: id(&p.key),
            head: head(&p.key, p.archived, &p.sources),
            partnership,
            name: p.name.clone(),
            kind: p.kind,
            status: p.status,
            description: p.description.clone(),
            website: p.website.clone(),
            lead_agency: one(&p.lead_agency),
            lead_post: p.lead_post.clone(),
            partner_agencies: ids(&p.partner_agencies),
            starts_on: p.starts_on,
            ends_on: p.ends_on,
            last_confirmed_at: p.last_confirmed_at,
            visibility: p.visibility,
        }));
    }
}

fn strategies(file: &PartnershipFile, partnership: PartnershipId, records: &mut Vec<Record>) {
    for s in &file.strategies {
        let approval = |a: &ApprovalEntry| Approval {
            body: a.body.clone(),
            agency: one(&a.agency),
            outcome: a.outcome,
            on: a.on,
        };
        records.push(Record::Strategy(Strategy {
            id: id(&s.key),
            head: head(&s.key, s.archived, &s.sources),
            partnership,
            kind: s.kind,
            state: s.state,
            title: s.title.clone(),
            period_label: s.period_label.clone(),
            edition_label: s.edition_label.clone(),
            starts_on: s.starts_on,
            ends_on: s.ends_on,
            summary: s.summary.clone(),
            supersedes: one(&s.supersedes),
            approvals: s.approvals.iter().map(approval).collect(),
        }));
        for (i, p) in s.priorities.iter().enumerate() {
            let unsaid = if p.title.is_some() { TitleStatus::Provisional } else { TitleStatus::Missing };
            records.push(Record::Priority(Priority {
                id: id(&p.key),
                head: head(&p.key, p.archived, &p.sources),
                partnership,
                strategy: id(&s.key),
                position: p.position.unwrap_or(i as i32 + 1),
                title: p.title.clone(),
                title_status: p.title_status.unwrap_or(unsaid),
                summary: p.summary.clone(),
                approach: p.approach.clone(),
                carried_from: one(&p.carried_from),
                lead_agencies: ids(&p.lead_agencies),
                meetings: ids(&p.meetings),
                events: ids(&p.events),
                projects: ids(&p.projects),
            }));
            for (i, f) in p.focus_areas.iter().enumerate() {
                records.push(Record::FocusArea(FocusArea {
                    id: id(&f.key),
                    head: head(&f.key, f.archived, &f.sources),
                    partnership,
                    priority: id(&p.key),
                    position: f.position.unwrap_or(i as i32 + 1),
                    title: f.title.clone(),
                    carried_from: one(&f.carried_from),
                    projects: ids(&f.projects),
                }));
            }
        }
    }
}

fn reports(file: &PartnershipFile, partnership: PartnershipId, records: &mut Vec<Record>) {
    for p in &file.progress {
        records.push(Record::ProgressUpdate(ProgressUpdate {
            id: id(&p.key),
            head: head(&p.key, p.archived, &p.sources),
            partnership,
            project: one(&p.project),
            priority: one(&p.priority),
            focus_area: one(&p.focus_area),
            on: p.on,
            period_label: p.period_label.clone(),
            rating: p.rating,
            rating_as_published: p.rating_as_published.clone(),
            narrative: p.narrative.clone(),
            reported_by: one(&p.reported_by),
            visibility: p.visibility,
        }));
    }
    for (i, d) in file.documents.iter().enumerate() {
        records.push(Record::Document(Document {
            id: id(&d.key),
            head: head(&d.key, d.archived, &d.sources),
            partnership,
            position: d.position.unwrap_or(i as i32 + 1),
            title: d.title.clone(),
            kind: d.kind,
            url: d.url.clone(),
            version_label: d.version_label.clone(),
            reference: d.reference.clone(),
            dated_on: d.dated_on,
            owner_agency: one(&d.owner_agency),
            marking: d.marking.clone(),
            visibility: d.visibility,
            strategies: ids(&d.strategies),
            priorities: ids(&d.priorities),
            projects: ids(&d.projects),
            sittings: ids(&d.sittings),
        }));
    }
}
