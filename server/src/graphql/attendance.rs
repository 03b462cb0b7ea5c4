//! Who came to sittings how often.

use std::sync::Arc;

use async_graphql::Object;
use chrono::NaiveDate;

use super::agency::AgencyObject;
use super::object::{objects, required};
use super::occurrence::MeetingOccurrenceObject;
use super::scalars::Date;
use crate::error::Result;
use crate::graph::attendance::{AgencyAttendance, AttendanceOver};
use crate::graph::view::View;
use crate::model::*;

/// Who came to the sittings of some days.
pub struct AttendanceOverObject {
    view: Arc<View>,
    period: (NaiveDate, NaiveDate),
    over: AttendanceOver,
}

impl AttendanceOverObject {
    /// What a view shows of the sittings held from one day to another.
    ///
    /// # Errors
    /// When the request has spent its budget.
    pub fn of(view: &Arc<View>, period: (NaiveDate, NaiveDate), meeting: Option<MeetingId>) -> Result<Self> {
        let over = view.attendance(period, meeting)?;
        Ok(AttendanceOverObject { view: Arc::clone(view), period, over })
    }
}

/// How often the responsible authorities came to the sittings of some days. By law they
/// answer for the partnership's work together.
#[Object(name = "AttendanceOverTime")]
impl AttendanceOverObject {
    /// The first day.
    async fn from(&self) -> Date {
        Date(self.period.0)
    }
    /// The last day.
    async fn to(&self) -> Date {
        Date(self.period.1)
    }
    /// How many sittings were counted: held on these days, with attendance recorded.
    async fn examined(&self) -> i32 {
        i32::try_from(self.over.sittings.len()).unwrap_or(i32::MAX)
    }
    /// The sittings that were held of whose attendance nothing is recorded. They are not
    /// counted.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn sittings_without_attendance(&self) -> Vec<MeetingOccurrenceObject> {
        objects(&self.view, self.over.unrecorded.clone())
    }
    /// Whether the list of members says of any that it is a responsible authority. If not,
    /// all members are counted.
    async fn basis_stated(&self) -> bool {
        self.over.basis_stated
    }
    /// The agencies, in published order: those that were members at any time in these days.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn agencies(&self) -> Vec<AgencyAttendanceObject> {
        let line = |line: &AgencyAttendance| AgencyAttendanceObject {
            view: Arc::clone(&self.view),
            line: line.clone(),
        };
        self.over.agencies.iter().map(line).collect()
    }
}

/// How often one agency came.
pub struct AgencyAttendanceObject {
    view: Arc<View>,
    line: AgencyAttendance,
}

/// How often one agency came.
#[Object(name = "AgencyAttendance")]
impl AgencyAttendanceObject {
    /// The agency.
    async fn agency(&self) -> Result<AgencyObject> {
        required(AgencyObject::find(self.view.lens(), self.line.agency))
    }
    /// On what basis it is a member.
    async fn basis(&self) -> MembershipBasis {
        self.line.basis
    }
    /// At how many of the sittings it was a member, or is in the record.
    async fn sittings(&self) -> i32 {
        self.line.sittings
    }
    /// How often it came: present, for part of it, or by a substitute.
    async fn came(&self) -> i32 {
        self.line.came()
    }
    /// How often it was present.
    async fn present(&self) -> i32 {
        self.line.of(AttendanceState::Present)
    }
    /// How often it was present for part of it.
    async fn part(&self) -> i32 {
        self.line.of(AttendanceState::Part)
    }
    /// How often a substitute came.
    async fn substitute(&self) -> i32 {
        self.line.of(AttendanceState::Substitute)
    }
    /// How often it sent apologies.
    async fn apologies(&self) -> i32 {
        self.line.of(AttendanceState::Apologies)
    }
    /// How often it was absent without apologies.
    async fn absent(&self) -> i32 {
        self.line.of(AttendanceState::Absent)
    }
    /// How often the record does not name it.
    async fn not_recorded(&self) -> i32 {
        self.line.not_recorded()
    }
}
