//! Partnership files for tests: the founding one, and any other.
//!
//! Two files of one slug share many keys, so that the second is a later version of the
//! first: records appear, change, move and go missing. Links of one type lead to lower
//! numbers only, whatever the version, so that no versions together make a circle.

use partnership_register::founding::SAFER_CHELMSFORD;
use partnership_register::model::file::*;
use partnership_register::model::*;

use super::dice::Dice;
use super::values::*;

/// The founding partnership.
pub fn founding_file() -> PartnershipFile {
    serde_json::from_str(SAFER_CHELMSFORD).unwrap()
}

/// Any partnership, with some records of every kind, in the form that export gives.
pub fn any_file(slug: &str, seed: u64) -> PartnershipFile {
    let mut dice = Dice::new(seed);
    let d = &mut dice;
    let agencies: Vec<String> = (0..1 + d.below(4)).map(|i| format!("agency-{i}")).collect();
    let mut file = PartnershipFile {
        format: Format::V1,
        partnership: partnership(d, slug),
        agencies: agencies.iter().map(|slug| agency(d, slug)).collect(),
        successions: successions(d, &agencies),
        memberships: Vec::new(),
        meetings: Vec::new(),
        events: Vec::new(),
        projects: Vec::new(),
        strategies: Vec::new(),
        progress: Vec::new(),
        actions: Vec::new(),
        documents: Vec::new(),
    };
    let mut last = 0;
    for (i, agency) in agencies.iter().enumerate() {
        let position = place(d, i, &mut last);
        file.memberships.push(membership(d, agency, position));
    }
    for i in 0..5 {
        if d.once_in(3) {
            continue;
        }
        let above: Vec<String> = file.meetings.iter().map(|m| m.key.clone()).collect();
        let meeting = meeting(d, i, &above, &agencies);
        file.meetings.push(meeting);
    }
    for i in 0..4 {
        if !d.once_in(3) {
            file.events.push(event(d, i, &agencies));
        }
    }
    for i in 0..6 {
        if !d.once_in(3) {
            file.projects.push(project(d, i, &agencies));
        }
    }
    for i in 0..3 {
        if !d.once_in(3) {
            let strategy = strategy(d, i, &file, &agencies);
            file.strategies.push(strategy);
        }
    }
    for i in 0..4 {
        let progress = progress(d, i, &file, &agencies);
        file.progress.extend(progress);
    }
    for i in 0..4 {
        if !d.once_in(3) {
            let action = action(d, i, &file, &agencies);
            file.actions.push(action);
        }
    }
    let mut last = 0;
    for i in 0..3 {
        if !d.once_in(3) {
            let position = place(d, file.documents.len(), &mut last);
            let document = document(d, i, position, &file, &agencies);
            file.documents.push(document);
        }
    }
    file
}

fn partnership(d: &mut Dice, slug: &str) -> PartnershipEntry {
    let (started_on, ended_on) = days(d);
    PartnershipEntry {
        slug: slug.to_owned(),
        name: text(d),
        former_slugs: d.maybe(|_| format!("{slug}-before")).into_iter().collect(),
        aliases: d.maybe(text).into_iter().collect(),
        kind: *d.one(PartnershipKind::ALL),
        areas: d.maybe(|d| Area { name: text(d), code: Some("E07000070".to_owned()) }).into_iter().collect(),
        description: long_text(d),
        duty_statement: long_text(d),
        other_members: d.maybe(text),
        aims: d
            .maybe(|d| Aim { text: text(d), purpose: d.maybe_one(StatutoryPurpose::ALL) })
            .into_iter()
            .collect(),
        website: website(d),
        contact: d.maybe(text),
        parent: None,
        started_on,
        ended_on,
        stale_after_days: d.maybe(|d| 1 + d.below(300) as i32),
        archived: false,
        sources: sources(d),
    }
}

fn agency(d: &mut Dice, slug: &str) -> AgencyEntry {
    let (started_on, ended_on) = days(d);
    AgencyEntry {
        slug: slug.to_owned(),
        name: text(d),
        former_slugs: Vec::new(),
        aliases: d.maybe(text).into_iter().collect(),
        kind: *d.one(AgencyKind::ALL),
        website: website(d),
        started_on,
        ended_on,
        archived: d.once_in(6),
        sources: sources(d),
    }
}

/// How one agency follows another: nothing follows what was abolished.
const FOLLOWED: &[SuccessionKind] = &[
    SuccessionKind::Renamed,
    SuccessionKind::Merged,
    SuccessionKind::Split,
    SuccessionKind::Replaced,
    SuccessionKind::FunctionsMoved,
];

fn successions(d: &mut Dice, agencies: &[String]) -> Vec<SuccessionEntry> {
    let mut successions = Vec::new();
    for (i, from) in agencies.iter().enumerate() {
        if d.once_in(2) {
            let to = d.maybe_one(&agencies[i + 1..]);
            successions.push(SuccessionEntry {
                key: format!("after-{from}"),
                from: from.clone(),
                kind: if to.is_some() { *d.one(FOLLOWED) } else { SuccessionKind::Abolished },
                to,
                on: d.maybe(day),
                archived: d.once_in(5),
                sources: sources(d),
            });
        }
    }
    successions
}

fn membership(d: &mut Dice, agency: &str, position: Option<i32>) -> MembershipEntry {
    let (joined_on, left_on) = days(d);
    MembershipEntry {
        key: format!("member-{agency}"),
        agency: agency.to_owned(),
        name_as_published: text(d),
        basis: *d.one(MembershipBasis::ALL),
        basis_as_published: d.maybe(text),
        capacity: *d.one(Capacity::ALL),
        listed_under: d.maybe(text),
        position,
        joined_on,
        left_on,
        archived: d.once_in(6),
        sources: sources(d),
    }
}

/// The number of the meeting that is a case panel.
const PANEL: usize = 3;

fn is_panel(kind: MeetingKind) -> bool {
    kind == MeetingKind::CasePanel
}

/// Who may see what was recorded at these sittings: of the panel's all is restricted.
fn visibility_at<'a>(d: &mut Dice, mut sittings: impl Iterator<Item = &'a String>) -> Visibility {
    let any = visibility(d);
    let of_panel = format!("meeting-{PANEL}-");
    if sittings.any(|sitting| sitting.starts_with(&of_panel)) { Visibility::Restricted } else { any }
}

fn meeting(d: &mut Dice, number: usize, above: &[String], agencies: &[String]) -> MeetingEntry {
    // Always the same one is a panel: what has sat as a panel stays one.
    let other = *d.one(&MeetingKind::ALL.iter().copied().filter(|kind| !is_panel(*kind)).collect::<Vec<_>>());
    let kind = if number == PANEL { MeetingKind::CasePanel } else { other };
    let sittings = (0..3).filter(|_| !d.once_in(2)).collect::<Vec<_>>();
    MeetingEntry {
        key: format!("meeting-{number}"),
        name: text(d),
        kind,
        // Always the same one, so that no two versions together have two.
        is_board: number == 0 && d.once_in(2),
        cadence: d.maybe(text),
        recurrence: d.maybe(|_| "FREQ=MONTHLY".to_owned()),
        description: long_text(d),
        website: website(d),
        parent: d.maybe_one(above),
        owner_agency: d.maybe_one(agencies),
        chair_agencies: d.some(agencies),
        visibility: if is_panel(kind) { Visibility::Restricted } else { visibility(d) },
        occurrences: sittings.iter().map(|i| sitting(d, number, *i, agencies)).collect(),
        archived: d.once_in(6),
        sources: sources(d),
    }
}

fn sitting(d: &mut Dice, meeting: usize, number: usize, agencies: &[String]) -> MeetingOccurrenceEntry {
    let starts_on = d.maybe(day);
    // From two o'clock on: half past one is not there on the day that the clocks go forward.
    let start_time = starts_on.and_then(|_| d.maybe(|d| format!("{:02}:30", 2 + d.below(10))));
    let key = format!("meeting-{meeting}-sitting-{number}");
    MeetingOccurrenceEntry {
        visibility: visibility_at(d, std::iter::once(&key)),
        key,
        name: d.maybe(text),
        starts_on,
        end_time: start_time.as_ref().and_then(|_| d.maybe(|d| format!("{:02}:45", 12 + d.below(12)))),
        start_time,
        ends_on: starts_on.and_then(|first| d.maybe(|d| first + chrono::Days::new(d.below(3) as u64))),
        date_note: d.maybe(text),
        venue: d.maybe(text),
        status: *d.one(OccurrenceStatus::ALL),
        summary: long_text(d),
        attendance: d.some(agencies).into_iter().map(|agency| attendance(d, agency)).collect(),
        archived: d.once_in(6),
        sources: sources(d),
    }
}

fn attendance(d: &mut Dice, agency: String) -> AttendanceEntry {
    AttendanceEntry {
        agency,
        state: *d.one(AttendanceState::ALL),
        capacity: *d.one(Capacity::ALL),
        post: d.maybe(text),
    }
}

fn event(d: &mut Dice, number: usize, agencies: &[String]) -> EventEntry {
    let (starts_on, ends_on) = days(d);
    let occurrences = (0..3).filter(|_| !d.once_in(2)).collect::<Vec<_>>();
    EventEntry {
        key: format!("event-{number}"),
        name: text(d),
        kind: *d.one(EventKind::ALL),
        description: long_text(d),
        website: website(d),
        starts_on,
        ends_on,
        venue: d.maybe(text),
        host_agencies: d.some(agencies),
        visibility: visibility(d),
        occurrences: occurrences.iter().map(|i| event_occurrence(d, number, *i, agencies)).collect(),
        archived: d.once_in(6),
        sources: sources(d),
    }
}

fn event_occurrence(d: &mut Dice, event: usize, number: usize, agencies: &[String]) -> EventOccurrenceEntry {
    let starts_on = d.maybe(day);
    EventOccurrenceEntry {
        key: format!("event-{event}-on-{number}"),
        name: d.maybe(text),
        starts_on,
        start_time: starts_on.and_then(|_| d.maybe(|_| "19:00".to_owned())),
        ends_on: starts_on.and_then(|first| d.maybe(|_| first)),
        end_time: None,
        date_note: d.maybe(text),
        venue: d.maybe(text),
        status: *d.one(OccurrenceStatus::ALL),
        visibility: visibility(d),
        host_agencies: d.some(agencies),
        audience: d.maybe(text),
        booking_url: website(d),
        archived: d.once_in(6),
        sources: sources(d),
    }
}

fn project(d: &mut Dice, number: usize, agencies: &[String]) -> ProjectEntry {
    let (starts_on, ends_on) = days(d);
    let lead_agency = d.maybe_one(agencies);
    let others: Vec<String> = agencies.iter().filter(|a| Some(*a) != lead_agency.as_ref()).cloned().collect();
    ProjectEntry {
        key: format!("project-{number}"),
        name: text(d),
        kind: *d.one(ProjectKind::ALL),
        status: *d.one(ProjectStatus::ALL),
        description: long_text(d),
        website: website(d),
        lead_agency,
        lead_post: d.maybe(text),
        partner_agencies: d.some(&others),
        starts_on,
        ends_on,
        last_confirmed_at: d.maybe(|_| "2026-01-02T03:04:05.000006Z".parse().unwrap()),
        visibility: visibility(d),
        archived: d.once_in(6),
        sources: sources(d),
    }
}

fn strategy(d: &mut Dice, number: usize, file: &PartnershipFile, agencies: &[String]) -> StrategyEntry {
    let (starts_on, ends_on) = days(d);
    let earlier: Vec<String> = file.strategies.iter().map(|s| s.key.clone()).collect();
    let mut last = 0;
    let mut priorities = Vec::new();
    for i in 0..3 {
        if !d.once_in(3) {
            let position = place(d, priorities.len(), &mut last);
            priorities.push(priority(d, (number, i), position, file, agencies));
        }
    }
    StrategyEntry {
        key: format!("edition-{number}"),
        title: text(d),
        kind: *d.one(StrategyKind::ALL),
        state: *d.one(StrategyState::ALL),
        period_label: d.maybe(text),
        edition_label: d.maybe(text),
        starts_on,
        ends_on,
        summary: long_text(d),
        supersedes: d.maybe_one(&earlier),
        approvals: (0..d.below(3)).map(|_| approval(d, agencies)).collect(),
        priorities,
        archived: d.once_in(6),
        sources: sources(d),
    }
}

fn approval(d: &mut Dice, agencies: &[String]) -> ApprovalEntry {
    ApprovalEntry {
        body: text(d),
        agency: d.maybe_one(agencies),
        outcome: *d.one(ApprovalOutcome::ALL),
        on: d.maybe(day),
    }
}

fn priority(
    d: &mut Dice,
    (edition, number): (usize, usize),
    position: Option<i32>,
    file: &PartnershipFile,
    agencies: &[String],
) -> PriorityEntry {
    let earlier: Vec<&PriorityEntry> = file.strategies.iter().flat_map(|s| &s.priorities).collect();
    let keys: Vec<String> = earlier.iter().map(|p| p.key.clone()).collect();
    let areas: Vec<String> = earlier.iter().flat_map(|p| &p.focus_areas).map(|a| a.key.clone()).collect();
    let projects: Vec<String> = file.projects.iter().map(|p| p.key.clone()).collect();
    let title = d.maybe(text);
    let mut last = 0;
    let mut focus_areas = Vec::new();
    for i in 0..3 {
        if !d.once_in(3) {
            focus_areas.push(FocusAreaEntry {
                key: format!("edition-{edition}-priority-{number}-area-{i}"),
                position: place(d, focus_areas.len(), &mut last),
                title: text(d),
                carried_from: d.maybe_one(&areas),
                projects: d.some(&projects),
                archived: d.once_in(6),
                sources: sources(d),
            });
        }
    }
    PriorityEntry {
        key: format!("edition-{edition}-priority-{number}"),
        position,
        title_status: title.as_ref().map(|_| *d.one(&[TitleStatus::Verified, TitleStatus::Provisional])),
        title,
        summary: long_text(d),
        approach: long_text(d),
        carried_from: d.maybe_one(&keys),
        lead_agencies: d.some(agencies),
        focus_areas,
        meetings: d.some(&file.meetings.iter().map(|m| m.key.clone()).collect::<Vec<_>>()),
        events: d.some(&file.events.iter().map(|e| e.key.clone()).collect::<Vec<_>>()),
        projects: d.some(&projects),
        archived: d.once_in(6),
        sources: sources(d),
    }
}

fn priorities(file: &PartnershipFile) -> Vec<String> {
    file.strategies.iter().flat_map(|s| &s.priorities).map(|p| p.key.clone()).collect()
}

fn sittings(file: &PartnershipFile) -> Vec<String> {
    file.meetings.iter().flat_map(|m| &m.occurrences).map(|o| o.key.clone()).collect()
}

fn projects(file: &PartnershipFile) -> Vec<String> {
    file.projects.iter().map(|p| p.key.clone()).collect()
}

/// None when there is nothing that it could be about.
fn progress(
    d: &mut Dice,
    number: usize,
    file: &PartnershipFile,
    agencies: &[String],
) -> Option<ProgressEntry> {
    let areas = file.strategies.iter().flat_map(|s| &s.priorities).flat_map(|p| &p.focus_areas);
    let areas: Vec<String> = areas.map(|area| area.key.clone()).collect();
    let subjects = [projects(file), priorities(file), areas];
    let about = d.below(3);
    let subject = (!subjects[about].is_empty()).then(|| d.one(&subjects[about]).clone())?;
    let of = |kind: usize| (about == kind).then(|| subject.clone());
    Some(ProgressEntry {
        key: format!("progress-{number}"),
        project: of(0),
        priority: of(1),
        focus_area: of(2),
        on: day(d),
        period_label: d.maybe(text),
        rating: *d.one(Rating::ALL),
        rating_as_published: d.maybe(text),
        narrative: long_text(d),
        reported_by: d.maybe_one(agencies),
        visibility: visibility(d),
        archived: d.once_in(6),
        sources: sources(d),
    })
}

fn action(d: &mut Dice, number: usize, file: &PartnershipFile, agencies: &[String]) -> ActionEntry {
    let status = *d.one(ActionStatus::ALL);
    let due_on = d.maybe(day);
    let original_due_on = d.maybe(day).filter(|original| due_on != Some(*original));
    let earlier = d.maybe_one(&file.actions.iter().map(|a| a.key.clone()).collect::<Vec<_>>());
    let raised_at = d.maybe_one(&sittings(file));
    ActionEntry {
        key: format!("action-{number}"),
        text: text(d),
        reference: d.maybe(text),
        owners: d.some(agencies),
        owner_post: d.maybe(text),
        due_on,
        original_due_on,
        status,
        closed_on: if status == ActionStatus::Open { None } else { d.maybe(day) },
        closure_note: long_text(d),
        duplicate_of: earlier.filter(|_| status == ActionStatus::Duplicate),
        visibility: visibility_at(d, raised_at.iter()),
        raised_at,
        project: d.maybe_one(&projects(file)),
        priority: d.maybe_one(&priorities(file)),
        archived: d.once_in(6),
        sources: sources(d),
    }
}

fn document(
    d: &mut Dice,
    number: usize,
    position: Option<i32>,
    file: &PartnershipFile,
    agencies: &[String],
) -> DocumentEntry {
    let sittings = d.some(&sittings(file));
    DocumentEntry {
        key: format!("document-{number}"),
        position,
        title: text(d),
        kind: *d.one(DocumentKind::ALL),
        url: website(d),
        version_label: d.maybe(text),
        reference: d.maybe(text),
        dated_on: d.maybe(day),
        owner_agency: d.maybe_one(agencies),
        marking: d.maybe(text),
        visibility: visibility_at(d, sittings.iter()),
        strategies: d.some(&file.strategies.iter().map(|s| s.key.clone()).collect::<Vec<_>>()),
        priorities: d.some(&priorities(file)),
        projects: d.some(&projects(file)),
        sittings,
        archived: d.once_in(6),
        sources: sources(d),
    }
}
