//! The addresses of documents.

use chrono::{Months, NaiveDate};

use super::make::Subject;
use crate::paper::Asked;
use crate::paper::html::Links;

/// The longest period of a report.
const LONGEST: Months = Months::new(60);

/// In which form a document is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// A page to read.
    Page,
    /// One HTML file to keep.
    File,
    /// A PDF to keep.
    Pdf,
}

impl Form {
    /// The form that a file's name asks for, and the name without what says so.
    pub fn of(file: &str) -> (&str, Form) {
        match (file.strip_suffix(".pdf"), file.strip_suffix(".html")) {
            (Some(name), _) => (name, Form::Pdf),
            (None, Some(name)) => (name, Form::File),
            (None, None) => (file, Form::Page),
        }
    }

    /// What ends the name of a file of this form.
    pub fn suffix(self) -> &'static str {
        match self {
            Form::Page => "",
            Form::File => ".html",
            Form::Pdf => ".pdf",
        }
    }
}

/// Where a document was asked for.
#[derive(Debug, Clone)]
pub struct Address {
    /// The partnership's slug.
    pub slug: String,
    /// The kind of document.
    pub kind: &'static str,
    /// Its name, without the form.
    pub name: String,
    /// Whether it is asked for with partners' content.
    pub with_partners: bool,
}

impl Address {
    /// Where the document can be had in its forms.
    pub fn links(&self) -> Links {
        let Address { slug, kind, name, with_partners } = self;
        let home = format!("/partnerships/{slug}");
        let query = if *with_partners { "?partners=1" } else { "" };
        let form = |form: Form| format!("{home}/{kind}/{name}{}{query}", form.suffix());
        Links { html: form(Form::File), pdf: form(Form::Pdf), home }
    }
}

/// The days of a report in its address, such as `2025-04-01--2026-03-31`.
pub fn days(name: &str) -> Option<Subject> {
    let (first, last) = name.split_once("--")?;
    let (first, last) = (day(first)?, day(last)?);
    let longest = first.checked_add_months(LONGEST)?;
    (first <= last && last <= longest).then_some(Subject::Paper(Asked::Days(first, last)))
}

/// A date as it is always written.
fn day(text: &str) -> Option<NaiveDate> {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    (day.to_string() == text).then_some(day)
}

/// The address of the report over some days.
pub fn of_days(slug: &str, (first, last): (NaiveDate, NaiveDate), form: Form) -> String {
    format!("/partnerships/{slug}/reports/{first}--{last}{}", form.suffix())
}

/// The address of an edition of a strategy.
pub fn of_edition(slug: &str, key: &str, form: Form) -> String {
    format!("/partnerships/{slug}/strategies/{key}{}", form.suffix())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_says_its_form() {
        assert_eq!(Form::of("board-2026-03-12.pdf"), ("board-2026-03-12", Form::Pdf));
        assert_eq!(Form::of("board-2026-03-12.html"), ("board-2026-03-12", Form::File));
        assert_eq!(Form::of("board-2026-03-12"), ("board-2026-03-12", Form::Page));
    }

    #[test]
    fn a_report_is_over_days_in_order_and_at_most_five_years() {
        assert!(days("2025-04-01--2026-03-31").is_some());
        assert!(days("2026-03-31--2026-03-31").is_some());
        for wrong in
            ["2026-04-01--2026-03-31", "2020-01-01--2026-03-31", "2026-3-1--2026-03-31", "2026", "--"]
        {
            assert!(days(wrong).is_none(), "{wrong}");
        }
    }
}
