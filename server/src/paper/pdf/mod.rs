//! A document as an accessible PDF (PDF/UA-1): set here, written by krilla, which refuses
//! what does not conform.
//!
//! First everything gets its place on a page (`sheet.rs`) and in the tree of tags
//! (`tree.rs`), then the pages are drawn (`draw.rs`), when it is known how many there are.

mod blocks;
mod draw;
mod face;
mod sheet;
mod table;
mod tree;

use super::document::Document;
use crate::error::{Error, Result};
use face::FACES;
use sheet::{QUIET, Sheet, Style};

/// The language of our documents.
const LANGUAGE: &str = "en-GB";

/// The bytes of the PDF. The same document gives the same bytes.
///
/// # Errors
/// When the document does not conform to PDF/UA-1, which is a fault of ours.
pub fn render(document: &Document) -> Result<Vec<u8>> {
    let faces = FACES.as_ref().ok_or_else(|| Error::internal("the fonts cannot be read"))?;
    let mut sheet = Sheet::new(faces);
    let above = format!("{}, {}", document.kind, document.partnership);
    blocks::paragraph(&mut sheet, Style { colour: QUIET, ..Style::TEXT }, &above);
    blocks::heading(&mut sheet, 1, &document.title);
    for block in &document.blocks {
        blocks::set(&mut sheet, block);
    }
    draw::pdf(document, &sheet)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Rating;
    use crate::paper::document::{Body, Cell, Item};

    fn document(fill: impl FnOnce(&mut Body)) -> Document {
        let mut body = Body::default();
        fill(&mut body);
        Document {
            kind: "Board paper",
            title: "A board: paper for 12 March 2026".to_owned(),
            partnership: "A partnership".to_owned(),
            marking: Some("Not for publication"),
            made_at: "2026-03-02T09:00:00Z".parse().unwrap(),
            file_name: "a-paper".to_owned(),
            blocks: body.0,
        }
    }

    #[test]
    fn the_same_document_gives_the_same_bytes() {
        let document = document(|body| body.text("Once."));
        assert_eq!(render(&document).unwrap(), render(&document).unwrap());
    }

    #[test]
    fn nothing_that_people_type_breaks_the_rules_of_pdf_ua() {
        let odd =
            "a b\tc 🙂 عربى 中 \u{e000}\u{200d}\u{feff}\u{ad}\u{301}\u{1f1ec} ŵŷ £ “” – ﬁ \u{2028}\u{0}";
        let long = "Long title ".repeat(20);
        let document = document(|body| {
            body.heading(2, odd);
            body.heading(3, "🙂");
            body.text(odd);
            body.text("\u{200b}");
            body.notice(odd);
            let rated = Cell { text: odd.to_owned(), rating: Some(Rating::Red) };
            let rows = vec![[long.as_str().into(), rated], ["".into(), odd.repeat(900).into()]];
            body.table(odd, [("A", 1), (odd, 3)], rows);
            body.facts([("Fact", Some(odd.to_owned())), ("Nothing", Some(String::new()))]);
            let linked = Item {
                text: long.clone(),
                url: Some("https://example.org/".to_owned()),
                notes: vec![odd.to_owned()],
            };
            body.list(vec![linked, Item::default()]);
        });
        assert!(render(&document).unwrap().starts_with(b"%PDF-"));
    }
}
