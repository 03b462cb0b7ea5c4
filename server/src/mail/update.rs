//! The letter that asks an agency for its return, and reminds of it.

use chrono::{Datelike, NaiveDate};

use super::{Letter, Writer};

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The partnership's name.
    pub partnership: String,
    /// Its slug.
    pub slug: String,
    /// The request's id; none while it is not made.
    pub request: Option<String>,
    /// The names of the agencies for which the reader acts.
    pub agencies: Vec<String>,
    /// The day by which an answer is asked for.
    pub due_on: NaiveDate,
    /// What the coordinator says.
    pub message: Option<String>,
    /// Whether it was asked before.
    pub again: bool,
}

/// What a letter is about, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// What it is about.
    pub subject: String,
    /// What it says.
    pub body: String,
}

/// A day in words.
fn day(on: NaiveDate) -> String {
    format!("{} {}", on.day(), on.format("%B %Y"))
}

/// A name as part of a line.
fn line(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

impl Writer {
    /// A letter that asks somebody for a return.
    pub fn update_letter(&self, to: &str, name: &str, asked: &Asked) -> Letter {
        let Text { subject, body } = self.update(asked);
        self.letter("update", to, name, &subject, body)
    }

    /// The address at which a return is entered.
    pub fn return_link(&self, slug: &str, request: Option<&str>) -> String {
        let place = format!("{}/admin/p/{slug}/return", self.public_url);
        request.map_or(place.clone(), |id| format!("{place}?request={id}"))
    }

    /// What a letter says that asks for a return.
    pub fn update(&self, asked: &Asked) -> Text {
        let (partnership, due) = (line(&asked.partnership), day(asked.due_on));
        let agencies: Vec<String> = asked.agencies.iter().map(|name| line(name)).collect();
        let whose = if agencies.is_empty() { "your agency".to_owned() } else { agencies.join(" and ") };
        let subject = match asked.again {
            true => format!("Reminder: your update for the {partnership} is due on {due}"),
            false => format!("Your update for the {partnership} is due on {due}"),
        };
        let mut body = match asked.again {
            true => format!("The {partnership} has not yet had an update from {whose}. It is due on {due}."),
            false => format!("The {partnership} asks {whose} for an update by {due}."),
        };
        if let Some(message) = &asked.message {
            body.push_str("\n\n");
            body.push_str(message.trim());
        }
        let link = self.return_link(&asked.slug, asked.request.as_deref());
        body.push_str(&format!(
            "\n\nOpen this link and sign in as usual. All your schemes are on one page:\n\n  {link}\n\n\
             If nothing has changed, say so there: it takes a minute."
        ));
        Text { subject, body: body.replace("the The ", "the ").replace("The The ", "The ") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letter_says_who_asks_whom_by_when_and_where() {
        let writer = Writer { public_url: "https://register.example.org".to_owned() };
        let asked = Asked {
            partnership: "Safer Chelmsford Partnership".to_owned(),
            slug: "safer-chelmsford".to_owned(),
            request: Some("update_request_1".to_owned()),
            agencies: vec!["Essex Police".to_owned(), "A\r\nBcc: x".to_owned()],
            due_on: "2026-06-03".parse().unwrap(),
            message: Some("  Please mention the Night Bus.\n".to_owned()),
            again: false,
        };
        let text = writer.update(&asked);
        assert_eq!(text.subject, "Your update for the Safer Chelmsford Partnership is due on 3 June 2026");
        for part in [
            "asks Essex Police and ABcc: x for an update by 3 June 2026.",
            "\n\nPlease mention the Night Bus.\n\n",
            "https://register.example.org/admin/p/safer-chelmsford/return?request=update_request_1\n",
        ] {
            assert!(text.body.contains(part), "{}", text.body);
        }
        assert!(writer.update(&Asked { again: true, ..asked }).subject.starts_with("Reminder: "));
    }
}
