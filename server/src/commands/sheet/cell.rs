//! What people write in the cells of a sheet.

use chrono::{Datelike, NaiveDate, NaiveTime};

use crate::model::Words;
use crate::model::in_words::plain;
use crate::model::text::sort_name;

/// The names of the months; their first three letters are enough.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A day: "3 March 2026", "Tue 3rd Mar 26", "03/03/2026", "2026-03-03". The day comes
/// before the month, as in Britain.
pub fn date(text: &str) -> Option<NaiveDate> {
    // What a spreadsheet adds of midnight says nothing.
    let text = text.trim().trim_end_matches("00:00:00").trim_end_matches("00:00").to_lowercase();
    let mut parts: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    if parts.len() == 4 && parts[0].chars().all(char::is_alphabetic) {
        parts.remove(0);
    }
    let [first, month, last] = parts[..] else { return None };
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    let month = match month.parse() {
        Ok(number) => number,
        Err(_) => named_month(month)?,
    };
    NaiveDate::from_ymd_opt(full_year(year)?, month, ordinal(day)?)
}

fn named_month(text: &str) -> Option<u32> {
    let at = MONTHS.iter().position(|month| text.len() >= 3 && month.starts_with(text))?;
    Some(at as u32 + 1)
}

fn ordinal(text: &str) -> Option<u32> {
    let digits = text.trim_end_matches(char::is_alphabetic);
    let ending = &text[digits.len()..];
    digits.parse().ok().filter(|_| matches!(ending, "" | "st" | "nd" | "rd" | "th"))
}

/// A year of two digits is one of this century.
fn full_year(text: &str) -> Option<i32> {
    let year: i32 = text.parse().ok()?;
    match text.len() {
        4 => Some(year),
        2 => Some(2000 + year),
        _ => None,
    }
}

/// A time of day: "14:30", "14.30", "2.30pm", "10 am", "14:30:00".
pub fn time(text: &str) -> Option<NaiveTime> {
    let text = text.trim().to_lowercase().replace(' ', "");
    let (clock, later) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(clock), _) => (clock, Some(false)),
        (_, Some(clock)) => (clock, Some(true)),
        _ => (text.as_str(), None),
    };
    let mut parts = clock.split([':', '.']);
    let hour: u32 = parts.next()?.parse().ok()?;
    let minute: u32 = match (parts.next(), later) {
        (Some(minute), _) => minute.parse().ok().filter(|_| minute.len() == 2)?,
        (None, Some(_)) => 0,
        (None, None) => return None,
    };
    if !matches!((parts.next(), parts.next()), (None | Some("00"), None)) {
        return None;
    }
    let hour = match later {
        None => hour,
        Some(later) if (1..=12).contains(&hour) => hour % 12 + if later { 12 } else { 0 },
        Some(_) => return None,
    };
    NaiveTime::from_hms_opt(hour, minute, 0)
}

/// A value of a vocabulary, as people read it or as the schema writes it.
pub fn word<W: Words>(text: &str) -> Option<W> {
    let said = sort_name(text);
    // The admin web says "Partners only".
    let said = said.strip_suffix(" only").unwrap_or(&said);
    W::ALL.iter().copied().find(|value| sort_name(&plain(*value)) == said || sort_name(value.word()) == said)
}

/// What a vocabulary has to choose from, in a sentence.
pub fn choices<W: Words>() -> String {
    let all: Vec<String> = W::ALL.iter().map(|value| plain(*value)).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    crate::model::in_words::listed(&all)
}

/// The names in a cell, which are parted by semicolons, bars or line breaks.
pub fn names(text: &str) -> Vec<&str> {
    text.split([';', '|', '\n']).map(str::trim).filter(|name| !name.is_empty()).collect()
}

/// Whether a day can be meant: two digits too few or too many make others of it.
pub fn is_likely(day: NaiveDate) -> bool {
    (1990..=2100).contains(&day.year())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ProjectStatus, Visibility};

    #[test]
    fn days_are_read_as_they_are_written_in_britain() {
        let third = NaiveDate::from_ymd_opt(2026, 3, 3);
        for text in [
            "3 March 2026",
            "03/03/2026",
            "3.3.26",
            "2026-03-03",
            "Tue 3rd Mar 2026",
            "3-Mar-26",
            "Tuesday, 3 March 2026",
            "2026-03-03 00:00:00",
        ] {
            assert_eq!(date(text), third, "{text}");
        }
        assert_eq!(date("04/03/2026"), NaiveDate::from_ymd_opt(2026, 3, 4));
        for text in
            ["", "March 2026", "13/13/2026", "30 February 2026", "3 Ma 2026", "TBC", "1/2/3/4", "3/3/126"]
        {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn times_are_read_with_and_without_halves_of_the_day() {
        for (text, hour, minute) in [
            ("14:30", 14, 30),
            ("2.30pm", 14, 30),
            ("10 am", 10, 0),
            ("12am", 0, 0),
            ("12pm", 12, 0),
            ("09:05:00", 9, 5),
        ] {
            assert_eq!(time(text), NaiveTime::from_hms_opt(hour, minute, 0), "{text}");
        }
        for text in ["", "10", "25:00", "13pm", "2:5", "noon", "1:00:30"] {
            assert_eq!(time(text), None, "{text}");
        }
    }

    #[test]
    fn vocabularies_are_read_as_words_or_as_the_schema_has_them() {
        assert_eq!(word::<ProjectStatus>("not stated"), Some(ProjectStatus::NotStated));
        assert_eq!(word::<ProjectStatus>("NOT_STATED"), Some(ProjectStatus::NotStated));
        assert_eq!(word::<Visibility>("everyone"), None);
        assert_eq!(choices::<Visibility>(), "Public, Partners and Restricted");
    }
}
