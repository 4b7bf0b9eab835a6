//! Jobs on their way: arrive, wait, be served, go on, end.

use super::state::{Failure, Job, Outcome, Place, station_index};
use super::{Action, Simulation, kind};
use crate::compiled::Span;
use crate::random::Sampler;
use crate::slab::{Handle, NONE};

impl Simulation {
    /// A request comes in, and the next one is scheduled.
    pub(super) fn arrive_from_outside(&mut self, source: u32) {
        self.schedule_arrival(source as usize);
        self.sources[source as usize].requests.offered += 1;
        self.series.offered(source);
        let target = self.compiled.sources[source as usize];
        let job = self.new_job(target.direct.unwrap_or(target.client), source, false, Handle::NOTHING);
        self.arrive(job);
    }

    pub(super) fn new_job(&mut self, entry: u32, source: u32, is_message: bool, caller: Handle) -> u32 {
        let job = Job {
            born: self.now,
            arrived: self.now,
            caller,
            entry,
            source,
            next: NONE,
            step: 0,
            pending: 0,
            place: Place::Outside,
            is_message,
            missed: false,
            degraded: false,
            failure: None,
            lingers: false,
        };
        self.jobs.insert(job).index
    }

    /// A job arrives at the station of its entry: it is served, waits, or is refused.
    pub(super) fn arrive(&mut self, job: u32) {
        let Some(at) = station_index(self.compiled.entries[self.jobs[job].entry as usize].station) else {
            self.agenda.push(Action::Proceed(job));
            return;
        };
        self.jobs[job].arrived = self.now;
        let station = &mut self.stations[at];
        let failure = if station.is_down() {
            Failure::Down
        } else if !station.lets_in(self.now) {
            Failure::Limited
        } else if station.serving < station.working {
            return self.start(at, job);
        } else if station.waiting < station.waiting_places {
            station.advance_meter(self.now);
            return station.push_back(job, &mut self.jobs);
        } else {
            Failure::Full
        };
        station.meter.refused += 1;
        self.end_job(job, Outcome::Failed(failure));
    }

    /// Gives a free server to a job.
    #[inline]
    pub(super) fn start(&mut self, station: usize, job: u32) {
        let state = &mut self.stations[station];
        state.advance_meter(self.now);
        state.serving += 1;
        let record = &mut self.jobs[job];
        record.place = Place::Serving;
        record.step = 0;
        let entry = record.entry as usize;
        let service = &self.compiled.entries[entry].service;
        if matches!(service, Sampler::Constant(0.0)) {
            return self.agenda.push(Action::Proceed(job));
        }
        let time = service.draw(&mut self.random[entry]);
        self.events.schedule(self.now + time, kind::SERVED, job, self.jobs.handle(job).generation);
    }

    /// Gives free servers to those that wait.
    pub(super) fn start_waiting(&mut self, station: usize) {
        while self.stations[station].serving < self.stations[station].working {
            self.stations[station].advance_meter(self.now);
            let Some(job) = self.stations[station].pop_front(&self.jobs) else { break };
            self.start(station, job);
        }
    }

    /// Makes the calls of the next step, until one has to be waited for or all steps are done.
    pub(super) fn proceed(&mut self, job: u32) {
        let steps = self.compiled.entries[self.jobs[job].entry as usize].steps;
        while self.jobs[job].step < steps.len() {
            let step = steps.range().start + self.jobs[job].step as usize;
            for call in self.compiled.steps[step].range() {
                self.issue(job, call as u32);
            }
            if self.jobs[job].pending > 0 {
                return;
            }
            self.jobs[job].step += 1;
        }
        self.finish(job);
    }

    /// All is done at this station: the job goes on, or is answered.
    fn finish(&mut self, job: u32) {
        if self.compiled.entries[self.jobs[job].entry as usize].after.is_some() {
            self.linger(job);
        } else {
            self.leave(job, true);
        }
        let then = self.compiled.entries[self.jobs[job].entry as usize].then;
        match self.next_entry(job, then) {
            None => self.end_job(job, Outcome::Answered { degraded: self.jobs[job].degraded }),
            Some(entry) => {
                let record = &mut self.jobs[job];
                (record.entry, record.step, record.missed) = (entry, 0, false);
                self.agenda.push(Action::Arrive(job));
            }
        }
    }

    /// The job goes on, and another record keeps its server taken for the second phase.
    fn linger(&mut self, job: u32) {
        let entry = self.jobs[job].entry as usize;
        let Some(after) = &self.compiled.entries[entry].after else { return };
        let time = after.draw(&mut self.random[entry]);
        let rest = Job { caller: Handle::NOTHING, lingers: true, ..self.jobs[job] };
        self.jobs[job].place = Place::Outside;
        let rest = self.jobs.insert(rest);
        self.events.schedule(self.now + time, kind::SERVED, rest.index, rest.generation);
    }

    /// The own service of a job is over, or its second phase.
    #[inline]
    pub(super) fn served(&mut self, job: u32) {
        if self.jobs[job].lingers {
            self.leave(job, true);
            self.jobs.remove(job);
        } else {
            self.proceed(job);
        }
    }

    #[inline]
    fn next_entry(&mut self, job: u32, then: Span) -> Option<u32> {
        if then.is_empty() {
            return None;
        }
        let mut left = self.random[self.jobs[job].entry as usize].uniform();
        for route in &self.compiled.routes[then.range()] {
            left -= route.probability;
            if left < 0.0 {
                return Some(route.entry as u32);
            }
        }
        None
    }

    /// The job gives up its server, which goes to the next one in the queue.
    pub(super) fn leave(&mut self, job: u32, completed: bool) {
        let record = &mut self.jobs[job];
        let Some(at) = station_index(self.compiled.entries[record.entry as usize].station) else { return };
        record.place = Place::Outside;
        let time = self.now - record.arrived;
        let station = &mut self.stations[at];
        station.advance_meter(self.now);
        station.serving -= 1;
        station.meter.left += 1;
        station.meter.left_time += time;
        station.meter.completed += u64::from(completed);
        if station.waiting > 0 {
            self.start_waiting(at);
        }
    }

    /// A job that holds no place any more ends; who waits for it is told.
    pub(super) fn end_job(&mut self, job: u32, outcome: Outcome) {
        let record = self.jobs[job];
        self.jobs.remove(job);
        if record.caller.is_nothing() {
            self.record(&record, outcome);
        } else {
            self.reply(record.caller, outcome);
        }
    }

    /// Counts what became of a request or a message.
    #[inline]
    pub(super) fn record(&mut self, job: &Job, outcome: Outcome) {
        let source = job.source as usize;
        let counts = self.sources[source].counts_mut(job.is_message);
        match outcome {
            Outcome::Answered { degraded } => {
                counts.answered += 1;
                counts.degraded += u64::from(degraded);
            }
            Outcome::Failed(Failure::Full) => counts.failed.full += 1,
            Outcome::Failed(Failure::Down) => counts.failed.down += 1,
            Outcome::Failed(Failure::TimedOut) => counts.failed.timed_out += 1,
            Outcome::Failed(Failure::Broken) => counts.failed.broken += 1,
            Outcome::Failed(Failure::Limited) => counts.failed.limited += 1,
        }
        if job.is_message {
            return;
        }
        if matches!(outcome, Outcome::Failed(_)) {
            return self.series.failed(job.source);
        }
        let response = self.now - job.born;
        self.batches[source].record(self.now, response);
        self.series.answered(job.source, response);
    }
}
