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

/// What names are ordered by: folded words, single spaces.
pub fn sort_name(name: &str) -> String {
    folded_words(name).join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_punctuation_do_not_matter() {
        assert_eq!(folded_words("Café-RÉNÉ’s ﬁre"), ["cafe", "rene", "s", "fire"]);
        assert_eq!(sort_name("  The  One Chelmsford-Board "), "the one chelmsford board");
    }
}
