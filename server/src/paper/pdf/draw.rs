//! Drawing pages that are laid out, and writing the file.

use chrono::{Datelike, Timelike};
use krilla::Document as Pdf;
use krilla::SerializeSettings;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::configure::{Configuration, Validator};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{ArtifactType, ContentTag, Identifier, SpanTag};

use super::sheet::{Colour, HEIGHT, Mark, QUIET, SIDE, Sheet, Stop, Style, WARNING, WIDTH};
use crate::error::{Error, Result};
use crate::paper::document::Document;
use crate::paper::html::made;

/// Where the line at the top of each page stands.
const HEADER: f32 = 36.0;
/// Where the one at the bottom stands.
const FOOTER: f32 = HEIGHT - 36.0;

/// The bytes of the file.
///
/// # Errors
/// When the document does not conform to PDF/UA-1.
pub fn pdf(document: &Document, sheet: &Sheet<'_>) -> Result<Vec<u8>> {
    let configuration = Configuration::new_with_validator(Validator::UA1);
    let mut pdf = Pdf::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let mut drawn: Vec<Option<Identifier>> = vec![None; sheet.tree.pieces()];
    let size =
        PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| Error::internal("a page without a size"))?;
    for (number, marks) in sheet.pages.iter().enumerate() {
        let mut page = pdf.start_page_with(size.clone());
        let mut surface = page.surface();
        margins(&mut surface, sheet, document, number + 1);
        for mark in marks {
            draw(&mut surface, sheet, mark, &mut drawn);
        }
        surface.finish();
        for mark in marks {
            if let Mark::Link { x, y, width, height, url, alt, piece } = mark
                && let Some(rect) = Rect::from_xywh(*x, *y, width.max(1.0), *height)
            {
                let target = Target::Action(Action::Link(LinkAction::new(url.clone())));
                let link = Annotation::new_link(LinkAnnotation::new(rect, target), Some(alt.clone()));
                let identifier = page.add_tagged_annotation(link);
                if let Some(place) = drawn.get_mut(*piece) {
                    *place = Some(identifier);
                }
            }
        }
        page.finish();
    }
    pdf.set_tag_tree(sheet.tree.tags(&drawn));
    pdf.set_outline(outline(&sheet.stops));
    pdf.set_metadata(metadata(document));
    pdf.finish().map_err(|why| Error::internal(format!("a PDF could not be made: {why:?}")))
}

fn draw(surface: &mut Surface<'_>, sheet: &Sheet<'_>, mark: &Mark, drawn: &mut [Option<Identifier>]) {
    match mark {
        Mark::Text { x, baseline, style, text, piece } => {
            let tag = match piece {
                Some(_) => ContentTag::Span(SpanTag::empty()),
                None => ContentTag::Artifact(ArtifactType::Other),
            };
            let identifier = surface.start_tagged(tag);
            words(surface, sheet, (*x, *baseline), *style, text);
            surface.end_tagged();
            if let Some(place) = piece.and_then(|piece| drawn.get_mut(piece)) {
                *place = Some(identifier);
            }
        }
        Mark::Box { x, y, width, height, colour } => {
            let Some(rect) = Rect::from_xywh(*x, *y, *width, *height) else { return };
            let mut path = PathBuilder::new();
            path.push_rect(rect);
            let Some(path) = path.finish() else { return };
            surface.start_tagged(ContentTag::Artifact(ArtifactType::Other));
            surface.set_fill(Some(fill(*colour)));
            surface.draw_path(&path);
            surface.end_tagged();
        }
        Mark::Link { .. } => {}
    }
}

fn words(surface: &mut Surface<'_>, sheet: &Sheet<'_>, (x, y): (f32, f32), style: Style, text: &str) {
    let face = style.face(sheet.faces);
    surface.set_fill(Some(fill(style.colour)));
    let glyphs = face.glyphs(text);
    surface.draw_glyphs(Point::from_xy(x, y), &glyphs, face.font.clone(), text, style.size, false);
}

fn fill((red, green, blue): Colour) -> Fill {
    Fill { paint: rgb::Color::new(red, green, blue).into(), opacity: NormalizedF32::ONE, ..Fill::default() }
}

/// What stands at the top and the bottom of each page: the marking, if the document has
/// one, else what it is; when it was made; the number of the page.
fn margins(surface: &mut Surface<'_>, sheet: &Sheet<'_>, document: &Document, number: usize) {
    let small = Style { size: 8.0, colour: QUIET, ..Style::TEXT };
    let (top, style) = match document.marking {
        Some(marking) => (marking.to_owned(), Style { bold: true, size: 9.0, colour: WARNING }),
        None => (format!("{}, {}", document.kind, document.partnership), small),
    };
    let pages = format!("Page {number} of {}", sheet.pages.len());
    let text = |style: Style, text: &str| {
        let lines = style.face(sheet.faces).lines(text, style.size, WIDTH - 2.0 * SIDE);
        lines.into_iter().next().unwrap_or_default()
    };
    let wide = |style: Style, text: &str| style.face(sheet.faces).width(text.trim_end(), style.size);
    surface.start_tagged(ContentTag::Artifact(ArtifactType::Header));
    let top = text(style, &top);
    words(surface, sheet, ((WIDTH - wide(style, &top)) / 2.0, HEADER), style, &top);
    surface.end_tagged();
    surface.start_tagged(ContentTag::Artifact(ArtifactType::Footer));
    words(surface, sheet, (SIDE, FOOTER), small, &text(small, &made(document)));
    words(surface, sheet, (WIDTH - SIDE - wide(small, &pages), FOOTER), small, &pages);
    surface.end_tagged();
}

/// The outline: headings of the second level below the title, of the third below those.
fn outline(stops: &[Stop]) -> Outline {
    let mut outline = Outline::new();
    let mut part: Option<OutlineNode> = None;
    for stop in stops.iter().filter(|stop| stop.level <= 3) {
        let at = XyzDestination::new(stop.page, Point::from_xy(SIDE, stop.y));
        let node = OutlineNode::new(stop.text.clone(), at);
        match (&mut part, stop.level) {
            (Some(part), 3) => part.push_child(node),
            _ => {
                if let Some(done) = part.replace(node) {
                    outline.push_child(done);
                }
            }
        }
    }
    if let Some(done) = part {
        outline.push_child(done);
    }
    outline
}

fn metadata(document: &Document) -> Metadata {
    let at = document.made_at;
    let part = |number: u32| u8::try_from(number).unwrap_or_default();
    let made = DateTime::new(u16::try_from(at.year()).unwrap_or_default())
        .month(part(at.month()))
        .day(part(at.day()))
        .hour(part(at.hour()))
        .minute(part(at.minute()))
        .second(part(at.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0);
    Metadata::new()
        .title(format!("{} – {}", document.title, document.partnership))
        .description(document.kind.to_owned())
        .authors(vec![document.partnership.clone()])
        .language(super::LANGUAGE.to_owned())
        .creator("Partnership Register".to_owned())
        .document_id(format!("{}/{}", document.file_name, at.timestamp_micros()))
        .creation_date(made)
}
