//! The entries of a file, one function per noun.

use super::*;

impl Writer<'_> {
    /// The file.
    pub(super) fn file(&self, partnership: &Partnership, content: &Content) -> Result<PartnershipFile> {
        let mut memberships: Vec<&Membership> = content.memberships.iter().map(Arc::as_ref).collect();
        memberships.sort_by_key(|m| (m.position, m.id));
        let mut documents: Vec<&Document> = content.documents.iter().map(Arc::as_ref).collect();
        documents.sort_by_key(|d| (d.position, d.id));
        Ok(PartnershipFile {
            format: Format::V1,
            partnership: self.partnership(partnership),
            agencies: self.agencies.iter().map(|agency| agency_entry(agency)).collect(),
            successions: self.successions.iter().map(|s| self.succession(s)).collect(),
            memberships: memberships.iter().enumerate().map(|(i, m)| self.membership(i, m)).collect(),
            meetings: content.meetings.iter().map(|m| self.meeting(m, content)).collect(),
            events: content.events.iter().map(|e| self.event(e, content)).collect(),
            projects: content.projects.iter().map(|p| self.project(p)).collect(),
            strategies: content.strategies.iter().map(|s| self.strategy(s, content)).collect(),
            progress: content.progress.iter().filter_map(|p| self.progress(p)).collect(),
            actions: content.actions.iter().map(|a| self.action(a)).collect(),
            documents: documents.iter().enumerate().map(|(i, d)| self.document(i, d)).collect(),
        })
    }

    fn partnership(&self, p: &Partnership) -> PartnershipEntry {
        let parent = p.parent.and_then(|id| self.directory.partnership(id));
        PartnershipEntry {
            slug: p.slug.clone(),
            name: p.name.clone(),
            former_slugs: p.former_slugs.clone(),
            aliases: p.aliases.clone(),
            kind: p.kind,
            areas: p.areas.clone(),
            description: p.description.clone(),
            duty_statement: p.duty_statement.clone(),
            other_members: p.other_members.clone(),
            aims: p.aims.clone(),
            website: p.website.clone(),
            contact: p.contact.clone(),
            parent: parent.map(|parent| parent.slug.clone()),
            started_on: p.started_on,
            ended_on: p.ended_on,
            stale_after_days: p.stale_after_days,
            archived: p.head.archived,
            sources: p.head.sources.clone(),
        }
    }

    fn succession(&self, s: &Succession) -> SuccessionEntry {
        SuccessionEntry {
            key: s.head.key.clone(),
            from: self.slug(s.from),
            to: s.to.map(|to| self.slug(to)),
            kind: s.kind,
            on: s.on,
            archived: s.head.archived,
            sources: s.head.sources.clone(),
        }
    }

    fn membership(&self, place: usize, m: &Membership) -> MembershipEntry {
        MembershipEntry {
            key: m.head.key.clone(),
            agency: self.slug(m.agency),
            name_as_published: m.name_as_published.clone(),
            basis: m.basis,
            basis_as_published: m.basis_as_published.clone(),
            capacity: m.capacity,
            listed_under: m.listed_under.clone(),
            position: position(m.position, place),
            joined_on: m.joined_on,
            left_on: m.left_on,
            archived: m.head.archived,
            sources: m.head.sources.clone(),
        }
    }

    fn meeting(&self, m: &Meeting, content: &Content) -> MeetingEntry {
        let sittings = content.sittings.iter().filter(|s| s.meeting == m.id);
        MeetingEntry {
            key: m.head.key.clone(),
            name: m.name.clone(),
            kind: m.kind,
            is_board: m.is_board,
            cadence: m.cadence.clone(),
            recurrence: m.recurrence.clone(),
            description: m.description.clone(),
            website: m.website.clone(),
            parent: self.link(m.parent),
            owner_agency: m.owner_agency.map(|id| self.slug(id)),
            chair_agencies: self.slugs(&m.chair_agencies),
            visibility: m.visibility,
            occurrences: sittings.map(|s| self.sitting(s)).collect(),
            archived: m.head.archived,
            sources: m.head.sources.clone(),
        }
    }

    fn sitting(&self, s: &MeetingOccurrence) -> MeetingOccurrenceEntry {
        let attendance = s.attendance.iter().map(|a| AttendanceEntry {
            agency: self.slug(a.agency),
            state: a.state,
            capacity: a.capacity,
            post: a.post.clone(),
        });
        MeetingOccurrenceEntry {
            key: s.head.key.clone(),
            name: s.name.clone(),
            starts_on: s.when.starts_on,
            start_time: s.when.start_time.map(write_time),
            ends_on: s.when.ends_on,
            end_time: s.when.end_time.map(write_time),
            date_note: s.when.date_note.clone(),
            venue: s.venue.clone(),
            status: s.status,
            visibility: s.visibility,
            summary: s.summary.clone(),
            attendance: attendance.collect(),
            archived: s.head.archived,
            sources: s.head.sources.clone(),
        }
    }

    fn event(&self, e: &Event, content: &Content) -> EventEntry {
        let occurrences = content.event_occurrences.iter().filter(|o| o.event == e.id);
        EventEntry {
            key: e.head.key.clone(),
            name: e.name.clone(),
            kind: e.kind,
            description: e.description.clone(),
            website: e.website.clone(),
            starts_on: e.starts_on,
            ends_on: e.ends_on,
            venue: e.venue.clone(),
            host_agencies: self.slugs(&e.host_agencies),
            visibility: e.visibility,
            occurrences: occurrences.map(|o| self.event_occurrence(o)).collect(),
            archived: e.head.archived,
            sources: e.head.sources.clone(),
        }
    }

    fn event_occurrence(&self, o: &EventOccurrence) -> EventOccurrenceEntry {
        EventOccurrenceEntry {
            key: o.head.key.clone(),
            name: o.name.clone(),
            starts_on: o.when.starts_on,
            start_time: o.when.start_time.map(write_time),
            ends_on: o.when.ends_on,
            end_time: o.when.end_time.map(write_time),
            date_note: o.when.date_note.clone(),
            venue: o.venue.clone(),
            status: o.status,
            visibility: o.visibility,
            host_agencies: self.slugs(&o.host_agencies),
            audience: o.audience.clone(),
            booking_url: o.booking_url.clone(),
            archived: o.head.archived,
            sources: o.head.sources.clone(),
        }
    }

    fn project(&self, p: &Project) -> ProjectEntry {
        ProjectEntry {
            key: p.head.key.clone(),
            name: p.name.clone(),
            kind: p.kind,
            status: p.status,
            description: p.description.clone(),
            website: p.website.clone(),
            lead_agency: p.lead_agency.map(|id| self.slug(id)),
            lead_post: p.lead_post.clone(),
            partner_agencies: self.slugs(&p.partner_agencies),
            starts_on: p.starts_on,
            ends_on: p.ends_on,
            last_confirmed_at: p.last_confirmed_at,
            visibility: p.visibility,
            archived: p.head.archived,
            sources: p.head.sources.clone(),
        }
    }

    fn strategy(&self, s: &Strategy, content: &Content) -> StrategyEntry {
        let approvals = s.approvals.iter().map(|a| ApprovalEntry {
            body: a.body.clone(),
            agency: a.agency.map(|id| self.slug(id)),
            outcome: a.outcome,
            on: a.on,
        });
        let mut priorities: Vec<_> = content.priorities.iter().filter(|p| p.strategy == s.id).collect();
        priorities.sort_by_key(|p| (p.position, p.id));
        StrategyEntry {
            key: s.head.key.clone(),
            title: s.title.clone(),
            kind: s.kind,
            state: s.state,
            period_label: s.period_label.clone(),
            edition_label: s.edition_label.clone(),
            starts_on: s.starts_on,
            ends_on: s.ends_on,
            summary: s.summary.clone(),
            supersedes: self.link(s.supersedes),
            approvals: approvals.collect(),
            priorities: priorities.iter().enumerate().map(|(i, p)| self.priority(i, p, content)).collect(),
            archived: s.head.archived,
            sources: s.head.sources.clone(),
        }
    }

    fn priority(&self, place: usize, p: &Priority, content: &Content) -> PriorityEntry {
        let mut areas: Vec<_> = content.focus_areas.iter().filter(|area| area.priority == p.id).collect();
        areas.sort_by_key(|area| (area.position, area.id));
        PriorityEntry {
            key: p.head.key.clone(),
            position: position(p.position, place),
            title: p.title.clone(),
            // Without a title there is only one status.
            title_status: p.title.as_ref().map(|_| p.title_status),
            summary: p.summary.clone(),
            approach: p.approach.clone(),
            carried_from: self.link(p.carried_from),
            lead_agencies: self.slugs(&p.lead_agencies),
            focus_areas: areas.iter().enumerate().map(|(i, area)| self.focus_area(i, area)).collect(),
            meetings: self.links(&p.meetings),
            events: self.links(&p.events),
            projects: self.links(&p.projects),
            archived: p.head.archived,
            sources: p.head.sources.clone(),
        }
    }

    fn focus_area(&self, place: usize, area: &FocusArea) -> FocusAreaEntry {
        FocusAreaEntry {
            key: area.head.key.clone(),
            position: position(area.position, place),
            title: area.title.clone(),
            carried_from: self.link(area.carried_from),
            projects: self.links(&area.projects),
            archived: area.head.archived,
            sources: area.head.sources.clone(),
        }
    }

    /// None when what it is about is not in the file.
    fn progress(&self, p: &ProgressUpdate) -> Option<ProgressEntry> {
        self.key(AnyId::from(p.subject()?))?;
        Some(ProgressEntry {
            key: p.head.key.clone(),
            project: self.link(p.project),
            priority: self.link(p.priority),
            focus_area: self.link(p.focus_area),
            on: p.on,
            period_label: p.period_label.clone(),
            rating: p.rating,
            rating_as_published: p.rating_as_published.clone(),
            narrative: p.narrative.clone(),
            reported_by: p.reported_by.map(|id| self.slug(id)),
            visibility: p.visibility,
            archived: p.head.archived,
            sources: p.head.sources.clone(),
        })
    }

    fn action(&self, a: &Action) -> ActionEntry {
        ActionEntry {
            key: a.head.key.clone(),
            text: a.text.clone(),
            reference: a.reference.clone(),
            owners: self.slugs(&a.owners),
            owner_post: a.owner_post.clone(),
            due_on: a.due_on,
            original_due_on: a.original_due_on.filter(|original| a.due_on != Some(*original)),
            status: a.status,
            closed_on: a.closed_on,
            closure_note: a.closure_note.clone(),
            duplicate_of: self.link(a.duplicate_of),
            raised_at: self.link(a.raised_at),
            project: self.link(a.project),
            priority: self.link(a.priority),
            visibility: a.visibility,
            archived: a.head.archived,
            sources: a.head.sources.clone(),
        }
    }

    fn document(&self, place: usize, d: &Document) -> DocumentEntry {
        DocumentEntry {
            key: d.head.key.clone(),
            position: position(d.position, place),
            title: d.title.clone(),
            kind: d.kind,
            url: d.url.clone(),
            version_label: d.version_label.clone(),
            reference: d.reference.clone(),
            dated_on: d.dated_on,
            owner_agency: d.owner_agency.map(|id| self.slug(id)),
            marking: d.marking.clone(),
            visibility: d.visibility,
            strategies: self.links(&d.strategies),
            priorities: self.links(&d.priorities),
            projects: self.links(&d.projects),
            sittings: self.links(&d.sittings),
            archived: d.head.archived,
            sources: d.head.sources.clone(),
        }
    }
}

fn agency_entry(a: &Agency) -> AgencyEntry {
    AgencyEntry {
        slug: a.slug.clone(),
        name: a.name.clone(),
        former_slugs: a.former_slugs.clone(),
        aliases: a.aliases.clone(),
        kind: a.kind,
        website: a.website.clone(),
        started_on: a.started_on,
        ended_on: a.ended_on,
        archived: a.head.archived,
        sources: a.head.sources.clone(),
    }
}
