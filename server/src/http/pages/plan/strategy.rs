//! The strategy in force, or the latest: its title, state, period, approvals, documents.

use maud::{Markup, html};

use super::Part;
use crate::error::Result;
use crate::graph::view::View;
use crate::http::pages::read::{all, linked, names, seen};
use crate::http::pages::words::{date, is_web_address, kind_of, paragraphs, period, plain};
use crate::model::*;

/// The strategy's part of the page.
pub fn render(view: &View, place: Option<u32>) -> Result<Option<Part>> {
    let Some(node) = linked::<Strategy>(view, place)? else { return Ok(None) };
    let strategy = &node.record;
    let in_force = view.in_force(view.lens().today())? == place;
    let documents = seen::<Document>(view, &node.links.documents)?;
    let days = period(strategy.starts_on, strategy.ends_on);
    let document = document_of(view, strategy);
    let others = all::<Strategy>(view)?.into_iter().map(|node| node.record.as_ref());
    let others: Vec<&Strategy> = others.filter(|other| other.id != strategy.id).collect();
    let content = html! {
        p { strong { (strategy.title) } }
        dl class="facts" {
            dt { "State" }
            dd {
                (plain(strategy.state))
                @if in_force { "; in force today" }
                @else if days.is_some() { "; the latest edition, not in force today" }
                @else { "; the latest edition" }
            }
            @if let Some(label) = &strategy.period_label { dt { "Period" } dd { (label) } }
            @if let Some(days) = days { dt { "Dates" } dd { (days) } }
            @if let Some(label) = &strategy.edition_label { dt { "Edition" } dd { (label) } }
            @if !strategy.approvals.is_empty() {
                dt { "Decisions" }
                dd { ul { @for approval in &strategy.approvals { li { (decision(view, approval)) } } } }
            }
        }
        @if let Some(summary) = &strategy.summary { (paragraphs(summary)) }
        ul class="links" {
            li { a href=(format!("{document}.pdf")) { "Download the full strategy (PDF)" } }
            li { a href=(document) { "Read the full strategy, or keep it as HTML" } }
        }
        @if !others.is_empty() {
            h3 { "Other editions" }
            ul { @for other in others { li { (edition(view, other)) } } }
        }
        @if !documents.is_empty() {
            h3 { "Documents" }
            ul { @for document in &documents { li { (entry(view, &document.record)) } } }
        }
    };
    Ok(Some(Part::new("strategy", "The strategy", content)))
}

/// Where a strategy can be read whole.
fn document_of(view: &View, strategy: &Strategy) -> String {
    format!("/partnerships/{}/strategies/{}", view.partnership().slug, strategy.head.key)
}

/// Another edition in a list, with its state and days.
fn edition(view: &View, strategy: &Strategy) -> Markup {
    html! {
        a href=(document_of(view, strategy)) { (strategy.title) }
        span class="meta" { (plain(strategy.state)) }
        @if let Some(days) = period(strategy.starts_on, strategy.ends_on) { span class="meta" { (days) } }
    }
}

fn decision(view: &View, approval: &Approval) -> Markup {
    let agency = names(view, approval.agency.as_slice()).concat();
    html! {
        (plain(approval.outcome)) " by " (approval.body)
        @if !agency.is_empty() && agency != approval.body { " (" (agency) ")" }
        @if let Some(on) = approval.on { " on " (date(on)) }
    }
}

/// A document in a list, saying so when nobody knows where it is.
pub fn entry(view: &View, document: &Document) -> Markup {
    let owner = names(view, document.owner_agency.as_slice()).concat();
    let url = document.url.as_deref().filter(|url| is_web_address(url));
    html! {
        @match url {
            Some(url) => a href=(url) { (document.title) },
            None => { (document.title) span class="meta" { "The link to this document is not known" } },
        }
        @if let Some(kind) = kind_of(document.kind, &document.title) { span class="meta" { (kind) } }
        @if let Some(label) = &document.version_label { span class="meta" { (label) } }
        @if let Some(reference) = &document.reference { span class="meta" { "Reference " (reference) } }
        @if let Some(dated) = document.dated_on { span class="meta" { "Dated " (date(dated)) } }
        @if !owner.is_empty() { span class="meta" { (owner) } }
        @if let Some(marking) = &document.marking { span class="meta" { "Marked " (marking) } }
    }
}
