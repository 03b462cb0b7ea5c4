//! Dates and times as the schema shows them. `is_valid` has those that cannot be read
//! refused with the whole request, which can name the place; `parse` cannot.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use chrono::{NaiveDate, NaiveTime, SecondsFormat, SubsecRound, Utc};

use super::occurrence::{parse_time, write_time};

/// A day without a time: `2026-03-31`, in London's calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date(pub NaiveDate);

/// A day without a time, written `2026-03-31`. Days are those of London's calendar.
#[Scalar(name = "Date")]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else {
            return Err(InputValueError::custom("expected a day such as \"2026-03-31\""));
        };
        let plain = text.len() == 10;
        let date = text.parse().ok().filter(|_| plain).map(Date);
        date.ok_or_else(|| InputValueError::custom("is not a day: expected one such as \"2026-03-31\""))
    }

    fn is_valid(value: &Value) -> bool {
        Self::parse(value.clone()).is_ok()
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// A time of day: `14:30`, on London's clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeOfDay(pub NaiveTime);

/// A time of day, written `14:30`, on London's clocks.
#[Scalar(name = "TimeOfDay")]
impl ScalarType for TimeOfDay {
    fn parse(value: Value) -> InputValueResult<Self> {
        let text = match &value {
            Value::String(text) => text.as_str(),
            _ => "",
        };
        let time = parse_time(text).map(TimeOfDay);
        time.ok_or_else(|| InputValueError::custom("is not a time of day: expected one such as \"14:30\""))
    }

    fn is_valid(value: &Value) -> bool {
        Self::parse(value.clone()).is_ok()
    }

    fn to_value(&self) -> Value {
        Value::String(write_time(self.0))
    }
}

/// A moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateTime(pub chrono::DateTime<Utc>);

/// A moment in UTC to the microsecond, written `2026-03-31T09:30:00.000000Z`. As input
/// any offset of RFC 3339 is understood.
#[Scalar(name = "DateTime")]
impl ScalarType for DateTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        let text = match &value {
            Value::String(text) => text.as_str(),
            _ => "",
        };
        let moment = chrono::DateTime::parse_from_rfc3339(text).ok();
        let moment = moment.map(|at| DateTime(at.with_timezone(&Utc).trunc_subsecs(6)));
        moment.ok_or_else(|| {
            InputValueError::custom(
                "is not a moment: expected one such as \"2026-03-31T09:30:00Z\", with its offset",
            )
        })
    }

    fn is_valid(value: &Value) -> bool {
        Self::parse(value.clone()).is_ok()
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_rfc3339_opts(SecondsFormat::Micros, true))
    }
}
