//! How much of the time it works, what that hangs on, and what would buy more of it.

use crate::ui::prelude::*;
use linchpin_analysis::{
    Availability, Contribution, Failure, FailureKind, JourneyAvailability, ReliabilityReport, TrafficClass, Upgrade,
    UpgradeKind,
};
use linchpin_figures::exponential;
use std::sync::Arc;

use super::look::{LookRow, failure, name};
use super::standing::{StandingNote, is_old};
use super::words;
use crate::css;
use crate::session::{Look, Session, Topic, use_session};

/// More than this many bars say nothing more.
const MOST_BARS: usize = 12;

/// Below this a bound says nothing.
const SAYS_NOTHING: f64 = 0.5;

/// An availability in words: `99.83 %`, or that it is at least so much where it is a bound.
pub fn percent(availability: Availability) -> String {
    if !availability.is_exact() && availability.low < SAYS_NOTHING {
        return "not known".to_owned();
    }
    let bound = if availability.is_exact() { "" } else { "\u{2265} " };
    format!("{bound}{}", words::availability(availability.low))
}

/// Downtime a year in words.
pub fn downtime(availability: Availability) -> String {
    let bound = if availability.is_exact() { "" } else { "at most " };
    format!("{bound}{} a year", words::duration(availability.downtime_a_year()))
}

/// The tab.
#[component]
pub fn AvailabilityTab() -> AnyView {
    let session = use_session();
    let contents = move || match session.signals.reliability.get() {
        Some(report) => match report.system {
            Some(system) => sections(session, &report, system),
            None => {
                view! { <p class="hint">"No requests enter yet. Draw a client and connect it to what it calls."</p> }
            }
        },
        None => {
            view! { <p class="hint">"Here stands how much of the time it works, and what that hangs on, once something is drawn."</p> }
        }
    };
    view! {
        <div class="panel-body" role="tabpanel" aria-labelledby="tab-availability">
            <StandingNote topic=Topic::Availability />
            <div class:old=move || is_old(session, Topic::Availability)>{living(contents)}</div>
        </div>
    }
}

fn sections(session: Session, report: &Arc<ReliabilityReport>, system: Availability) -> AnyView {
    let bound = (!system.is_exact()).then(|| {
        let high = words::availability(system.high);
        view! { <p>{format!("The design is too large for an exact answer: it is at least this and at most {high}.")}</p> }
    });
    let range = (system.is_exact() && system.pessimistic < system.optimistic).then(|| {
        let (low, high) = (words::availability(system.pessimistic), words::availability(system.optimistic));
        view! { <p>{format!("{low} with all defaults at the bad end of their ranges, {high} with all at the good end.")}</p> }
    });
    let a_month = words::duration(system.downtime_a_month());
    view! {
        <div class="headline">
            <b>{percent(system)}</b>
            <p>{format!("Without an answer for {}, {a_month} a month.", downtime(system))}</p>
            {bound}
            {range}
        </div>
        {entries(session, &report.journeys)}
        {bars(session, &report.contributions)}
        {upgrades(session, system, &report.upgrades)}
        <p class="footnote">"Failures count as independent, except that a place takes down all inside. What providers promise is a contract threshold, no forecast."</p>
    }
}

fn entries(session: Session, journeys: &[JourneyAvailability]) -> Option<AnyView> {
    let rows = journeys.iter().map(|journey| {
        let (label, class) = match journey.class {
            None => (name(session, journey.endpoint.unwrap_or(journey.entry)), ""),
            Some(TrafficClass::Read) => ("reads".to_owned(), "sub"),
            Some(TrafficClass::Write) => ("writes".to_owned(), "sub"),
        };
        view! { <dt class=class>{label}</dt><dd title=downtime(journey.availability)>{percent(journey.availability)}</dd> }
    });
    (journeys.len() > 1).then(|| {
        view! { <h3 class="group-heading">"By journey"</h3><dl class="figures">{rows.collect_view()}</dl> }
    })
}

fn bars(session: Session, contributions: &[Contribution]) -> Option<AnyView> {
    let rows: Vec<AnyView> = contributions.iter().take(MOST_BARS).map(|part| bar(session, part)).collect();
    let more = contributions.get(MOST_BARS).map(|next| {
        let (left, share) = (contributions.len() - MOST_BARS, share_of(next.fussell_vesely));
        view! { <p class="footnote">{format!("{} more, {share} or less each.", words::number(left as f64))}</p> }
    });
    (!rows.is_empty()).then(|| {
        view! { <h3 class="group-heading">"What the downtime hangs on"</h3><div class="bars">{rows}</div>{more} }
    })
}

fn bar(session: Session, part: &Contribution) -> AnyView {
    let one = Failure { record: part.record, kind: part.kind, count: 0 };
    let (title, share) = (failure(session, &one), share_of(part.fussell_vesely));
    let each = words::availability(part.availability);
    let means = match part.kind {
        FailureKind::Provider => "by contract",
        FailureKind::Takeover => "ready",
        FailureKind::Instances | FailureKind::Domain | FailureKind::Connection => "up",
    };
    let birnbaum = match part.birnbaum {
        small if small < 1e-4 => exponential(small),
        birnbaum => words::number(birnbaum),
    };
    let times = words::number(part.risk_achievement);
    let inside = view! {
        <span class="name">{title}</span>
        <b>{share}</b>
        <span class="bar"><i style:width=css::percent(part.fussell_vesely.clamp(0.0, 1.0) * 100.0)></i></span>
        <small title="Birnbaum importance, and risk achievement worth: the downtime while it is down, as a multiple">
            {format!("{each} {means}; Birnbaum {birnbaum}; {times}x while down")}
        </small>
    };
    let record = part.record;
    let on_click = Box::new(move |session: Session| session.show([record]));
    LookRow { class: "", look: Look::Together(vec![one]), pins: false, on_click }.view(session, inside)
}

/// What matters little still matters.
fn share_of(share: f64) -> String {
    if (f64::MIN_POSITIVE..0.0005).contains(&share) { "< 0.1 %".to_owned() } else { words::percent(share) }
}

fn upgrades(session: Session, now: Availability, upgrades: &[Upgrade]) -> Option<AnyView> {
    let from = words::availability(now.low);
    // What cannot be told apart buys nothing.
    let buys = |upgrade: &&Upgrade| words::availability(upgrade.availability.low) != from;
    let rows: Vec<AnyView> = upgrades
        .iter()
        .filter(buys)
        .map(|upgrade| {
            let id = upgrade.component;
            let (from, then) = (from.trim_end_matches(" %"), percent(upgrade.availability));
            view! {
                <button on:click=move |_| session.show([id])>
                    <span class="name">{change(session, upgrade)}</span>
                    <b>{format!("{from} \u{2192} {then}")}</b>
                </button>
            }
        })
        .collect();
    (!rows.is_empty()).then(|| view! { <h3 class="group-heading">"What buys most"</h3><div class="bars">{rows}</div> })
}

fn change(session: Session, upgrade: &Upgrade) -> String {
    let name = name(session, upgrade.component);
    let report = session.signals.report.get_untracked();
    let instances = report.and_then(|report| Some(report.component(upgrade.component)?.instances)).unwrap_or(0);
    match (upgrade.kind, instances) {
        (UpgradeKind::AutomaticFailover, _) => format!("Automatic failover of {name}"),
        (UpgradeKind::AnotherInstance, 1) => format!("A second {name}"),
        (UpgradeKind::AnotherInstance, _) => format!("One more {name}"),
    }
}
