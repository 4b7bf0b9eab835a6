//! The network, flattened into lists that are quick to walk.

use std::ops::Range;

use crate::network::{Call, Interaction, Network, Policy, Reroute, Route, Target};
use crate::random::Sampler;

/// Stands for the station of a client: it has room and servers for all, and takes no time.
pub const CLIENT: u32 = u32::MAX;

/// A range of indices in half the space.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    pub fn len(self) -> u32 {
        self.end - self.start
    }

    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// A kind of work.
#[derive(Clone, Debug)]
pub struct CompiledEntry {
    /// Index of the station, or [`CLIENT`].
    pub station: u32,
    pub service: Sampler,
    /// See [`crate::Entry::after`]; None where nothing is left to do.
    pub after: Option<Sampler>,
    /// In [`Compiled::steps`].
    pub steps: Span,
    /// In [`Compiled::routes`].
    pub then: Span,
}

/// A call.
#[derive(Clone, Debug)]
pub struct CompiledCall {
    /// In [`Compiled::targets`].
    pub to: Span,
    pub refused: f64,
    /// That it is made: the sum of the probabilities of `to` and of being refused.
    pub probability: f64,
    pub synchronous: bool,
    pub optional: bool,
    pub certain_after_failure: bool,
    pub is_cache: bool,
    pub avoids_down: bool,
    pub policy: Policy,
}

/// Where the requests of a source go.
#[derive(Clone, Copy, Debug)]
pub struct CompiledSource {
    /// Entry of the client.
    pub client: u32,
    /// The entry requests go to without a client in between, which is quicker and the same: one target, no
    /// policy, no latency.
    pub direct: Option<u32>,
}

/// All of it.
#[derive(Clone, Debug, Default)]
pub struct Compiled {
    pub entries: Vec<CompiledEntry>,
    /// Ranges in `calls`.
    pub steps: Vec<Span>,
    pub calls: Vec<CompiledCall>,
    pub targets: Vec<Target>,
    pub routes: Vec<Route>,
    pub sources: Vec<CompiledSource>,
}

impl Compiled {
    /// Flattens a checked network.
    pub fn of(network: &Network) -> Self {
        let mut compiled = Self::default();
        for entry in &network.entries {
            let steps = compiled.add_steps(&entry.steps);
            let then = compiled.add_routes(&entry.then);
            let service = Sampler::of(&entry.service);
            let after = (entry.after.mean > 0.0).then(|| Sampler::of(&entry.after));
            compiled.entries.push(CompiledEntry { station: entry.station as u32, service, after, steps, then });
        }
        for source in &network.sources {
            let call = Call { interaction: Interaction::Synchronous, ..source.call.clone() };
            let direct = direct_target(&call);
            let steps = compiled.add_steps(&[vec![call]]);
            let then = compiled.add_routes(&[]);
            compiled.sources.push(CompiledSource { client: compiled.entries.len() as u32, direct });
            let service = Sampler::Constant(0.0);
            compiled.entries.push(CompiledEntry { station: CLIENT, service, after: None, steps, then });
        }
        compiled
    }

    fn add_steps(&mut self, steps: &[Vec<Call>]) -> Span {
        let start = self.steps.len() as u32;
        for step in steps {
            let first = self.calls.len() as u32;
            for call in step {
                let call = self.compile_call(call);
                self.calls.push(call);
            }
            self.steps.push(Span { start: first, end: self.calls.len() as u32 });
        }
        Span { start, end: self.steps.len() as u32 }
    }

    fn add_routes(&mut self, routes: &[Route]) -> Span {
        let start = self.routes.len() as u32;
        self.routes.extend(routes.iter().filter(|route| route.probability > 0.0));
        Span { start, end: self.routes.len() as u32 }
    }

    fn compile_call(&mut self, call: &Call) -> CompiledCall {
        let start = self.targets.len() as u32;
        self.targets.extend(&call.to);
        CompiledCall {
            to: Span { start, end: self.targets.len() as u32 },
            refused: call.refused,
            probability: call.to.iter().map(|target| target.probability).sum::<f64>() + call.refused,
            synchronous: call.interaction == Interaction::Synchronous,
            optional: call.optional,
            certain_after_failure: call.certain_after_failure,
            is_cache: call.is_cache,
            avoids_down: call.avoids_down,
            policy: call.policy,
        }
    }

    /// What is done about a call that went to this alternative, if it went to any.
    pub fn policy(&self, call: u32, target: u32) -> Policy {
        let own = self.targets.get(target as usize).and_then(|target| target.policy);
        own.unwrap_or(self.calls[call as usize].policy)
    }

    /// Which breaker watches it: those of calls come first, then those of alternatives.
    pub fn breaker(&self, call: u32, target: u32) -> usize {
        let is_own = self.targets.get(target as usize).is_some_and(|target| target.policy.is_some());
        if is_own { self.calls.len() + target as usize } else { call as usize }
    }

    /// Sends a call elsewhere from now on.
    pub fn reroute(&mut self, reroute: &Reroute) {
        let (entry, step, call) = reroute.call;
        let step = self.steps[self.entries[entry].steps.range().start + step];
        let call = &mut self.calls[step.range().start + call];
        for (target, probability) in self.targets[call.to.range()].iter_mut().zip(&reroute.to) {
            target.probability = *probability;
        }
        call.refused = reroute.refused;
        call.probability = reroute.to.iter().sum::<f64>() + reroute.refused;
    }
}

fn direct_target(call: &Call) -> Option<u32> {
    let [Target { probability: 1.0, entry, latency: 0.0, optional: false, policy: None, .. }] = call.to[..] else {
        return None;
    };
    let plain = call.policy == Policy::default() && !call.optional;
    plain.then_some(entry as u32)
}
