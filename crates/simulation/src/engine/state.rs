//! What there is at a moment: jobs, calls that wait for an answer, stations.

use crate::compiled::CLIENT;
use crate::measure::StationMeter;
use crate::network::{Network, Source, Station};
use crate::random::{Arrivals, Random};
use crate::report::Counts;
use crate::slab::{Handle, NONE, Slab};

/// One piece of work: a request, a message, or a call that is being answered.
#[derive(Clone, Copy, Debug)]
pub struct Job {
    /// When the request or message came in.
    pub born: f64,
    /// When it arrived at its station.
    pub arrived: f64,
    /// The call it answers; nothing for a request from outside and for a message.
    pub caller: Handle,
    pub entry: u32,
    pub source: u32,
    /// The next job in the queue.
    pub next: u32,
    pub step: u32,
    /// Calls of this step that are not answered yet.
    pub pending: u32,
    pub place: Place,
    /// Belongs to a message, not to the answer of a request.
    pub is_message: bool,
    /// An optional call of its own failed.
    pub missed: bool,
    /// An optional call failed, here or further down.
    pub degraded: bool,
    /// A call it needs failed.
    pub failure: Option<Failure>,
    /// It was answered or has gone on as another record; this one keeps the server taken.
    pub lingers: bool,
}

/// Where a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// On the network, or at a client.
    Outside,
    /// In the queue of its station.
    Waiting,
    /// Being served, or waiting for answers while it holds a server.
    Serving,
}

/// Why a call or a request failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    Full,
    Down,
    TimedOut,
    Broken,
    Limited,
}

/// What a job or a call ended with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Answered { degraded: bool },
    Failed(Failure),
}

/// A call that waits for an answer.
#[derive(Clone, Copy, Debug)]
pub struct PendingCall {
    /// The job that called.
    pub caller: u32,
    /// Index of the call in the compiled network.
    pub call: u32,
    /// Index of the alternative that was called last.
    pub target: u32,
    /// Attempts made before this one.
    pub retries: u32,
    /// The breaker let it through to see whether the called is well again.
    pub is_probe: bool,
    /// The answer, while it is on the network.
    pub reply: Outcome,
}

/// A station.
#[derive(Clone, Debug)]
pub struct StationState {
    /// Servers while none has failed.
    pub servers: u32,
    pub working: u32,
    pub waiting_places: u32,
    pub waits_when_down: bool,
    pub serving: u32,
    pub waiting: u32,
    first: u32,
    last: u32,
    limit: Option<Bucket>,
    pub meter: StationMeter,
}

/// A token bucket: what a rate limit still lets in.
#[derive(Clone, Debug)]
struct Bucket {
    rate: f64,
    tokens: f64,
    filled: f64,
}

impl Bucket {
    fn of(rate: f64) -> Self {
        Self { rate, tokens: rate.max(1.0), filled: 0.0 }
    }

    fn take(&mut self, now: f64) -> bool {
        self.tokens = (self.tokens + self.rate * (now - self.filled)).min(self.rate.max(1.0));
        self.filled = now;
        let lets_in = self.tokens >= 1.0;
        self.tokens -= f64::from(u8::from(lets_in));
        lets_in
    }
}

impl StationState {
    pub fn of(station: &Station) -> Self {
        Self {
            servers: station.servers,
            working: station.servers,
            waiting_places: station.waiting_places.unwrap_or(u32::MAX),
            waits_when_down: station.waits_when_down,
            serving: 0,
            waiting: 0,
            first: NONE,
            last: NONE,
            limit: station.rate_limit.map(Bucket::of),
            meter: StationMeter::default(),
        }
    }

    /// Whether the rate limit lets one more in.
    #[inline]
    pub fn lets_in(&mut self, now: f64) -> bool {
        self.limit.as_mut().is_none_or(|limit| limit.take(now))
    }

    /// Refuses all, since nothing works and nobody may wait for it.
    pub fn is_down(&self) -> bool {
        self.working == 0 && !self.waits_when_down
    }

    #[inline]
    pub fn advance_meter(&mut self, now: f64) {
        self.meter.advance(now, self.waiting, self.serving);
    }

    #[inline]
    pub fn push_back(&mut self, index: u32, jobs: &mut Slab<Job>) {
        jobs[index].next = NONE;
        jobs[index].place = Place::Waiting;
        if self.last == NONE {
            self.first = index;
        } else {
            jobs[self.last].next = index;
        }
        self.last = index;
        self.waiting += 1;
    }

    pub fn push_front(&mut self, index: u32, jobs: &mut Slab<Job>) {
        jobs[index].next = self.first;
        jobs[index].place = Place::Waiting;
        if self.last == NONE {
            self.last = index;
        }
        self.first = index;
        self.waiting += 1;
    }

    #[inline]
    pub fn pop_front(&mut self, jobs: &Slab<Job>) -> Option<u32> {
        let index = self.first;
        if index == NONE {
            return None;
        }
        self.first = jobs[index].next;
        if self.first == NONE {
            self.last = NONE;
        }
        self.waiting -= 1;
        Some(index)
    }
}

/// A source, and what became of its requests and messages.
#[derive(Clone, Debug)]
pub struct SourceState {
    pub arrivals: Arrivals,
    pub requests: Counts,
    pub messages: Counts,
}

impl SourceState {
    /// All sources of a network, each with chance of its own.
    pub fn all_of(network: &Network, seed: u64) -> Vec<Self> {
        let of = |(i, source): (usize, &Source)| Self {
            // Streams of sources are odd, those of entries even.
            arrivals: Arrivals::new(&source.rates, Random::new(seed, 2 * i as u64 + 1)),
            requests: Counts::default(),
            messages: Counts::default(),
        };
        network.sources.iter().enumerate().map(of).collect()
    }

    pub fn counts_mut(&mut self, is_message: bool) -> &mut Counts {
        if is_message { &mut self.messages } else { &mut self.requests }
    }
}

/// The index of a station in the list, or None for a client.
#[inline]
pub fn station_index(station: u32) -> Option<usize> {
    (station != CLIENT).then_some(station as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::Event;

    /// The bound stated in the crate's documentation: one record and four events, in lists that double.
    #[test]
    fn memory_for_each_job_is_what_is_promised() {
        let record = Slab::<Job>::BYTES.max(Slab::<PendingCall>::BYTES);
        assert!(2 * (record + 4 * size_of::<Event>()) <= 340, "{record}");
    }
}
