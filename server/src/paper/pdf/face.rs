//! Our fonts: which characters they draw and how wide, and text broken into lines.

use std::collections::HashMap;
use std::sync::LazyLock;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use unicode_normalization::UnicodeNormalization;

/// What stands for a character that our fonts cannot draw: PDF/UA allows no other.
const UNKNOWN: char = '?';

/// A font, with what is asked of it most.
pub struct Face {
    /// The font itself.
    pub font: Font,
    glyphs: HashMap<char, (u32, f32)>,
}

/// The two weights of a document.
pub struct Faces {
    /// For text.
    pub regular: Face,
    /// For headings.
    pub bold: Face,
}

/// Open Sans; none only if what is compiled in were no font.
pub static FACES: LazyLock<Option<Faces>> = LazyLock::new(|| {
    let regular = Face::read(include_bytes!("../../../data/fonts/OpenSans-Regular.ttf"))?;
    let bold = Face::read(include_bytes!("../../../data/fonts/OpenSans-Bold.ttf"))?;
    Some(Faces { regular, bold })
});

impl Face {
    fn read(bytes: &'static [u8]) -> Option<Face> {
        let read = FontRef::new(bytes).ok()?;
        let widths = read.glyph_metrics(Size::unscaled(), LocationRef::default());
        let em = f32::from(read.metrics(Size::unscaled(), LocationRef::default()).units_per_em);
        let drawn = read.charmap().mappings().filter_map(|(code, glyph)| {
            let width = widths.advance_width(glyph)?;
            // What has no width of its own changes its neighbours: this needs shaping.
            let c = char::from_u32(code).filter(|c| !c.is_control() && width > 0.0)?;
            Some((c, (glyph.to_u32(), width / em)))
        });
        let glyphs = drawn.filter(|(c, _)| !('\u{e000}'..='\u{f8ff}').contains(c)).collect();
        Some(Face { font: Font::new(bytes.into(), 0)?, glyphs })
    }

    /// Text of which every character can be drawn.
    pub fn drawable(&self, text: &str) -> String {
        let marks = ['\u{200b}', '\u{200c}', '\u{200d}', '\u{feff}', '\u{ad}'];
        let shown = text.nfc().filter(|c| !marks.contains(c));
        shown
            .map(|c| {
                if c.is_whitespace() {
                    ' '
                } else if self.glyphs.contains_key(&c) {
                    c
                } else {
                    UNKNOWN
                }
            })
            .collect()
    }

    /// How wide text is at a size, in points.
    pub fn width(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|c| self.advance(c)).sum::<f32>() * size
    }

    fn advance(&self, c: char) -> f32 {
        self.glyphs.get(&c).map_or(0.0, |(_, width)| *width)
    }

    /// The glyphs of drawable text.
    pub fn glyphs(&self, text: &str) -> Vec<KrillaGlyph> {
        let glyph = |(start, c): (usize, char)| {
            let (id, width) = *self.glyphs.get(&c)?;
            Some(KrillaGlyph::new(GlyphId::new(id), width, 0.0, 0.0, 0.0, start..start + c.len_utf8(), None))
        };
        text.char_indices().filter_map(glyph).collect()
    }

    /// Drawable text in lines no wider than `width`: broken at blanks, and within a word
    /// only when it is wider than a line by itself. A line break in the text is one. All
    /// lines but the last of each end in the blank at which they were broken.
    pub fn lines(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        text.lines().flat_map(|line| self.wrapped(&self.drawable(line), size, width)).collect()
    }

    fn wrapped(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        let mut lines = Vec::new();
        let mut line = String::new();
        let mut used = 0.0;
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            let blank = if line.is_empty() { 0.0 } else { self.advance(' ') * size };
            let needs = self.width(word, size);
            if used + blank + needs <= width {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(word);
                used += blank + needs;
                continue;
            }
            if !line.is_empty() {
                line.push(' ');
                lines.push(std::mem::take(&mut line));
                used = 0.0;
            }
            for c in word.chars() {
                let needs = self.advance(c) * size;
                if used + needs > width && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                    used = 0.0;
                }
                line.push(c);
                used += needs;
            }
        }
        lines.push(line);
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn face() -> &'static Face {
        &FACES.as_ref().unwrap().regular
    }

    #[test]
    fn lines_are_no_wider_than_asked_and_lose_no_word() {
        let text = "Reduce harm where a-word-that-is-much-longer-than-any-line stands";
        let lines = face().lines(text, 10.0, 90.0);
        assert!(lines.len() > 3);
        assert!(lines.iter().all(|line| face().width(line.trim_end(), 10.0) <= 90.0), "{lines:?}");
        assert_eq!(lines.concat(), text);
    }

    #[test]
    fn what_cannot_be_drawn_is_replaced() {
        assert_eq!(face().drawable("ŵ £5 – “a”"), "ŵ £5 – “a”");
        assert_eq!(face().drawable("w\u{302}"), "ŵ", "a letter and its accent are one");
        assert_eq!(face().drawable("🙂 中\u{200b}a\u{e000}"), "? ?a?");
    }
}
