//! Who came to sittings how often.

use chrono::NaiveDate;

use super::partnership::Places;
use super::view::View;
use crate::error::Result;
use crate::model::*;

/// How often one agency came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencyAttendance {
    /// The agency.
    pub agency: AgencyId,
    /// On what basis it is a member.
    pub basis: MembershipBasis,
    /// At how many of the sittings it was a member, or is in the record.
    pub sittings: i32,
    /// How often in each way, in the order of [`AttendanceState::ALL`].
    counts: [i32; AttendanceState::ALL.len()],
}

impl AgencyAttendance {
    /// How often it attended in this way.
    pub fn of(&self, state: AttendanceState) -> i32 {
        self.counts.get(index(state)).copied().unwrap_or(0)
    }

    /// How often it came: present, for a part, or by a substitute.
    pub fn came(&self) -> i32 {
        [AttendanceState::Present, AttendanceState::Part, AttendanceState::Substitute]
            .map(|state| self.of(state))
            .iter()
            .sum()
    }

    /// At how many sittings it is not in the record.
    pub fn not_recorded(&self) -> i32 {
        self.sittings - self.counts.iter().sum::<i32>()
    }
}

/// Who came to the sittings of some days.
#[derive(Debug, Clone, Default)]
pub struct AttendanceOver {
    /// The sittings that were held and whose attendance is recorded.
    pub sittings: Places,
    /// Those that were held, of whose attendance nothing is recorded: they are not counted.
    pub unrecorded: Places,
    /// Whether any member is said to be a responsible authority; if not, all members are
    /// counted.
    pub basis_stated: bool,
    /// The agencies, in published order.
    pub agencies: Vec<AgencyAttendance>,
}

fn index(state: AttendanceState) -> usize {
    AttendanceState::ALL.iter().position(|known| *known == state).unwrap_or(usize::MAX)
}

impl View {
    /// How often each responsible authority came to the sittings held from one day to
    /// another, of one meeting or of all. Nobody is missed from before they joined.
    ///
    /// # Errors
    /// [`crate::error::Error::LimitExceeded`] when the request has spent its budget.
    pub fn attendance(
        &self,
        (from, to): (NaiveDate, NaiveDate),
        meeting: Option<MeetingId>,
    ) -> Result<AttendanceOver> {
        let mut over = AttendanceOver::default();
        for place in self.all::<MeetingOccurrence>()? {
            let sitting = &self.node::<MeetingOccurrence>(place).record;
            let is_within = sitting.when.starts_on.is_some_and(|day| from <= day && day <= to);
            let is_asked = meeting.is_none_or(|meeting| meeting == sitting.meeting);
            if sitting.status == OccurrenceStatus::Held && is_within && is_asked {
                let list =
                    if sitting.attendance.is_empty() { &mut over.unrecorded } else { &mut over.sittings };
                list.push(place);
            }
        }
        let members = self.members_between(from, to)?;
        let is_authority = |place: &u32| {
            self.node::<Membership>(*place).record.basis == MembershipBasis::ResponsibleAuthority
        };
        over.basis_stated = members.iter().any(is_authority);
        for place in members.into_iter().filter(|place| !over.basis_stated || is_authority(place)) {
            let membership = &self.node::<Membership>(place).record;
            // One agency may have been a member twice.
            if !over.agencies.iter().any(|line| line.agency == membership.agency) {
                let line = self.line(membership, &over.sittings)?;
                over.agencies.push(line);
            }
        }
        Ok(over)
    }

    fn line(&self, membership: &Membership, sittings: &[u32]) -> Result<AgencyAttendance> {
        let agency = membership.agency;
        let mut line =
            AgencyAttendance { agency, basis: membership.basis, sittings: 0, counts: Default::default() };
        let seats = self.seats(agency)?;
        for place in sittings {
            let sitting = &self.node::<MeetingOccurrence>(*place).record;
            let state =
                sitting.attendance.iter().find(|entry| entry.agency == agency).map(|entry| entry.state);
            let sat = |day: NaiveDate| seats.iter().any(|seat| seat.holds_on(day));
            if state.is_some() || sitting.when.starts_on.is_some_and(sat) {
                line.sittings += 1;
            }
            if let Some(count) = state.and_then(|state| line.counts.get_mut(index(state))) {
                *count += 1;
            }
        }
        Ok(line)
    }

    fn seats(&self, agency: AgencyId) -> Result<Vec<&Membership>> {
        let all = self.all::<Membership>()?.into_iter();
        let records = all.map(|place| &*self.node::<Membership>(place).record);
        Ok(records.filter(|membership| membership.agency == agency).collect())
    }

    /// Those who were members on some day of a period, as far as days are known.
    fn members_between(&self, from: NaiveDate, to: NaiveDate) -> Result<Places> {
        let sat = |m: &Membership| {
            m.joined_on.is_none_or(|joined| joined <= to) && m.left_on.is_none_or(|left| from <= left)
        };
        let all = self.all::<Membership>()?.into_iter();
        Ok(all.filter(|place| sat(&self.node::<Membership>(*place).record)).collect())
    }
}
