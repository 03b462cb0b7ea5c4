//! The vocabularies and dates in plain English, as people read them everywhere.

use chrono::NaiveDate;

use super::occurrence::{When, write_time};
use super::text::sort_name;
use super::*;

/// A value of a vocabulary as words: `LEGAL_ORDER` is "Legal order".
pub fn plain<W: Words>(value: W) -> String {
    let text = value.word().to_lowercase().replace('_', " ").replace("co o", "co-o");
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str()
}

/// The kind of something with a name, unless there is nothing to say: it is of no kind in
/// particular, or its name says it.
pub fn kind_of<W: Words>(kind: W, name: &str) -> Option<String> {
    let words = plain(kind);
    (kind.word() != "OTHER" && sort_name(&words) != sort_name(name)).then_some(words)
}

/// A rating with what it means, so that its colour is never needed.
pub fn rating(rating: Rating) -> &'static str {
    match rating {
        Rating::Red => "Red: off track",
        Rating::Amber => "Amber: at risk",
        Rating::Green => "Green: on track",
        Rating::NotRated => "Not rated",
    }
}

/// How one body followed another, up to the name of the follower.
pub fn followed(kind: SuccessionKind) -> &'static str {
    match kind {
        SuccessionKind::Renamed => "Renamed",
        SuccessionKind::Merged => "Merged into",
        SuccessionKind::Split => "Divided; one part is",
        SuccessionKind::Replaced => "Replaced by",
        SuccessionKind::Abolished => "Abolished",
        SuccessionKind::FunctionsMoved => "Some functions moved to",
    }
}

/// Names in a sentence: "a, b and c".
pub fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

/// A date: "26 June 2021".
pub fn day_of(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// A period of days of which either end may be missing; none when both are.
pub fn days_of(first: Option<NaiveDate>, last: Option<NaiveDate>) -> Option<String> {
    Some(match (first, last) {
        (None, None) => return None,
        (Some(first), Some(last)) if first == last => day_of(first),
        (Some(first), Some(last)) => format!("{} to {}", day_of(first), day_of(last)),
        (Some(first), None) => format!("from {}", day_of(first)),
        (None, Some(last)) => format!("until {}", day_of(last)),
    })
}

/// When something takes place: "12 March 2026, 10:00 to 12:00", with what is known in words.
pub fn time_of(when: &When) -> String {
    let note = when.date_note.as_deref();
    let Some(first) = when.starts_on else { return note.unwrap_or("Date not known").to_owned() };
    let at = |time: Option<chrono::NaiveTime>| time.map(|time| format!(", {}", write_time(time)));
    let mut words = day_of(first) + &at(when.start_time).unwrap_or_default();
    match when.last_day().filter(|last| *last != first) {
        Some(last) => words += &format!(" to {}{}", day_of(last), at(when.end_time).unwrap_or_default()),
        None => words += &when.end_time.map_or(String::new(), |time| format!(" to {}", write_time(time))),
    }
    match note {
        Some(note) => format!("{words} ({note})"),
        None => words,
    }
}

/// Whether an address is of the web, so that following it runs nothing.
pub fn is_web_address(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vocabularies_read_as_plain_english() {
        assert_eq!(plain(ProjectKind::LegalOrder), "Legal order");
        assert_eq!(plain(MembershipBasis::CoOperatingBody), "Co-operating body");
        assert_eq!(plain(MembershipBasis::CoOpted), "Co-opted");
        assert_eq!(plain(PartnershipKind::CommunitySafetyPartnership), "Community safety partnership");
    }

    #[test]
    fn names_are_joined_as_in_a_sentence() {
        assert_eq!(listed(&["a", "b", "c"]), "a, b and c");
        assert_eq!(listed(&["a"]), "a");
    }

    #[test]
    fn what_is_known_of_a_time_is_said() {
        let mut when = When { starts_on: NaiveDate::from_ymd_opt(2026, 7, 1), ..When::default() };
        assert_eq!(time_of(&when), "1 July 2026");
        when.start_time = occurrence::parse_time("10:00");
        when.end_time = occurrence::parse_time("12:30");
        assert_eq!(time_of(&when), "1 July 2026, 10:00 to 12:30");
        assert_eq!(time_of(&When { date_note: Some("spring".into()), ..When::default() }), "spring");
    }
}
