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
/// The parts that are lists of numbers: the largest of each, and whether it may count from
/// the end, with a minus. Few years have a 53rd week, and in the others the library takes
/// the first days of January for it.
const NUMBERS: [(&str, u16, bool); 5] = [
    ("BYMONTHDAY", 31, true),
    ("BYYEARDAY", 366, true),
    ("BYWEEKNO", 52, true),
    ("BYMONTH", 12, false),
    ("BYSETPOS", 366, true),
];
/// The parts that RFC 5545 does not allow with some frequencies.
const UNFIT: [(&str, &[&str]); 3] = [
    ("BYMONTHDAY", &["WEEKLY"]),
    ("BYYEARDAY", &["DAILY", "WEEKLY", "MONTHLY"]),
    ("BYWEEKNO", &["DAILY", "WEEKLY", "MONTHLY"]),
];
/// The days of the week.
const WEEKDAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
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
    let set = rule.build(noon(first)).map_err(|_| no_rule())?;
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
    if text.contains(['\n', '\r']) {
        return Err(
            "has more than one line: give the rule alone, and leave days out by cancelling them".to_owned()
        );
    }
    let mut until = None;
    let mut parts: Vec<(&str, &str)> = Vec::new();
    for part in text.split(';').filter(|part| !part.is_empty()) {
        match part.split_once('=') {
            Some(("UNTIL", day)) => until = Some(last_day(day)?),
            Some(("FREQ", often)) if !FREQUENCIES.contains(&often) => {
                return Err("has another FREQ than DAILY, WEEKLY, MONTHLY or YEARLY".to_owned());
            }
            Some((name, _)) if parts.iter().any(|(known, _)| *known == name) => {
                return Err(format!("says {name} twice: say it once"));
            }
            Some((name, value)) if PARTS.contains(&name) => parts.push((name, value)),
            _ => {
                let known = PARTS.join(", ");
                return Err(format!(
                    "has a part that is none of {known} and UNTIL: times of day stand apart"
                ));
            }
        }
    }
    fits(&parts)?;
    let parts: Vec<String> = parts.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let rule = parts.join(";").parse().map_err(|_| no_rule())?;
    Ok(Rule { rule, until })
}

/// What is said of a rule that is wrong in no way that we name.
fn no_rule() -> String {
    "is not a recurrence rule of RFC 5545: give one such as FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU".to_owned()
}

/// Whether the values of a rule's parts are what belongs there, each and together. The
/// library takes some for others that RFC 5545 does not allow, and makes days of them.
fn fits(parts: &[(&str, &str)]) -> Result<(), String> {
    let value = |wanted: &str| parts.iter().find(|(name, _)| *name == wanted).map(|(_, value)| *value);
    let Some(often) = value("FREQ") else {
        return Err("has no FREQ: say how often, such as FREQ=MONTHLY".to_owned());
    };
    for (name, most) in [("INTERVAL", u32::from(u16::MAX)), ("COUNT", u32::MAX)] {
        if value(name).is_some_and(|text| !number(text).is_some_and(|n| (1..=most).contains(&n))) {
            return Err(format!("has another {name} than a whole number from 1"));
        }
    }
    for (name, most, from_end) in NUMBERS {
        if value(name).is_some_and(|list| !list.split(',').all(|text| counts(text, most, from_end))) {
            let from_end = if from_end { ", with a minus to count from the end" } else { "" };
            return Err(format!("has another {name} than numbers from 1 to {most}{from_end}"));
        }
    }
    for (name, unfit) in UNFIT {
        if value(name).is_some() && unfit.contains(&often) {
            return Err(format!("has {name}, which does not go with FREQ={often}"));
        }
    }
    if value("BYSETPOS").is_some()
        && !parts.iter().any(|(name, _)| *name != "BYSETPOS" && name.starts_with("BY"))
    {
        return Err(
            "has BYSETPOS, which chooses among days, and no part that names them, such as BYDAY".to_owned()
        );
    }
    let numbered_days = often == "MONTHLY" || (often == "YEARLY" && value("BYWEEKNO").is_none());
    value("BYDAY").map_or(Ok(()), |list| weekdays(list, numbered_days))?;
    match value("WKST") {
        Some(day) if !WEEKDAYS.contains(&day) => {
            Err(format!("has another WKST than {}", WEEKDAYS.join(", ")))
        }
        _ => Ok(()),
    }
}

/// That a list names days of the week, the second or last of a month or year only where
/// there is one.
fn weekdays(list: &str, numbered_days: bool) -> Result<(), String> {
    for entry in list.split(',') {
        let (which, day) = entry.split_at_checked(entry.len().saturating_sub(2)).unwrap_or_default();
        if !WEEKDAYS.contains(&day) || !(which.is_empty() || counts(which, 53, true)) {
            let days = WEEKDAYS.join(", ");
            return Err(format!(
                "has another BYDAY than {days}, or one with its number, such as 2TU or -1FR"
            ));
        }
        if !which.is_empty() && !numbered_days {
            return Err(format!(
                "numbers a day, {entry}, which needs FREQ=MONTHLY or FREQ=YEARLY without BYWEEKNO: for every \
                 such day of the week say BYDAY={day}"
            ));
        }
    }
    Ok(())
}

/// A number in plain digits.
fn number(text: &str) -> Option<u32> {
    text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a text is a number from 1 to `most`, or one from the end if those are allowed.
fn counts(text: &str, most: u16, from_end: bool) -> bool {
    let from_start = text.strip_prefix('+').unwrap_or(text);
    let digits = text.strip_prefix('-').filter(|_| from_end).unwrap_or(from_start);
    number(digits).is_some_and(|n| (1..=u32::from(most)).contains(&n))
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
    use chrono::Datelike;

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
            "FREQ=MONTHLY;BYDAY=",
            "FREQ=MONTHLY;BYDAY=É",
            "FREQ=MONTHLY;BYDAY=54MO",
            "FREQ=MONTHLY;BYDAY=0MO",
            "FREQ=WEEKLY;FREQ=DAILY",
            "FREQ=WEEKLY;BYMONTHDAY=3",
            "FREQ=MONTHLY;BYYEARDAY=3",
            "FREQ=MONTHLY;BYWEEKNO=3",
            "FREQ=YEARLY;BYMONTH=-1",
            "FREQ=YEARLY;BYMONTH=13",
            "FREQ=YEARLY;BYMONTHDAY=32",
            "FREQ=WEEKLY;WKST=1MO",
            "INTERVAL=2",
            "FREQ=WEEKLY;BYSETPOS=1",
        ] {
            assert!(check(bad).is_err(), "{bad}");
        }
        for good in [
            "FREQ=WEEKLY;BYDAY=MO",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;WKST=SU",
            "FREQ=MONTHLY;BYDAY=-1FR",
            "FREQ=MONTHLY;BYDAY=+1MO,3MO",
            "FREQ=MONTHLY;BYMONTHDAY=-1",
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "FREQ=YEARLY;BYDAY=20MO",
            "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
            "FREQ=YEARLY;BYMONTH=3,9;BYDAY=1TU",
        ] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
    }

    #[test]
    fn a_day_with_a_number_needs_a_month_or_a_year_to_be_counted_in() {
        for bad in [
            "FREQ=WEEKLY;BYDAY=1MO",
            "FREQ=DAILY;BYDAY=1MO",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=-1FR",
            "FREQ=YEARLY;BYWEEKNO=3;BYDAY=2TU",
        ] {
            let wrong = check(bad).unwrap_err();
            assert!(wrong.starts_with("numbers a day, ") && wrong.contains("FREQ=MONTHLY"), "{bad}: {wrong}");
        }
    }

    #[test]
    fn nothing_takes_place_every_no_weeks_or_no_times() {
        for (bad, part) in [
            ("FREQ=WEEKLY;INTERVAL=0", "INTERVAL"),
            ("FREQ=WEEKLY;INTERVAL=-1", "INTERVAL"),
            ("FREQ=WEEKLY;INTERVAL=70000", "INTERVAL"),
            ("FREQ=WEEKLY;COUNT=0", "COUNT"),
            ("FREQ=WEEKLY;COUNT=+2", "COUNT"),
        ] {
            assert_eq!(check(bad), Err(format!("has another {part} than a whole number from 1")), "{bad}");
        }
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

    #[test]
    fn weeks_are_those_of_the_calendar_and_the_53rd_is_none() {
        for week in [1, 2, 51, 52] {
            let days = found(&format!("FREQ=YEARLY;BYWEEKNO={week}"), "2020-12-28", "2030-02-01");
            assert!(days.iter().all(|text| day(text).iso_week().week() == week), "{week}: {days:?}");
            assert!(days.len() >= 60, "{week}: {days:?}");
        }
        let last = found("FREQ=YEARLY;BYWEEKNO=-1;BYDAY=MO", "2020-01-01", "2026-12-31");
        let in_january = |text: &String| (day(text) + chrono::Days::new(7)).iso_week().week() == 1;
        assert!(last.len() == 7 && last.iter().all(in_january), "{last:?}");
        for bad in ["FREQ=YEARLY;BYWEEKNO=53", "FREQ=YEARLY;BYWEEKNO=-53"] {
            assert!(check(bad).unwrap_err().contains("from 1 to 52"), "{bad}");
        }
    }
}
