//! Where the page's facts come from, each source once with the words it is quoted for.

use maud::html;

use super::Part;
use crate::error::Result;
use crate::graph::view::{Listed, View};
use crate::http::pages::read::all;
use crate::http::pages::words::{date, link};
use crate::model::*;

/// How many words a quotation has at least that is worth showing by itself.
const SENTENCE: usize = 5;

/// A source and the sentences quoted from it, each once.
struct Cited<'v> {
    source: &'v Source,
    quotes: Vec<&'v str>,
}

/// The sources of every record that the viewer sees.
pub fn render(view: &View) -> Result<Option<Part>> {
    let mut cited = Vec::new();
    add(&mut cited, &view.partnership().head.sources);
    collect::<Membership>(view, &mut cited)?;
    collect::<Strategy>(view, &mut cited)?;
    collect::<Priority>(view, &mut cited)?;
    collect::<FocusArea>(view, &mut cited)?;
    collect::<Meeting>(view, &mut cited)?;
    collect::<MeetingOccurrence>(view, &mut cited)?;
    collect::<Event>(view, &mut cited)?;
    collect::<EventOccurrence>(view, &mut cited)?;
    collect::<Project>(view, &mut cited)?;
    collect::<ProgressUpdate>(view, &mut cited)?;
    collect::<Document>(view, &mut cited)?;
    if cited.is_empty() {
        return Ok(None);
    }
    let content = html! {
        ul {
            @for Cited { source, quotes } in &cited {
                li {
                    (link(source.url.as_deref(), &source.label))
                    @if let Some(read) = source.read_on { span class="meta" { "Read on " (date(read)) } }
                    @if !quotes.is_empty() {
                        p class="meta" { "In its words:" }
                        ul class="quotes" { @for quote in quotes { li { "“" (quote) "”" } } }
                    }
                }
            }
        }
    };
    Ok(Some(Part::new("sources", "Sources", content)))
}

fn collect<'v, T: Listed + 'v>(view: &'v View, cited: &mut Vec<Cited<'v>>) -> Result<()> {
    for node in all::<T>(view)? {
        add(cited, &node.record.head().sources);
    }
    Ok(())
}

fn add<'v>(cited: &mut Vec<Cited<'v>>, sources: &'v [Source]) {
    for source in sources {
        let same = |c: &&mut Cited<'_>| {
            (&c.source.label, &c.source.url, c.source.read_on) == (&source.label, &source.url, source.read_on)
        };
        // A few words are a heading or lead in to a list: nothing that the source says.
        let quote = source.quote.as_deref().filter(|quote| quote.split_whitespace().count() >= SENTENCE);
        match cited.iter_mut().find(same) {
            Some(known) => known.quotes.extend(quote.filter(|quote| !known.quotes.contains(quote))),
            None => cited.push(Cited { source, quotes: quote.into_iter().collect() }),
        }
    }
}
