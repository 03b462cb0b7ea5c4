//! The blocks of a document, one after the other down the pages.

use super::sheet::{ACCENT, LINK, Mark, SIDE, Sheet, Stop, Style, WIDTH};
use super::table;
use super::tree::Role;
use crate::paper::document::{Block, Fact, Item};

/// How wide text is.
pub const MEASURE: f32 = WIDTH - 2.0 * SIDE;
/// How far lists are indented.
const INDENT: f32 = 14.0;

/// Sets a block.
pub fn set(sheet: &mut Sheet<'_>, block: &Block) {
    match block {
        Block::Heading { level, text } => heading(sheet, *level, text),
        Block::Text { text } => {
            paragraph(sheet, Style::TEXT, text);
        }
        Block::Notice { text } => notice(sheet, text),
        Block::List { items } => list(sheet, items),
        Block::Facts { facts } => known(sheet, facts),
        Block::Table { caption, columns, rows } => table::set(sheet, caption, columns, rows),
    }
}

/// Sets a paragraph.
pub fn paragraph(sheet: &mut Sheet<'_>, style: Style, text: &str) {
    let element = sheet.tree.root(Role::Paragraph);
    // No first line alone at the end of a page.
    sheet.need(style.leading() * 2.0);
    sheet.flow(SIDE, MEASURE, style, text, element);
    sheet.y += 6.0;
}

/// Sets a heading, never at the end of a page.
pub fn heading(sheet: &mut Sheet<'_>, level: u8, text: &str) {
    // The last is what must fit below: a heading and the beginning of a table.
    let (size, before, after, below) = match level {
        1 => (19.0, 0.0, 10.0, 200.0),
        2 => (14.0, 16.0, 6.0, 170.0),
        3 => (11.5, 10.0, 4.0, 120.0),
        _ => (10.0, 7.0, 2.0, 50.0),
    };
    let style = Style { size, ..Style::STRONG };
    let lines = style.face(sheet.faces).lines(text, size, MEASURE).len() as f32;
    sheet.gap(before);
    sheet.need(style.leading() * lines + below);
    if level == 2 {
        sheet.put(Mark::Box { x: SIDE, y: sheet.y, width: MEASURE, height: 1.2, colour: ACCENT });
        sheet.y += 5.0;
    }
    let page = sheet.pages.len() - 1;
    sheet.stops.push(Stop { level, text: text.to_owned(), page, y: sheet.y });
    let element = sheet.tree.root(Role::Heading(level, text.to_owned()));
    sheet.flow(SIDE, MEASURE, style, text, element);
    sheet.y += after;
}

fn notice(sheet: &mut Sheet<'_>, text: &str) {
    let element = sheet.tree.root(Role::Paragraph);
    for line in Style::STRONG.face(sheet.faces).lines(text, Style::STRONG.size, MEASURE - INDENT) {
        sheet.need(Style::STRONG.leading());
        let (y, height) = (sheet.y, Style::STRONG.leading());
        sheet.put(Mark::Box { x: SIDE, y, width: 3.0, height, colour: ACCENT });
        sheet.line(SIDE + INDENT, y, Style::STRONG, &line, Some(element));
        sheet.y += height;
    }
    sheet.y += 6.0;
}

fn list(sheet: &mut Sheet<'_>, items: &[Item]) {
    let list = sheet.tree.root(Role::List);
    for item in items {
        let entry = sheet.tree.within(list, Role::Entry);
        sheet.need(Style::TEXT.leading() * 2.0);
        let label = sheet.tree.within(entry, Role::Label);
        sheet.line(SIDE + 2.0, sheet.y, Style::TEXT, "•", Some(label));
        let said = sheet.tree.within(entry, Role::Said);
        match &item.url {
            Some(url) => link(sheet, &item.text, url, said),
            None => sheet.flow(SIDE + INDENT, MEASURE - INDENT, Style::TEXT, &item.text, said),
        }
        for note in &item.notes {
            for paragraph in note.lines().filter(|line| !line.trim().is_empty()) {
                sheet.flow(SIDE + INDENT, MEASURE - INDENT, Style::NOTE, paragraph, said);
            }
        }
        sheet.y += 3.0;
    }
    sheet.y += 4.0;
}

/// Sets words that lead somewhere, each line of them by itself.
fn link(sheet: &mut Sheet<'_>, text: &str, url: &str, parent: super::tree::Element) {
    let style = Style { colour: LINK, ..Style::TEXT };
    let element = sheet.tree.within(parent, Role::Link);
    let face = style.face(sheet.faces);
    for line in face.lines(text, style.size, MEASURE - INDENT) {
        sheet.need(style.leading());
        let (x, y) = (SIDE + INDENT, sheet.y);
        sheet.line(x, y, style, &line, Some(element));
        let (width, height) = (face.width(line.trim_end(), style.size), style.leading());
        sheet.put(Mark::Box { x, y: y + height - 2.4, width, height: 0.6, colour: LINK });
        let piece = sheet.tree.piece(element);
        let (url, alt) = (url.to_owned(), text.to_owned());
        sheet.put(Mark::Link { x, y, width, height, url, alt, piece });
        sheet.y += style.leading();
    }
}

/// Facts in two columns: what it is, and the fact.
fn known(sheet: &mut Sheet<'_>, facts: &[Fact]) {
    let face = &sheet.faces.bold;
    let labels =
        facts.iter().map(|fact| face.width(fact.label, Style::STRONG.size)).fold(0.0, f32::max) + 14.0;
    let list = sheet.tree.root(Role::Facts);
    for fact in facts {
        let entry = sheet.tree.within(list, Role::Entry);
        sheet.need(Style::TEXT.leading());
        let label = sheet.tree.within(entry, Role::Label);
        sheet.line(SIDE, sheet.y, Style::STRONG, fact.label, Some(label));
        let said = sheet.tree.within(entry, Role::Said);
        sheet.flow(SIDE + labels, MEASURE - labels, Style::TEXT, &fact.text, said);
    }
    sheet.y += 8.0;
}
