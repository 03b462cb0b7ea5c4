//! Tables, whose headings come again on each page.

use super::blocks::MEASURE;
use super::sheet::{BOTTOM, Colour, LINE, Mark, SIDE, Sheet, Style, TOP};
use super::tree::{Element, Role};
use crate::model::Rating;
use crate::paper::document::{Cell, Column};

/// What is left free around the words of a cell.
const PAD: f32 = 4.0;
/// The ground of headings.
const HEAD: Colour = (230, 236, 238);

/// A cell, broken into lines.
struct Broken {
    lines: Vec<String>,
    ground: Option<Colour>,
    style: Style,
    element: Option<Element>,
}

/// Sets a table.
pub fn set(sheet: &mut Sheet<'_>, caption: &str, columns: &[Column], rows: &[Vec<Cell>]) {
    let widths = widths(columns);
    let table = sheet.tree.root(Role::Table);
    sheet.gap(2.0);
    sheet.need(Style::STRONG.leading() * 2.0 + 80.0);
    let element = sheet.tree.within(table, Role::Caption);
    sheet.flow(SIDE, MEASURE, Style::STRONG, caption, element);
    sheet.y += 3.0;
    let head = sheet.tree.within(table, Role::Head);
    let row = sheet.tree.within(head, Role::Row);
    let headings = headings(sheet, columns, &widths, Some(row));
    put_row(sheet, &headings, &widths);
    let body = sheet.tree.within(table, Role::Body);
    for cells in rows {
        let row = sheet.tree.within(body, Role::Row);
        let broken = broken(sheet, cells, &widths, row);
        set_row(sheet, broken, columns, &widths);
    }
    sheet.y += 10.0;
}

fn widths(columns: &[Column]) -> Vec<f32> {
    let shares: f32 = columns.iter().map(|column| f32::from(column.share)).sum();
    columns.iter().map(|column| MEASURE * f32::from(column.share) / shares.max(1.0)).collect()
}

/// The headings, of a row of the table, or once more for the eye only.
fn headings(sheet: &mut Sheet<'_>, columns: &[Column], widths: &[f32], row: Option<Element>) -> Vec<Broken> {
    let style = Style { bold: true, ..Style::CELL };
    let mut cells = Vec::with_capacity(columns.len());
    for (column, width) in columns.iter().zip(widths) {
        let element = row.map(|row| sheet.tree.within(row, Role::ColumnHeader));
        let lines = style.face(sheet.faces).lines(&column.name, style.size, width - 2.0 * PAD);
        cells.push(Broken { lines, ground: Some(HEAD), style, element });
    }
    cells
}

fn broken(sheet: &mut Sheet<'_>, cells: &[Cell], widths: &[f32], row: Element) -> Vec<Broken> {
    let style = Style::CELL;
    let mut broken = Vec::with_capacity(cells.len());
    for (n, (cell, width)) in cells.iter().zip(widths).enumerate() {
        let role = if n == 0 { Role::RowHeader } else { Role::Cell };
        let element = Some(sheet.tree.within(row, role));
        let lines = style.face(sheet.faces).lines(&cell.text, style.size, width - 2.0 * PAD);
        broken.push(Broken { lines, ground: cell.rating.and_then(ground), style, element });
    }
    broken
}

/// The ground of a rated cell. Its words say the rating too.
fn ground(rating: Rating) -> Option<Colour> {
    match rating {
        Rating::Red => Some((248, 215, 210)),
        Rating::Amber => Some((253, 235, 196)),
        Rating::Green => Some((214, 236, 217)),
        Rating::NotRated => None,
    }
}

fn height_of(lines: usize) -> f32 {
    lines as f32 * Style::CELL.leading() + 2.0 * PAD
}

/// Sets a row, on a new page if it does not fit; one longer than a page goes on.
fn set_row(sheet: &mut Sheet<'_>, mut cells: Vec<Broken>, columns: &[Column], widths: &[f32]) {
    loop {
        let lines = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
        if height_of(lines) <= sheet.room() {
            put_row(sheet, &cells, widths);
            return;
        }
        let fits = ((sheet.room() - 2.0 * PAD) / Style::CELL.leading()).floor().max(0.0) as usize;
        let is_long = height_of(lines) > BOTTOM - TOP - 60.0;
        if is_long && fits >= 4 {
            let rest = cells
                .iter_mut()
                .map(|cell| Broken { lines: cell.lines.split_off(fits.min(cell.lines.len())), ..*cell });
            let rest: Vec<Broken> = rest.collect();
            put_row(sheet, &cells, widths);
            cells = rest;
        }
        sheet.turn();
        let again = headings(sheet, columns, widths, None);
        put_row(sheet, &again, widths);
    }
}

/// Puts the lines of a row on the page, with its grounds and borders.
fn put_row(sheet: &mut Sheet<'_>, cells: &[Broken], widths: &[f32]) {
    let lines = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
    let (y, height) = (sheet.y, height_of(lines));
    let mut x = SIDE;
    for (cell, width) in cells.iter().zip(widths) {
        if let Some(colour) = cell.ground {
            sheet.put(Mark::Box { x, y, width: *width, height, colour });
        }
        x += width;
    }
    let mut x = SIDE;
    for (cell, width) in cells.iter().zip(widths) {
        for (n, line) in cell.lines.iter().enumerate() {
            let at = y + PAD + n as f32 * cell.style.leading();
            sheet.line(x + PAD, at, cell.style, line, cell.element);
        }
        border(sheet, x, y, *width, height);
        x += width;
    }
    sheet.y += height;
}

fn border(sheet: &mut Sheet<'_>, x: f32, y: f32, width: f32, height: f32) {
    const THIN: f32 = 0.5;
    let sides = [
        (x, y, width, THIN),
        (x, y + height, width + THIN, THIN),
        (x, y, THIN, height),
        (x + width, y, THIN, height),
    ];
    for (x, y, width, height) in sides {
        sheet.put(Mark::Box { x, y, width, height, colour: LINE });
    }
}
