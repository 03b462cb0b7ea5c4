//! The rules that fields obey, collected rather than stopped at the first.

use chrono::NaiveDate;

use crate::error::{Error, Result};

pub use crate::error::Problem;

/// Longest name or other single line, in characters. Real titles pass 200.
pub const LINE: usize = 500;
/// Longest free text, in characters.
pub const TEXT: usize = 20_000;
/// Longest address of a web page, in characters.
pub const URL: usize = 2_000;

/// Collects problems under the path of what is being checked.
#[derive(Debug, Default)]
pub struct Problems {
    prefix: Vec<String>,
    found: Vec<Problem>,
}

impl Problems {
    /// Goes on where nothing was found.
    ///
    /// # Errors
    /// [`Error::Invalid`] with what was.
    pub fn into_result(self) -> Result<()> {
        if self.is_empty() { Ok(()) } else { Err(Error::Invalid(self.found)) }
    }

    /// What was found, in order.
    pub fn into_found(self) -> Vec<Problem> {
        self.found
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Adds a problem with a field of what is being checked; an empty field means
    /// the whole of it.
    pub fn add(&mut self, field: &str, message: impl Into<String>) {
        let mut path = self.prefix.join(".");
        if !field.is_empty() {
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(field);
        }
        self.found.push(Problem { path, message: message.into() });
    }

    /// Runs `check` with `part` added to the path.
    pub fn within<R>(&mut self, part: impl Into<String>, check: impl FnOnce(&mut Self) -> R) -> R {
        self.prefix.push(part.into());
        let result = check(self);
        self.prefix.pop();
        result
    }

    /// A required single line of at most `max` characters.
    pub fn line(&mut self, field: &str, value: &str, max: usize) {
        self.length(field, value, max);
        if let Some(found) = forbidden_in(value, &[]) {
            self.add(field, format!("holds {found}: take it out, and give one line of plain text"));
        }
    }

    /// A required text: several lines and paragraphs are allowed.
    pub fn text(&mut self, field: &str, value: &str, max: usize) {
        self.length(field, value, max);
        if let Some(found) = forbidden_in(value, &['\n', '\r', '\t']) {
            self.add(field, format!("holds {found}: take it out, and give plain text"));
        }
    }

    /// A single line that may be absent.
    pub fn optional_line(&mut self, field: &str, value: Option<&str>, max: usize) {
        if let Some(value) = self.given(field, value) {
            self.line(field, value, max);
        }
    }

    /// A text that may be absent.
    pub fn optional_text(&mut self, field: &str, value: Option<&str>, max: usize) {
        if let Some(value) = self.given(field, value) {
            self.text(field, value, max);
        }
    }

    /// What was given for a field that may be absent; nothing is no value of it.
    fn given<'v>(&mut self, field: &str, value: Option<&'v str>) -> Option<&'v str> {
        let value = value?;
        if is_blank(value) {
            self.add(field, "is empty: give a value, or leave the field out");
            return None;
        }
        Some(value)
    }

    /// An address of a web page that may be absent: http or https, nothing else.
    pub fn url(&mut self, field: &str, value: Option<&str>) {
        if let Some(value) = self.given(field, value) {
            self.length(field, value, URL);
            if !is_web_address(value) {
                self.add(field, "is not a web address: expected http://... or https://... without spaces");
            }
        }
    }

    /// A key or slug: lower-case letters, digits and single hyphens, at most 100.
    pub fn slug(&mut self, field: &str, value: &str) {
        if !is_slug(value) {
            self.add(
                field,
                "is not a key: expected 1 to 100 lower-case letters and digits, joined by single hyphens, such as essex-police",
            );
        }
    }

    /// A list of slugs, each at most once.
    pub fn slugs(&mut self, field: &str, slugs: &[String], max: usize) {
        self.links(field, slugs, max);
        for (i, slug) in slugs.iter().enumerate().take(max) {
            self.slug(&format!("{field}[{i}]"), slug);
        }
    }

    /// Two days of which the second must not be before the first.
    pub fn order(&mut self, first: (&str, Option<NaiveDate>), second: (&str, Option<NaiveDate>)) {
        if let (Some(start), Some(end)) = (first.1, second.1)
            && end < start
        {
            self.add(second.0, format!("is {end}, before {} ({start})", first.0));
        }
        for (field, date) in [first, second] {
            self.date(field, date);
        }
    }

    /// A day of the years 1800 to 2200: anything else is a slip of the keyboard.
    pub fn date(&mut self, field: &str, value: Option<NaiveDate>) {
        use chrono::Datelike;
        if let Some(date) = value
            && !(1800..=2200).contains(&date.year())
        {
            self.add(field, format!("is {date}: expected a year from 1800 to 2200"));
        }
    }

    /// A list of at most `max` entries.
    pub fn at_most(&mut self, field: &str, len: usize, max: usize) {
        if len > max {
            self.add(field, format!("has {len} entries: at most {max} are allowed"));
        }
    }

    /// A list of links, each at most once.
    pub fn links<T: PartialEq>(&mut self, field: &str, links: &[T], max: usize) {
        self.at_most(field, links.len(), max);
        // Quadratic, on lists that `max` keeps short.
        for (i, link) in links.iter().enumerate().take(max) {
            if links[..i].contains(link) {
                self.add(&format!("{field}[{i}]"), "is listed twice");
            }
        }
    }

    /// A list of lines, such as aliases.
    pub fn lines(&mut self, field: &str, lines: &[String], max: usize) {
        self.at_most(field, lines.len(), max);
        for (i, line) in lines.iter().enumerate().take(max) {
            self.line(&format!("{field}[{i}]"), line, LINE);
        }
    }

    /// A place in a list.
    pub fn position(&mut self, field: &str, position: i32) {
        if !(1..=100_000).contains(&position) {
            self.add(field, "is not a position: expected 1 to 100000");
        }
    }

    fn length(&mut self, field: &str, value: &str, max: usize) {
        if is_blank(value) {
            self.add(field, "is empty: give a value");
            return;
        }
        // Bytes bound characters from above: the exact count is for long values only.
        if value.len() > max {
            let count = value.chars().count();
            if count > max {
                self.add(field, format!("has {count} characters: at most {max} are allowed"));
            }
        }
    }
}

fn is_blank(value: &str) -> bool {
    value.chars().all(is_invisible)
}

/// Space, and characters that take none.
fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{200B}'..='\u{200F}'
                | '\u{2060}'..='\u{2064}'
                | '\u{AD}'
                | '\u{34F}'
                | '\u{115F}'
                | '\u{1160}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{FE00}'..='\u{FE0F}'
                | '\u{FEFF}'
                | '\u{FFA0}'
                | '\u{E0000}'..='\u{E0FFF}'
        )
}

/// Control characters, and the invisible ones that reorder text or break lines.
fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// The first character of a text that it may not hold, and where it stands: nobody sees it.
fn forbidden_in(value: &str, allowed: &[char]) -> Option<String> {
    let (at, found) = value.char_indices().find(|(_, c)| is_forbidden(*c) && !allowed.contains(c))?;
    let name = match found {
        '\n' | '\r' | '\u{B}' | '\u{2028}' | '\u{2029}' => "a line break",
        '\t' => "a tab",
        c if c.is_control() => "a control character",
        _ => "an invisible mark",
    };
    let before: Vec<char> = value[..at].chars().rev().take(20).collect();
    let before: String = before.into_iter().rev().filter(|c| !is_forbidden(*c)).collect();
    let place = match before.trim() {
        "" => "at its beginning".to_owned(),
        before => format!("after “{before}”"),
    };
    Some(format!("{name} (U+{:04X}) {place}", u32::from(found)))
}

/// Whether a text is a key: what [`Problems::slug`] demands.
pub fn is_slug(value: &str) -> bool {
    (1..=100).contains(&value.len())
        && value.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

/// Whether a text is an absolute http or https address with a host.
pub fn is_web_address(value: &str) -> bool {
    let rest = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        !host.is_empty()
            && !host.starts_with(['.', ':', '-'])
            && !host.contains('@')
            && value
                .chars()
                .all(|c| !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>' | '"' | '\\' | '`'))
    })
}

/// A key made of a name: folded, hyphenated, at most 80 characters.
pub fn slug_of(name: &str) -> String {
    let mut slug = String::new();
    for word in super::text::folded_words(name) {
        let word: String = word.chars().filter(char::is_ascii_alphanumeric).collect();
        if word.is_empty() || slug.len() + word.len() > 79 {
            continue;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&word);
    }
    if slug.is_empty() { "record".to_owned() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(check: impl FnOnce(&mut Problems)) -> Vec<String> {
        let mut p = Problems::default();
        check(&mut p);
        p.into_found().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn only_http_and_https_addresses_pass() {
        assert!(problems(|p| p.url("website", Some("https://www.chelmsford.gov.uk/x?y=1#z"))).is_empty());
        for bad in [
            "javascript:alert(1)",
            "ftp://x",
            "https://",
            "https:///x",
            "http://a b",
            "www.x.uk",
            "https://u@evil",
        ] {
            assert_eq!(problems(|p| p.url("website", Some(bad))).len(), 1, "{bad}");
        }
    }

    #[test]
    fn keys_are_lower_case_words_joined_by_single_hyphens() {
        for good in ["a", "essex-police", "2021-22"] {
            assert!(is_slug(good), "{good}");
        }
        for bad in ["", "-a", "a-", "a--b", "A", "a b", "é", &"a".repeat(101)] {
            assert!(!is_slug(bad), "{bad}");
        }
    }

    #[test]
    fn what_nobody_sees_is_named_with_the_place_where_it_stands() {
        let said = |text: &str| problems(|p| p.text("description", text, 100)).join("");
        assert_eq!(
            said("New lighting along the path\u{202C}, from May"),
            "description: holds an invisible mark (U+202C) after “hting along the path”: take it out, and give \
             plain text"
        );
        assert!(said("\u{FEFF}Night bus").contains("(U+FEFF) at its beginning"));
        assert!(said("One\u{2028}two").contains("a line break (U+2028) after “One”"));
    }

    #[test]
    fn a_line_refuses_line_breaks_and_a_text_does_not() {
        assert_eq!(problems(|p| p.line("name", "a\nb", 10)).len(), 1);
        assert!(problems(|p| p.text("description", "a\n\nb", 10)).is_empty());
        assert_eq!(problems(|p| p.text("description", "a\0b", 10)).len(), 1);
        assert_eq!(problems(|p| p.line("name", "safe\u{202E}txt", 10)).len(), 1);
    }

    #[test]
    fn lengths_count_characters_not_bytes() {
        assert!(problems(|p| p.line("name", &"é".repeat(10), 10)).is_empty());
        assert_eq!(
            problems(|p| p.line("name", &"é".repeat(11), 10)),
            ["name: has 11 characters: at most 10 are allowed"]
        );
    }

    #[test]
    fn what_shows_nothing_is_empty() {
        for nothing in ["", " ", "\u{200B}", "\u{2060} \u{AD}"] {
            let found = problems(|p| p.line("name", nothing, 10));
            assert!(found.iter().any(|problem| problem.contains("is empty")), "{nothing:?}: {found:?}");
        }
        assert!(problems(|p| p.line("name", "a\u{200B}b", 10)).is_empty());
    }

    #[test]
    fn names_become_keys() {
        assert_eq!(slug_of("A&E data sharing"), "a-e-data-sharing");
        assert_eq!(slug_of("Older People's Safety Day"), "older-people-s-safety-day");
        assert_eq!(slug_of("Café – Éire"), "cafe-eire");
    }
}
