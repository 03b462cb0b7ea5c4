//! Folding of text: how words are compared in search and names are ordered.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The words of a text, without case and accents, in order.
///
/// Both databases index what this returns, so the same words find the same records
/// on either.
pub fn folded_words(text: &str) -> Vec<String> {
    folded(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A text without case and accents.
pub fn folded(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// The longest order key, in characters: what an index of either database holds, though
/// some letters fold into many.
const SORTED: usize = 200;

/// What names are ordered by: folded words, single spaces, the beginning of long ones.
pub fn sort_name(name: &str) -> String {
    let folded = folded_words(name).join(" ");
    match folded.char_indices().nth(SORTED) {
        Some((end, _)) => folded[..end].trim_end().to_owned(),
        None => folded,
    }
}

/// A piece of a text, and whether it is a word that was searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The piece.
    pub text: String,
    /// Whether it was searched for.
    pub is_match: bool,
}

/// Whether a title and body together hold all these folded words, each as a word or as
/// the beginning of one: what search in SQL asks.
pub fn holds_all(text: &Option<(String, String)>, words: &[String]) -> bool {
    let Some((title, body)) = text else { return false };
    let held: Vec<String> = folded_words(title).into_iter().chain(folded_words(body)).collect();
    !words.is_empty() && words.iter().all(|word| held.iter().any(|h| h.starts_with(word.as_str())))
}

/// A text in pieces, the words that begin with one of these folded words set apart.
pub fn highlight(text: &str, words: &[String]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let is_word = rest.starts_with(char::is_alphanumeric);
        // A combining accent belongs to the letter before it.
        let within = |c: char| c.is_alphanumeric() || (is_word && is_combining_mark(c));
        let end = rest.find(|c: char| within(c) != is_word).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end.max(1));
        rest = after;
        let is_match = is_word && matches(piece, words);
        match parts.last_mut() {
            Some(last) if last.is_match == is_match && !is_match => last.text.push_str(piece),
            _ => parts.push(Part { text: piece.to_owned(), is_match }),
        }
    }
    parts
}

fn matches(piece: &str, words: &[String]) -> bool {
    folded_words(piece).iter().any(|held| words.iter().any(|word| held.starts_with(word.as_str())))
}

/// About `length` characters of a text around the first word searched for, in pieces;
/// empty when none stands in it.
pub fn excerpt(text: &str, words: &[String], length: usize) -> Vec<Part> {
    let all = highlight(text, words);
    let Some(first) = all.iter().position(|part| part.is_match) else { return Vec::new() };
    let before: usize = all[..first].iter().map(|part| part.text.chars().count()).sum();
    let start = before.saturating_sub(length / 3);
    let window: String = text.chars().skip(start).take(length).collect();
    // Cut at words, and say so where something was cut.
    let cut_start = if start > 0 { window.find(char::is_whitespace).map_or(0, |i| i + 1) } else { 0 };
    let is_cut = start + length < text.chars().count();
    let cut_end =
        if is_cut { window.rfind(char::is_whitespace).unwrap_or(window.len()) } else { window.len() };
    let cut = window.get(cut_start..cut_end.max(cut_start)).unwrap_or(&window);
    let mut parts = highlight(cut.trim(), words);
    let ellipsis = || Part { text: "…".to_owned(), is_match: false };
    if start > 0 {
        parts.insert(0, ellipsis());
    }
    if is_cut {
        parts.push(ellipsis());
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_punctuation_do_not_matter() {
        assert_eq!(folded_words("Café-RÉNÉ’s ﬁre"), ["cafe", "rene", "s", "fire"]);
        assert_eq!(sort_name("  The  One Chelmsford-Board "), "the one chelmsford board");
    }

    #[test]
    fn the_words_searched_for_are_set_apart() {
        let words = folded_words("chelm café");
        let marked: Vec<_> =
            highlight("The Cafés of Chelmsford", &words).into_iter().filter(|p| p.is_match).collect();
        assert_eq!(marked.iter().map(|p| p.text.as_str()).collect::<Vec<_>>(), ["Cafés", "Chelmsford"]);
    }

    #[test]
    fn an_excerpt_stands_around_the_first_match() {
        let text = format!("{} needle {}", "hay ".repeat(200), "hay ".repeat(200));
        let parts = excerpt(&text, &folded_words("needle"), 100);
        assert!(parts.iter().any(|p| p.is_match && p.text == "needle"));
        assert!(parts.iter().map(|p| p.text.chars().count()).sum::<usize>() < 110);
        assert!(excerpt("nothing here", &folded_words("needle"), 100).is_empty());
    }
}
