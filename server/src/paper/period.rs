//! What a paper looks at: the register as it was and as it is, and the days in between.

use std::sync::Arc;

use chrono::{DateTime, Days, Months, NaiveDate, NaiveTime, Utc};

use crate::clock::{london_date, london_to_utc, next_london_midnight};
use crate::error::Result;
use crate::graph::read::{NodeOf, all};
use crate::graph::view::{Lens, View};
use crate::model::in_words::{day_of, time_of};
use crate::model::*;
use crate::store::change;

/// How far a paper looks back when no earlier sitting is known to have been held.
const LOOK_BACK: Months = Months::new(3);

/// What a paper is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Asked {
    /// For a sitting, by its key or id.
    Sitting(String),
    /// Over a period, its first and its last day.
    Days(NaiveDate, NaiveDate),
}

/// The register at the beginning and at the end of a period.
pub struct Period {
    /// At the end, or now if that is to come.
    pub now: Arc<View>,
    /// Today, whose progress updates are read by the day of which they speak.
    pub latest: Arc<View>,
    /// At the beginning; none when the register knows nothing of then.
    pub then: Option<Arc<View>>,
    /// The day to which the paper looks back: what is "then" is as that day ended.
    pub since: NaiveDate,
    /// Its last day.
    pub until: NaiveDate,
    /// The day on which what is due is judged: the last one, or today if that is to come.
    pub judged_on: NaiveDate,
    /// What the paper looks back to, as in "since ...".
    pub since_words: String,
    /// How "then" was chosen, in sentences.
    pub rule: Vec<String>,
    /// The sitting, if the paper is for one.
    pub sitting: Option<Sitting>,
}

/// The sitting that a paper is for.
pub struct Sitting {
    /// The name of the meeting.
    pub meeting: String,
    /// Whether that is the board.
    pub is_board: bool,
    /// Its own name.
    pub name: Option<String>,
    /// When it is, in words.
    pub when: String,
    /// Where it is.
    pub venue: Option<String>,
}

/// Where a paper begins and ends, before the past is read.
struct Span {
    since: NaiveDate,
    until: NaiveDate,
    since_words: String,
    rule: String,
    sitting: Option<Sitting>,
}

/// Opens what a paper reads, seen by the request; none when there is no such sitting that
/// it may see.
///
/// # Errors
/// When the database fails or the request has spent its budget.
pub async fn open(lens: &Arc<Lens>, id: PartnershipId, asked: &Asked) -> Result<Option<Period>> {
    let Some(latest) = lens.partnership(id).await? else { return Ok(None) };
    let Some(span) = span(&latest, asked)? else { return Ok(None) };
    let begins = beginning(&latest).await?;
    let mut rule = vec![span.rule];
    let end = end_of(span.until);
    let now = match end <= lens.context().now && latest.history_begins_at() <= end {
        true => lens.partnership_as_of(id, end).await?.unwrap_or_else(|| Arc::clone(&latest)),
        false => Arc::clone(&latest),
    };
    let start = end_of(span.since);
    let at = match start < begins {
        true => {
            let first = day_of(london_date(begins));
            rule.push(format!(
                "This register has kept the plan since {first}: what changed before is not known."
            ));
            begins
        }
        false => start,
    };
    let then = match at < end.min(lens.context().now) {
        true => lens.partnership_as_of(id, at).await?,
        false => None,
    };
    Ok(Some(Period {
        judged_on: span.until.min(lens.today()),
        now,
        latest,
        then,
        since: span.since,
        until: span.until,
        since_words: span.since_words,
        rule,
        sitting: span.sitting,
    }))
}

/// The first and the last day that a paper is about; none when there is no such sitting that
/// the request may see.
///
/// # Errors
/// When the request has spent its budget.
pub fn days(view: &View, asked: &Asked) -> Result<Option<(NaiveDate, NaiveDate)>> {
    let span = span(view, asked)?;
    Ok(span.map(|span| (span.since.succ_opt().unwrap_or(span.since).min(span.until), span.until)))
}

/// The last moment of a day in London, as far as the register can tell moments apart.
fn end_of(day: NaiveDate) -> DateTime<Utc> {
    next_london_midnight(london_to_utc(day, NaiveTime::MIN)) - chrono::TimeDelta::microseconds(1)
}

/// When the plan had first been entered: a plan that was imported, with all of its import.
async fn beginning(view: &View) -> Result<DateTime<Utc>> {
    let id = view.partnership().id;
    let began = view.lens().register().store().read(move |conn| change::first_entered(conn, id)).await?;
    Ok(began.unwrap_or_else(|| view.history_begins_at()))
}

fn span(view: &View, asked: &Asked) -> Result<Option<Span>> {
    match asked {
        Asked::Sitting(key) => of_sitting(view, key),
        Asked::Days(first, last) => Ok(Some(of_days(*first, *last))),
    }
}

fn of_days(first: NaiveDate, last: NaiveDate) -> Span {
    let since = first.checked_sub_days(Days::new(1)).unwrap_or(first);
    Span {
        since,
        until: last,
        since_words: day_of(since),
        rule: format!(
            "“Then” is how things stood as {} ended, the day before the period begins; “now” is how they stood as {} ended, \
             or stand today if that day is to come.",
            day_of(since),
            day_of(last)
        ),
        sitting: None,
    }
}

fn of_sitting(view: &View, key: &str) -> Result<Option<Span>> {
    let sittings = all::<MeetingOccurrence>(view)?;
    let id = key.parse::<MeetingOccurrenceId>().ok();
    let asked = sittings.iter().find(|node| node.record.head.key == key || Some(node.record.id) == id);
    let Some(node) = asked else { return Ok(None) };
    let Some(meeting) = view.place_of(node.record.meeting).and_then(|place| view.at::<Meeting>(place)) else {
        return Ok(None);
    };
    let until = node.record.when.starts_on.unwrap_or_else(|| view.lens().today());
    let body = match meeting.record.is_board {
        true => "the board’s sitting".to_owned(),
        false => format!("the sitting of {}", meeting.record.name),
    };
    let (since, since_words, rule) = match previous(&sittings, &node.record, until) {
        Some(day) => {
            let words = format!("{body} of {}", day_of(day));
            let rule = format!(
                "This paper looks back to {words}, the last one recorded as held: “then” is how things stood as that day ended."
            );
            (day, words, rule)
        }
        None => {
            let day = until.checked_sub_months(LOOK_BACK).unwrap_or(until);
            let rule = format!(
                "No earlier sitting of {} is recorded as held, so this paper looks back three months: “then” is how things \
                 stood as {} ended.",
                meeting.record.name,
                day_of(day)
            );
            (day, day_of(day), rule)
        }
    };
    let sitting = Sitting {
        meeting: meeting.record.name.clone(),
        is_board: meeting.record.is_board,
        name: node.record.name.clone(),
        when: time_of(&node.record.when),
        venue: node.record.venue.clone(),
    };
    Ok(Some(Span { since, until, since_words, rule, sitting: Some(sitting) }))
}

/// The day of the last sitting of the same meeting, before a day, that was held.
fn previous(
    sittings: &[&NodeOf<MeetingOccurrence>],
    sitting: &MeetingOccurrence,
    before: NaiveDate,
) -> Option<NaiveDate> {
    let held = sittings.iter().map(|node| &node.record);
    let held = held.filter(|s| s.meeting == sitting.meeting && s.status == OccurrenceStatus::Held);
    held.filter_map(|s| s.when.last_day()).filter(|day| *day < before).max()
}
