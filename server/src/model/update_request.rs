//! Requests for updates: which agencies are asked for a return, by when, and what came back.

use async_graphql::Enum;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::enums::{Words, vocabulary};
use super::record::{Entity, Head, entity_basics};
use super::validate::{Problems, TEXT};
use super::*;
use crate::clock::london_to_utc;

vocabulary! {
    /// Where a request for updates stands.
    UpdateRequestState {
        /// Answers are awaited.
        Open = "OPEN",
        /// It was ended: nobody is reminded any more. Late answers still count.
        Closed = "CLOSED",
        /// It was called off, as if nobody had been asked.
        Cancelled = "CANCELLED",
    }

    /// Where a letter of a request stands.
    LetterState {
        /// It is to be sent.
        Waiting = "WAITING",
        /// The mail server has taken it.
        Sent = "SENT",
        /// The mail server would not take it.
        Failed = "FAILED",
        /// It was not needed any more.
        Dropped = "DROPPED",
    }
}

/// The most days on which a request reminds.
const REMINDERS: usize = 10;
/// The hour of the day, in London, at which reminders go out.
const MORNING: NaiveTime = match NaiveTime::from_hms_opt(8, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// A partnership asking agencies for their returns.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateRequest {
    /// Its id.
    pub id: UpdateRequestId,
    /// What every record has.
    #[serde(flatten)]
    pub head: Head,
    /// The partnership that asks.
    pub partnership: PartnershipId,
    /// Where it stands.
    pub state: UpdateRequestState,
    /// The day by which answers are asked for.
    pub due_on: NaiveDate,
    /// What the letter says beside the usual words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The agencies that are asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agencies: Vec<AgencyId>,
    /// The days on which those that have not answered are reminded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remind_on: Vec<NaiveDate>,
    /// The times at which somebody reminded agencies beside those days.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reminded: Vec<Reminded>,
    /// What came back, at most one answer of each agency: its last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<UpdateAnswer>,
}

/// The answer of one agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateAnswer {
    /// The agency.
    pub agency: AgencyId,
    /// When its return was taken.
    pub at: DateTime<Utc>,
    /// Who sent it.
    pub by: UserId,
    /// Whether a coordinator entered it for the agency.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub on_behalf: bool,
}

/// A reminder that somebody asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Reminded {
    /// When.
    pub at: DateTime<Utc>,
    /// Which agencies.
    pub agencies: Vec<AgencyId>,
}

impl UpdateRequest {
    /// The answer of an agency, if it has come back.
    pub fn answer(&self, agency: AgencyId) -> Option<&UpdateAnswer> {
        self.answers.iter().find(|answer| answer.agency == agency)
    }

    /// The agencies that were asked and have not answered.
    pub fn silent(&self) -> impl Iterator<Item = AgencyId> + '_ {
        self.agencies.iter().copied().filter(|agency| self.answer(*agency).is_none())
    }

    /// The last of its days of reminding whose morning has come.
    pub fn reminder_at(&self, now: DateTime<Utc>) -> Option<NaiveDate> {
        self.remind_on.iter().copied().filter(|day| london_to_utc(*day, MORNING) <= now).max()
    }
}

impl Entity for UpdateRequest {
    entity_basics!(UpdateRequestId of partnership);

    fn label(&self) -> String {
        format!("Updates due on {}", self.due_on)
    }

    fn visibility(&self) -> Visibility {
        Visibility::Restricted
    }

    fn validate(&self, p: &mut Problems) {
        p.date("dueOn", Some(self.due_on));
        p.optional_text("message", self.message.as_deref(), TEXT);
        if self.agencies.is_empty() {
            p.add("agencies", "is empty: say which agencies are asked");
        }
        p.links("agencies", &self.agencies, 200);
        p.links("remindOn", &self.remind_on, REMINDERS);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reminder_goes_out_in_the_morning_of_london() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let remind_on = vec![day("2026-06-23"), day("2026-06-29")];
        let request = UpdateRequest { remind_on, ..UpdateRequest::default() };
        let at = |moment: &str| request.reminder_at(moment.parse().unwrap());
        assert_eq!(at("2026-06-23T06:59:59Z"), None);
        assert_eq!(at("2026-06-23T07:00:00Z"), Some(day("2026-06-23")));
        assert_eq!(at("2026-07-05T00:00:00Z"), Some(day("2026-06-29")));
    }
}
