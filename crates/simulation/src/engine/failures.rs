//! Servers fail and return.

use super::Simulation;
use super::state::{Failure, Outcome, Place};
use crate::network::Change;

impl Simulation {
    /// From now on another number of servers works.
    pub(super) fn change(&mut self, change: Change) {
        let at = change.station;
        self.stations[at].advance_meter(self.now);
        self.stations[at].working = change.servers;
        let excess = self.stations[at].serving.saturating_sub(change.servers);
        if excess > 0 {
            self.interrupt(at, excess as usize);
        }
        if self.stations[at].is_down() {
            self.refuse_waiting(at);
        }
        self.start_waiting(at);
    }

    /// Takes their servers from some of the jobs of a station.
    fn interrupt(&mut self, at: usize, count: usize) {
        let is_served_here = |entry: u32, place: Place| {
            place == Place::Serving && self.compiled.entries[entry as usize].station as usize == at
        };
        let served = self.jobs.iter().filter(|(_, job)| is_served_here(job.entry, job.place));
        let victims: Vec<u32> = served.map(|(index, _)| index).take(count).collect();
        self.abandon_calls_of(&victims);
        for job in victims {
            // What was to happen to it in service is void.
            self.jobs.renew(job);
            self.stations[at].meter.interrupted += 1;
            if self.jobs[job].lingers {
                self.leave_unfinished(at, job);
                self.jobs.remove(job);
            } else if self.stations[at].waits_when_down {
                self.put_back(at, job);
            } else {
                self.drop_served(at, job);
            }
        }
    }

    /// Nobody waits any more for what these jobs called; `callers` are in ascending order.
    fn abandon_calls_of(&mut self, callers: &[u32]) {
        let is_theirs = |caller: u32| callers.binary_search(&caller).is_ok();
        let calls: Vec<u32> =
            self.calls.iter().filter(|(_, call)| is_theirs(call.caller)).map(|(index, _)| index).collect();
        for index in calls {
            let pending = self.calls[index];
            if pending.is_probe {
                let breaker = self.compiled.breaker(pending.call, pending.target);
                self.breakers[breaker].lose_probe();
            }
            self.calls.remove(index);
        }
    }

    /// A job that was served waits again, before all others, and will start afresh.
    fn put_back(&mut self, at: usize, job: u32) {
        self.stations[at].serving -= 1;
        let record = &mut self.jobs[job];
        (record.step, record.pending, record.missed, record.failure) = (0, 0, false, None);
        self.stations[at].push_front(job, &mut self.jobs);
    }

    fn drop_served(&mut self, at: usize, job: u32) {
        self.stations[at].serving -= 1;
        self.drop_job(at, job);
    }

    /// The second phase of a job is cut short.
    fn leave_unfinished(&mut self, at: usize, job: u32) {
        self.stations[at].serving -= 1;
        self.count_leaving(at, job);
    }

    fn count_leaving(&mut self, at: usize, job: u32) {
        let meter = &mut self.stations[at].meter;
        meter.left += 1;
        meter.left_time += self.now - self.jobs[job].arrived;
    }

    /// All in the queue are refused.
    fn refuse_waiting(&mut self, at: usize) {
        while let Some(job) = self.stations[at].pop_front(&self.jobs) {
            self.stations[at].meter.refused += 1;
            self.drop_job(at, job);
        }
    }

    /// A job that was in the system leaves it without being done.
    fn drop_job(&mut self, at: usize, job: u32) {
        self.count_leaving(at, job);
        self.end_job(job, Outcome::Failed(Failure::Down));
    }
}
