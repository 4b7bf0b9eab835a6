//! Calls: made, tried again, given up, answered.

use super::breaker::Verdict;
use super::state::{Failure, Outcome, PendingCall};
use super::{Action, Simulation, kind};
use crate::network::{Backoff, Target};
use crate::slab::{Handle, NONE};

impl Simulation {
    /// Makes one call of a job's step, or not, as its probability has it.
    pub(super) fn issue(&mut self, job: u32, call: u32) {
        let made = &self.compiled.calls[call as usize];
        let (source, is_message) = (self.jobs[job].source, self.jobs[job].is_message);
        let entry = self.jobs[job].entry as usize;
        let is_certain = made.certain_after_failure && self.jobs[job].missed && !made.to.is_empty();
        if !is_certain && made.probability < 1.0 && self.random[entry].uniform() >= made.probability {
            return;
        }
        if !made.synchronous {
            return self.send(entry, source, call);
        }
        let reply = Outcome::Answered { degraded: false };
        let pending = PendingCall { caller: job, call, target: NONE, retries: 0, is_probe: false, reply };
        let handle = self.calls.insert(pending);
        self.jobs[job].pending += 1;
        debug_assert!(self.jobs[job].is_message == is_message);
        self.agenda.push(Action::Attempt(handle.index));
    }

    /// Hands a message over.
    fn send(&mut self, entry: usize, source: u32, call: u32) {
        self.sources[source as usize].messages.offered += 1;
        match self.target(entry, call, |_, _| true) {
            Some(target) => {
                let entry = self.compiled.targets[target as usize].entry as u32;
                let message = self.new_job(entry, source, true, Handle::NOTHING);
                self.deliver(message, target);
            }
            None => self.sources[source as usize].messages.failed.down += 1,
        }
    }

    /// Brings a job to its station, over the network.
    fn deliver(&mut self, job: u32, target: u32) {
        self.taken[target as usize] += 1;
        let latency = self.compiled.targets[target as usize].latency;
        if latency > 0.0 {
            self.events.schedule(self.now + latency, kind::DELIVERY, job, self.jobs.handle(job).generation);
        } else {
            self.agenda.push(Action::Arrive(job));
        }
    }

    /// Draws one of the alternatives of a call that may be taken, given that it is made, by its index; None if nobody
    /// is there.
    fn target(&mut self, entry: usize, call: u32, may: impl Fn(&Self, usize) -> bool) -> Option<u32> {
        let made = &self.compiled.calls[call as usize];
        let range = made.to.range();
        if range.len() == 1 && !made.avoids_down && made.refused == 0.0 {
            return Some(range.start as u32);
        }
        let (refused, avoids_down) = (made.refused, made.avoids_down);
        let chance = self.random[entry].uniform();
        let weight = |index: usize| {
            let target: &Target = &self.compiled.targets[index];
            let station = self.compiled.entries[target.entry].station as usize;
            let is_down = avoids_down && self.stations.get(station).is_some_and(|station| station.working == 0);
            if is_down || !may(self, index) { 0.0 } else { target.probability }
        };
        let mut left = chance * (refused + range.clone().map(weight).sum::<f64>());
        left -= refused;
        if left < 0.0 {
            return None;
        }
        let mut last = None;
        for index in range.filter(|index| weight(*index) > 0.0) {
            last = Some(index as u32);
            left -= weight(index);
            if left < 0.0 {
                break;
            }
        }
        last
    }

    /// Makes an attempt of a call that waits for an answer.
    pub(super) fn attempt(&mut self, index: u32) {
        let PendingCall { caller, call, .. } = self.calls[index];
        let handle = self.calls.handle(index);
        let (target, verdict) = match self.alternative(index) {
            Ok(found) => found,
            Err(failure) => return self.agenda.push(Action::Answer(handle, Outcome::Failed(failure))),
        };
        let timeout = self.compiled.policy(call, target).timeout;
        self.calls[index].is_probe = verdict == Verdict::Probe;
        self.calls[index].target = target;
        let (source, is_message) = (self.jobs[caller].source, self.jobs[caller].is_message);
        let called = self.compiled.targets[target as usize].entry as u32;
        let job = self.new_job(called, source, is_message, handle);
        if let Some(timeout) = timeout {
            self.events.schedule(self.now + timeout, kind::TIMEOUT, index, handle.generation);
        }
        self.deliver(job, target);
    }

    /// Who is asked by an attempt, and what the breaker there says; nobody is where an earlier attempt found nobody,
    /// as long as that may be.
    fn alternative(&mut self, index: u32) -> Result<(u32, Verdict), Failure> {
        let PendingCall { caller, call, target: last, retries, .. } = self.calls[index];
        let entry = self.jobs[caller].entry as usize;
        if last == NONE && retries > 0 && self.compiled.calls[call as usize].refused > 0.0 {
            return Err(Failure::Down);
        }
        let pool_of = |simulation: &Self, target: usize| simulation.compiled.targets[target].pool;
        let found = match last {
            NONE => self.target(entry, call, |_, _| true),
            _ => self.target(entry, call, move |all, other| pool_of(all, other) == pool_of(all, last as usize)),
        };
        let mut target = found.ok_or(Failure::Down)?;
        if self.is_broken(call, target) {
            let stands_in = move |all: &Self, other: usize| {
                pool_of(all, other) == pool_of(all, target as usize) && !all.is_broken(call, other as u32)
            };
            target = self
                .target(entry, call, stands_in)
                .filter(|other| !self.is_broken(call, *other))
                .ok_or(Failure::Broken)?;
        }
        let has_breaker = self.compiled.policy(call, target).breaker.is_some();
        let breaker = self.compiled.breaker(call, target);
        Ok((target, if has_breaker { self.breakers[breaker].ask(self.now) } else { Verdict::Pass }))
    }

    /// Whether a breaker is open there.
    fn is_broken(&self, call: u32, target: u32) -> bool {
        let has_breaker = self.compiled.policy(call, target).breaker.is_some();
        has_breaker && self.breakers[self.compiled.breaker(call, target)].refuses(self.now)
    }

    /// Brings an answer back to the caller, over the network; nowhere if the caller gave up.
    pub(super) fn reply(&mut self, caller: Handle, outcome: Outcome) {
        if !self.calls.is_valid(caller) {
            return;
        }
        let latency = self.compiled.targets[self.calls[caller.index].target as usize].latency;
        if latency > 0.0 {
            self.calls[caller.index].reply = outcome;
            self.events.schedule(self.now + latency, kind::REPLY, caller.index, caller.generation);
        } else {
            self.agenda.push(Action::Answer(caller, outcome));
        }
    }

    /// An attempt took too long.
    pub(super) fn time_out(&mut self, handle: Handle) {
        if self.calls.is_valid(handle) {
            self.answer(handle, Outcome::Failed(Failure::TimedOut));
        }
    }

    /// An attempt ended: the call is answered, tried again, or failed.
    pub(super) fn answer(&mut self, handle: Handle, outcome: Outcome) {
        if !self.calls.is_valid(handle) {
            return;
        }
        let pending = self.calls[handle.index];
        let was_made = outcome != Outcome::Failed(Failure::Broken);
        let answered = matches!(outcome, Outcome::Answered { .. });
        let policy = self.compiled.policy(pending.call, pending.target);
        if let Some(breaker) = policy.breaker.filter(|_| was_made) {
            let own = self.compiled.breaker(pending.call, pending.target);
            self.breakers[own].hear(breaker, answered, pending.is_probe, self.now);
        }
        if answered || !was_made || pending.retries >= policy.retries {
            return self.settle(handle.index, outcome);
        }
        let pause = self.pause(pending, policy.backoff);
        let call = &mut self.calls[handle.index];
        call.retries += 1;
        // The next attempt may find nobody to ask, and then it is no probe either.
        call.is_probe = false;
        let job = self.jobs[pending.caller];
        self.sources[job.source as usize].counts_mut(job.is_message).retries += 1;
        let again = self.calls.renew(handle.index);
        self.events.schedule(self.now + pause, kind::RETRY, again.index, again.generation);
    }

    fn pause(&mut self, pending: PendingCall, backoff: Backoff) -> f64 {
        let full = backoff.first * libm::pow(backoff.factor, f64::from(pending.retries));
        if backoff.jitter == 0.0 {
            return full;
        }
        let entry = self.jobs[pending.caller].entry as usize;
        full * (1.0 - backoff.jitter * self.random[entry].uniform())
    }

    /// A call is over; so is the caller's step, if it was the last one.
    fn settle(&mut self, index: u32, outcome: Outcome) {
        let PendingCall { caller, call, target, .. } = self.calls[index];
        self.calls.remove(index);
        let called = &self.compiled.calls[call as usize];
        let is_optional =
            called.optional || self.compiled.targets.get(target as usize).is_some_and(|target| target.optional);
        let job = &mut self.jobs[caller];
        job.pending -= 1;
        match outcome {
            Outcome::Answered { degraded } => job.degraded |= degraded,
            Outcome::Failed(_) if is_optional => {
                job.missed |= called.is_cache;
                job.degraded = true;
            }
            Outcome::Failed(failure) => job.failure = Some(failure),
        }
        match (job.pending, job.failure) {
            (0, None) => {
                job.step += 1;
                self.agenda.push(Action::Proceed(caller));
            }
            (0, Some(failure)) => {
                self.leave(caller, false);
                self.end_job(caller, Outcome::Failed(failure));
            }
            _ => {}
        }
    }
}
