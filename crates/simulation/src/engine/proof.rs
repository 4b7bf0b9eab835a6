//! Proof that nothing got lost: conservation, and Little's law.

use super::Simulation;
use super::state::{Place, station_index};
use crate::report::Counts;

impl Simulation {
    /// Requests, or messages, of a source that are on their way, counted one by one.
    pub(super) fn in_flight(&self, source: u32, is_message: bool) -> u64 {
        let is_one = |job: &super::Job| {
            job.caller.is_nothing() && !job.lingers && job.source == source && job.is_message == is_message
        };
        self.jobs.iter().filter(|(_, job)| is_one(job)).count() as u64
    }

    /// Checks the state against itself, at any moment between two slices.
    ///
    /// Every request and message is answered, failed or in flight; every station has as many jobs as it says;
    /// and the area under its number of jobs is the sum of the times of all jobs (Little's law, exactly).
    ///
    /// # Errors
    ///
    /// What does not hold, as a sentence. It would be a defect of the engine.
    pub fn check(&self) -> Result<(), String> {
        for (i, source) in self.sources.iter().enumerate() {
            for (is_message, counts) in [(false, source.requests), (true, source.messages)] {
                let counts = Counts { in_flight: self.in_flight(i as u32, is_message), ..counts };
                if !counts.are_conserved() {
                    return Err(format!("source {i} does not conserve what it sends: {counts:?}"));
                }
            }
        }
        let present = self.present();
        present.iter().enumerate().try_for_each(|(at, present)| self.check_station(at, present))
    }

    fn check_station(&self, at: usize, present: &Present) -> Result<(), String> {
        let station = &self.stations[at];
        if (present.waiting, present.serving) != (station.waiting, station.serving) {
            return Err(format!("station {at} has {present:?}, and says {} and {}", station.waiting, station.serving));
        }
        let mut meter = station.meter;
        meter.advance(self.now, station.waiting, station.serving);
        let area = meter.waiting_area + meter.serving_area;
        let time = meter.left_time + present.time;
        if (area - time).abs() > 1e-6 * area.max(time) + 1e-9 * self.now {
            return Err(format!("Little's law does not hold at station {at}: {area} and {time}"));
        }
        Ok(())
    }

    fn present(&self) -> Vec<Present> {
        let mut found = vec![Present::default(); self.stations.len()];
        for (_, job) in self.jobs.iter() {
            let station = station_index(self.compiled.entries[job.entry as usize].station);
            let Some(present) = station.filter(|_| job.place != Place::Outside).map(|at| &mut found[at]) else {
                continue;
            };
            present.time += self.now - job.arrived;
            match job.place {
                Place::Waiting => present.waiting += 1,
                Place::Serving => present.serving += 1,
                Place::Outside => {}
            }
        }
        found
    }
}

/// The jobs at one station.
#[derive(Clone, Debug, Default)]
struct Present {
    waiting: u32,
    serving: u32,
    /// Sum of the times since their arrival.
    time: f64,
}
