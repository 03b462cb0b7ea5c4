//! The role in which each change was made, against the roles that the history says its
//! actor had then. Roles are rows of a table too: whoever alters one for a moment, acts,
//! and puts it back is found by this alone.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, TimeDelta, Utc};

use super::Report;
use super::tables::own;
use crate::clock::london_date;
use crate::history::change::ChangeMeta;
use crate::history::commitment::{Salted, SaltedValues};
use crate::model::{EntityType, Record, Role, RoleGrant, RoleGrantId, UserId, UserState, Words};

/// For how long somebody may still act in a role that was taken away: what they asked for
/// just before may have waited for its turn.
const ON_ITS_WAY: TimeDelta = TimeDelta::minutes(5);

/// By how much a change is later than the one before it, at the least, in microseconds: where
/// the clock says an earlier time, the change before it says when it was made.
const STEP: i64 = 1;

/// The command that makes the first account and its role.
const SET_UP: &str = "user.set_up";

/// What the history said of roles so far.
#[derive(Default)]
pub(super) struct Roles {
    /// Whoever has an account.
    users: HashSet<UserId>,
    grants: HashMap<UserId, HashMap<RoleGrantId, RoleGrant>>,
    /// Whose account is disabled, and since when.
    disabled: HashMap<UserId, DateTime<Utc>>,
    /// Whether the history no longer says of some role which it was.
    unknown: bool,
}

impl Roles {
    /// Looks at the role in which a change was made, which follows on one of this time.
    pub(super) fn check(&self, meta: &ChangeMeta, before: i64, report: &mut Report) {
        let Some((role, user)) = Role::from_word(&meta.actor.role).zip(meta.actor.id.parse().ok()) else {
            return;
        };
        let is_set_up = self.grants.is_empty() && meta.command == SET_UP;
        if self.unknown || is_set_up || !self.users.contains(&user) {
            return;
        }
        if self.disabled.get(&user).is_some_and(|since| *since + ON_ITS_WAY < meta.at) {
            report.add(
                format_args!("change {}", meta.sequence),
                format_args!(
                    "{user} made it, whose account was disabled then, as the history says: it may have been altered \
                     for a moment"
                ),
            );
            return;
        }
        let mut held = self.grants.get(&user).into_iter().flat_map(HashMap::values);
        let is_pushed = meta.at.timestamp_micros() == before + STEP;
        if !held.any(|grant| grant.role == role && allows(grant, meta, is_pushed)) {
            report.add(
                format_args!("change {}", meta.sequence),
                format_args!(
                    "{user} made it as {}, which the history does not say that they were then: a role may have been \
                     altered for a moment",
                    role.word()
                ),
            );
        }
    }

    /// Notes what a change says of an account or a role.
    pub(super) fn note(&mut self, meta: &ChangeMeta, values: &SaltedValues) {
        match meta.entity.entity {
            EntityType::User => self.note_account(UserId(meta.entity.uuid), meta.at, values),
            EntityType::RoleGrant => match Record::from_values(meta.entity, meta.at, own(values)) {
                Ok(Record::RoleGrant(grant)) => {
                    self.grants.entry(grant.user).or_default().insert(grant.id, grant);
                }
                _ => self.unknown = true,
            },
            _ => {}
        }
    }

    fn note_account(&mut self, user: UserId, at: DateTime<Utc>, values: &SaltedValues) {
        self.users.insert(user);
        match state(values) {
            Some(UserState::Disabled) => drop(self.disabled.entry(user).or_insert(at)),
            _ => drop(self.disabled.remove(&user)),
        }
    }
}

/// Where an account stands after a change of it, if that is still said.
fn state(values: &SaltedValues) -> Option<UserState> {
    match values.get("state")? {
        Salted::Kept { value, .. } => UserState::from_word(value.as_str()?),
        Salted::Erased { .. } => None,
    }
}

/// Whether somebody with this role could make the change then: where it holds, for whom,
/// and when.
fn allows(grant: &RoleGrant, meta: &ChangeMeta, is_pushed: bool) -> bool {
    let elsewhere = grant.partnership.zip(meta.partnership).is_some_and(|(role, change)| role != change);
    let for_another = grant.agency.is_some() && grant.agency != meta.actor.agency;
    if for_another || elsewhere {
        return false;
    }
    held_at(grant, meta.at, is_pushed)
}

/// Whether a role held at a time. One that was pushed there by the change before it, as of a
/// server whose clock ran fast, says nothing of the day on which that was.
fn held_at(grant: &RoleGrant, at: DateTime<Utc>, is_pushed: bool) -> bool {
    let is_revoked = grant.head.archived && grant.head.updated_at + ON_ITS_WAY < at;
    // Clocks may differ by hours, and nobody gains by one day more.
    let is_over = grant.ends_on.and_then(|day| day.succ_opt()).is_some_and(|day| day < london_date(at));
    !is_revoked && (is_pushed || !is_over)
}
