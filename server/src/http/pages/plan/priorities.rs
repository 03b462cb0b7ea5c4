//! The priorities of the strategy and what stands under each.

use maud::{Markup, html};

use super::{Part, items, priorities_of, progress, strategy};
use crate::error::Result;
use crate::graph::view::View;
use crate::http::pages::read::{NodeOf, names, quoted, seen};
use crate::http::pages::words::{listed, paragraphs};
use crate::model::*;

/// The priorities, in order.
pub fn render(view: &View, strategy: Option<u32>) -> Result<Option<Part>> {
    let priorities = priorities_of(view, strategy)?;
    if priorities.is_empty() {
        return Ok(None);
    }
    let provisional = priorities.iter().any(|p| p.record.title_status == TitleStatus::Provisional);
    let blocks = priorities.iter().map(|priority| block(view, priority)).collect::<Result<Vec<_>>>()?;
    let content = html! {
        @if provisional {
            p class="notice" {
                strong { "Some titles are provisional." }
                " The published title of a priority so marked is not known; "
                "the words are a description chosen by this register."
            }
        }
        @for block in &blocks { (block) }
    };
    Ok(Some(Part::new("priorities", "Priorities", content)))
}

fn block(view: &View, node: &NodeOf<Priority>) -> Result<Markup> {
    let priority = &node.record;
    let leads = names(view, &priority.lead_agencies);
    let focus_areas = seen::<FocusArea>(view, &node.links.focus_areas)?;
    let intro =
        quoted(&priority.head.sources, "focusAreas").unwrap_or("The main focus for this priority is:");
    let documents = seen::<Document>(view, &node.links.documents)?;
    let mut areas = Vec::new();
    for area in &focus_areas {
        areas.push(focus_area(view, area)?);
    }
    let board = |m: &&&NodeOf<Meeting>| !m.record.is_board;
    let meetings = seen::<Meeting>(view, &node.links.meetings)?;
    let meetings: Vec<_> = meetings.iter().filter(board).copied().collect();
    let events = seen::<Event>(view, &node.links.events)?;
    let projects = seen::<Project>(view, &node.links.projects)?;
    Ok(html! {
        section class="priority" aria-labelledby=(format!("priority-{}", priority.id.0.simple())) {
            h3 id=(format!("priority-{}", priority.id.0.simple())) { (heading(priority)) }
            @if priority.title.is_none() { p class="meta" { "The title of this priority is not known." } }
            @if let Some(summary) = &priority.summary { (paragraphs(summary)) }
            @if !leads.is_empty() { p { "Led by " (listed(&leads)) "." } }
            (progress::latest(view, &node.links.progress)?)
            @if !areas.is_empty() {
                h4 { "Focus areas" }
                p { (intro) }
                ul { @for area in &areas { li { (area) } } }
            }
            @if let Some(approach) = &priority.approach {
                h4 { "How it is addressed" }
                (paragraphs(approach))
            }
            @if !meetings.is_empty() || !events.is_empty() || !projects.is_empty() {
                div class="columns" {
                    @if !meetings.is_empty() { div { h4 { "Meetings" } (items::meetings(view, &meetings)) } }
                    @if !events.is_empty() { div { h4 { "Events" } (items::events(view, &events)) } }
                    @if !projects.is_empty() {
                        div { h4 { "Projects and schemes" } (items::projects(view, &projects)?) }
                    }
                }
            }
            @if !documents.is_empty() {
                h4 { "Documents" }
                ul { @for document in &documents { li { (strategy::entry(view, &document.record)) } } }
            }
        }
    })
}

/// The number, the title when there is one, and the word when it is provisional.
fn heading(priority: &Priority) -> Markup {
    let title = priority.title.as_deref();
    html! {
        span class="number" {
            "Priority " (priority.position)
            @if title.is_some() { ": " }
        }
        @if let Some(title) = title { (title) }
        @if title.is_some() && priority.title_status != TitleStatus::Verified {
            " " span class="tag" { "Provisional title" }
        }
    }
}

fn focus_area(view: &View, node: &NodeOf<FocusArea>) -> Result<Markup> {
    let projects = seen::<Project>(view, &node.links.projects)?;
    let names: Vec<&str> = projects.iter().map(|project| project.record.name.as_str()).collect();
    Ok(html! {
        (node.record.title)
        @if !names.is_empty() { span class="meta" { "Served by " (listed(&names)) } }
        (progress::latest(view, &node.links.progress)?)
    })
}
