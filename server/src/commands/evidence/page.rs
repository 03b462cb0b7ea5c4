//! A plan as a page that needs nothing but itself: no script, no style from elsewhere.

use chrono::{DateTime, Utc};
use maud::{DOCTYPE, PreEscaped, html};

use super::plans::Words;
use crate::history::evidence::plan::{Plan, PlanRecord};
use crate::model::{AnyId, EntityType, Words as _};

const STYLE: &str = "body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#0b0c0c}\
    h2{border-top:2px solid #1d70b8;padding-top:.5rem}table{border-collapse:collapse;width:100%}\
    th,td{text-align:left;vertical-align:top;padding:.25rem .5rem;border-bottom:1px solid #b1b4b6}\
    th{width:14rem;font-weight:600}.of{color:#505a5f}td{white-space:pre-wrap;overflow-wrap:anywhere}";

/// The page of a plan.
pub(super) fn render(plan: &Plan, words: &Words) -> String {
    let title = match &plan.at {
        Some(at) => format!("{}, as it was on {}", plan.name, moment(at)),
        None => format!("{}, before there was any change", plan.name),
    };
    let page = html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 { (title) }
                    p {
                        "After change " (plan.sequence) " of the register: " (plan.records.len()) " records. "
                        "The file of the same name that ends in .json says the same to programs, and is what is proved."
                    }
                    @for (kind, records) in kinds(plan, words) {
                        h2 { (kind) }
                        @for (record, fields) in records { (section(record, fields)) }
                    }
                }
            }
        }
    };
    page.into_string()
}

type Fields = [(String, String)];

/// The records by kind, in the order in which they stand.
fn kinds<'p>(plan: &'p Plan, words: &'p Words) -> Vec<(String, Vec<(&'p PlanRecord, &'p Fields)>)> {
    let mut kinds: Vec<(String, Vec<(&PlanRecord, &Fields)>)> = Vec::new();
    for (record, fields) in plan.records.iter().zip(words) {
        let kind = record.id.parse::<AnyId>().map_or_else(|_| "Other".to_owned(), |id| heading(id.entity));
        match kinds.last_mut() {
            Some((last, records)) if *last == kind => records.push((record, fields)),
            _ => kinds.push((kind, vec![(record, fields)])),
        }
    }
    kinds
}

fn section(record: &PlanRecord, fields: &Fields) -> maud::Markup {
    html! {
        section {
            h3 { (record.label) }
            p class="of" { "As change " (record.change) " of " (moment(&record.at)) " left it" }
            table {
                tbody {
                    @for (field, said) in fields {
                        tr { th scope="row" { (spoken(field)) } td { (said) } }
                    }
                }
            }
        }
    }
}

/// The word of a type as a heading, such as "Meeting occurrence".
fn heading(entity: EntityType) -> String {
    let words = entity.word().to_lowercase().replace('_', " ");
    capital(&words)
}

/// The name of a field as words: `leadAgency` is "Lead agency".
fn spoken(field: &str) -> String {
    let mut words = String::new();
    for c in field.chars() {
        if c.is_ascii_uppercase() {
            words.push(' ');
        }
        words.push(c.to_ascii_lowercase());
    }
    capital(&words)
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn moment(at: &str) -> String {
    let london = |at: DateTime<Utc>| at.with_timezone(&chrono_tz::Europe::London);
    at.parse::<DateTime<Utc>>()
        .map_or_else(|_| at.to_owned(), |at| london(at).format("%-d %B %Y at %H:%M").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_fields_are_spoken() {
        assert_eq!(spoken("leadAgency"), "Lead agency");
        assert_eq!(spoken("name"), "Name");
        assert_eq!(heading(EntityType::MeetingOccurrence), "Meeting occurrence");
    }
}
