//! Pages as they are laid out, before anything is drawn: what stands where.

use super::face::{Face, Faces};
use super::tree::{Element, Piece, Tree};

/// The width of A4, in points.
pub const WIDTH: f32 = 595.28;
/// The height of A4, in points.
pub const HEIGHT: f32 = 841.89;
/// What is left free at each side.
pub const SIDE: f32 = 51.0;
/// Where text begins on a page.
pub const TOP: f32 = 68.0;
/// Where it ends.
pub const BOTTOM: f32 = HEIGHT - 60.0;

/// A colour: red, green and blue.
pub type Colour = (u8, u8, u8);
/// Of text.
pub const INK: Colour = (11, 12, 12);
/// Of what is less important.
pub const QUIET: Colour = (71, 82, 90);
/// Of what must not be missed.
pub const WARNING: Colour = (148, 37, 20);
/// Of links.
pub const LINK: Colour = (15, 79, 122);
/// Of what is drawn to guide the eye.
pub const ACCENT: Colour = (23, 64, 79);
/// Of the lines of tables.
pub const LINE: Colour = (138, 148, 153);

/// How text is set.
#[derive(Clone, Copy)]
pub struct Style {
    /// Whether it is bold.
    pub bold: bool,
    /// Its size, in points.
    pub size: f32,
    /// Its colour.
    pub colour: Colour,
}

impl Style {
    /// Text as it usually is.
    pub const TEXT: Style = Style { bold: false, size: 10.0, colour: INK };
    /// The same, bold.
    pub const STRONG: Style = Style { bold: true, ..Style::TEXT };
    /// Of less importance.
    pub const NOTE: Style = Style { size: 9.0, colour: QUIET, ..Style::TEXT };
    /// In a table.
    pub const CELL: Style = Style { size: 9.0, ..Style::TEXT };

    /// The font.
    pub fn face(self, faces: &Faces) -> &Face {
        if self.bold { &faces.bold } else { &faces.regular }
    }

    /// From one line to the next.
    pub fn leading(self) -> f32 {
        self.size * 1.4
    }
}

/// Something that stands on a page.
pub enum Mark {
    /// A line of text. What belongs to no piece is there for the eye only.
    Text { x: f32, baseline: f32, style: Style, text: String, piece: Option<Piece> },
    /// A rectangle, for the eye only.
    Box { x: f32, y: f32, width: f32, height: f32, colour: Colour },
    /// Where a link can be followed.
    Link { x: f32, y: f32, width: f32, height: f32, url: String, alt: String, piece: Piece },
}

/// A place that the outline leads to.
pub struct Stop {
    /// The level of its heading.
    pub level: u8,
    /// Its heading.
    pub text: String,
    /// The page, from 0.
    pub page: usize,
    /// How far down.
    pub y: f32,
}

/// The pages, growing.
pub struct Sheet<'f> {
    /// The fonts.
    pub faces: &'f Faces,
    /// What stands on each page.
    pub pages: Vec<Vec<Mark>>,
    /// The tags.
    pub tree: Tree,
    /// What the outline leads to.
    pub stops: Vec<Stop>,
    /// Where the next thing begins on the last page.
    pub y: f32,
}

impl<'f> Sheet<'f> {
    /// One empty page.
    pub fn new(faces: &'f Faces) -> Self {
        Sheet { faces, pages: vec![Vec::new()], tree: Tree::default(), stops: Vec::new(), y: TOP }
    }

    /// Begins a new page.
    pub fn turn(&mut self) {
        self.pages.push(Vec::new());
        self.y = TOP;
    }

    /// How much room is left on the page.
    pub fn room(&self) -> f32 {
        BOTTOM - self.y
    }

    /// Begins a new page unless there is so much room.
    pub fn need(&mut self, height: f32) {
        if self.room() < height && self.y > TOP {
            self.turn();
        }
    }

    /// Leaves room, except at the top of a page.
    pub fn gap(&mut self, height: f32) {
        if self.y > TOP {
            self.y += height;
        }
    }

    /// Puts something on the last page.
    pub fn put(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    /// Puts a line of text at a height; of an element, or for the eye only.
    pub fn line(&mut self, x: f32, y: f32, style: Style, text: &str, element: Option<Element>) {
        if text.is_empty() {
            return;
        }
        let piece = element.map(|element| self.tree.piece(element));
        let baseline = y + (style.leading() + style.size * 0.72) / 2.0;
        self.put(Mark::Text { x, baseline, style, text: text.to_owned(), piece });
    }

    /// Sets text in lines across pages, as what an element says.
    pub fn flow(&mut self, x: f32, width: f32, style: Style, text: &str, element: Element) {
        for line in style.face(self.faces).lines(text, style.size, width) {
            self.need(style.leading());
            self.line(x, self.y, style, &line, Some(element));
            self.y += style.leading();
        }
    }
}
