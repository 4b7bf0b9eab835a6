//! Whether a target is met, and by how much.

use linchpin_analysis::{Answer, Availability, JourneyAvailability, JourneyLatency};
use linchpin_catalog::Property;
use linchpin_document::{Item, RecordId};

use crate::session::{Session, Topic};
use crate::ui::look::name;
use crate::ui::standing::is_old;
use crate::ui::words;

/// Whose target it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// That of the whole design, which holds for all without one of their own.
    All,
    /// That of what a client or scheduler sends.
    Entry(RecordId),
    /// That of an endpoint.
    Endpoint(RecordId),
    /// Of a record that has no targets.
    Nobody(RecordId),
}

impl Whose {
    /// The record that holds the target.
    pub fn record(self) -> RecordId {
        match self {
            Self::All => RecordId::DESIGN,
            Self::Entry(id) | Self::Endpoint(id) | Self::Nobody(id) => id,
        }
    }

    fn concerns(self, entry: RecordId, endpoint: Option<RecordId>) -> bool {
        match self {
            Self::All => true,
            Self::Entry(id) => entry == id && endpoint.is_none(),
            Self::Endpoint(id) => endpoint == Some(id),
            Self::Nobody(_) => false,
        }
    }
}

/// A sentence, and how good or bad it is; `old` while a newer answer is on its way.
pub fn verdict(session: Session, whose: Whose, property: Property) -> Option<(String, &'static str)> {
    let wanted = wanted(session, whose, property);
    let (topic, (text, tone)) = match property {
        Property::TargetAvailability => (Topic::Availability, availability(session, whose, wanted)?),
        Property::TargetLatency => (Topic::Latency, latency(session, whose, wanted)?),
        Property::Peak => (Topic::Load, peak(session, whose)?),
        _ => (Topic::Recovery, recovery(session, whose, wanted)?),
    };
    Some((text, if is_old(session, topic) { "old" } else { tone }))
}

/// What is asked for: by the record itself, else by the design.
fn wanted(session: Session, whose: Whose, property: Property) -> Option<f64> {
    session.read(|editor| {
        let own = |id| editor.design().get(id).and_then(|item: &Item| item.number(property));
        own(whose.record()).or_else(|| own(RecordId::DESIGN))
    })?
}

fn tone(met: Option<bool>) -> &'static str {
    match met {
        Some(true) => "good",
        Some(false) => "bad",
        None => "",
    }
}

fn availability(session: Session, whose: Whose, wanted: Option<f64>) -> Option<(String, &'static str)> {
    let report = session.signals.reliability.get()?;
    let concerned = |journey: &&JourneyAvailability| whose.concerns(journey.entry, journey.endpoint);
    let worst = report.journeys.iter().filter(concerned).map(|journey| journey.availability);
    let found = match whose {
        Whose::All => report.system?,
        _ => worst.min_by(|a, b| a.low.total_cmp(&b.low))?,
    };
    let (now, down) = (words::availability(found.low), words::duration(found.downtime_a_year()));
    let Some(wanted) = wanted else { return Some((format!("Now {now}, {down} down a year."), "")) };
    let apart = ((1.0 - found.low) - (1.0 - wanted)) * Availability::MINUTES_A_YEAR;
    let met = found.low >= wanted;
    let text = match met {
        true => format!("Met: {now}, {} a year to spare.", words::duration(-apart)),
        false => format!("Missed: {now}, {} a year too much downtime.", words::duration(apart)),
    };
    Some((text, tone(Some(met))))
}

fn latency(session: Session, whose: Whose, wanted: Option<f64>) -> Option<(String, &'static str)> {
    let report = session.signals.latency.get()?;
    let concerned = |journey: &&JourneyLatency| whose.concerns(journey.entry, journey.endpoint);
    let slowest = report.journeys.iter().filter(concerned).max_by(|a, b| a.p99().total_cmp(&b.p99()))?.answer;
    let without_end = |text: &str| {
        let begins = if wanted.is_some() { "Missed" } else { "Now" };
        Some((format!("{begins}: {text}."), "bad"))
    };
    let slowest = match slowest {
        Answer::Unanswered => return without_end("nothing answers"),
        Answer::Unbounded(_) => return without_end("what waits grows without end"),
        Answer::Within(times) => times.p99,
    };
    let milliseconds = |value: f64| format!("{} ms", words::number(value));
    let now = milliseconds(slowest);
    let Some(wanted) = wanted else { return Some((format!("Now {now} at this load."), "")) };
    let met = slowest <= wanted;
    let text = match met {
        true => format!("Met: {now}, {} to spare.", milliseconds(wanted - slowest)),
        false => format!("Missed: {now}, {} too long.", milliseconds(slowest - wanted)),
    };
    Some((text, tone(Some(met))))
}

/// Whether a peak is carried, and what is reached first where it grows.
fn peak(session: Session, whose: Whose) -> Option<(String, &'static str)> {
    let report = session.signals.load.get()?;
    let concerned = || report.peak.journeys.iter().filter(|journey| whose.concerns(journey.entry, journey.endpoint));
    concerned().next()?;
    if concerned().any(|journey| !journey.answered) {
        return Some(("Not carried: what would answer it is down.".to_owned(), "bad"));
    }
    let short = concerned().filter_map(|journey| journey.short);
    let worst = |id: &RecordId| report.peak.components.iter().position(|found| found.component == *id);
    if let Some(id) = short.min_by_key(|id| worst(id).unwrap_or(usize::MAX)) {
        return Some((format!("Not carried at this load: {} is short.", name(session, id)), "bad"));
    }
    let first = concerned().filter_map(|journey| journey.first).min_by(|a, b| a.multiple.total_cmp(&b.multiple));
    let text = match first {
        None => "Carried, however much it grows.".to_owned(),
        Some(rung) => {
            let (name, of) = (name(session, rung.component), words::resource(rung.resource));
            format!("Carried. First limit: {name}{of} at {} today\u{2019}s peak.", words::multiple(rung.multiple))
        }
    };
    Some((text, "good"))
}

fn recovery(session: Session, whose: Whose, wanted: Option<f64>) -> Option<(String, &'static str)> {
    const SECONDS_A_MINUTE: f64 = 60.0;
    let report = session.signals.recovery.get()?;
    let duration = |seconds: f64| words::duration(seconds / SECONDS_A_MINUTE);
    let slowest = || report.interruptions.first().map(|one| (one.event, one.seconds));
    let Some(wanted) = wanted else {
        // What is told of single journeys is told only where it is asked for.
        let (event, seconds) = slowest().filter(|_| whose == Whose::All)?;
        return Some((format!("Now {}, after {}.", duration(seconds), name(session, event.record())), ""));
    };
    let own = report.targets.iter().find(|target| target.asked_by == whose.record());
    let judged = own.or_else(|| report.targets.iter().find(|target| target.asked_by == RecordId::DESIGN))?;
    let text = match judged.longest {
        None => "Met: no single failure makes requests wait.".to_owned(),
        Some((event, seconds)) => {
            let (now, what) = (duration(seconds), name(session, event.record()));
            match judged.met {
                true => format!("Met: {now} after {what}, the slowest."),
                false => format!("Missed: {now} after {what}, {} too long.", duration(seconds - wanted)),
            }
        }
    };
    Some((text, tone(Some(judged.met))))
}
