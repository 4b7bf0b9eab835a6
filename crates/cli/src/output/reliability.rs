//! Availability, what it hangs on and what is dangerous together, for people and for programs.

use linchpin_analysis::{
    Availability, Combination, Failure, FailureKind, Reach, ReliabilityReport, TrafficClass, Upgrade, UpgradeKind,
};
use linchpin_catalog::Property;
use linchpin_document::RecordId;
use serde_json::{Value as Json, json};
use std::fmt::Write;

use super::checked::Checked;
use super::plain::line;
use super::style::{QUIET, paint};

/// How much is said of each before the rest is only counted.
const MOST_SHARES: usize = 4;
const MOST_UPGRADES: usize = 3;
const MOST_COMBINATIONS: usize = 10;

/// A few lines, before the summary; nothing without traffic.
pub fn text(checked: &Checked, report: &ReliabilityReport) -> String {
    let Some(system) = report.system else { return String::new() };
    // Writing to a String cannot fail, here and below.
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{}: available {} of the time, {} a year without an answer{}",
        line(&checked.source()),
        in_words(system),
        duration(system.downtime_a_year()),
        range(system)
    );
    let mut detail = |label: &str, text: String| {
        if !text.is_empty() {
            let _ = writeln!(out, "    {} {text}", paint(QUIET, label));
        }
    };
    let shares = report.contributions.iter().filter(|found| found.fussell_vesely >= 0.005).take(MOST_SHARES);
    let share = |found: &linchpin_analysis::Contribution| {
        format!("{} {:.0} %", subject(checked, found.record, found.kind, 1), found.fussell_vesely * 100.0)
    };
    detail("hangs on:", shares.map(share).collect::<Vec<_>>().join(", "));
    let upgrade = |found: &Upgrade| format!("{}: {}", change(checked, found), percent(found.availability.low));
    detail("buys most:", report.upgrades.iter().take(MOST_UPGRADES).map(upgrade).collect::<Vec<_>>().join("; "));
    for combination in report.combinations.iter().take(MOST_COMBINATIONS) {
        detail("together:", described(checked, combination));
    }
    let more = (report.combinations_in_all as usize).saturating_sub(MOST_COMBINATIONS);
    detail("", if more > 0 { format!("and {more} more") } else { String::new() });
    out
}

/// "Orders DB + Redis take everything down (3 min a year, both in Zone A)".
pub fn described(checked: &Checked, combination: &Combination) -> String {
    let part = |failure: &Failure| subject(checked, failure.record, failure.kind, failure.count);
    let parts: Vec<String> = combination.failures.iter().map(part).collect();
    let what = if combination.reach == Reach::Total { "everything" } else { "part of it" };
    let shared = combination.shared.map(|place| format!(", both in {}", line(&checked.name(place))));
    let shared = shared.filter(|_| combination.order == 2 && combination.failures.len() == 2).unwrap_or_default();
    let time = duration(combination.probability * Availability::MINUTES_A_YEAR);
    format!("{} take {what} down ({time} a year{shared})", parts.join(" + "))
}

fn subject(checked: &Checked, record: RecordId, kind: FailureKind, count: u32) -> String {
    let name = line(&checked.name(record));
    match kind {
        FailureKind::Instances if count > 1 => format!("{count} of {name}"),
        FailureKind::Takeover => format!("{name} failing over"),
        FailureKind::Connection => format!("the way {}", ends(checked, record)),
        FailureKind::Instances | FailureKind::Provider | FailureKind::Domain => name,
    }
}

/// Where a connection leads: "A -> B".
fn ends(checked: &Checked, connection: RecordId) -> String {
    let end = |property| {
        let id = checked.input.design.get(connection).and_then(|item| item.reference(property));
        id.map_or_else(String::new, |id| line(&checked.name(id)))
    };
    format!("{} -> {}", end(Property::From), end(Property::To))
}

fn change(checked: &Checked, upgrade: &Upgrade) -> String {
    let name = line(&checked.name(upgrade.component));
    match upgrade.kind {
        UpgradeKind::AnotherInstance => format!("another instance of {name}"),
        UpgradeKind::AutomaticFailover => format!("automatic failover of {name}"),
    }
}

fn in_words(availability: Availability) -> String {
    if availability.is_exact() {
        return percent(availability.low);
    }
    format!("at least {}", percent(availability.low))
}

fn range(availability: Availability) -> String {
    let (worst, best) = (percent(availability.pessimistic), percent(availability.optimistic));
    if worst == best { String::new() } else { format!(" ({worst} to {best} over the ranges assumed)") }
}

/// As many nines as there are, and two digits more: 99.95 %, 99.99932 %.
fn percent(share: f64) -> String {
    let gap = (1.0 - share) * 100.0;
    if gap <= 1e-10 {
        return "100 %".to_owned();
    }
    let zeros = std::iter::successors(Some(gap), |gap| Some(gap * 10.0)).take(8).take_while(|gap| *gap < 1.0).count();
    let digits = (zeros + 1).max(2);
    let text = format!("{:.digits$}", share * 100.0);
    format!("{} %", text.trim_end_matches('0').trim_end_matches('.'))
}

/// Minutes as people say them.
fn duration(minutes: f64) -> String {
    match minutes {
        minutes if minutes < 1.0 / 60.0 => "less than a second".to_owned(),
        minutes if minutes < 1.0 => format!("{:.0} s", minutes * 60.0),
        minutes if minutes < 100.0 => format!("{minutes:.0} min"),
        minutes if minutes < 72.0 * 60.0 => format!("{:.0} h", minutes / 60.0),
        minutes => format!("{:.0} days", minutes / 1440.0),
    }
}

/// All of it.
pub fn json(checked: &Checked, report: &ReliabilityReport) -> Json {
    let named = |id: RecordId| json!({ "id": id.to_string(), "name": checked.name(id) });
    let failure = |failure: &Failure| {
        let mut json = named(failure.record);
        json["failure"] = kind(failure.kind).into();
        json["count"] = failure.count.into();
        json
    };
    json!({
        "system": report.system.map(availability),
        "journeys": report.journeys.iter().map(|journey| json!({
            "entry": named(journey.entry),
            "endpoint": journey.endpoint.map(named),
            "class": journey.class.map(|class| match class {
                TrafficClass::Read => "read",
                TrafficClass::Write => "write",
            }),
            "availability": availability(journey.availability),
        })).collect::<Vec<_>>(),
        "contributions": report.contributions.iter().map(|found| json!({
            "subject": named(found.record),
            "failure": kind(found.kind),
            "availability": found.availability,
            "birnbaum": found.birnbaum,
            "fussell_vesely": found.fussell_vesely,
            "risk_achievement": found.risk_achievement,
        })).collect::<Vec<_>>(),
        "combinations": report.combinations.iter().map(|found| json!({
            "failures": found.failures.iter().map(failure).collect::<Vec<_>>(),
            "order": found.order,
            "probability": found.probability,
            "reach": if found.reach == Reach::Total { "total" } else { "partial" },
            "shared": found.shared.map(named),
        })).collect::<Vec<_>>(),
        "combinations_in_all": report.combinations_in_all,
        "combinations_to_order": report.combinations_to_order,
        "upgrades": report.upgrades.iter().map(|found| json!({
            "component": named(found.component),
            "change": match found.kind {
                UpgradeKind::AnotherInstance => "another-instance",
                UpgradeKind::AutomaticFailover => "automatic-failover",
            },
            "availability": availability(found.availability),
        })).collect::<Vec<_>>(),
    })
}

fn availability(availability: Availability) -> Json {
    json!({
        "low": availability.low,
        "high": availability.high,
        "exact": availability.is_exact(),
        "pessimistic": availability.pessimistic,
        "optimistic": availability.optimistic,
        "downtime_minutes_a_year": availability.downtime_a_year(),
    })
}

/// What fails, as JSON spells it.
pub fn kind(kind: FailureKind) -> &'static str {
    match kind {
        FailureKind::Instances => "instances",
        FailureKind::Provider => "provider",
        FailureKind::Domain => "domain",
        FailureKind::Connection => "connection",
        FailureKind::Takeover => "takeover",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nines_are_never_rounded_away() {
        assert_eq!(percent(0.9995), "99.95 %");
        assert_eq!(percent(0.999_999_32), "99.999932 %");
        assert_eq!(percent(0.5), "50 %");
        assert_eq!(percent(0.999), "99.9 %");
        assert_eq!(percent(1.0), "100 %");
        assert_eq!(percent(0.0), "0 %");
    }

    #[test]
    fn times_are_said_as_people_do() {
        assert_eq!(duration(526.0), "9 h");
        assert_eq!(duration(52.6), "53 min");
        assert_eq!(duration(0.5), "30 s");
        assert_eq!(duration(20_000.0), "14 days");
    }
}
