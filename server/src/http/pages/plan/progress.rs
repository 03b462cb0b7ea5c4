//! Public progress: ratings in words, newest first.

use maud::{Markup, html};

use super::Part;
use crate::error::Result;
use crate::graph::view::View;
use crate::http::pages::read::{all, linked, names, seen};
use crate::http::pages::words::{date, paragraphs, rating};
use crate::model::*;

/// How many updates are shown.
const SHOWN: usize = 10;

/// The latest updates on anything of the plan.
pub fn render(view: &View) -> Result<Option<Part>> {
    let mut entries = Vec::new();
    for node in all::<ProgressUpdate>(view)?.into_iter().take(SHOWN) {
        if let Some(subject) = subject(view, &node.record)? {
            entries.push((subject, &*node.record));
        }
    }
    if entries.is_empty() {
        return Ok(None);
    }
    let content = html! {
        ul class="coming" {
            @for (subject, update) in &entries {
                li { p { strong { (subject) } } (line(view, update)) }
            }
        }
    };
    Ok(Some(Part::new("progress", "Latest progress", content)))
}

/// What an update is about; none when the viewer does not see that, or it is archived.
fn subject(view: &View, update: &ProgressUpdate) -> Result<Option<String>> {
    Ok(match update.subject() {
        Some(ProgressSubject::Project(id)) => {
            linked::<Project>(view, view.place_of(id))?.map(|node| node.record.name.clone())
        }
        Some(ProgressSubject::Priority(id)) => {
            linked::<Priority>(view, view.place_of(id))?.map(|node| node.record.heading())
        }
        Some(ProgressSubject::FocusArea(id)) => {
            linked::<FocusArea>(view, view.place_of(id))?.map(|node| node.record.title.clone())
        }
        None => None,
    })
}

/// The newest update of a record, in short.
///
/// # Errors
/// When the request has spent its budget.
pub fn latest(view: &View, places: &[u32]) -> Result<Markup> {
    let newest = seen::<ProgressUpdate>(view, places)?.into_iter().next();
    Ok(html! {
        @if let Some(update) = newest.map(|node| &node.record) {
            p class="meta" {
                "Progress on " (date(update.on)) ": " span class="tag" { (rating(update.rating)) }
            }
        }
    })
}

fn line(view: &View, update: &ProgressUpdate) -> Markup {
    let by = names(view, update.reported_by.as_slice()).concat();
    html! {
        p {
            span class="tag" { (rating(update.rating)) }
            @if let Some(published) = &update.rating_as_published { " (published as “" (published) "”)" }
        }
        p class="meta" {
            (date(update.on))
            @if let Some(period) = &update.period_label { ", " (period) }
            @if !by.is_empty() { ", reported by " (by) }
        }
        @if let Some(narrative) = &update.narrative { (paragraphs(narrative)) }
    }
}
