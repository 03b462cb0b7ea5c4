//! Recurrence rules of RFC 5545: the days on which something takes place again.
//!
//! Days are counted in London's calendar; a time of day belongs to whatever takes place
//! on them, so that a sitting at ten is at ten in summer and winter.

use chrono::{Months, NaiveDate, NaiveTime, TimeZone, Utc};
use rrule::{RRule, Tz, Unvalidated};

use crate::clock::london_date;

/// The longest rule, in characters.
const LONGEST: usize = 300;
/// How many years a rule is followed at most.
pub const YEARS: u32 = 10;
/// The parts of a rule that speak of days.
const PARTS: [&str; 10] = [
    "FREQ",
    "INTERVAL",
    "COUNT",
    "BYDAY",
    "BYMONTHDAY",
    "BYYEARDAY",
    "BYWEEKNO",
    "BYMONTH",
    "BYSETPOS",
    "WKST",
];
/// How often something may take place.
const FREQUENCIES: [&str; 4] = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"];

/// A rule that was read, with its last day apart.
struct Rule {
    rule: RRule<Unvalidated>,
    until: Option<NaiveDate>,
}

/// Says what is wrong with a rule, as the rest of a sentence about it.
///
/// # Errors
/// With those words, when something is.
pub fn check(rule: &str) -> Result<(), String> {
    let start = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap_or_default();
    days(rule, start, start, 1).map(drop)
}

/// The days of a rule from `first` to `last`, at most `most` and one more, by which the
/// caller sees that there would be others.
///
/// # Errors
/// With what is wrong, as the rest of a sentence about the rule.
pub fn days(rule: &str, first: NaiveDate, last: NaiveDate, most: u16) -> Result<Vec<NaiveDate>, String> {
    let Rule { rule, until } = read(rule)?;
    let last = until.map_or(last, |until| until.min(last)).min(horizon(first));
    // At noon no clock changes, in London or in UTC.
    let noon = |day: NaiveDate| {
        let time = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
        Utc.from_utc_datetime(&day.and_time(time)).with_timezone(&Tz::UTC)
    };
    let set = rule.build(noon(first)).map_err(|error| format!("is not a recurrence rule: {error}"))?;
    let found = set.before(noon(last)).all(most + 1);
    Ok(found.dates.iter().map(chrono::DateTime::date_naive).collect())
}

/// The last day to which a rule is followed that begins on a day.
pub fn horizon(first: NaiveDate) -> NaiveDate {
    first.checked_add_months(Months::new(12 * YEARS)).unwrap_or(first)
}

fn read(text: &str) -> Result<Rule, String> {
    let text = text.trim();
    let text = text.strip_prefix("RRULE:").unwrap_or(text).to_ascii_uppercase();
    if text.len() > LONGEST {
        return Err(format!("is longer than {LONGEST} characters"));
    }
    let mut until = None;
    let mut parts = Vec::new();
    for part in text.split(';').filter(|part| !part.is_empty()) {
        match part.split_once('=') {
            Some(("UNTIL", day)) => until = Some(last_day(day)?),
            Some(("FREQ", often)) if !FREQUENCIES.contains(&often) => {
                return Err("has another FREQ than DAILY, WEEKLY, MONTHLY or YEARLY".to_owned());
            }
            Some((name, _)) if PARTS.contains(&name) => parts.push(part),
            _ => {
                let known = PARTS.join(", ");
                return Err(format!(
                    "has a part that is none of {known} and UNTIL: times of day stand apart"
                ));
            }
        }
    }
    let rule = parts.join(";").parse().map_err(|error| format!("is not a recurrence rule: {error}"))?;
    Ok(Rule { rule, until })
}

/// The last day that UNTIL means: a day, or the London day of a moment.
fn last_day(text: &str) -> Result<NaiveDate, String> {
    let wrong = || "has an UNTIL that is no day such as 20261231".to_owned();
    if let Some(moment) = text.strip_suffix('Z') {
        let moment = chrono::NaiveDateTime::parse_from_str(moment, "%Y%m%dT%H%M%S").map_err(|_| wrong())?;
        return Ok(london_date(moment.and_utc()));
    }
    let day = text.split('T').next().unwrap_or_default();
    NaiveDate::parse_from_str(day, "%Y%m%d").ok().filter(|_| day.len() == 8).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn found(rule: &str, first: &str, last: &str) -> Vec<String> {
        days(rule, day(first), day(last), 200).unwrap().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_second_tuesday_of_each_quarter_is_found() {
        let rule = "FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU";
        assert_eq!(
            found(rule, "2026-01-01", "2026-12-31"),
            ["2026-01-13", "2026-04-14", "2026-07-14", "2026-10-13"]
        );
    }

    #[test]
    fn a_rule_ends_at_its_own_last_day_and_at_its_count() {
        let until = "RRULE:FREQ=WEEKLY;UNTIL=20260115T235959Z";
        assert_eq!(found(until, "2026-01-01", "2026-12-31"), ["2026-01-01", "2026-01-08", "2026-01-15"]);
        assert_eq!(found("FREQ=DAILY;UNTIL=20260102", "2026-01-01", "2026-12-31").len(), 2);
        assert_eq!(found("FREQ=DAILY;COUNT=5", "2026-01-01", "2026-12-31").len(), 5);
    }

    #[test]
    fn at_most_so_many_days_are_given_and_one_more() {
        assert_eq!(days("FREQ=DAILY", day("2026-01-01"), day("2200-12-31"), 200).unwrap().len(), 201);
    }

    #[test]
    fn what_is_no_rule_of_days_is_refused_with_words() {
        for bad in [
            "",
            "weekly",
            "FREQ=HOURLY",
            "FREQ=DAILY;BYHOUR=1",
            "FREQ=DAILY;UNTIL=tomorrow",
            "FREQ=DAILY;INTERVAL=x",
            "FREQ=MONTHLY;BYDAY=9XX",
        ] {
            assert!(check(bad).is_err(), "{bad}");
        }
        assert!(check("FREQ=WEEKLY;BYDAY=MO").is_ok());
    }

    #[test]
    fn a_rule_that_no_day_fulfils_ends() {
        for never in [
            "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=DAILY;INTERVAL=65535;BYMONTH=2;BYMONTHDAY=30",
        ] {
            assert_eq!(found(never, "2026-01-01", "2199-12-31"), Vec::<String>::new());
        }
    }
}
