//! A document as one HTML file: nothing in it comes from elsewhere, so that it can be kept,
//! sent, printed and opened in Word as it is.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono_tz::Europe::London;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use super::document::{Block, Cell, Column, Document, Item};
use crate::model::Rating;

/// How documents look, on the screen and on paper.
const STYLE: &str = include_str!("style.css");

/// Where a document can be had in its forms, for the page that shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Links {
    /// The address of the partnership's page.
    pub home: String,
    /// The address of the file for Word.
    pub html: String,
    /// The address of the PDF.
    pub pdf: String,
}

/// The document; with links to its forms when it is a page rather than a file.
pub fn render(document: &Document, links: Option<&Links>) -> String {
    html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                title { (document.title) " – " (document.partnership) }
                meta name="viewport" content="width=device-width, initial-scale=1";
                style { (PreEscaped(style(document))) }
            }
            body {
                header {
                    @if let Some(links) = links { (toolbar(links)) }
                    @if let Some(marking) = document.marking { p class="marking" { strong { (marking) } } }
                }
                main {
                    p class="kind" { (document.kind) ", " (document.partnership) }
                    h1 { (document.title) }
                    @for block in &document.blocks { (self::block(block, document.marking)) }
                }
                footer {
                    p class="made" { (made(document)) }
                    @if let Some(marking) = document.marking { p class="marking" { strong { (marking) } } }
                }
            }
        }
    }
    .into_string()
}

/// When a document was made, in London's time.
pub fn made(document: &Document) -> String {
    let at = document.made_at.with_timezone(&London);
    format!("Made from the Partnership Register on {}.", at.format("%-d %B %Y at %H:%M"))
}

/// The source of the content security policy that lets a page use the style in it.
pub fn style_source(document: &Document) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(style(document).as_bytes())))
}

/// The style sheet, with what printed pages say in their margins.
fn style(document: &Document) -> String {
    let top = document.marking.map_or(String::new(), |marking| {
        format!("@page {{ @top-center {{ content: \"{marking}\"; font: bold 9pt sans-serif; color: #942514; }} }}\n")
    });
    format!("{top}{STYLE}")
}

fn toolbar(links: &Links) -> Markup {
    html! {
        nav class="forms" aria-label="This document" {
            a href=(links.home) { "The partnership’s page" }
            a href=(links.pdf) { "Download as PDF" }
            a href=(links.html) download { "Download as HTML, which opens in Word" }
        }
    }
}

fn block(block: &Block, marking: Option<&str>) -> Markup {
    match block {
        Block::Heading { level: 2, text } => html! {
            h2 { (text) }
            // Word knows nothing of what a style sheet says of pages.
            @if let Some(marking) = marking { p class="mark" { (marking) } }
        },
        Block::Heading { level: 3, text } => html! { h3 { (text) } },
        Block::Heading { text, .. } => html! { h4 { (text) } },
        Block::Text { text } => html! { p { (lines(text)) } },
        Block::Notice { text } => html! { p class="notice" { strong { (text) } } },
        Block::List { items } => html! { ul { @for item in items { li { (entry(item)) } } } },
        Block::Facts { facts } => html! {
            dl { @for fact in facts { dt { (fact.label) } dd { (fact.text) } } }
        },
        Block::Table { caption, columns, rows } => table(caption, columns, rows),
    }
}

/// Text of which a line break is one.
fn lines(text: &str) -> Markup {
    html! { @for (n, line) in text.lines().enumerate() { @if n > 0 { br; } (line) } }
}

fn entry(item: &Item) -> Markup {
    html! {
        @match &item.url {
            Some(url) => a href=(url) { (item.text) },
            None => (item.text),
        }
        @for note in &item.notes { br; span class="note" { (lines(note)) } }
    }
}

fn table(caption: &str, columns: &[Column], rows: &[Vec<Cell>]) -> Markup {
    let shares: u32 = columns.iter().map(|column| u32::from(column.share)).sum();
    html! {
        // A table wider than a small screen can be moved with the keyboard.
        div class="table" tabindex="0" role="region" aria-label=(caption) {
            table border="1" {
                caption { (caption) }
                thead {
                    tr {
                        @for column in columns {
                            th scope="col" width=(format!("{}%", u32::from(column.share) * 100 / shares.max(1))) { (column.name) }
                        }
                    }
                }
                tbody {
                    @for row in rows {
                        tr {
                            @for (n, cell) in row.iter().enumerate() {
                                @if n == 0 { th scope="row" { (lines(&cell.text)) } }
                                @else { td class=[cell.rating.map(tone)] { (lines(&cell.text)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The class of a rated cell. Its words say the rating too.
fn tone(rating: Rating) -> &'static str {
    match rating {
        Rating::Red => "red",
        Rating::Amber => "amber",
        Rating::Green => "green",
        Rating::NotRated => "grey",
    }
}
