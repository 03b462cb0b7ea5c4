//! The words that people read: vocabularies, dates and times in plain English.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Europe::London;
use maud::{Markup, html};

pub use crate::model::in_words::{day_of, followed, is_web_address, kind_of, listed, plain, rating};
use crate::model::occurrence::{When, write_time};

/// A date: "26 June 2021".
pub fn date(date: NaiveDate) -> Markup {
    html! { time datetime=(date) { (day_of(date)) } }
}

/// A moment in London's time: "26 June 2021 at 14:05".
pub fn moment(at: DateTime<Utc>) -> Markup {
    let local = at.with_timezone(&London);
    html! { time datetime=(at.format("%Y-%m-%dT%H:%M:%SZ")) { (local.format("%-d %B %Y at %H:%M")) } }
}

/// A period of days of which either end may be missing; none when both are.
pub fn period(first: Option<NaiveDate>, last: Option<NaiveDate>) -> Option<Markup> {
    Some(match (first, last) {
        (None, None) => return None,
        (Some(first), Some(last)) if first == last => date(first),
        (Some(first), Some(last)) => html! { (date(first)) " to " (date(last)) },
        (Some(first), None) => html! { "from " (date(first)) },
        (None, Some(last)) => html! { "until " (date(last)) },
    })
}

/// When something takes place, with its times and what is known in words.
pub fn when(when: &When) -> Markup {
    let note = when.date_note.as_deref();
    let Some(first) = when.starts_on else {
        return html! { (note.unwrap_or("Date not known")) };
    };
    let last = when.last_day().filter(|last| *last != first);
    let clock = |time: Option<NaiveTime>| time.map(write_time);
    html! {
        (day(first))
        @if let Some(time) = clock(when.start_time) { ", " (time) }
        @if let Some(last) = last {
            " to " (day(last))
            @if let Some(time) = clock(when.end_time) { ", " (time) }
        } @else if let Some(time) = clock(when.end_time) {
            " to " (time)
        }
        @if let Some(note) = note { " (" (note) ")" }
    }
}

/// A date with its day of the week.
fn day(date: NaiveDate) -> Markup {
    html! { time datetime=(date) { (date.format("%A %-d %B %Y")) } }
}

/// Plain text as paragraphs: a blank line starts a new one.
pub fn paragraphs(text: &str) -> Markup {
    let text = text.replace("\r\n", "\n");
    html! {
        @for paragraph in text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
            p class="text" { (paragraph) }
        }
    }
}

/// Words that lead to an address, or only the words when the address is none that a
/// page may link.
pub fn link(url: Option<&str>, text: &str) -> Markup {
    match url.filter(|url| is_web_address(url)) {
        Some(url) => html! { a href=(url) { (text) } },
        None => html! { (text) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(link(Some("javascript:alert(1)"), "x").0, "x");
        assert_eq!(
            link(Some("https://a.example/?b&c"), "x").0,
            r#"<a href="https://a.example/?b&amp;c">x</a>"#
        );
    }

    #[test]
    fn a_window_with_times_reads_as_a_sentence_would() {
        let at = When {
            starts_on: NaiveDate::from_ymd_opt(2026, 7, 1),
            start_time: NaiveTime::from_hms_opt(10, 0, 0),
            end_time: NaiveTime::from_hms_opt(12, 30, 0),
            ..When::default()
        };
        assert!(when(&at).0.ends_with("Wednesday 1 July 2026</time>, 10:00 to 12:30"), "{}", when(&at).0);
        let note = When { date_note: Some("spring".into()), ..When::default() };
        assert_eq!(when(&note).0, "spring");
    }
}
