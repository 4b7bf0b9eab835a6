//! Refuses what has no meaning, before anything runs.

use crate::error::Error;
use crate::network::{
    Call, Change, Entry, Network, Policy, Rate, Reroute, Route, Scaler, Service, Source, Station, Target,
};
use crate::settings::Settings;

/// Largest time, rate, and number of things of one kind in a network.
const LARGEST: f64 = 1e12;
const MOST_THINGS: usize = 1_000_000;

/// By how much probabilities may exceed 1, for shares typed as decimals.
const SLACK: f64 = 1e-9;

/// Checks a network and its settings.
pub fn check(network: &Network, settings: &Settings) -> Result<(), Error> {
    at_most("stations", network.stations.len())?;
    at_most("entries", network.entries.len())?;
    at_most("sources", network.sources.len())?;
    at_most("changes", network.changes.len())?;
    network.stations.iter().try_for_each(check_station)?;
    for entry in &network.entries {
        check_entry(entry, network)?;
    }
    for source in &network.sources {
        check_source(source, network)?;
    }
    check_changes(&network.changes, network)?;
    check_reroutes(&network.reroutes, network)?;
    at_most("scalers", network.scalers.len())?;
    for scaler in &network.scalers {
        check_scaler(scaler, network)?;
    }
    check_settings(settings)
}

fn at_most(what: &'static str, count: usize) -> Result<(), Error> {
    if count > MOST_THINGS { Err(Error::TooMany { what, limit: MOST_THINGS }) } else { Ok(()) }
}

fn within(what: &'static str, value: f64, low: f64, high: f64) -> Result<(), Error> {
    // Not a number is in no range.
    if (low..=high).contains(&value) { Ok(()) } else { Err(Error::OutOfRange { what, value, low, high }) }
}

fn time(what: &'static str, value: f64) -> Result<(), Error> {
    within(what, value, 0.0, LARGEST)
}

fn exists(what: &'static str, index: usize, count: usize) -> Result<(), Error> {
    if index < count { Ok(()) } else { Err(Error::Dangling { what, index }) }
}

fn check_station(station: &Station) -> Result<(), Error> {
    within("a rate limit", station.rate_limit.unwrap_or_default(), 0.0, LARGEST)
}

fn check_entry(entry: &Entry, network: &Network) -> Result<(), Error> {
    exists("station", entry.station, network.stations.len())?;
    check_service(&entry.service)?;
    check_service(&entry.after)?;
    at_most("steps", entry.steps.len())?;
    for call in entry.steps.iter().flatten() {
        check_call(call, network)?;
    }
    check_routes(&entry.then, network)
}

fn check_service(service: &Service) -> Result<(), Error> {
    time("a mean service time", service.mean)?;
    within("a variation of service times", service.variation, 0.0, 100.0)
}

fn check_routes(routes: &[Route], network: &Network) -> Result<(), Error> {
    for route in routes {
        exists("entry", route.entry, network.entries.len())?;
        within("a probability", route.probability, 0.0, 1.0)?;
    }
    within("a sum of probabilities", routes.iter().map(|route| route.probability).sum(), 0.0, 1.0 + SLACK)
}

fn check_call(call: &Call, network: &Network) -> Result<(), Error> {
    for Target { entry, probability, latency, policy, .. } in &call.to {
        exists("entry", *entry, network.entries.len())?;
        within("a probability", *probability, 0.0, 1.0)?;
        time("a latency", *latency)?;
        policy.iter().try_for_each(check_policy)?;
    }
    check_shares(call.to.iter().map(|target| target.probability), call.refused)?;
    check_policy(&call.policy)
}

/// Of alternatives, and of nobody being there.
fn check_shares(to: impl Iterator<Item = f64>, refused: f64) -> Result<(), Error> {
    within("a probability", refused, 0.0, 1.0)?;
    within("a sum of probabilities", to.sum::<f64>() + refused, 0.0, 1.0 + SLACK)
}

fn check_policy(policy: &Policy) -> Result<(), Error> {
    time("a timeout", policy.timeout.unwrap_or_default())?;
    within("the retries", f64::from(policy.retries), 0.0, 100.0)?;
    time("a back-off", policy.backoff.first)?;
    within("the factor of a back-off", policy.backoff.factor, 1.0, 10.0)?;
    within("the jitter of a back-off", policy.backoff.jitter, 0.0, 1.0)?;
    let Some(breaker) = policy.breaker else { return Ok(()) };
    within("the failures that open a breaker", f64::from(breaker.failures), 1.0, LARGEST)?;
    time("the time a breaker is open", breaker.open_for)
}

fn check_source(source: &Source, network: &Network) -> Result<(), Error> {
    let starts = source.rates.first().is_some_and(|first| first.from == 0.0);
    let in_order = source.rates.windows(2).all(|pair| pair[0].from < pair[1].from);
    if !starts || !in_order {
        return Err(Error::NotInOrder { what: "the rates of a source, from 0 on," });
    }
    for Rate { from, rate } in &source.rates {
        time("the start of a rate", *from)?;
        within("a rate", *rate, 0.0, LARGEST)?;
    }
    check_call(&source.call, network)
}

fn check_changes(changes: &[Change], network: &Network) -> Result<(), Error> {
    for change in changes {
        exists("station", change.station, network.stations.len())?;
        time("the time of a change", change.at)?;
    }
    if changes.windows(2).all(|pair| pair[0].at <= pair[1].at) {
        return Ok(());
    }
    Err(Error::NotInOrder { what: "the changes" })
}

fn check_reroutes(reroutes: &[Reroute], network: &Network) -> Result<(), Error> {
    at_most("reroutes", reroutes.len())?;
    for Reroute { at, call: (entry, step, call), to, refused } in reroutes {
        time("the time of a reroute", *at)?;
        let steps = network.entries.get(*entry).map(|entry| &entry.steps);
        let call = steps.and_then(|steps| steps.get(*step)).and_then(|calls| calls.get(*call));
        let alternatives =
            call.map(|call| call.to.len()).ok_or(Error::Dangling { what: "call of entry", index: *entry })?;
        if alternatives != to.len() {
            return Err(Error::Dangling { what: "alternative", index: to.len() });
        }
        for probability in to {
            within("a probability", *probability, 0.0, 1.0)?;
        }
        check_shares(to.iter().copied(), *refused)?;
    }
    if reroutes.windows(2).all(|pair| pair[0].at <= pair[1].at) {
        return Ok(());
    }
    Err(Error::NotInOrder { what: "the reroutes" })
}

fn check_scaler(scaler: &Scaler, network: &Network) -> Result<(), Error> {
    exists("station", scaler.station, network.stations.len())?;
    for (station, each) in &scaler.along {
        exists("station", *station, network.stations.len())?;
        within("the servers of an instance", f64::from(*each), 1.0, MOST_THINGS as f64)?;
    }
    let each = f64::from(scaler.servers_each);
    within("the servers of an instance", each, 1.0, MOST_THINGS as f64)?;
    within("the fewest instances", f64::from(scaler.fewest), 1.0, f64::from(scaler.most))?;
    within("the most servers", f64::from(scaler.most) * each, 1.0, MOST_THINGS as f64)?;
    within("the target of a scaler", scaler.target, 0.01, 1.0)?;
    within("the period of a scaler", scaler.period, 1e-6, LARGEST)?;
    time("the delay of a scaler", scaler.delay)
}

fn check_settings(settings: &Settings) -> Result<(), Error> {
    within("the duration", settings.duration, f64::MIN_POSITIVE, LARGEST)?;
    within("the warm-up", settings.warm_up, 0.0, settings.duration)?;
    within("the number of points", f64::from(settings.points), 1.0, 10_000.0)?;
    within("the most in flight", f64::from(settings.most_in_flight), 1.0, 10_000_000.0)?;
    if settings.warm_up == settings.duration {
        return Err(Error::OutOfRange {
            what: "the warm-up",
            value: settings.warm_up,
            low: 0.0,
            high: settings.duration.next_down(),
        });
    }
    Ok(())
}
