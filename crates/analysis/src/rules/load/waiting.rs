//! What requests spend their time waiting for.

use crate::facts::Facts;
use crate::load::awaited;

/// The others a component's requests wait for most, by number.
pub(super) struct Waiting {
    /// Whom it calls itself.
    pub(super) callee: usize,
    /// Milliseconds of every request spent on that, there and back included.
    pub(super) time: f64,
    /// Who takes most of that time in the end; the same as `callee` or behind it.
    pub(super) cause: usize,
}

/// What a component waits for, where that is more than its own work.
pub(super) fn waiting(facts: &Facts, component: usize) -> Option<Waiting> {
    let (duties, load) = (&facts.model.duties, facts.load);
    let weight = |duty: &usize| load.duty_rates[*duty] * load.held[*duty].value;
    let mut at = duties.of_component(component).max_by(|a, b| weight(a).total_cmp(&weight(b)))?;
    let mut passed = vec![at];
    let mut found: Option<Waiting> = None;
    while let Some((next, time)) = longest(facts, at) {
        let own = facts.model.components[duties.get(at).component].service_time.value;
        if time <= own || passed.contains(&next) {
            break;
        }
        let cause = duties.get(next).component;
        found = Some(found.map_or(Waiting { callee: cause, time, cause }, |first| Waiting { cause, ..first }));
        passed.push(next);
        at = next;
    }
    found
}

/// The call a duty spends most time on.
fn longest(facts: &Facts, duty: usize) -> Option<(usize, f64)> {
    let load = facts.load;
    let time = |connection: usize, to: usize| load.held[to].value + facts.model.round_trips[connection].value;
    let calls = awaited(facts.model, &load.flows, duty).map(|(flow, to)| (to, flow.factor * time(flow.connection, to)));
    calls.max_by(|a, b| a.1.total_cmp(&b.1))
}
