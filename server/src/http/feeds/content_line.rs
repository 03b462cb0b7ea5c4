//! Content lines of iCalendar (RFC 5545): escaping and folding.

/// The longest line in bytes, without its line break.
const WIDTH: usize = 75;

/// Writes the lines of a calendar object.
#[derive(Debug, Default)]
pub struct Lines(String);

impl Lines {
    /// A line whose value is written as it is: `name` with its parameters.
    pub fn put(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{value}"));
    }

    /// A line whose value is text.
    pub fn text(&mut self, name: &str, value: &str) {
        self.put(name, &escape(value));
    }

    /// Lines that are already whole and short.
    pub fn raw(&mut self, lines: &[&str]) {
        for line in lines {
            self.0.push_str(line);
            self.0.push_str("\r\n");
        }
    }

    /// All lines.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }

    /// Breaks a line between characters so that no part is longer than allowed; each
    /// part after the first begins with a blank, which counts.
    fn fold(&mut self, line: &str) {
        let mut used = 0;
        for c in line.chars() {
            if used + c.len_utf8() > WIDTH {
                self.0.push_str("\r\n ");
                used = 1;
            }
            self.0.push(c);
            used += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// Text as a value: what separates values is escaped, and control characters, which
/// have no form in a calendar, are left out.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            '\r' => {
                if letters.peek() != Some(&'\n') {
                    escaped.push_str("\\n");
                }
            }
            '\t' => escaped.push(c),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Reads a text value back as a calendar program would.
    fn read_back(line: &str) -> String {
        let unfolded = line.replace("\r\n ", "");
        let value = unfolded.strip_prefix("SUMMARY:").unwrap().strip_suffix("\r\n").unwrap();
        let mut text = String::new();
        let mut letters = value.chars();
        while let Some(c) = letters.next() {
            match c {
                '\\' => match letters.next().unwrap() {
                    'n' | 'N' => text.push('\n'),
                    escaped => text.push(escaped),
                },
                ';' | ',' => panic!("{c} separates values"),
                c => text.push(c),
            }
        }
        text
    }

    proptest! {
        #[test]
        fn text_reads_back_as_it_was_and_no_line_is_too_long(text in "[a-z\\\\;,:\"\n\té€🎉 ]{0,300}") {
            let mut lines = Lines::default();
            lines.text("SUMMARY", &text);
            prop_assert_eq!(read_back(&lines.0), text);
            for line in lines.0.split_terminator("\r\n") {
                prop_assert!(line.len() <= WIDTH && !line.contains(['\r', '\n']), "{line:?}");
            }
        }

        #[test]
        fn no_text_can_start_a_line_of_its_own(text in "\\PC{0,20}[\r\n\0\u{b}\u{85}]{1,3}END:VEVENT") {
            let mut lines = Lines::default();
            lines.text("SUMMARY", &text);
            let unfolded = lines.0.replace("\r\n ", "");
            prop_assert_eq!(unfolded.lines().count(), 1);
        }
    }
}
