//! From the entries of a file to records: one function per noun.

mod bodies;
mod delivery;
mod plans;
mod series;

use super::resolve::Resolver;
use crate::model::file::PartnershipFile;
use crate::model::occurrence::{When, parse_time};
use chrono::{NaiveDate, NaiveTime};

/// Takes every entry of a file into the plan, in the order of the file.
pub fn all<'a>(file: &'a PartnershipFile, r: &mut Resolver<'a>) {
    bodies::convert(file, r);
    series::convert(file, r);
    plans::convert(file, r);
    delivery::convert(file, r);
}

/// The place that an entry has: given, or that in its list.
fn position(given: Option<i32>, place: usize) -> i32 {
    given.unwrap_or_else(|| i32::try_from(place + 1).unwrap_or(i32::MAX))
}

/// When an occurrence takes place, from its fields as written.
struct WhenWritten<'a> {
    starts_on: Option<NaiveDate>,
    start_time: &'a Option<String>,
    ends_on: Option<NaiveDate>,
    end_time: &'a Option<String>,
    date_note: &'a Option<String>,
}

impl WhenWritten<'_> {
    fn read(&self, path: &str, r: &mut Resolver<'_>) -> When {
        When {
            starts_on: self.starts_on,
            start_time: time(path, "startTime", self.start_time, r),
            ends_on: self.ends_on,
            end_time: time(path, "endTime", self.end_time, r),
            date_note: self.date_note.clone(),
        }
    }
}

fn time(path: &str, field: &str, written: &Option<String>, r: &mut Resolver<'_>) -> Option<NaiveTime> {
    let written = written.as_ref()?;
    let time = parse_time(written);
    if time.is_none() {
        let written = super::form::shorten(written, 60);
        r.problem(path, field, format!("is {written:?}: expected a time from 00:00 to 23:59, such as 14:30"));
    }
    time
}
