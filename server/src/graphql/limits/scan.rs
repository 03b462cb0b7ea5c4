//! The pass over a document's text before it is parsed.
//!
//! The parser is recursive, so nesting has to be bounded before it starts. The walk
//! splits the text as the parser's grammar does; where the two could differ (a string
//! that does not end) the document is refused, so that nothing hides from the count.

use super::refusal::at_most;
use super::{QueryLimits, Refusal};

/// Checks the length, tokens, aliases and nesting of a document's text.
///
/// # Errors
/// A [`Refusal`] naming the first limit that is passed, or a string that does not end or
/// holds U+0000.
pub fn check(text: &str, limits: &QueryLimits) -> Result<(), Refusal> {
    at_most(text.len() as u64, limits.document_bytes, "document_bytes", "bytes of query text")?;
    if text.contains('\0') || text.contains("\\u0000") {
        return Err(Refusal::nul());
    }
    let mut scan = Scan { text: text.as_bytes(), at: 0 };
    let (mut tokens, mut aliases) = (0u64, 0u64);
    let (mut nesting, mut parens) = (0u64, 0u64);
    let mut after_name = false;
    while let Some(token) = scan.next()? {
        tokens += 1;
        at_most(tokens, limits.tokens, "tokens", "tokens in a query")?;
        match token {
            Token::Open(bracket) => {
                nesting += 1;
                parens += u64::from(bracket == b'(');
                at_most(nesting, limits.nesting, "nesting", "brackets inside each other")?;
            }
            Token::Close(bracket) => {
                nesting = nesting.saturating_sub(1);
                parens = parens.saturating_sub(u64::from(bracket == b')'));
            }
            // Outside parentheses a colon can only follow an alias.
            Token::Colon if after_name && parens == 0 => {
                aliases += 1;
                at_most(aliases, limits.aliases, "aliases", "aliases in a query")?;
            }
            _ => {}
        }
        after_name = token == Token::Name;
    }
    Ok(())
}

#[derive(PartialEq, Eq)]
enum Token {
    Open(u8),
    Close(u8),
    Colon,
    Name,
    Other,
}

struct Scan<'a> {
    text: &'a [u8],
    at: usize,
}

impl Scan<'_> {
    fn next(&mut self) -> Result<Option<Token>, Refusal> {
        loop {
            let Some(&byte) = self.text.get(self.at) else { return Ok(None) };
            match byte {
                b' ' | b',' | b'\t' | b'\n' | b'\r' => self.at += 1,
                // The byte order mark, which the grammar takes for white space.
                0xEF if self.text[self.at..].starts_with("\u{feff}".as_bytes()) => self.at += 3,
                b'#' => self.skip_while(|byte| byte != b'\n' && byte != b'\r'),
                _ => break,
            }
        }
        let byte = self.text[self.at];
        Ok(Some(match byte {
            b'{' | b'[' | b'(' => self.one(Token::Open(byte)),
            b'}' | b']' | b')' => self.one(Token::Close(byte)),
            b':' => self.one(Token::Colon),
            b'"' => self.string()?,
            b'.' => {
                self.skip_while(|byte| byte == b'.');
                Token::Other
            }
            b'_' | b'a'..=b'z' | b'A'..=b'Z' => {
                self.skip_while(|byte| byte == b'_' || byte.is_ascii_alphanumeric());
                Token::Name
            }
            b'-' | b'0'..=b'9' => {
                self.skip_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.'));
                Token::Other
            }
            _ => self.one(Token::Other),
        }))
    }

    fn one(&mut self, token: Token) -> Token {
        self.at += 1;
        token
    }

    fn skip_while(&mut self, keep: impl Fn(u8) -> bool) {
        while self.text.get(self.at).is_some_and(|&byte| keep(byte)) {
            self.at += 1;
        }
    }

    fn string(&mut self) -> Result<Token, Refusal> {
        let start = self.at;
        let block = self.text[start..].starts_with(b"\"\"\"");
        self.at += if block { 3 } else { 1 };
        while let Some(&byte) = self.text.get(self.at) {
            let rest = &self.text[self.at..];
            match byte {
                b'\\' if block && rest.starts_with(b"\\\"\"\"") => self.at += 4,
                b'\\' if !block => self.at += 2,
                b'"' if block && rest.starts_with(b"\"\"\"") => {
                    self.at += 3;
                    return Ok(Token::Other);
                }
                b'"' if !block => {
                    self.at += 1;
                    return Ok(Token::Other);
                }
                b'\n' | b'\r' if !block => break,
                _ => self.at += 1,
            }
        }
        Err(self.unterminated(start))
    }

    fn unterminated(&self, start: usize) -> Refusal {
        let before = &self.text[..start];
        let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
        let column = before.iter().rev().take_while(|&&byte| byte != b'\n').count() + 1;
        Refusal::Invalid { message: "Syntax error: a string does not end.".into(), at: Some((line, column)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit_of(text: &str) -> &'static str {
        match check(text, &QueryLimits::default()) {
            Ok(()) => "none",
            Err(Refusal::Limit { limit, .. }) => limit,
            Err(Refusal::Invalid { .. }) => "invalid",
        }
    }

    #[test]
    fn an_ordinary_query_passes() {
        assert_eq!(limit_of("query A($a: [Int!]! = [1]) { a: b(c: {d: $a}) { ...F } } # {{{{"), "none");
    }

    #[test]
    fn each_textual_limit_is_named() {
        assert_eq!(limit_of(&" ".repeat(17_000)), "document_bytes");
        assert_eq!(limit_of(&"a ".repeat(2_001)), "tokens");
        assert_eq!(limit_of(&format!("{{{}}}", "a:b ".repeat(31))), "aliases");
        assert_eq!(limit_of(&"{a".repeat(41)), "nesting");
        assert_eq!(limit_of(&format!("{{a(b:{}", "[".repeat(39))), "nesting");
    }

    #[test]
    fn arguments_and_object_fields_are_not_aliases() {
        assert_eq!(limit_of(&format!("{{a({})}}", "b:{c:1} ".repeat(40))), "none");
    }

    #[test]
    fn brackets_in_strings_and_comments_do_not_count() {
        let many = "{".repeat(60);
        assert_eq!(limit_of(&format!("{{a(b:\"{many}\")}} # {many}")), "none");
        assert_eq!(limit_of(&format!("{{a(b:\"\"\"{many} \\\"\"\" \" \n\"\"\")}}")), "none");
    }

    #[test]
    fn brackets_cannot_hide_behind_a_string_that_does_not_end() {
        assert_eq!(limit_of("{a(b:\"\"\"abc\" c:{{{"), "invalid");
        assert_eq!(limit_of("{a(b:\"abc\n{{{"), "invalid");
        assert_eq!(limit_of("{a(b:\"abc\\"), "invalid");
    }
}
