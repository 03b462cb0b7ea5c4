//! Meetings, events, and projects and schemes in lists.

use maud::{Markup, html};

use super::progress;
use crate::error::Result;
use crate::graph::view::View;
use crate::http::pages::read::{NodeOf, linked, names};
use crate::http::pages::words::{kind_of, link, listed, paragraphs, period, plain};
use crate::model::*;

/// Meetings with what is known of each.
pub fn meetings(view: &View, nodes: &[&NodeOf<Meeting>]) -> Markup {
    html! {
        ul {
            @for meeting in nodes.iter().map(|node| &node.record) {
                li {
                    (link(meeting.website.as_deref(), &meeting.name))
                    @if let Some(kind) = kind_of(meeting.kind, &meeting.name) { span class="meta" { (kind) } }
                    @if let Some(cadence) = &meeting.cadence { span class="meta" { "Meets " (cadence) } }
                    @for line in bodies(view, meeting) { span class="meta" { (line) } }
                    @if let Some(description) = &meeting.description { (paragraphs(description)) }
                }
            }
        }
    }
}

/// What is known of the board beside its name and description.
pub fn meeting_facts(view: &View, meeting: &Meeting) -> Markup {
    let bodies = bodies(view, meeting);
    html! {
        @if meeting.cadence.is_some() || !bodies.is_empty() {
            ul class="facts" {
                @if let Some(cadence) = &meeting.cadence { li { "Meets " (cadence) } }
                @for line in &bodies { li { (line) } }
            }
        }
    }
}

/// Whose meeting it is, who chairs it, to which it reports.
fn bodies(view: &View, meeting: &Meeting) -> Vec<String> {
    let mut lines = Vec::new();
    let owner = names(view, meeting.owner_agency.as_slice());
    if !owner.is_empty() {
        lines.push(format!("Belongs to {}", owner.concat()));
    }
    let chairs = names(view, &meeting.chair_agencies);
    if !chairs.is_empty() {
        lines.push(format!("Chaired by {}", listed(&chairs)));
    }
    let parent = meeting.parent.and_then(|id| view.place_of(id));
    if let Ok(Some(parent)) = linked::<Meeting>(view, parent) {
        lines.push(format!("Reports to {}", parent.record.name));
    }
    lines
}

/// Events with what is known of each.
pub fn events(view: &View, nodes: &[&NodeOf<Event>]) -> Markup {
    html! {
        ul {
            @for event in nodes.iter().map(|node| &node.record) {
                li {
                    (link(event.website.as_deref(), &event.name))
                    @if let Some(kind) = kind_of(event.kind, &event.name) { span class="meta" { (kind) } }
                    @if let Some(days) = period(event.starts_on, event.ends_on) {
                        span class="meta dates" { (days) }
                    }
                    @if let Some(venue) = &event.venue { span class="meta" { "At " (venue) } }
                    @if !event.host_agencies.is_empty() {
                        span class="meta" { "Hosted by " (listed(&names(view, &event.host_agencies))) }
                    }
                    @if let Some(description) = &event.description { (paragraphs(description)) }
                }
            }
        }
    }
}

/// Projects and schemes with what is known of each.
///
/// # Errors
/// When the request has spent its budget.
pub fn projects(view: &View, nodes: &[&NodeOf<Project>]) -> Result<Markup> {
    let entries = nodes.iter().map(|node| project(view, node)).collect::<Result<Vec<_>>>()?;
    Ok(html! { ul { @for entry in &entries { li { (entry) } } } })
}

fn project(view: &View, node: &NodeOf<Project>) -> Result<Markup> {
    let project = &node.record;
    let lead = names(view, project.lead_agency.as_slice()).concat();
    let partners = names(view, &project.partner_agencies);
    let documents = crate::http::pages::read::seen::<Document>(view, &node.links.documents)?;
    Ok(html! {
        (link(project.website.as_deref(), &project.name))
        @if let Some(kind) = kind_of(project.kind, &project.name) { span class="meta" { (kind) } }
        @if project.status != ProjectStatus::NotStated { span class="meta" { (plain(project.status)) } }
        @match (lead.is_empty(), &project.lead_post) {
            (false, Some(post)) => span class="meta" { "Led by " (lead) " (" (post) ")" },
            (false, None) => span class="meta" { "Led by " (lead) },
            (true, Some(post)) => span class="meta" { "Led by the " (post) },
            (true, None) => {},
        }
        @if !partners.is_empty() { span class="meta" { "With " (listed(&partners)) } }
        @if let Some(days) = period(project.starts_on, project.ends_on) { span class="meta dates" { (days) } }
        @if let Some(description) = &project.description { (paragraphs(description)) }
        (progress::latest(view, &node.links.progress)?)
        @if !documents.is_empty() {
            ul { @for document in &documents { li { (super::strategy::entry(view, &document.record)) } } }
        }
    })
}
