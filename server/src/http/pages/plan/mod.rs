//! A partnership's plan as a page.
//!
//! One file per part of the page; each returns nothing where the plan has nothing to
//! show, and the table of contents lists what is there.

mod coming;
mod items;
mod json_ld;
mod members;
mod priorities;
mod progress;
mod rest;
mod sources;
mod strategy;

use maud::{Markup, html};

use super::layout::{self, LICENCE};
use super::read::{all, linked};
use super::words::{date, link, listed, moment, paragraphs, plain};
use crate::error::Result;
use crate::graph::view::View;
use crate::model::*;

/// A part of the page: the address within it, its heading, and what stands under it.
struct Part {
    id: &'static str,
    heading: String,
    content: Markup,
}

impl Part {
    fn new(id: &'static str, heading: impl Into<String>, content: Markup) -> Part {
        Part { id, heading: heading.into(), content }
    }
}

/// The page.
///
/// # Errors
/// When the request has spent its budget.
pub fn render(view: &View) -> Result<Markup> {
    let partnership = view.partnership();
    let strategy = view.current_strategy()?;
    let parts: Vec<Part> = [
        members::render(view)?,
        purpose(partnership),
        board(view)?,
        strategy::render(view, strategy)?,
        priorities::render(view, strategy)?,
        coming::render(view)?,
        progress::render(view)?,
        rest::meetings(view, strategy)?,
        rest::events(view, strategy)?,
        rest::projects(view, strategy)?,
        rest::documents(view, strategy)?,
        Some(data(partnership)),
        sources::render(view)?,
        Some(about(view)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let main = html! {
        (head(view))
        nav class="contents" aria-labelledby="contents" {
            h2 id="contents" { "Contents" }
            ol { @for part in &parts { li { a href=(format!("#{}", part.id)) { (part.heading) } } } }
        }
        @for part in &parts {
            section aria-labelledby=(part.id) {
                h2 id=(part.id) { (part.heading) }
                (part.content)
            }
        }
    };
    let path = format!("/partnerships/{}", partnership.slug);
    let in_head = html! {
        meta name="description" content=(summary(partnership));
        link rel="alternate" type="application/json" title="The plan as data" href=(format!("{path}/plan.json"));
        link rel="alternate" type="text/csv" title="Projects and schemes" href=(format!("{path}/projects.csv"));
        link rel="alternate" type="text/calendar" title="Meetings and events" href=(format!("{path}/calendar.ics"));
        link rel="license" href=(LICENCE);
        (json_ld::render(view)?)
    };
    Ok(layout::page(&format!("{} – Partnership Register", partnership.name), in_head, main))
}

/// What the page is about, in a sentence.
fn summary(partnership: &Partnership) -> String {
    let areas: Vec<&str> = partnership.areas.iter().map(|area| area.name.as_str()).collect();
    match &areas[..] {
        [] => format!("The plan of the {}.", partnership.name),
        areas => format!("The plan of the {}, for {}.", partnership.name, listed(areas)),
    }
}

fn head(view: &View) -> Markup {
    let partnership = view.partnership();
    let areas: Vec<&str> = partnership.areas.iter().map(|area| area.name.as_str()).collect();
    let aliases: Vec<&str> = partnership.aliases.iter().map(String::as_str).collect();
    let parent = partnership.parent.and_then(|id| view.directory().partnership(id));
    html! {
        p class="kind" {
            (plain(partnership.kind))
            @if !areas.is_empty() { " for " (listed(&areas)) }
        }
        h1 { (partnership.name) }
        @if partnership.head.archived {
            p class="notice" { strong { "This partnership is archived." } " Its plan is kept as it was." }
        }
        @if let Some(ended) = partnership.ended_on {
            p class="notice" { strong { "This partnership ended on " (date(ended)) "." } }
        }
        @if let Some(description) = &partnership.description { div class="lead" { (paragraphs(description)) } }
        @if !aliases.is_empty() || parent.is_some() || partnership.website.is_some() || partnership.contact.is_some()
            || partnership.started_on.is_some() {
            dl class="facts" {
                @if !aliases.is_empty() { dt { "Also called" } dd { (aliases.join(", ")) } }
                @if let Some(parent) = parent {
                    dt { "Part of" }
                    dd { a href=(format!("/partnerships/{}", parent.slug)) { (parent.name) } }
                }
                @if let Some(started) = partnership.started_on { dt { "Began" } dd { (date(started)) } }
                @if let Some(website) = &partnership.website { dt { "Website" } dd { (link(Some(website), website)) } }
                @if let Some(contact) = &partnership.contact { dt { "Contact" } dd { (paragraphs(contact)) } }
            }
        }
    }
}

fn purpose(partnership: &Partnership) -> Option<Part> {
    if partnership.duty_statement.is_none() && partnership.aims.is_empty() {
        return None;
    }
    let intro =
        super::read::quoted(&partnership.head.sources, "aims").unwrap_or("The partnership looks to address:");
    let content = html! {
        @if let Some(duty) = &partnership.duty_statement { (paragraphs(duty)) }
        @if !partnership.aims.is_empty() {
            p { (intro) }
            ul { @for aim in &partnership.aims { li { (aim.text) } } }
        }
    };
    Some(Part::new("purpose", "What it is for", content))
}

fn board(view: &View) -> Result<Option<Part>> {
    let Some(board) = all::<Meeting>(view)?.into_iter().find(|node| node.record.is_board) else {
        return Ok(None);
    };
    let meeting = &board.record;
    let content = html! {
        p { strong { (link(meeting.website.as_deref(), &meeting.name)) } }
        @if let Some(description) = &meeting.description { (paragraphs(description)) }
        (items::meeting_facts(view, meeting))
        (coming::next_of(view, &board.links.occurrences)?)
    };
    Ok(Some(Part::new("board", "The board", content)))
}

fn data(partnership: &Partnership) -> Part {
    let path = format!("/partnerships/{}", partnership.slug);
    let content = html! {
        ul class="links" {
            li { a href=(format!("{path}/plan.json")) { "The whole plan (JSON)" } }
            li { a href=(format!("{path}/projects.csv")) { "Projects and schemes (CSV)" } }
            li { a href=(format!("{path}/calendar.ics")) { "Meetings and events, for your calendar (iCalendar)" } }
        }
        p { "To ask for exactly what you need, use the " a href="/explorer" { "query explorer" } "." }
    };
    Part::new("data", "Use this plan as data", content)
}

fn about(view: &View) -> Part {
    let content = html! {
        p { "This plan was last updated on " (moment(view.plan_updated_at())) "." }
        p {
            "The kinds given to meetings, events and projects and schemes are this register’s own classification, "
            "not published facts. Where a lead, a status or a date is not shown, it is not known."
        }
        p {
            "Contains public sector information licensed under the "
            a rel="license" href=(LICENCE) { "Open Government Licence v3.0" } "."
        }
    };
    Part::new("about", "About this page", content)
}

/// The priorities of an edition that the viewer sees, in order.
fn priorities_of(view: &View, strategy: Option<u32>) -> Result<Vec<&super::read::NodeOf<Priority>>> {
    match linked::<Strategy>(view, strategy)? {
        Some(strategy) => super::read::seen::<Priority>(view, &strategy.links.priorities),
        None => Ok(Vec::new()),
    }
}
