//! The permission table: who may do what. All of it is in this file.
//!
//! A command asks by its key, such as `project.update`, with the ties of the record to
//! agencies. `docs/permissions.md` explains the table in prose.

use super::actor::Actor;
use super::viewer::{Grant, Viewer};
use crate::model::*;

/// Who is permitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Administrators of the register.
    Administrator,
    /// Coordinators of the record's partnership.
    Coordinator,
    /// Coordinators of any partnership, for what no partnership owns.
    AnyCoordinator,
    /// Partner admins of an agency that leads, hosts, chairs or owns the record.
    LeadAdmin,
    /// Partner admins of an agency that leads the record or takes part in it.
    PartnerAdmin,
    /// Contributors of an agency that leads, hosts, chairs or owns the record.
    LeadContributor,
    /// Contributors of an agency that leads the record or takes part in it.
    PartnerContributor,
    /// Partner admins in the partnership of a record that no agency leads.
    ClaimingAdmin,
    /// Partner admins of the agency that the record is, wherever they have the role.
    AgencyAdmin,
    /// Auditors, of whatever they audit.
    AnyAuditor,
}

use Who::*;

/// Those who keep a record that agencies lead.
const KEEPERS: &[Who] = &[Coordinator, LeadAdmin];
/// Those who keep the plan and the partnership itself.
const PLANNERS: &[Who] = &[Coordinator];
/// Those who report on it.
const REPORTERS: &[Who] = &[Coordinator, PartnerAdmin, PartnerContributor];
/// Those who look after the register.
const REGISTER: &[Who] = &[Administrator];
/// Those who look after the people and keys of a partnership.
const PEOPLE: &[Who] = &[Administrator, Coordinator];

/// The table: a command, and who may run it. Auditors change nothing: all they may do is
/// take evidence away and choose where checkpoints are sent. API keys are nowhere in it.
pub const TABLE: &[(&str, &[Who])] = &[
    ("partnership.create", REGISTER),
    ("partnership.update", &[Administrator, Coordinator]),
    ("partnership.archive", REGISTER),
    ("agency.create", &[Administrator, AnyCoordinator]),
    ("agency.update", REGISTER),
    // Its website and aliases only.
    ("agency.update_profile", &[Administrator, AgencyAdmin]),
    ("agency.archive", REGISTER),
    ("succession.create", REGISTER),
    ("succession.update", REGISTER),
    ("succession.archive", REGISTER),
    ("membership.create", PLANNERS),
    ("membership.update", PLANNERS),
    ("membership.archive", PLANNERS),
    ("membership.reorder", PLANNERS),
    ("strategy.create", PLANNERS),
    ("strategy.update", PLANNERS),
    ("strategy.archive", PLANNERS),
    ("strategy.roll_forward", PLANNERS),
    ("strategy.publish", PLANNERS),
    ("strategy.withdraw", PLANNERS),
    ("strategy.record_approval", PLANNERS),
    ("priority.create", PLANNERS),
    ("priority.update", PLANNERS),
    ("priority.archive", PLANNERS),
    ("priority.reorder", PLANNERS),
    ("focus_area.create", PLANNERS),
    ("focus_area.update", PLANNERS),
    ("focus_area.archive", PLANNERS),
    ("focus_area.reorder", PLANNERS),
    ("meeting.create", KEEPERS),
    ("meeting.update", KEEPERS),
    ("meeting.archive", KEEPERS),
    ("meeting_occurrence.create", KEEPERS),
    ("meeting_occurrence.update", KEEPERS),
    ("meeting_occurrence.record", KEEPERS),
    ("meeting_occurrence.archive", KEEPERS),
    ("event.create", KEEPERS),
    ("event.update", KEEPERS),
    ("event.archive", KEEPERS),
    ("event_occurrence.create", KEEPERS),
    ("event_occurrence.update", KEEPERS),
    ("event_occurrence.archive", KEEPERS),
    ("project.create", KEEPERS),
    ("project.update", KEEPERS),
    ("project.archive", KEEPERS),
    ("record.claim", &[ClaimingAdmin]),
    ("record.assign_leads", PLANNERS),
    ("progress_update.post", REPORTERS),
    ("progress_update.update", &[Coordinator, LeadAdmin, LeadContributor]),
    ("progress_update.archive", &[Coordinator, LeadAdmin]),
    ("project.confirm", REPORTERS),
    // For the agency whose return it is; each of its parts is asked for besides.
    ("return.submit", REPORTERS),
    ("update_request.create", PLANNERS),
    ("update_request.update", PLANNERS),
    ("update_request.end", PLANNERS),
    ("update_request.remind", PLANNERS),
    ("action.create", KEEPERS),
    ("action.update", KEEPERS),
    ("action.close", &[Coordinator, LeadAdmin, LeadContributor]),
    ("action.archive", KEEPERS),
    ("document.create", KEEPERS),
    ("document.update", KEEPERS),
    ("document.archive", KEEPERS),
    // Which roles and whose accounts: see `may_grant` and `may_manage`.
    ("user.invite", &[Administrator, Coordinator, PartnerAdmin]),
    ("user.update", PEOPLE),
    ("user.disable", PEOPLE),
    ("user.reset_second_factor", PEOPLE),
    ("user.erase", REGISTER),
    // Of what they do not see, too: see `docs/permissions.md`.
    ("record.redact", REGISTER),
    ("role_grant.create", &[Administrator, Coordinator, PartnerAdmin]),
    ("role_grant.revoke", &[Administrator, Coordinator, PartnerAdmin]),
    ("api_key.create", PEOPLE),
    ("api_key.revoke", PEOPLE),
    ("evidence.export", &[AnyAuditor]),
    ("checkpoint.subscribe", &[Administrator, AnyAuditor]),
    ("checkpoint.unsubscribe", &[Administrator, AnyAuditor]),
];

/// What ties a record to agencies, as far as permissions are concerned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ties {
    /// The partnership; none for what belongs to the whole register.
    pub partnership: Option<PartnershipId>,
    /// The agencies that lead, host, chair or own it, or else what it hangs on.
    pub leads: Vec<AgencyId>,
    /// The agencies that take part in it beside those.
    pub partners: Vec<AgencyId>,
    /// Of a meeting, which of the leads chair it.
    pub chairs: Vec<AgencyId>,
    /// Of a meeting, which of them owns it; it may be one that chairs it too.
    pub owner: Option<AgencyId>,
}

impl Ties {
    /// Those of something of a partnership that is tied to no agency.
    pub fn of_partnership(partnership: PartnershipId) -> Self {
        Ties { partnership: Some(partnership), ..Ties::default() }
    }

    /// Those of a record whose leads are its own.
    pub fn of(record: &Record) -> Self {
        let mut ties = Ties { partnership: record.partnership(), ..Ties::default() };
        for (agency, role) in record.agencies() {
            match role {
                AgencyRole::Lead => ties.leads.push(agency),
                AgencyRole::Partner => ties.partners.push(agency),
            }
        }
        match record {
            Record::Agency(agency) => ties.leads = vec![agency.id],
            Record::Meeting(meeting) => {
                ties.chairs.clone_from(&meeting.chair_agencies);
                ties.owner = meeting.owner_agency;
            }
            _ => {}
        }
        ties
    }
}

/// The ties of a record, of which some follow from what it hangs on; `find` looks those
/// up.
pub fn ties(record: &Record, find: &mut dyn FnMut(AnyId) -> Option<Record>) -> Ties {
    let mut ties = Ties::of(record);
    let above: Option<AnyId> = match record {
        Record::MeetingOccurrence(sitting) => Some(sitting.meeting.into()),
        Record::EventOccurrence(occurrence) => Some(occurrence.event.into()),
        Record::FocusArea(focus_area) => Some(focus_area.priority.into()),
        _ => None,
    };
    if let Some(parent) = above.and_then(find) {
        for agency in Ties::of(&parent).leads {
            if !ties.leads.contains(&agency) {
                ties.leads.push(agency);
            }
        }
    }
    ties
}

/// As whom the viewer may run a command on a record with these ties; none: not at all.
pub fn decide(viewer: &Viewer, command: &str, ties: &Ties) -> Option<Actor> {
    let user = viewer.user?;
    let (_, permitted) = TABLE.iter().find(|(key, _)| *key == command)?;
    let grant =
        permitted.iter().find_map(|who| viewer.grants.iter().find(|grant| fits(*who, grant, ties)))?;
    Some(actor(viewer, user, grant))
}

/// Whether partner admins may do this with what their agency leads.
pub fn is_for_leads(command: &str) -> bool {
    TABLE.iter().any(|(key, permitted)| *key == command && permitted.contains(&LeadAdmin))
}

/// Who may run a command, as one would send somebody to them.
pub fn whom_to_ask(command: &str) -> &'static str {
    let may = |who: Who| TABLE.iter().any(|(key, permitted)| *key == command && permitted.contains(&who));
    match (may(Coordinator) || may(AnyCoordinator), may(Administrator)) {
        (true, true) => "the partnership's coordinator or an administrator",
        (false, true) => "an administrator",
        (false, false) if may(ClaimingAdmin) => "a partner admin of the agency",
        (false, false) if may(AnyAuditor) => "an auditor",
        _ => "the partnership's coordinator",
    }
}

/// The viewer in one of their roles.
fn actor(viewer: &Viewer, user: UserId, grant: &Grant) -> Actor {
    Actor { id: user.to_string(), role: grant.role.word().to_owned(), agency: grant.agency.or(viewer.agency) }
}

fn fits(who: Who, grant: &Grant, ties: &Ties) -> bool {
    let here = || ties.partnership.is_some_and(|partnership| grant.holds_in(partnership));
    let leads = || grant.agency.is_some_and(|agency| ties.leads.contains(&agency));
    let takes_part = || leads() || grant.agency.is_some_and(|agency| ties.partners.contains(&agency));
    match who {
        Administrator => grant.role == Role::Administrator,
        Coordinator => grant.role == Role::Coordinator && here(),
        AnyCoordinator => grant.role == Role::Coordinator,
        LeadAdmin => grant.role == Role::PartnerAdmin && here() && leads(),
        PartnerAdmin => grant.role == Role::PartnerAdmin && here() && takes_part(),
        LeadContributor => grant.role == Role::Contributor && here() && leads(),
        PartnerContributor => grant.role == Role::Contributor && here() && takes_part(),
        ClaimingAdmin => grant.role == Role::PartnerAdmin && here() && ties.leads.is_empty(),
        AgencyAdmin => grant.role == Role::PartnerAdmin && leads(),
        AnyAuditor => grant.role == Role::Auditor,
    }
}

/// Whether a record may pass from `before` to `after` under the hands of somebody who
/// acts for an agency: they may set only agencies that they act for, take out only those,
/// and cannot hand the record away. Coordinators and administrators may set any.
pub fn may_set_leads(viewer: &Viewer, command: &str, before: &Ties, after: &Ties) -> bool {
    let Some(partnership) = after.partnership else { return true };
    let Some((_, permitted)) = TABLE.iter().find(|(key, _)| *key == command) else { return false };
    let of_plan = [Administrator, Coordinator];
    let unbound = permitted.iter().filter(|who| of_plan.contains(who));
    if unbound.into_iter().any(|who| viewer.grants.iter().any(|grant| fits(*who, grant, after))) {
        return true;
    }
    let mine = viewer.acts_for(partnership, &[Role::PartnerAdmin, Role::Contributor]);
    let only_mine_left = |from: &[AgencyId], to: &[AgencyId]| {
        from.iter().filter(|agency| !to.contains(agency)).all(|agency| mine.contains(agency))
    };
    let only_mine_moved = |before: &[AgencyId], after: &[AgencyId]| {
        only_mine_left(before, after) && only_mine_left(after, before)
    };
    only_mine_moved(&before.leads, &after.leads)
        && only_mine_moved(&before.chairs, &after.chairs)
        && only_mine_moved(before.owner.as_slice(), after.owner.as_slice())
}

/// Whether the viewer may grant or revoke this role: administrators any; coordinators
/// those of their partnership but for administrators; partner admins those of colleagues,
/// for their own agency where they act for it: an agency that sits nowhere in a partnership,
/// or no longer, gives nobody a role there.
pub fn may_grant(viewer: &Viewer, grant: &RoleGrant) -> Option<Actor> {
    let user = viewer.user?;
    let fit = |own: &&Grant| match own.role {
        Role::Administrator => true,
        Role::Coordinator => {
            grant.role != Role::Administrator && grant.partnership.is_some_and(|p| own.holds_in(p))
        }
        Role::PartnerAdmin => {
            matches!(grant.role, Role::PartnerAdmin | Role::Contributor)
                && own.agency == grant.agency
                && grant.partnership.map_or(own.partnership.is_none(), |p| own.holds_in(p))
        }
        Role::Contributor | Role::Auditor => false,
    };
    viewer.grants.iter().find(fit).map(|own| actor(viewer, user, own))
}

/// Whether the viewer may manage the account of somebody with these roles: administrators
/// anybody's; coordinators those whose every role lies in their partnership, never those
/// of administrators or auditors.
pub fn may_manage(viewer: &Viewer, theirs: &[RoleGrant]) -> Option<Actor> {
    let user = viewer.user?;
    let fit = |own: &&Grant| match own.role {
        Role::Administrator => true,
        Role::Coordinator => {
            !theirs.is_empty()
                && theirs.iter().all(|grant| {
                    !matches!(grant.role, Role::Administrator | Role::Auditor)
                        && grant.partnership.is_some_and(|p| own.holds_in(p))
                })
        }
        _ => false,
    };
    viewer.grants.iter().find(fit).map(|own| actor(viewer, user, own))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_may_not_is_sent_to_somebody_who_may() {
        assert_eq!(whom_to_ask("project.update"), "the partnership's coordinator");
        assert_eq!(whom_to_ask("agency.archive"), "an administrator");
        assert_eq!(whom_to_ask("user.invite"), "the partnership's coordinator or an administrator");
        assert_eq!(whom_to_ask("record.claim"), "a partner admin of the agency");
        assert_eq!(whom_to_ask("evidence.export"), "an auditor");
    }

    #[test]
    fn no_command_stands_twice_in_the_table() {
        let mut keys: Vec<&str> = TABLE.iter().map(|(key, _)| *key).collect();
        keys.sort_unstable();
        let all = keys.len();
        keys.dedup();
        assert_eq!(keys.len(), all);
    }
}
