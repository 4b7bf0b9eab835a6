//! How things went over time.

use super::histogram::Histogram;
use super::station::StationMeter;
use crate::report::{Point, StationPoint};

/// Averages over equal intervals of time.
#[derive(Clone, Debug)]
pub struct Series {
    interval: f64,
    /// Points of each source.
    pub sources: Vec<Vec<Point>>,
    /// Points of each station.
    pub stations: Vec<Vec<StationPoint>>,
    current: Vec<Current>,
    /// Areas of each station, waiting and serving, at the start of the interval.
    areas: Vec<(f64, f64)>,
    points: usize,
    end: f64,
}

/// The interval that runs, of one source.
#[derive(Clone, Debug, Default)]
struct Current {
    offered: u64,
    failed: u64,
    sum: f64,
    histogram: Histogram,
}

impl Series {
    /// `points` intervals up to `duration`.
    pub fn new(duration: f64, points: u32, sources: usize, stations: usize) -> Self {
        let room = points as usize;
        Self {
            interval: duration / f64::from(points),
            sources: (0..sources).map(|_| Vec::with_capacity(room)).collect(),
            stations: (0..stations).map(|_| Vec::with_capacity(room)).collect(),
            current: vec![Current::default(); sources],
            areas: vec![(0.0, 0.0); stations],
            points: 0,
            end: duration / f64::from(points),
        }
    }

    /// Intervals that are over.
    pub fn len(&self) -> usize {
        self.points
    }

    /// When the interval that runs ends.
    pub fn end(&self) -> f64 {
        self.end
    }

    /// A request came in.
    #[inline]
    pub fn offered(&mut self, source: u32) {
        self.current[source as usize].offered += 1;
    }

    /// A request failed.
    pub fn failed(&mut self, source: u32) {
        self.current[source as usize].failed += 1;
    }

    /// A request was answered.
    #[inline]
    pub fn answered(&mut self, source: u32, response: f64) {
        let current = &mut self.current[source as usize];
        current.sum += response;
        current.histogram.record(response);
    }

    /// Ends the interval; the meters, given with the servers that work, are counted up to its end.
    pub fn close<'a>(&mut self, meters: impl Iterator<Item = (&'a StationMeter, u32)>) {
        let interval = self.interval;
        for (points, current) in self.sources.iter_mut().zip(&mut self.current) {
            points.push(current.point(interval));
        }
        for ((points, (meter, working)), areas) in self.stations.iter_mut().zip(meters).zip(&mut self.areas) {
            let (waiting, serving) = (meter.waiting_area - areas.0, meter.serving_area - areas.1);
            let (waiting, serving) = ((waiting / interval) as f32, (serving / interval) as f32);
            points.push(StationPoint { waiting, serving, working });
            *areas = (meter.waiting_area, meter.serving_area);
        }
        self.points += 1;
        self.end = interval * (self.points + 1) as f64;
    }
}

impl Current {
    /// The point of an interval that ends, and a new start.
    fn point(&mut self, interval: f64) -> Point {
        let answered = self.histogram.total();
        let point = Point {
            offered: (self.offered as f64 / interval) as f32,
            answered: (answered as f64 / interval) as f32,
            failed: (self.failed as f64 / interval) as f32,
            mean: (answered > 0).then(|| (self.sum / answered as f64) as f32),
            p50: self.histogram.quantile(0.5).map(|value| value as f32),
            p99: self.histogram.quantile(0.99).map(|value| value as f32),
        };
        (self.offered, self.failed, self.sum) = (0, 0, 0.0);
        self.histogram.clear();
        point
    }
}
